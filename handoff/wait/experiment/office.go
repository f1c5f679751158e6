package main

import (
	"container/heap"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"sportello/handoff/wait"
)

// student is one who asks for a person.
type student struct {
	queue    int     // or, once they are passed to the second level, the line of that there
	came     float64 // when they asked for a person, by which they are taken
	escalate bool    // the first level will pass them on
	joined   float64 // seconds since the day began
	patience float64
	silent   bool // leaves without a word: is taken, and found not to be there
	gone     bool
	work     float64 // what is left of their chat, in seconds of an operator's whole attention
	since    float64 // of the last change of work
	claimed  float64
	version  int // of the event of the chat's end
	waits    int // that were begun, one for each level
	told     *told
}

// operator has shifts, and is slower the more chats they have.
type operator struct {
	queues   []int
	capacity int
	shifts   [][2]float64
	chats    []*student
	away     bool
}

// speed is how much of a chat an operator does in a second for each of n chats: the
// effective factor 1.7 at two chats, 2.5 at three, 2.9 at four (callcentrehelper.com).
func speed(n int) float64 {
	factors := []float64{1, 1, 1.7, 2.5, 2.9}
	return factors[min(n, 4)] / float64(max(n, 1))
}

func (o *operator) works(at float64) bool {
	for _, s := range o.shifts {
		if at >= s[0] && at < s[1] {
			return true
		}
	}
	return false
}

// office is one office over some days. What it has learnt goes on from day to day.
type office struct {
	scenario
	r         *rand.Rand
	now       float64
	events    events
	line      []*student // who waits, and ghosts of who left, by joining
	operators []*operator
	observer  *observer
}

func (o *office) at(when float64, e event) {
	e.at = when
	heap.Push(&o.events, e)
}

// day runs one day.
func (o *office) day() {
	o.now, o.line, o.events = 0, nil, nil
	o.operators = o.staff(o.r)
	for _, op := range o.operators {
		op.away = !op.works(0)
		for _, s := range op.shifts {
			o.at(s[0], event{kind: shift, of: op})
			o.at(s[1], event{kind: shift, of: op})
		}
	}
	o.nextArrival()
	for len(o.events) > 0 {
		e := heap.Pop(&o.events).(event)
		if o.now = e.at; o.now > o.length+3600 {
			break
		}
		o.happens(e)
	}
	o.observer.endOfDay()
}

func (o *office) happens(e event) {
	switch e.kind {
	case arrives:
		o.arrive()
		o.nextArrival()
	case leaves:
		// Who was passed on has a patience of its own for the second wait.
		if s := e.student; s.claimed < 0 && e.version == s.waits {
			s.gone = true
			o.observer.left(s)
		}
	case ends:
		if e.version == e.student.version {
			o.end(e.of, e.student)
		}
	case shift:
		e.of.away = !e.of.works(o.now)
		o.react(e.of)
	case reacts:
		o.take(e.of)
	}
}

// nextArrival thins a Poisson process of the greatest rate.
func (o *office) nextArrival() {
	for at := o.now; ; {
		at += o.r.ExpFloat64() / o.most
		if at > o.length {
			return
		}
		if o.r.Float64()*o.most < o.rate(at) {
			o.at(at, event{kind: arrives})
			return
		}
	}
}

func (o *office) arrive() {
	s := &student{queue: o.queue(o.r), came: o.now, patience: o.patience * o.lognormal(o.patienceSpread)}
	s.silent = o.r.Float64() < o.silent
	s.work = o.chat * speed(o.usual) * o.lognormal(o.chatSpread)
	if o.escalated > 0 && o.r.Float64() < o.escalated {
		s.escalate, s.work = true, s.work*asksShare
	}
	o.observer.joined(o, s)
	o.join(s)
}

// asksShare is how much of a chat the first level does before it passes it on.
const asksShare = 0.4

// join lets a student wait, before all who came later.
func (o *office) join(s *student) {
	s.joined, s.claimed = o.now, -1
	i, _ := slices.BinarySearchFunc(o.line, s.came, func(w *student, came float64) int {
		if w.came <= came {
			return -1
		}
		return 1
	})
	o.line = slices.Insert(o.line, i, s)
	if !s.silent {
		s.waits++
		o.at(o.now+s.patience, event{kind: leaves, student: s, version: s.waits})
	}
	var best *operator
	for _, op := range o.operators {
		if op.takes(s.queue) && (best == nil || len(op.chats) < len(best.chats)) {
			best = op
		}
	}
	if best != nil {
		o.react(best)
	}
}

// lognormal has the mean 1.
func (o *office) lognormal(spread float64) float64 {
	return math.Exp(spread*o.r.NormFloat64() - spread*spread/2)
}

func (o *operator) takes(queue int) bool {
	return !o.away && len(o.chats) < o.capacity && slices.Contains(o.queues, queue)
}

// react lets the operator look at the line after a moment.
func (o *office) react(op *operator) {
	o.at(o.now+o.reaction*o.r.ExpFloat64(), event{kind: reacts, of: op})
}

// take gives the operator the first in line. A ghost that they would have taken has
// waited as long as its student would have, and goes.
func (o *office) take(op *operator) {
	for i := 0; i < len(o.line); {
		s := o.line[i]
		if !op.takes(s.queue) {
			i++
			continue
		}
		o.line = append(o.line[:i], o.line[i+1:]...)
		o.observer.reached(s, o.now-s.joined)
		if s.gone {
			continue
		}
		o.engage(op, s)
	}
}

func (o *office) engage(op *operator, s *student) {
	s.claimed, s.since = o.now, o.now
	if s.silent && o.now-s.joined > s.patience {
		s.work = 90 * speed(o.usual) // "are you there?"
	}
	o.change(op, func() { op.chats = append(op.chats, s) })
	o.observer.taken(s)
}

func (o *office) end(op *operator, s *student) {
	o.change(op, func() {
		op.chats = slices.DeleteFunc(op.chats, func(c *student) bool { return c == s })
	})
	if s.escalate {
		o.passOn(s)
	} else {
		o.observer.ended(s)
	}
	o.react(op)
}

// passOn lets the student wait for the second level of their queue.
func (o *office) passOn(s *student) {
	s.escalate, s.silent, s.queue = false, false, s.queue+o.queues
	s.patience = o.patience * o.lognormal(o.patienceSpread)
	s.work = o.chat * speed(o.usual) * o.lognormal(o.chatSpread)
	o.join(s)
	o.observer.passedOn(o, s)
}

// change alters whom the operator has, and with it the speed of all of their chats.
func (o *office) change(op *operator, alter func()) {
	for _, c := range op.chats {
		c.work -= (o.now - c.since) * speed(len(op.chats))
		c.since = o.now
	}
	alter()
	for _, c := range op.chats {
		c.version++
		o.at(o.now+max(0, c.work)/speed(len(op.chats)), event{kind: ends, student: c, of: op, version: c.version})
	}
}

// lines is how many there are: those that wait for the second level have their own.
func (o *office) lines() int {
	if o.escalated > 0 {
		return 2 * o.queues
	}
	return o.queues
}

// state is what the server knows of the office.
func (o *office) state() wait.State {
	s := wait.State{Queues: make([]wait.Queue, o.lines())}
	for _, w := range o.line {
		if !w.gone {
			s.Waiting = append(s.Waiting, wait.Waiter{Queue: w.queue, For: seconds(o.now - w.joined)})
		}
	}
	for _, op := range o.operators {
		if op.away {
			continue
		}
		known := wait.Operator{Queues: op.queues, Capacity: op.capacity}
		for _, c := range op.chats {
			known.Busy = append(known.Busy, wait.Busy{Queue: c.queue, For: seconds(o.now - c.claimed)})
		}
		s.Operators = append(s.Operators, known)
	}
	return s
}

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }
