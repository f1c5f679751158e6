package web_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"sportello/faq/match/matchtest"
)

// crowdEnv, set to a server's address, makes this binary a crowd that floods it: in life
// too those who flood are not the ones who measure.
const crowdEnv = "SPORTELLO_BENCH_CROWD"

// crowd is how many clients flood the server.
const crowd = 64

// seen is what became of the crowd's requests, by status.
type seen map[int]int

// crowdChild makes this binary a crowd if it was started as one. Call it first in
// TestMain.
func crowdChild() {
	addr := os.Getenv(crowdEnv)
	if addr == "" {
		return
	}
	stop := make(chan struct{})
	go func() { _, _ = io.Copy(io.Discard, os.Stdin); close(stop) }() // to its end
	total, err := besiege(addr, stop)
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(total)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "crowd:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// startCrowd has a crowd flood the server until end, which tells what became of it.
func startCrowd(b *testing.B, addr string) (end func() seen) {
	b.Helper()
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.CommandContext(b.Context(), self)
	cmd.Env = append(os.Environ(), crowdEnv+"="+addr)
	cmd.Stderr = os.Stderr
	var out bytes.Buffer
	cmd.Stdout = &out
	stdin, err := cmd.StdinPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		b.Fatal(err)
	}
	time.Sleep(500 * time.Millisecond) // the crowd arrives
	return func() seen {
		_ = stdin.Close()
		total := seen{}
		if err := cmd.Wait(); err != nil {
			b.Fatal(err)
		}
		if err := json.Unmarshal(out.Bytes(), &total); err != nil {
			b.Fatal(err)
		}
		return total
	}
}

func besiege(addr string, stop chan struct{}) (seen, error) {
	var mu sync.Mutex
	var all sync.WaitGroup
	total := seen{}
	for worker := range crowd {
		w, err := connect(addr)
		if err != nil {
			return nil, err
		}
		w.from = fmt.Sprintf("10.0.0.%d", worker+1)
		all.Go(func() {
			mine := seen{}
			storm(w, worker, stop, mine)
			mu.Lock()
			defer mu.Unlock()
			for status, n := range mine {
				total[status] += n
			}
		})
	}
	all.Wait()
	return total, nil
}

// storm is one of the crowd: a conversation, a question, a person, and again. One who is
// refused comes back at once.
func storm(w *wire, worker int, stop chan struct{}, count seen) {
	for n := 0; ; n++ {
		select {
		case <-stop:
			return
		default:
		}
		var d dialogue
		steps := []func() (int, []byte, error){
			func() (int, []byte, error) { return w.do("POST", "/api/v1/conversations", "", `{"lang":"it"}`) },
			func() (int, []byte, error) {
				text := matchtest.Question(worker*100_000+n, benchSize, 0)
				return w.do("POST", "/api/v1/conversations/"+d.ID+"/turns", d.Token, fmt.Sprintf(`{"text":%q}`, text))
			},
			func() (int, []byte, error) {
				return w.do("POST", "/api/v1/conversations/"+d.ID+"/handoff", d.Token, `{"channel":"chat","queue":"bench"}`)
			},
		}
		for i, step := range steps {
			status, body, err := step()
			if err != nil {
				return
			}
			count[status]++
			if status >= 300 || i == 0 && json.Unmarshal(body, &d) != nil {
				break
			}
		}
	}
}
