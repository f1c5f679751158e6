package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"sportello/content/db/dbtest"
)

// running is the program as a server whose words go to a file: its successors write on.
type running struct {
	t       testing.TB
	p       *process
	args    []string
	cmd     *exec.Cmd
	said    string // the file
	address atomic.Pointer[string]
	ended   chan error
}

// launch starts the server and waits until it is ready.
func (p *process) launch(args ...string) *running {
	p.t.Helper()
	r := &running{t: p.t, p: p, args: append([]string{"serve"}, args...), said: filepath.Join(p.t.TempDir(), "said"), ended: make(chan error, 1)}
	r.again()
	return r
}

// again starts the server that is not there, or has ended, and waits until it is ready.
func (r *running) again() {
	r.t.Helper()
	f, err := os.Create(r.said)
	if err != nil {
		r.t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // the program has it too
	cmd := r.p.command(r.args...)
	cmd.Stdout, cmd.Stderr = f, f
	if err := cmd.Start(); err != nil {
		r.t.Fatal(err)
	}
	r.cmd = cmd
	go func() { r.ended <- cmd.Wait() }()
	r.t.Cleanup(func() { _ = cmd.Process.Kill() }) // it has ended, when all went well
	address := r.await(addressLine)[1]
	r.await(readyLine)
	r.address.Store(&address)
}

var (
	readyLine     = regexp.MustCompile(`Stop with`)
	successorLine = regexp.MustCompile(`the new version serves" pid=(\d+)`)
	failedLine    = regexp.MustCompile(`the new version did not start`)
)

// await waits until what was said contains a match, and returns it with its groups.
func (r *running) await(pattern *regexp.Regexp) []string {
	r.t.Helper()
	for range 12000 {
		text, err := os.ReadFile(r.said)
		if err != nil {
			r.t.Fatal(err)
		}
		if found := pattern.FindStringSubmatch(string(text)); found != nil {
			return found
		}
		time.Sleep(10 * time.Millisecond)
	}
	text, _ := os.ReadFile(r.said)
	r.t.Fatalf("never said %q:\n%s", pattern, text)
	return nil
}

func tellProcess(t *testing.T, pid int, s syscall.Signal) {
	t.Helper()
	if err := syscall.Kill(pid, s); err != nil {
		t.Fatal(err)
	}
}

// gone waits for the end of a process that is not a child of ours.
func gone(t *testing.T, pid int) {
	t.Helper()
	for range 1200 {
		state, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
		if err != nil || strings.Contains(string(state), ") Z ") {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("process %d goes on", pid)
}

// twoChats lets two students talk with an operator each.
func twoChats(t *testing.T, p *process, students, operators *atomic.Pointer[string]) *talk {
	t.Helper()
	k := &talk{t: t}
	for _, name := range []string{"operator", "operator2"} {
		token := strings.TrimSpace(p.run("token", name))
		k.must(operators, "PUT", "/desk/state", token, map[string]string{"state": "available"}, nil)
		k.attend(operators, token, k.join(students).chat)
	}
	return k
}

// The program replaces itself while people talk: nothing is refused, lost,
// doubled or out of order. The two versions have the SQLite file at the same time.
func TestRestartWhilePeopleTalk(t *testing.T) {
	p := begun(t, dbtest.SQLiteURL(t))
	r := p.launch()
	k := twoChats(t, p, &r.address, &r.address)
	talking, stop := context.WithCancel(t.Context())
	k.begin(talking)
	pid := r.cmd.Process.Pid
	time.Sleep(500 * time.Millisecond) // some talk before
	tellProcess(t, pid, syscall.SIGUSR1)
	next, err := strconv.Atoi(r.await(successorLine)[1])
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Kill(next, syscall.SIGKILL) })
	gone(t, pid)
	time.Sleep(500 * time.Millisecond) // and after
	stop()
	messages := k.check()
	if err := <-r.ended; err != nil {
		t.Errorf("the first version did not end well: %v", err)
	}
	tellProcess(t, next, syscall.SIGTERM)
	gone(t, next)
	if n := k.refused.Load(); n > 0 {
		t.Errorf("%d connections were refused", n)
	}
	if k.cut.Load() < 4 {
		t.Errorf("only %d connections had to come back: were they told?", k.cut.Load())
	}
	t.Logf("%d messages, %d connections came back", messages, k.cut.Load())
}

// A new version that can't start leaves the old one as it was.
func TestAVersionThatFailsToStartChangesNothing(t *testing.T) {
	p := begun(t, dbtest.SQLiteURL(t))
	settings := filepath.Join(t.TempDir(), "settings.yaml")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(settings, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("log-level: info\n")
	r := p.launch("--no-demo", "--config", settings)
	write("nonsense: 1\n")
	tellProcess(t, r.cmd.Process.Pid, syscall.SIGHUP)
	r.await(failedLine)
	k := &talk{t: t}
	var config struct{ Name string }
	k.must(&r.address, "GET", "/config", "", nil, &config)
	if config.Name == "" || k.refused.Load() > 0 {
		t.Error("the old version does not answer")
	}
	tellProcess(t, r.cmd.Process.Pid, syscall.SIGTERM)
	if err := <-r.ended; err != nil {
		t.Error(err)
	}
}

// systemd hands the socket over: the address is its own.
func TestTakesTheSocketOfSystemd(t *testing.T) {
	p := begun(t, dbtest.SQLiteURL(t))
	l, err := listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close() //nolint:errcheck // the program has it too
	socket, err := l.(interface{ File() (*os.File, error) }).File()
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close() //nolint:errcheck // a copy
	// The protocol names the process, which only the process itself can know: a shell
	// says so and becomes the program.
	cmd := exec.Command("/bin/sh", "-c", `LISTEN_PID=$$ exec "$0" serve --no-demo`, binary())
	cmd.Env, cmd.ExtraFiles = slices.Concat(p.env, []string{"LISTEN_FDS=1"}), []*os.File{socket}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	address := "http://" + l.Addr().String()
	server := new(atomic.Pointer[string])
	server.Store(&address)
	k := &talk{t: t} // asked before it serves, and answered all the same
	var config struct{ Name string }
	k.must(server, "GET", "/config", "", nil, &config)
	if config.Name == "" || k.refused.Load() > 0 {
		t.Errorf("%q, %d refused", config.Name, k.refused.Load())
	}
	tellProcess(t, cmd.Process.Pid, syscall.SIGTERM)
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
}
