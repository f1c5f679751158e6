package web_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/faq/faqtest"
	"sportello/faq/match/matchtest"
)

// The load: so many questions on their way at once, to a library of that size, as many
// to one conversation as its allowance lets through at once.
const (
	atOnce      = 32
	benchSize   = 1000
	perDialogue = 50
)

// BenchmarkAnswer starts the program, built as it is shipped, and asks it questions over
// HTTP: what a student's question takes with all that belongs to it. Reported are
// questions a second, with the client on the same processors, and the server's CPU.
// The same client asks a bare gin with bleve in the same run.
func BenchmarkAnswer(b *testing.B) {
	program := buildSportello(b)
	b.Run("sportello", func(b *testing.B) {
		addr, pid := startSportello(b, program, dbtest.EmptySQLiteURL(b), benchSize, nil)
		dialogues := make([]dialogue, atOnce)
		measure(b, pid, func(client *http.Client, worker, n int) error {
			return dialogues[worker].ask(client, "http://"+addr, matchtest.Question(n, benchSize, 0))
		})
	})
	b.Run("floor", func(b *testing.B) {
		addr, pid := startFloor(b, "ask", strconv.Itoa(benchSize))
		measure(b, pid, func(client *http.Client, _, n int) error {
			return fetch(client, http.MethodGet, "http://"+addr+"/ask?q="+url.QueryEscape(matchtest.Question(n, benchSize, 0)), "", nil, nil)
		})
	})
}

// dialogue is one student's conversation after the other.
type dialogue struct {
	ID, Token string
	turns     int
}

func (d *dialogue) ask(client *http.Client, server, text string) error {
	if d.turns++; d.turns%perDialogue == 1 {
		if err := fetch(client, http.MethodPost, server+"/api/v1/conversations", "", map[string]string{"lang": "it"}, d); err != nil {
			return err
		}
	}
	return fetch(client, http.MethodPost, server+"/api/v1/conversations/"+d.ID+"/turns", d.Token, map[string]string{"text": text}, nil)
}

func fetch(client *http.Client, method, address, token string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	req, err := http.NewRequest(method, address, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+token)
	res, err := client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close() //nolint:errcheck // read to its end
	text, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode >= 300 {
		err = fmt.Errorf("%s: %s", res.Status, text)
	}
	if err == nil && out != nil {
		err = json.Unmarshal(text, out)
	}
	return err
}

// measure sends the load.
func measure(b *testing.B, pid int, send func(client *http.Client, worker, n int) error) {
	b.Helper()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: atOnce}}
	var mu sync.Mutex
	var took []time.Duration
	questions := make(chan int, atOnce)
	before := cpu(b, pid)
	b.ResetTimer()
	var all sync.WaitGroup
	for worker := range atOnce {
		all.Go(func() {
			for n := range questions {
				start := time.Now()
				if err := send(client, worker, n); err != nil {
					b.Error(err)
				}
				mu.Lock()
				took = append(took, time.Since(start))
				mu.Unlock()
			}
		})
	}
	for n := range b.N {
		questions <- n
	}
	close(questions)
	all.Wait()
	b.StopTimer()
	slices.Sort(took)
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "questions/s")
	b.ReportMetric(float64((cpu(b, pid)-before).Microseconds())/float64(b.N), "server-cpu-us/op")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-us")
}

// cpu is what a process has used, where the system tells.
func cpu(b *testing.B, pid int) time.Duration {
	b.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := bytes.Cut(stat, []byte(") "))
	fields := bytes.Fields(rest)
	var user, system int64
	if _, err := fmt.Sscan(string(fields[11])+" "+string(fields[12]), &user, &system); err != nil {
		b.Fatal(err)
	}
	const tick = 10 * time.Millisecond
	return time.Duration(user+system) * tick
}

// startSportello starts the program on a made-up library, and what prepare adds to it.
func startSportello(b *testing.B, program, database string, entries int, prepare func(*db.DB)) (addr string, pid int) {
	b.Helper()
	dir := b.TempDir()
	d, err := db.Open(b.Context(), database)
	if err != nil {
		b.Fatal(err)
	}
	faqtest.Fill(b, d, entries, 0)
	if prepare != nil {
		prepare(d)
	}
	if err := d.Close(); err != nil {
		b.Fatal(err)
	}
	addr = freeAddr(b)
	cmd := exec.CommandContext(b.Context(), program, "serve", "--no-demo")
	cmd.Env = append(os.Environ(), "SPORTELLO_DATA="+dir, "SPORTELLO_DB="+database, "SPORTELLO_ADDR="+addr, "SPORTELLO_TRUST_PROXY=true")
	return addr, start(b, addr, cmd)
}

// startFloor starts a bare server, see package sportello/web/floor.
func startFloor(b *testing.B, what string, more ...string) (addr string, pid int) {
	b.Helper()
	addr = freeAddr(b)
	return addr, start(b, addr, exec.CommandContext(b.Context(), build(b, "sportello/web/floor"), append([]string{what, addr}, more...)...))
}

// buildSportello builds the program, once for a benchmark and those within it.
func buildSportello(b *testing.B) string {
	b.Helper()
	return build(b, "sportello/cmd/sportello")
}

func build(b *testing.B, pkg string) string {
	b.Helper()
	program := filepath.Join(b.TempDir(), filepath.Base(pkg))
	if out, err := exec.CommandContext(b.Context(), "go", "build", "-o", program, pkg).CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return program
}

func freeAddr(b *testing.B) string {
	b.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close() //nolint:errcheck // given up again
	return l.Addr().String()
}

// start starts a server and waits until it answers.
func start(b *testing.B, addr string, cmd *exec.Cmd) (pid int) {
	b.Helper()
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait() // a server has no result
	})
	for range 600 {
		if res, err := http.Get("http://" + addr + "/healthz"); err == nil {
			_ = res.Body.Close()
			return cmd.Process.Pid
		}
		time.Sleep(100 * time.Millisecond)
	}
	b.Fatal("the server does not answer")
	return 0
}
