package main

import (
	"context"
	"math/rand/v2"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sportello/content/db/dbtest"
)

// network is a bad network between people and a server: a proxy that delays, cuts, falls
// silent and throttles. TCP itself sees to order.
type network struct {
	address atomic.Pointer[string]
	server  string // host and port
	jitter  atomic.Int64
	rate    atomic.Int64 // bytes a second of each connection, each way; 0 is all there is
	silent  atomic.Bool

	mu   sync.Mutex
	open map[*net.TCPConn]bool
}

func newNetwork(t *testing.T, server string) *network {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	n := &network{server: strings.TrimPrefix(server, "http://"), open: map[*net.TCPConn]bool{}}
	address := "http://" + l.Addr().String()
	n.address.Store(&address)
	t.Cleanup(func() {
		_ = l.Close() // no fault of the test's
		n.cut()
	})
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return // closed
			}
			go n.join(c.(*net.TCPConn))
		}
	}()
	return n
}

// join passes on what comes from one side to the other, until one ends.
func (n *network) join(a *net.TCPConn) {
	c, err := net.Dial("tcp", n.server)
	if err != nil {
		_ = a.Close() // as refused
		return
	}
	b := c.(*net.TCPConn)
	n.mu.Lock()
	n.open[a], n.open[b] = true, true
	n.mu.Unlock()
	var both sync.WaitGroup
	both.Go(func() { n.pass(a, b) })
	both.Go(func() { n.pass(b, a) })
	both.Wait()
	n.mu.Lock()
	delete(n.open, a)
	delete(n.open, b)
	n.mu.Unlock()
}

func (n *network) pass(from, to *net.TCPConn) {
	defer from.Close() //nolint:errcheck // it has ended or been cut
	defer to.Close()   //nolint:errcheck // so the other side hears of it
	part := make([]byte, 1024)
	for {
		size, err := from.Read(part)
		for n.silent.Load() {
			time.Sleep(10 * time.Millisecond)
		}
		if jitter := n.jitter.Load(); jitter > 0 {
			time.Sleep(time.Duration(rand.Int64N(jitter)))
		}
		if rate := n.rate.Load(); rate > 0 {
			time.Sleep(time.Duration(size) * time.Second / time.Duration(rate))
		}
		if _, failed := to.Write(part[:size]); err != nil || failed != nil {
			return
		}
	}
}

// cut resets all connections: neither side gets what is under way.
func (n *network) cut() {
	n.mu.Lock()
	defer n.mu.Unlock()
	for c := range n.open {
		_ = c.SetLinger(0) // a reset, not an orderly end
		_ = c.Close()      // it may just have ended
	}
}

// faults are what can happen, each for a while.
var faults = []struct {
	name string
	do   func(n *network, rest func())
}{
	{"delay of up to 300 ms", func(n *network, rest func()) {
		n.jitter.Store(int64(300 * time.Millisecond))
		rest()
		n.jitter.Store(0)
	}},
	{"cut", func(n *network, rest func()) {
		n.cut()
		rest()
	}},
	{"silence, then cut", func(n *network, rest func()) {
		n.silent.Store(true)
		rest()
		n.cut()
		n.silent.Store(false)
	}},
	{"4 kB/s", func(n *network, rest func()) {
		n.rate.Store(4 << 10)
		rest()
		n.rate.Store(0)
	}},
}

// People talk over a network that has every fault in turn: what was acknowledged is seen
// once and in order, and what was not is repeated without being doubled.
func TestBadNetworkAgainAndAgain(t *testing.T) {
	p := begun(t, dbtest.SQLiteURL(t))
	n := newNetwork(t, *p.launch().address.Load())
	k := office(t, p, &n.address)
	talking, stop := context.WithCancel(t.Context())
	defer stop()
	k.begin(talking)
	rng := rand.New(rand.NewPCG(*seed, 1))
	rest := func() { time.Sleep(moment(rng)) }
	for i := range max(*kills, len(faults)) {
		faults[i%len(faults)].do(n, rest)
		k.awaitWord()
	}
	stop()
	messages := k.check()
	k.reread()
	t.Logf("seed %d, %d chats, %d faults: %d messages, %s; %d connections came back",
		*seed, *chats, max(*kills, len(faults)), messages, verdict(t), k.cut.Load())
}
