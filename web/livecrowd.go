package web

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"sportello/handoff"
)

// What concerns all connections at once is done in steps: so many a step.
const (
	atOneStep = 200
	stepEvery = 10 * time.Millisecond
	// stopSpread is over how long the good-byes of a stop are spread, so that the
	// clients do not all come back in one moment.
	stopSpread = time.Second
)

// view is how things stand at the desk, shared by all connections until it changes.
type view struct {
	lines  *handoff.Lines
	waits  *handoff.Expectations
	ways   []handoff.Ways
	serves map[string][]string // queues by operator
}

// follow keeps the view and tells those whom a change affects.
func (l *live) follow() {
	l.s.Desk.FollowLines(l.ctx, func(lines *handoff.Lines) error {
		v, err := l.look(lines)
		if err != nil {
			return err
		}
		before := l.view.Swap(v)
		for _, w := range l.all() {
			if w.party.affected(v) {
				w.wake(toStand)
			}
		}
		if before != nil {
			l.tellHours(before, v)
		}
		return nil
	}, func(err error) { l.s.Log.Error("follow the queues", "err", err) })
}

// tellHours tells the students that a queue has opened or closed.
func (l *live) tellHours(before, now *view) {
	was := map[string]bool{}
	for _, w := range before.ways {
		was[w.Queue.ID] = w.Open
	}
	for _, w := range now.ways {
		if open, known := was[w.Queue.ID]; known && open != w.Open {
			l.broadcast(gin.H{"kind": "hours", "queue": w.Queue.ID, "open": w.Open, "opens_at": isoTime(w.OpensAt)},
				func(p party) bool { return p.who() == "student" })
		}
	}
}

// broadcast sends a frame to each party that it is for, in steps: ten thousand in half
// a second. It may be lost to a reader who lags.
func (l *live) broadcast(frame any, isFor func(party) bool) {
	body, err := json.Marshal(frame)
	if err != nil {
		l.s.Log.Error("a frame for many", "err", err)
		return
	}
	all := slices.DeleteFunc(l.all(), func(w *connection) bool { return !isFor(w.party) })
	inSteps(l.ctx, all, atOneStep, func(w *connection) { w.tell(body) })
}

func (l *live) look(lines *handoff.Lines) (*view, error) {
	ways, err := l.s.Desk.AllWays(l.ctx)
	if err != nil {
		return nil, err
	}
	serves, err := l.s.Desk.Serves(l.ctx)
	if err != nil {
		return nil, err
	}
	waits, err := l.s.Desk.Expectations(l.ctx)
	return &view{lines: lines, waits: waits, ways: ways, serves: serves}, err
}

// inSteps calls fn for each connection, with a pause after each so many, until ctx ends.
func inSteps(ctx context.Context, all []*connection, atOnce int, fn func(*connection)) {
	for some := range slices.Chunk(all, atOnce) {
		for _, w := range some {
			fn(w)
		}
		if len(some) < atOnce {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(stepEvery):
		}
	}
}

// stop sends all clients elsewhere and waits until they have gone, or ctx ends. The
// staff and those they talk with go first, so that they are back first.
func (l *live) stop(ctx context.Context) {
	l.mu.Lock()
	l.stopping = true
	l.mu.Unlock()
	engaged, err := l.s.Desk.EngagedConversations(ctx)
	if err != nil {
		l.s.Log.Warn("who is engaged could not be read: all go in any order", "err", err)
	}
	first, rest := l.all(), []*connection(nil)
	first = slices.DeleteFunc(first, func(w *connection) bool {
		if engaged[w.party.topic()] || w.party.who() != "student" {
			return false
		}
		rest = append(rest, w)
		return true
	})
	all := slices.Concat(first, rest)
	inSteps(ctx, all, 1+len(all)*int(stepEvery)/int(stopSpread), func(w *connection) { w.bid(closeRestart) })
	gone := make(chan struct{})
	go func() { l.conns.Wait(); close(gone) }()
	select {
	case <-gone:
	case <-ctx.Done():
	}
	l.end()
	l.loops.Wait()
}
