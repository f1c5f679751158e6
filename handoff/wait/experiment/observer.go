package main

import (
	"math"
	"slices"
	"time"

	"sportello/handoff/wait"
)

// told is an estimate told to one student, with those that others would have told.
type told struct {
	queue    int
	at       float64
	estimate wait.Estimate
	peers    [peers]time.Duration
	waited   float64
	end      wait.End
	second   bool    // of a wait for the second level
	known    float64 // when it became known whether the estimate held
}

// The formulas compared.
const (
	comm100 = iota
	rocketChat
	salesforce
	peers
)

var peerNames = [peers]string{"Comm100", "Rocket.Chat", "Salesforce"}

// What the server remembers.
const (
	rememberServices = 200
	rememberTold     = 2000
)

// observer is the server: it knows what a server knows, tells estimates, learns from
// what becomes of them, and counts for the report.
type observer struct {
	now      *office
	services []wait.Service
	open     []*told // not yet known
	past     []*told // in the order in which they became known
	smoothed time.Duration
	counting bool
	score    score
	second   score // of the waits for the second level
}

// joined tells the student an estimate.
func (b *observer) joined(o *office, s *student) {
	b.now = o
	outlook, times := b.outlook()
	s.told = &told{queue: s.queue, at: o.now, estimate: outlook.Newcomer(s.queue, 0), end: wait.Waits}
	state := o.state()
	n, slots := 1, 0
	for _, w := range state.Waiting {
		if w.Queue == s.queue {
			n++
		}
	}
	for _, op := range state.Operators {
		if slices.Contains(op.Queues, s.queue) {
			slots += op.Capacity
		}
	}
	s.told.peers = [peers]time.Duration{wait.Comm100(n, slots, times.Mean()), wait.RocketChat(n, 100, times.Mean()), b.smoothed}
	b.open = append(b.open, s.told)
	if s.told.estimate.Doubt != "" && b.counting {
		b.score.withdrawn++
	}
}

// passedOn tells the student, who waits already, an estimate of the second wait. Like the
// server, the observer learns nothing of its outcome.
func (b *observer) passedOn(o *office, s *student) {
	b.now = o
	outlook, _ := b.outlook()
	place := 0
	for _, w := range o.line {
		if w == s {
			break
		}
		if !w.gone {
			place++
		}
	}
	s.told = &told{queue: s.queue, at: o.now, estimate: outlook.Waiter(place), end: wait.Waits, second: true}
	if s.told.estimate.Doubt != "" && b.counting {
		b.second.withdrawn++
	}
}

func (b *observer) outlook() (*wait.Outlook, *wait.Times) {
	var outcomes []wait.Outcome
	leaving := wait.Leaving{}
	for _, t := range b.past[max(0, len(b.past)-rememberTold):] {
		outcomes = append(outcomes, t.outcome())
		leaving.Waited += seconds(t.waited)
		if t.end == wait.Left {
			leaving.Left++
		}
	}
	for _, t := range b.open {
		t.waited = b.now.now - t.at
		outcomes = append(outcomes, t.outcome())
		leaving.Waited += seconds(t.waited)
	}
	lines := b.now.lines()
	times := wait.NewTimes(lines, b.services, leaving)
	return wait.Look(b.now.state(), times, wait.Learn(lines, outcomes)), times
}

func (t *told) outcome() wait.Outcome {
	return wait.Outcome{Queue: t.queue, Raw: t.estimate.Raw, From: t.estimate.From, To: t.estimate.To, Waited: seconds(t.waited), End: t.end}
}

// settle says what became of the student who waits.
func (b *observer) settle(s *student, end wait.End) {
	t := s.told
	t.end, t.waited = end, b.now.now-t.at
	if t.second {
		return
	}
	t.known = t.at + min(t.waited, t.estimate.To.Seconds())
	b.open = slices.DeleteFunc(b.open, func(o *told) bool { return o == t })
	i, _ := slices.BinarySearchFunc(b.past, t.known, func(p *told, at float64) int {
		return int(math.Copysign(1, p.known-at))
	})
	b.past = slices.Insert(b.past, i, t)
}

func (b *observer) left(s *student) { b.settle(s, wait.Left) }

func (b *observer) taken(s *student) {
	b.settle(s, wait.Taken)
	if !s.told.second {
		b.smoothed = wait.Salesforce(b.smoothed, seconds(s.told.waited))
	}
	if b.counting {
		b.of(s).taken(s.told)
	}
}

// of is the score that the student's wait counts in.
func (b *observer) of(s *student) *score {
	if s.told.second {
		return &b.second
	}
	return &b.score
}

func (b *observer) ended(s *student) {
	b.services = append(b.services, wait.Service{Queue: s.queue, Took: seconds(b.now.now - s.claimed)})
	b.services = b.services[max(0, len(b.services)-rememberServices):]
}

// reached counts how long somebody waited or, having left, would have.
func (b *observer) reached(s *student, waited float64) {
	if b.counting {
		b.of(s).reached(s.told, waited, s.gone)
	}
}

// endOfDay forgets who still waits, and sets the times of what is known before today's.
func (b *observer) endOfDay() {
	b.open = nil
	b.past = b.past[max(0, len(b.past)-rememberTold):]
	for _, t := range b.past {
		t.known -= 1e6
	}
}

// score is what the report shows.
type score struct {
	all, held          int // of those who were taken after waiting in line
	below, above       int
	would, wouldHold   int // and of all, with the ghosts of who left
	free, freeHeld     int
	width, waits       float64
	withdrawn, leavers int
	peerWithin         [peers]int
	peerError          [peers]float64
	error              float64
}

func (c *score) taken(t *told) {
	if t.estimate.Doubt != "" {
		return
	}
	if t.estimate.Raw.Free {
		c.free++
		if t.waited <= t.estimate.To.Seconds() {
			c.freeHeld++
		}
		return
	}
	c.all++
	switch {
	case t.waited < t.estimate.From.Seconds():
		c.below++
	case t.waited > t.estimate.To.Seconds():
		c.above++
	default:
		c.held++
	}
	c.width += (t.estimate.To - t.estimate.From).Seconds()
	c.waits += t.waited
	c.error += math.Abs((t.estimate.From+t.estimate.To).Seconds()/2 - t.waited)
	for i, p := range t.peers {
		c.peerError[i] += math.Abs(p.Seconds() - t.waited)
		// As wide an interval as ours, around what the peer says.
		if half := (t.estimate.To - t.estimate.From).Seconds() / 2; math.Abs(p.Seconds()-t.waited) <= half {
			c.peerWithin[i]++
		}
	}
}

func (c *score) reached(t *told, waited float64, gone bool) {
	if gone {
		c.leavers++
	}
	if t.estimate.Doubt != "" || t.estimate.Raw.Free {
		return
	}
	c.would++
	if waited >= t.estimate.From.Seconds() && waited <= t.estimate.To.Seconds() {
		c.wouldHold++
	}
}
