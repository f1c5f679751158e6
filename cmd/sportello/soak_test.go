package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"sportello/content/db/dbtest"
)

// What CI runs is short; `make soak` sets these for the long version.
var (
	kills = flag.Int("kills", 3, "how often the soak tests kill a server")
	chats = flag.Int("chats", 20, "how many chats talk meanwhile")
	seed  = flag.Uint64("seed", 1, "from which the moments of the kills are drawn")
)

const (
	chatsEach  = 4 // to an operator
	leastKill  = 200 * time.Millisecond
	mostKill   = 2 * time.Second
	restFactor = 10 * time.Millisecond // the more chats, the longer each side rests
)

// office makes operators with full hands: each has as many chats as they may have.
func office(t *testing.T, p *process, nodes ...*atomic.Pointer[string]) *talk {
	t.Helper()
	k := &talk{t: t, every: time.Duration(*chats) * restFactor}
	admin := strings.TrimSpace(p.run("token", "administrator"))
	for i := 0; i < *chats; i += chatsEach {
		login := "soak-" + strconv.Itoa(i)
		in := map[string]any{"login": login, "name": "Soak " + login, "roles": []string{"operator"},
			"operator": map[string]any{"level": 1, "capacity": chatsEach, "queues": []string{"fees"}}}
		var user struct{ ID string }
		k.must(nodes[0], "POST", "/admin/users", admin, in, &user)
		var key struct{ Token string }
		k.must(nodes[0], "POST", "/admin/users/"+user.ID+"/tokens", admin, struct{}{}, &key)
		k.must(nodes[0], "PUT", "/desk/state", key.Token, map[string]string{"state": "available"}, nil)
		for n := range min(chatsEach, *chats-i) {
			student := k.join(nodes[(i+n)%len(nodes)])
			k.attend(nodes[(i+n+1)%len(nodes)], key.Token, student.chat)
		}
	}
	return k
}

// recovery is how long after the start of a server it was ready, and the first message
// was acknowledged; of several servers the others go on, so there is no such message.
type recovery struct{ started, acknowledged []time.Duration }

func (r *recovery) String() string {
	s := "ready " + spread(r.started)
	if len(r.acknowledged) > 0 {
		s += ", first message acknowledged " + spread(r.acknowledged)
	}
	return s + " after the start"
}

// spread is the median and the greatest.
func spread(all []time.Duration) string {
	slices.Sort(all)
	round := func(d time.Duration) time.Duration { return d.Round(time.Millisecond) }
	return fmt.Sprintf("p50 %v max %v", round(all[len(all)/2]), round(all[len(all)-1]))
}

// awaitWord waits until something has been acknowledged from now on.
func (k *talk) awaitWord() {
	k.t.Helper()
	before := k.acked.Load()
	for end := time.Now().Add(2 * time.Minute); k.acked.Load() == before; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			k.t.Fatal("nothing is acknowledged any more")
		}
	}
}

// reread wants each conversation, read again from its beginning, to have exactly what was
// acknowledged, in that order.
func (k *talk) reread() {
	k.t.Helper()
	for i, s := range k.sides {
		base := strings.TrimSuffix(s.read, "/live")
		if base == "/desk" {
			continue // the student's is the same chat
		}
		all := k.sentIn(s.chat)
		for after, more := int64(0), true; more; {
			var page []seenEvent
			k.must(s.server, "GET", fmt.Sprintf("%s/events?after=%d&wait=0", base, after), s.token, nil, &page)
			more = len(page) > 0
			for _, e := range page {
				if e.Seq <= after {
					k.t.Errorf("side %d: on reading again, %d came after %d", i, e.Seq, after)
				}
				after = e.Seq
				if e.Kind != "message" {
					continue
				}
				if all[e.Seq] != e.Text {
					k.t.Errorf("side %d: on reading again, %d %q is another or comes twice", i, e.Seq, e.Text)
				}
				delete(all, e.Seq)
			}
		}
		if len(all) > 0 {
			k.t.Errorf("side %d: on reading again, %d acknowledged messages are not there, such as %v", i, len(all), all)
		}
	}
}

func verdict(t *testing.T) string {
	t.Helper()
	if t.Failed() {
		return "NOT ALL OF THEM once and in order, see above"
	}
	return "each side saw each once and in order"
}

// A server is killed at any moment while people talk, and started again: what was
// acknowledged is there, once and in order, and the operators have their chats still.
func TestKilledAgainAndAgain(t *testing.T) {
	p := begun(t, dbtest.SQLiteURL(t))
	soak(t, p, p.launch())
}

// The same with two nodes on one PostgreSQL: one is killed, the other takes its people.
func TestNodesKilledAgainAndAgain(t *testing.T) {
	url := dbtest.PostgresURL(t)
	p, q := begun(t, url), begun(t, url)
	soak(t, p, p.launch(), q.launch())
}

// PostgreSQL crashes and comes back: the program goes on by itself, with all that was
// acknowledged.
func TestPostgresCrashesAgainAndAgain(t *testing.T) {
	url, crash := dbtest.FragilePostgresURL(t)
	p := newProcess(t, url)
	r := p.launch()
	k := office(t, p, &r.address)
	t.Cleanup(func() { r.tellFaults() })
	talking, stop := context.WithCancel(t.Context())
	defer stop()
	k.begin(talking)
	rng := rand.New(rand.NewPCG(*seed, 2))
	var silences []time.Duration
	for range *kills {
		time.Sleep(moment(rng))
		start := time.Now()
		crash()
		k.awaitWord()
		silences = append(silences, time.Since(start))
	}
	stop()
	messages := k.check()
	k.reread()
	t.Logf("seed %d, %d chats, %d crashes: %d messages, %s; a message was acknowledged again %s after the crash",
		*seed, *chats, *kills, messages, verdict(t), spread(silences))
}

// tellFaults shows, when the test has failed, what the server took for faults of its own.
func (r *running) tellFaults() {
	text, err := os.ReadFile(r.said)
	if err != nil || !r.t.Failed() {
		return
	}
	for line := range strings.Lines(string(text)) {
		if strings.Contains(line, "code=internal") {
			r.t.Log(line)
		}
	}
}

// moment is how long a server runs before the next fault.
func moment(rng *rand.Rand) time.Duration {
	return leastKill + time.Duration(rng.Int64N(int64(mostKill-leastKill)))
}

// soak kills one of the servers at a time; p is any of them.
func soak(t *testing.T, p *process, servers ...*running) {
	t.Helper()
	rng := rand.New(rand.NewPCG(*seed, 0))
	turn := make([]*atomic.Pointer[string], len(servers)) // where the people of each node turn to
	for i, r := range servers {
		turn[i] = &r.address
	}
	k := office(t, p, turn...)
	talking, stop := context.WithCancel(t.Context())
	defer stop()
	k.begin(talking)
	var back recovery
	for range *kills {
		time.Sleep(moment(rng))
		i := rng.IntN(len(servers))
		kill(t, servers[i])
		for other := range servers {
			if other != i {
				turn[i].Store(servers[other].address.Load()) // as a load balancer does
			}
		}
		start := time.Now()
		servers[i].again()
		back.started = append(back.started, time.Since(start))
		k.awaitWord()
		if len(servers) == 1 {
			back.acknowledged = append(back.acknowledged, time.Since(start))
		}
	}
	stop()
	messages := k.check()
	k.reread()
	t.Logf("seed %d, %d chats, %d kills: %d messages, %s; %d connections came back; %v",
		*seed, *chats, *kills, messages, verdict(t), k.cut.Load(), &back)
}

func kill(t *testing.T, r *running) {
	t.Helper()
	tellProcess(t, r.cmd.Process.Pid, syscall.SIGKILL)
	if err := <-r.ended; err == nil || err.Error() != "signal: killed" {
		t.Errorf("it ended by itself: %v", err)
	}
}
