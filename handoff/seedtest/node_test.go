package seedtest

import (
	"errors"
	"iter"
	"slices"
	"time"

	"sportello/content/db"
	"sportello/handoff"
	"sportello/handoff/bus"
)

// node is one process of Sportello: a desk on the common database, a bus, live
// connections, and requests under way. A crash leaves the database alone.
type node struct {
	s         *sim
	name      string
	db        *db.DB
	up        bool
	skew      time.Duration // of its clock
	desk      *handoff.Desk
	bus       *nodeBus
	deaf      bool    // its connection for notices is broken
	held      []frame // what waits for that connection
	lives     []*live
	processes []*process
	born      int // how often it started
}

// errCrashed unwinds a request whose node has crashed.
var errCrashed = errors.New("the node crashed")

// open makes the office on an empty database.
func (s *sim) open(databases []*db.DB) {
	s.note("seed %d: %+v", s.seed, s.plan)
	for i := range s.plan.nodes {
		n := &node{s: s, name: "n" + string(rune('1'+i)), db: databases[i]}
		n.skew = s.between(-s.plan.skew, s.plan.skew)
		n.db.Now = func() time.Time { return s.now.Add(n.skew) }
		n.db.Yield = s.yield
		s.nodes = append(s.nodes, n)
	}
	s.model = newModel(s, databases[0])
	for _, n := range s.nodes {
		n.start()
	}
	s.people()
	s.plague()
}

func (n *node) start() {
	if n.up {
		return
	}
	n.up = true
	n.born++
	n.bus = &nodeBus{Local: bus.NewLocal(), node: n}
	n.desk = handoff.NewDesk(n.db, n.bus)
	n.s.note("%s starts", n.name)
	n.rounds()
	n.hours(n.born, map[string]bool{})
}

// stop ends what runs on the node, wherever it stands, as a crash does.
func (n *node) stop() {
	n.up, n.held = false, nil
	for _, p := range n.processes {
		p.stop()
	}
	n.processes = nil
	for _, l := range slices.Clone(n.lives) {
		l.end()
	}
}

// crash loses everything in memory: what is committed and not yet told is told by
// nobody. It starts again a little later.
func (n *node) crash() {
	if !n.up {
		return
	}
	n.s.note("%s crashes with %d requests under way", n.name, len(n.processes))
	lives := slices.Clone(n.lives)
	n.stop()
	silent := n.s.chance(0.3) // the machine went with it, nobody says so
	for _, l := range lives {
		if !silent {
			l.tellClosed()
		}
	}
	n.s.after(n.s.between(0, 20*time.Second), n.start)
}

// jump puts the node's clock somewhere else.
func (n *node) jump() {
	n.skew = n.s.between(-n.s.plan.skew, n.s.plan.skew)
	n.s.note("the clock of %s is off by %s", n.name, n.skew)
}

// rounds are what the program does now and then on each node, see handoff.Desk.Run:
// seldom, or late. Those who judge who is there begin when everybody could give a sign.
func (n *node) rounds() {
	if n.s.bugs.noRounds {
		return
	}
	began := n.s.now
	ran := func(d time.Duration) bool { return n.s.now.Sub(began) >= d }
	n.round(5*time.Second, "look after the desk", func() (err error) {
		err = errors.Join(n.desk.Fill(ctx), n.desk.Attend(ctx))
		if ran(handoff.PresentFor) {
			_, failed := n.desk.Vanished(ctx)
			err = errors.Join(err, failed)
		}
		if ran(handoff.GoneAfter) {
			_, failed := n.desk.Missing(ctx)
			err = errors.Join(err, failed)
		}
		if ran(time.Minute) {
			_, failed := n.desk.Silent(ctx)
			err = errors.Join(err, failed)
		}
		return err
	})
	if !n.s.bugs.deaf {
		n.round(2*time.Second, "hear what others have written", func() error { return n.desk.Hear(ctx) })
	}
}

// round does something about every so often until the node stops.
func (n *node) round(every time.Duration, what string, do func() error) {
	born := n.born
	wait := n.s.between(every/2, 3*every/2)
	if !n.s.calm && n.s.chance(0.02) {
		wait = n.s.between(0, 30*time.Second)
	}
	n.s.after(wait, func() {
		if !n.up || n.born != born {
			return
		}
		n.spawn(func() {
			if err := do(); err != nil {
				n.s.fail("%s: %v", what, err)
			}
		})
		n.round(every, what, do)
	})
}

// hours opens and closes the queues by the node's clock, as often as it is told to.
func (n *node) hours(born int, open map[string]bool) {
	n.spawn(func() {
		wait, err := n.desk.OpenAndClose(ctx, open)
		n.s.must(err)
		n.s.after(min(wait, 15*time.Second), func() {
			if n.up && n.born == born {
				n.hours(born, open)
			}
		})
	})
}

// process is something under way on a node.
type process struct {
	next  func() (struct{}, bool)
	stop  func()
	pause func()
	told  bool // it has published something
}

// spawn runs fn as a coroutine, beginning soon.
func (n *node) spawn(fn func()) {
	p := &process{}
	p.next, p.stop = iter.Pull(func(yield func(struct{}) bool) {
		defer func() {
			if r := recover(); r != nil && r != errCrashed { //nolint:errorlint // the very value
				panic(r)
			}
		}()
		p.pause = func() {
			if !yield(struct{}{}) {
				panic(errCrashed)
			}
		}
		fn()
	})
	n.processes = append(n.processes, p)
	n.s.after(n.s.pace(), func() { n.step(p) })
}

// step runs the process to where it stops next.
func (n *node) step(p *process) {
	if !slices.Contains(n.processes, p) {
		return // the node crashed
	}
	n.s.running = p
	_, more := p.next()
	n.s.running = nil
	if more {
		n.s.after(n.s.pace(), func() { n.step(p) })
		return
	}
	n.s.dirty, n.s.moved = true, n.s.moved || p.told
	n.processes = slices.DeleteFunc(n.processes, func(other *process) bool { return other == p })
}

// yield stops what is running here; the checks' own reads are not stopped.
func (s *sim) yield() {
	if s.running != nil {
		s.running.pause()
	}
}
