package web

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"sportello/content/db"
	"sportello/handoff"
)

// Times of a live connection. A client that hears nothing for 30 seconds takes the
// connection for dead, so a pulse goes out more often than that.
const (
	pulseEvery   = 20 * time.Second
	deadAfter    = 60 * time.Second
	writeTimeout = 10 * time.Second // a reader who takes nothing for so long is cut off
	goodbye      = 2 * time.Second  // to answer a good-bye
	typingEvery  = 500 * time.Millisecond
	maxFrame     = 1 << 10
	slots        = 200 // a pulse goes round in so many steps
	settledFor   = 20  // steps in which hardly any come, after a crowd
	manyMore     = 1000
)

// How many live connections there may be: for one conversation and for one member of
// the staff, where the oldest makes room; and in all, of which a part is the staff's.
// Reads of the database by them at one time are bounded too.
const (
	maxOfStudent  = 4
	maxOfOperator = 12
	usualMaxLive  = 20_000
	staffReserve  = 400
	maxReads      = 32
)

// Close codes: do not come back; others of yours have taken your place, and polling
// serves as well; come back at once.
const (
	closeRefused  = 4401
	closeReplaced = 4409
	closeRestart  = websocket.CloseServiceRestart
)

var (
	// errCrowded: there are as many live connections as this node can bear.
	errCrowded = errors.New("too many live connections")
	// errStopping: the server stops.
	errStopping = errors.New("the server is stopping")
)

// live is the set of live connections of this node.
type live struct {
	s     *Server
	limit int // connections in all
	ctx   context.Context
	// engaged is ctx for what belongs to chats that are under way.
	engaged context.Context
	end     context.CancelFunc
	loops   sync.WaitGroup
	reads   chan struct{} // one for each read of the database under way
	view    atomic.Pointer[view]

	mu       sync.Mutex
	conns    sync.WaitGroup
	slots    [slots][]*connection
	of       map[string][]*connection // by topic, the oldest first
	next     int                      // the slot of the next one
	students int
	staff    int
	stopping bool
}

func newLive(s *Server) *live {
	l := &live{s: s, limit: s.MaxLive, reads: make(chan struct{}, maxReads), of: map[string][]*connection{}}
	if l.limit == 0 {
		l.limit = usualMaxLive
	}
	l.ctx, l.end = context.WithCancel(context.Background())
	l.engaged = db.Engaged(l.ctx)
	l.loops.Go(l.pulses)
	l.loops.Go(l.follow)
	return l
}

// reserve keeps a place for a connection that is being opened; add or release ends it.
func (l *live) reserve(who string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case l.stopping:
		return errStopping
	case who == "student" && l.students+l.staff >= l.limit-min(staffReserve, l.limit/10), l.students+l.staff >= l.limit:
		return errCrowded
	}
	*l.count(who)++
	l.conns.Add(1)
	return nil
}

func (l *live) count(who string) *int {
	if who == "student" {
		return &l.students
	}
	return &l.staff
}

func (l *live) release(who string) {
	l.mu.Lock()
	*l.count(who)--
	l.mu.Unlock()
	l.conns.Done()
}

// add takes in a connection for which there is a place, and serves it.
func (l *live) add(w *connection) {
	topic, who := w.party.topic(), w.party.who()
	l.mu.Lock()
	w.slot, w.at = l.next, len(l.slots[l.next])
	l.slots[w.slot] = append(l.slots[w.slot], w)
	l.next = (l.next + 1) % slots
	l.of[topic] = append(l.of[topic], w)
	others, stopping := l.of[topic], l.stopping
	l.mu.Unlock()
	l.s.metrics.sockets.WithLabelValues(who).Inc()
	l.s.Desk.Listen(w, topic) // first: what happens from now on wakes it
	w.wake(toCatchUp | toStand | toPulse)
	go w.listen()
	if stopping {
		w.bid(closeRestart)
	}
	if len(others) > maxOf(who) {
		others[0].bid(closeReplaced)
	}
}

func maxOf(who string) int {
	if who == "student" {
		return maxOfStudent
	}
	return maxOfOperator
}

// leave forgets a connection that has ended.
func (l *live) leave(w *connection) {
	topic, who := w.party.topic(), w.party.who()
	l.s.Desk.Unlisten(w, topic)
	w.mu.Lock()
	w.over = true
	w.mu.Unlock()
	_ = w.socket.Close() // it has ended either way
	l.mu.Lock()
	slot := l.slots[w.slot]
	last := slot[len(slot)-1]
	slot[w.at], last.at = last, w.at
	slot[len(slot)-1] = nil
	l.slots[w.slot] = slot[:len(slot)-1]
	rest := slices.DeleteFunc(slices.Clone(l.of[topic]), func(other *connection) bool { return other == w })
	if len(rest) == 0 {
		delete(l.of, topic)
	} else {
		l.of[topic] = rest
	}
	l.mu.Unlock()
	l.s.metrics.sockets.WithLabelValues(who).Dec()
	l.release(who)
}

// follower is the party's follower on a live connection. When all are woken at once, as
// after a lost connection to the database, only so many read at a time.
func (l *live) follower(p party, after int64) *handoff.Follower {
	f := p.follow(after)
	read := f.Read
	f.Read = func(ctx context.Context, after int64, limit int) ([]handoff.Event, error) {
		l.reads <- struct{}{}
		defer func() { <-l.reads }()
		events, err := read(ctx, after, limit)
		if err != nil {
			err = fmt.Errorf("%w: %w", errRead, err)
		}
		return events, err
	}
	return f
}

// all are the connections now.
func (l *live) all() []*connection {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Concat(l.slots[:]...)
}

// pulses goes round all connections, a part with each step.
func (l *live) pulses() {
	step := time.NewTicker(pulseEvery / slots)
	defer step.Stop()
	var crowd crowd
	for slot := 0; ; slot = (slot + 1) % slots {
		select {
		case <-l.ctx.Done():
			return
		case <-step.C:
		}
		l.mu.Lock()
		now, n := slices.Clone(l.slots[slot]), l.students+l.staff
		l.mu.Unlock()
		l.studentsHere(now)
		for _, w := range now {
			w.wake(toPulse | toStand)
		}
		if crowd.settled(n) {
			debug.FreeOSMemory()
		}
	}
}

// studentsHere notes that those who are connected are there, all with one statement.
func (l *live) studentsHere(now []*connection) {
	var ids []string
	for _, w := range now {
		if student, ok := w.party.(*studentParty); ok {
			ids = append(ids, student.id)
		}
	}
	if len(ids) == 0 {
		return
	}
	within, cancel := context.WithTimeout(l.engaged, pulseEvery/2)
	defer cancel()
	if err := l.s.Desk.StudentsHere(within, ids...); err != nil && l.ctx.Err() == nil {
		l.s.Log.Error("note who is here", "err", err) // another sign follows
	}
}

// crowd notices when many connections have been opened, and opened they are: that took
// far more memory than they need while they wait, which is then given back.
type crowd struct{ last, freed, still int }

func (c *crowd) settled(n int) bool {
	if n > c.last+slots/20 {
		c.still = 0
	}
	c.still++
	c.last, c.freed = n, min(c.freed, n)
	if c.still < settledFor || n < c.freed+manyMore {
		return false
	}
	c.freed = n
	return true
}

// jitter is a random time below d.
func jitter(d time.Duration) time.Duration {
	return time.Duration(rand.Int64N(int64(d)))
}
