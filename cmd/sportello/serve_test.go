package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"sportello/content/db/dbtest"
	"sportello/content/pdf/pdftest"
)

// asProgram makes this binary behave as the program, for the tests that start it.
const asProgram = "SPORTELLO_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	pdftest.Child()
	if os.Getenv(asProgram) != "" {
		main()
		os.Exit(0)
	}
	dbtest.MainWith(m, begin)
}

// binary is what the tests start: the one that SPORTELLO_TEST_PROGRAM names, as it is
// shipped, else this binary. Under the race detector this one takes many times as long
// to bring in the library, at each start anew.
func binary() string {
	if shipped := os.Getenv("SPORTELLO_TEST_PROGRAM"); shipped != "" {
		return shipped
	}
	return os.Args[0]
}

// process is the program, started on a database and a folder of its own.
type process struct {
	t    testing.TB
	data string
	env  []string
}

func newProcess(t testing.TB, databaseURL string) *process {
	t.Helper()
	data := t.TempDir()
	if err := os.Mkdir(filepath.Join(data, "cache"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(pdftest.Cache(t), filepath.Join(data, "cache", "pdf")); err != nil {
		t.Fatal(err)
	}
	return &process{t: t, data: data, env: append(os.Environ(), asProgram+"=1", "SPORTELLO_DB="+databaseURL,
		"SPORTELLO_DATA="+data, "SPORTELLO_ADDR=127.0.0.1:0")}
}

func (p *process) command(args ...string) *exec.Cmd {
	cmd := exec.Command(binary(), args...)
	cmd.Env = p.env
	return cmd
}

func (p *process) run(args ...string) string {
	p.t.Helper()
	cmd := p.command(args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		p.t.Fatalf("sportello %s: %v\n%s", strings.Join(args, " "), err, errs.String())
	}
	return out.String()
}

var addressLine = regexp.MustCompile(`Staff pages\s+(http://\S+)/staff/`)

// serve starts the server and returns its address, what it printed and how to stop it.
func (p *process) serve(args ...string) (address, said string, stop func()) {
	p.t.Helper()
	cmd := p.command(append([]string{"serve"}, args...)...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		p.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	stop = func() {
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			p.t.Error(err)
		}
		if err := cmd.Wait(); err != nil {
			p.t.Errorf("the server did not stop well: %v", err)
		}
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		said += lines.Text() + "\n"
		if m := addressLine.FindStringSubmatch(said); m != nil && strings.HasPrefix(lines.Text(), "Stop with") {
			go func() {
				for lines.Scan() { // what follows must not block the server
				}
			}()
			return m[1], said, stop
		}
	}
	_ = cmd.Wait()
	p.t.Fatalf("the server ended:\n%s", said)
	return "", "", nil
}

// The library in, out, and in again; and the program on it, on both databases.
func TestProgram(t *testing.T) {
	t.Parallel()
	dbtest.EachURL(t, func(t *testing.T, databaseURL string) {
		p := newProcess(t, databaseURL)
		address, said, stop := p.serve()
		if !strings.Contains(said, "Imported") || !strings.Contains(said, "5 guides") || !strings.Contains(said, "administrator") {
			t.Errorf("first start:\n%s", said)
		}
		for _, path := range []string{"/healthz", "/readyz", "/demo", "/faq/it", "/api/v1/openapi.json"} {
			res, err := http.Get(address + path)
			if err != nil || res.StatusCode != http.StatusOK {
				t.Errorf("%s: %v %v", path, res, err)
			}
		}
		if token := strings.TrimSpace(p.run("token", "operator")); !strings.HasPrefix(token, "spt_") {
			t.Errorf("token %q", token)
		}
		stop()

		_, said, stop = p.serve()
		if strings.Contains(said, "Imported") || strings.Contains(said, "administrator") {
			t.Errorf("second start did the first's work:\n%s", said)
		}
		stop()

		dir := t.TempDir()
		p.run("content", "export", dir)
		p.run("content", "check", dir)
		if out := p.run("content", "import", dir); !strings.Contains(out, "0 added, 0 changed") {
			t.Errorf("imported its own export: %s", out)
		}
		compare(t, filepath.Join("..", "..", "content", "library"), dir)
		if out := p.run("match", "quando scade la seconda rata"); !strings.Contains(out, "fees-second-instalment") {
			t.Errorf("match: %s", out)
		}
		if out := p.run("user", "add", "nuova", "--name", "Nuova Persona", "--role", "operator"); !strings.HasPrefix(out, "nuova  ") {
			t.Errorf("user add: %s", out)
		}
	})
}

// compare wants each exported file to be the library's, byte for byte.
func compare(t *testing.T, library, exported string) {
	t.Helper()
	n := 0
	err := filepath.WalkDir(exported, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(exported, path)
		if err != nil {
			return err
		}
		got, err1 := os.ReadFile(path)
		want, err2 := os.ReadFile(filepath.Join(library, rel))
		if err1 != nil || err2 != nil || !bytes.Equal(got, want) {
			t.Errorf("%s differs (%v, %v)", rel, err1, err2)
		}
		n++
		return nil
	})
	if err != nil || n < 200 {
		t.Errorf("%d files compared, %v", n, err)
	}
}

// A first start that was cut short leaves a part of the library and no users.
func TestFirstStartCutShortIsMadeUpFor(t *testing.T) {
	t.Parallel()
	p := newProcess(t, dbtest.EmptySQLiteURL(t))
	part := t.TempDir()
	topics, err := os.ReadFile(filepath.Join("..", "..", "content", "library", "topics.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(part, "topics.yaml"), topics, 0o600); err != nil {
		t.Fatal(err)
	}
	p.run("content", "import", part)
	_, said, stop := p.serve()
	stop()
	if !strings.Contains(said, "5 guides") || !strings.Contains(said, "administrator") {
		t.Errorf("the next start:\n%s", said)
	}
}

func TestRealUseBeginsEmptyWithOneAdministrator(t *testing.T) {
	p := newProcess(t, dbtest.EmptySQLiteURL(t))
	address, said, stop := p.serve("--no-demo")
	defer stop()
	if strings.Contains(said, "Imported") {
		t.Error(said)
	}
	res, err := http.Get(address + "/demo")
	if err != nil || res.StatusCode != http.StatusNotFound {
		t.Errorf("the demo page: %v %v", res, err)
	}
	if out := p.run("token", "administrator"); !strings.HasPrefix(out, "spt_") {
		t.Error(out)
	}
}

func TestCheckTellsFileAndLine(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "topics.yaml"), []byte("topics:\n  - id: X\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := newProcess(t, dbtest.EmptySQLiteURL(t)).command("content", "check", dir)
	out, err := cmd.CombinedOutput()
	if err == nil || !strings.Contains(string(out), "topics.yaml:2:3: ") {
		t.Errorf("%v\n%s", err, out)
	}
}

// Stopping ends what goes on, and soon.
func TestStopsWhilePolled(t *testing.T) {
	p := begun(t, dbtest.SQLiteURL(t))
	address, _, stop := p.serve()
	res, err := http.Post(address+"/api/v1/conversations", "application/json", strings.NewReader(`{"lang":"it"}`))
	if err != nil {
		t.Fatal(err)
	}
	var v struct{ ID, Token string }
	if err := decodeJSON(res, &v); err != nil {
		t.Fatal(err)
	}
	polled := make(chan error, 1)
	go func() {
		req, err := http.NewRequestWithContext(context.Background(), "GET", fmt.Sprintf("%s/api/v1/conversations/%s/events?after=0", address, v.ID), nil)
		if err == nil {
			req.Header.Set("Authorization", "Bearer "+v.Token)
			_, err = http.DefaultClient.Do(req)
		}
		polled <- err
	}()
	time.Sleep(200 * time.Millisecond) // let the poll begin; if it has not, stopping is only easier
	stop()
	if err := <-polled; err != nil {
		t.Errorf("the poll was cut: %v", err)
	}
}

func decodeJSON(res *http.Response, into any) error {
	defer res.Body.Close() //nolint:errcheck // read to its end
	return json.NewDecoder(res.Body).Decode(into)
}
