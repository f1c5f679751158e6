package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sportello/content/db/dbtest"
)

// The whole of it in small, on both databases, with two servers on PostgreSQL. Nobody gives up, so that all must be
// served however slow the machine is; what is a matter of speed is not looked at.
func TestSimulate(t *testing.T) {
	t.Parallel() // most of it is waiting
	dbtest.EachURL(t, func(t *testing.T, databaseURL string) {
		t.Parallel()
		dir, nodes := t.TempDir(), "1"
		if strings.HasPrefix(databaseURL, "postgres") {
			nodes = "2" // half of the students have their operator on the other
		}
		page, log := filepath.Join(dir, "report.html"), filepath.Join(dir, "server.log")
		cmd := newProcess(t, dbtest.EmptySQLiteURL(t)).command("simulate", "smoke", "--json", "--html", page, "--log", log,
			"--rate", "120", "--patience", "0", "--nodes", nodes, "--database", databaseURL)
		out, failed := cmd.Output() // it fails too when a message took over a second
		var r struct {
			Scenario                              string
			Students, Joined, Chats, Served, Left int
			Acknowledged                          int `json:"messages_acknowledged"`
			Lost                                  int `json:"messages_lost"`
			Doubled                               int `json:"messages_doubled"`
			OutOfOrder                            int `json:"messages_out_of_order"`
			Dropped                               int `json:"engaged_dropped"`
			Slow                                  int `json:"engaged_over_1s"`
			DoubleClaims                          int `json:"double_claims"`
			OverCapacity                          int `json:"over_capacity"`
			Shed                                  int `json:"joins_shed"`
			Unfinished                            int
			EngagedP99                            float64 `json:"engaged_p99_ms"`
			QuietP99                              float64 `json:"quiet_p99_ms"`
			Broken                                []string
		}
		if err := json.Unmarshal(out, &r); err != nil {
			t.Fatalf("%v; %v\n%s", failed, err, out)
		}
		// 30 of 54 want a person, unless the server has no place for them; each chat has 14
		// messages, and some students write one more while they wait.
		if r.Scenario != "smoke" || r.Students != 54 || r.Joined < 1 || r.Joined+r.Shed < 30 || r.Chats != r.Joined || r.Served != r.Joined ||
			r.Left+r.Unfinished != 0 || r.Acknowledged < 14*r.Joined || r.Acknowledged > 15*r.Joined || r.EngagedP99 <= 0 || r.QuietP99 <= 0 {
			t.Errorf("%+v", r)
		}
		if r.Lost+r.Doubled+r.OutOfOrder+r.DoubleClaims+r.OverCapacity != 0 || r.Dropped != r.Slow {
			t.Errorf("broken: %v", r.Broken)
		}
		if html, err := os.ReadFile(page); err != nil || !strings.Contains(string(html), "Simulation: smoke") {
			t.Errorf("the page: %v", err)
		}
		if said, err := os.ReadFile(log); err != nil || !strings.Contains(string(said), "for a simulation only") {
			t.Errorf("the server's log: %v %s", err, said)
		}
	})
}

func TestSimulateRefusesWhatMakesNoSense(t *testing.T) {
	p := newProcess(t, dbtest.EmptySQLiteURL(t))
	for want, args := range map[string][]string{
		"there are smoke, peak-day": {"simulate", "yesterday"},
		"both --server and --token": {"simulate", "smoke", "--server", "http://127.0.0.1:1"},
		"several nodes need a Post": {"simulate", "smoke", "--nodes", "2"},
		"must be from 0 to below 1": {"simulate", "smoke", "--resolved", "1"},
		"and needs --time-start":    {"serve", "--time-rate", "2"},
		"must be at least 1":        {"serve", "--time-rate", "0.5"},
	} {
		if out, err := p.command(args...).CombinedOutput(); err == nil || !strings.Contains(string(out), want) {
			t.Errorf("%v: %v\n%s", args, err, out)
		}
	}
}

func TestTimeRunsAtItsRate(t *testing.T) {
	start := time.Date(2019, 9, 2, 9, 0, 0, 0, time.UTC)
	shown := start
	now := timeFlags{Rate: 100, Start: start}.clock(func() time.Time { return shown })
	for passed, want := range map[time.Duration]time.Duration{0: 0, time.Second: 100 * time.Second, time.Hour: 100 * time.Hour} {
		shown = start.Add(passed)
		if got := now().Sub(start); got != want {
			t.Errorf("%v after %v, want %v", got, passed, want)
		}
	}
}
