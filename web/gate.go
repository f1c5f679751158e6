package web

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"
)

// errShed says that a request was refused before anything was done, so that those who
// come first are served.
var errShed = errors.New("shed: too many requests of its kind")

// gate lets in so many requests at once, of several ranks. Those for whom there is no
// place wait in a line for each rank; whoever leaves lets the first of the highest rank
// in. The room to wait is bounded for all lines together: when it is full, who comes
// takes the place of the last of the lowest rank below, who is shed.
//
// Each rank has a most of its own, too, so that a higher one leaves places to a lower.
type gate struct {
	most func() int          // requests at once, of all ranks
	felt func(time.Duration) // is told how long each who was let in then waited for a processor; or nil
	room int                 // that may wait

	mu      sync.Mutex
	running int
	waiting int
	ranks   []rank // the lowest first
}

type rank struct {
	share   float64 // of the most; at least one request
	running int
	line    []*visitor
}

// visitor waits for true, to go in, or false, to be shed.
type visitor struct {
	in chan bool
	at time.Time // when they were let in
}

// enter waits until the request may go in, for no longer than patience, and returns what
// it must call when it is done. errShed, or the error of ctx.
func (g *gate) enter(ctx context.Context, of int, patience time.Duration) (leave func(), err error) {
	g.mu.Lock()
	if len(g.ranks[of].line) == 0 && g.fits(of) {
		g.count(of, 1)
		g.mu.Unlock()
		return func() { g.leave(of) }, nil
	}
	if g.waiting >= g.room && !g.makeRoom(of) {
		g.mu.Unlock()
		return nil, errShed
	}
	v := &visitor{in: make(chan bool, 1)}
	g.ranks[of].line = append(g.ranks[of].line, v)
	g.waiting++
	g.mu.Unlock()
	return g.wait(ctx, of, v, patience)
}

func (g *gate) wait(ctx context.Context, of int, v *visitor, patience time.Duration) (func(), error) {
	late := time.NewTimer(patience)
	defer late.Stop()
	err := errShed
	select {
	case in := <-v.in:
		if in {
			if g.felt != nil {
				g.felt(time.Since(v.at))
			}
			return func() { g.leave(of) }, nil
		}
		return nil, errShed
	case <-late.C:
	case <-ctx.Done():
		err = ctx.Err()
	}
	if !g.giveUp(of, v) && <-v.in { // let in at the same moment
		return func() { g.leave(of) }, nil
	}
	return nil, err
}

// giveUp takes the visitor out of the line, and reports whether they still stood there.
func (g *gate) giveUp(of int, v *visitor) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	line := g.ranks[of].line
	i := slices.Index(line, v)
	if i < 0 {
		return false
	}
	g.ranks[of].line = slices.Delete(line, i, i+1)
	g.waiting--
	return true
}

// fits reports whether there is a place for one more of the rank.
func (g *gate) fits(of int) bool {
	most := g.most()
	return g.running < most && g.ranks[of].running < max(1, int(g.ranks[of].share*float64(most)))
}

func (g *gate) count(of, n int) {
	g.running += n
	g.ranks[of].running += n
}

// makeRoom sheds the last who waits of the lowest rank below.
func (g *gate) makeRoom(of int) bool {
	for i := range g.ranks[:of] {
		if last := len(g.ranks[i].line) - 1; last >= 0 {
			g.ranks[i].line[last].in <- false
			g.ranks[i].line = g.ranks[i].line[:last]
			g.waiting--
			return true
		}
	}
	return false
}

func (g *gate) leave(of int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.count(of, -1)
	for i := len(g.ranks) - 1; i >= 0; i-- {
		for len(g.ranks[i].line) > 0 && g.fits(i) {
			first := g.ranks[i].line[0]
			first.at = time.Now()
			first.in <- true
			g.ranks[i].line = g.ranks[i].line[1:]
			g.waiting--
			g.count(i, 1)
		}
	}
}
