package seedtest

import (
	"container/heap"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"time"

	"sportello/content/db"
)

var ctx = context.Background()

// opening is when every simulation begins: a Monday at which the office is open.
var opening = time.Date(2026, 9, 7, 10, 0, 0, 0, rome)

var rome = func() *time.Location {
	l, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		panic(err) // handoff brings the zones along
	}
	return l
}()

// sim is one simulated office. Everything in it happens in one goroutine, or in a
// coroutine that it resumes.
type sim struct {
	seed    uint64
	rng     *rand.Rand
	now     time.Time
	tasks   tasks
	serial  int // of tasks: those of one moment run in the order they were made
	steps   int
	calm    bool // the faults are over
	running *process
	dirty   bool // something may have been written since the last check
	moved   bool // operators' slots may be other than at the last check

	plan      plan
	bugs      bugs
	model     *model
	nodes     []*node
	students  []*student
	operators []*operator
	trace     trace
}

// bugs are planted to see that the checks find them. The zero value is the real thing.
type bugs struct {
	plan     func(*plan)                              // makes the office one in which it shows
	do       func(s *sim, n *node, r request) request // replaces what a request does
	deaf     bool                                     // nodes do not hear of what others write
	skip     bool                                     // followers step over an event now and then
	noRounds bool                                     // nobody looks for vanished operators
	hasty    bool                                     // the desk's page forgets what overtakes the answer to a claim
}

// broken is the panic of a promise that was not kept.
type broken struct{ what string }

func (s *sim) fail(format string, args ...any) { panic(broken{fmt.Sprintf(format, args...)}) }

// must is for what cannot fail whatever is simulated.
func (s *sim) must(err error) {
	if err != nil {
		s.fail("unexpected error: %v", err)
	}
}

// play runs the office from opening to the end of its recovery, on one database per
// node, and returns the promise that was broken, or nil.
func (s *sim) play(databases []*db.DB) (err error) {
	defer func() {
		for _, n := range s.nodes {
			n.stop()
		}
		for _, d := range databases {
			d.Yield = nil
		}
		switch r := recover().(type) {
		case nil:
		case broken:
			err = fmt.Errorf("at %s, step %d: %s", s.clock(), s.steps, r.what)
		default:
			panic(r)
		}
	}()
	s.open(databases)
	s.run(s.plan.busy)
	s.recovery()
	end := s.now.Add(recoveryTime)
	for ill := s.ill(); ill != ""; ill = s.ill() {
		if !s.now.Before(end) {
			s.fail("some minutes after the last fault %s", ill)
		}
		s.run(10 * time.Second)
	}
	s.note("all is well")
	return nil
}

func newSim(seed uint64, bugs bugs) *sim {
	s := &sim{seed: seed, rng: rand.New(rand.NewPCG(seed, 0x5eed)), now: opening, bugs: bugs}
	s.trace.hash = fnv.New64a()
	s.plan = s.draw()
	if bugs.plan != nil {
		bugs.plan(&s.plan)
	}
	return s
}

// run lets the time pass, task by task, and checks the promises after each.
func (s *sim) run(d time.Duration) {
	for until := s.now.Add(d); len(s.tasks) > 0 && !s.tasks[0].at.After(until); {
		t := heap.Pop(&s.tasks).(*task)
		s.now = t.at
		s.steps++
		t.do()
		s.check()
		for _, n := range s.nodes {
			n.wakeLives()
		}
	}
}

// after has something done later; what is due at one moment keeps its order.
func (s *sim) after(d time.Duration, do func()) {
	s.serial++
	heap.Push(&s.tasks, &task{at: s.now.Add(d), serial: s.serial, do: do})
}

type task struct {
	at     time.Time
	serial int
	do     func()
}

// tasks is a heap, the earliest first.
type tasks []*task

func (t tasks) Len() int      { return len(t) }
func (t tasks) Swap(i, j int) { t[i], t[j] = t[j], t[i] }
func (t tasks) Less(i, j int) bool {
	if !t[i].at.Equal(t[j].at) {
		return t[i].at.Before(t[j].at)
	}
	return t[i].serial < t[j].serial
}
func (t *tasks) Push(x any) { *t = append(*t, x.(*task)) }
func (t *tasks) Pop() any {
	old := *t
	last := old[len(old)-1]
	*t = old[:len(old)-1]
	return last
}

// trace is what happened, in words that do not depend on random ids.
type trace struct {
	hash interface {
		Write([]byte) (int, error)
		Sum64() uint64
	}
	lines []string
}

func (s *sim) note(format string, args ...any) {
	line := s.clock() + " " + fmt.Sprintf(format, args...) + "\n"
	_, _ = s.trace.hash.Write([]byte(line)) // a hash takes everything
	s.trace.lines = append(s.trace.lines, line)
}

// clock is the time since opening.
func (s *sim) clock() string { return fmt.Sprintf("%9.3fs", s.now.Sub(opening).Seconds()) }

// chance is true that often.
func (s *sim) chance(p float64) bool { return s.rng.Float64() < p }

// between draws a duration.
func (s *sim) between(from, to time.Duration) time.Duration {
	return from + time.Duration(s.rng.Int64N(int64(to-from)+1))
}

// one draws one of a list that is not empty.
func one[T any](s *sim, of []T) T { return of[s.rng.IntN(len(of))] }

// is reports whether err is one of those.
func is(err error, of ...error) bool {
	for _, e := range of {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}
