package wait

import (
	"math"
	"slices"
	"time"
)

// Outlook is what is to be expected at one moment, for each who waits and each who might
// come. It is immutable and safe for concurrent use.
type Outlook struct {
	times      *Times
	experience *Experience
	queues     []view
	waiters    []Estimate
}

// view is what one queue looks like to who comes to it.
type view struct {
	raw      Raw
	mean     float64 // of a newcomer's wait, in seconds
	variance float64
	rate     float64 // chats that end per second over all slots that serve it
	ahead    int     // who is in the line of those slots
	beyond   int     // who of them the runs left out
	group    int
	closes   time.Duration
	staffed  bool
}

// Look runs the desk forward. It costs about 10 ns for each slot and each who waits, a
// hundred times over; of who waits more than the first few hundred are computed.
func Look(s State, t *Times, e *Experience) *Outlook {
	r := newRunner(s, t)
	for i := range runs {
		r.run(uint64(i))
	}
	o := &Outlook{times: t, experience: e, queues: make([]view, len(s.Queues)), waiters: make([]Estimate, len(s.Waiting))}
	groups := s.groups()
	for q := range s.Queues {
		o.queues[q] = r.view(q, s)
		o.queues[q].group = groups[q]
	}
	for i := range r.waiters {
		o.waiters[i] = o.estimate(s.Waiting[i].Queue, raw(&r.waiters[i]))
	}
	beyond := make([]int, len(s.Queues)) // by group
	for i := len(r.waiters); i < len(s.Waiting); i++ {
		q := s.Waiting[i].Queue
		o.waiters[i] = o.after(q, beyond[groups[q]])
		beyond[groups[q]]++
	}
	for q := range o.queues {
		o.queues[q].beyond = beyond[groups[q]]
	}
	return o
}

// groups numbers the queues so that those have one number that share operators, directly
// or by way of others.
func (s *State) groups() []int {
	of := make([]int, len(s.Queues))
	for q := range of {
		of[q] = q
	}
	join := func(a, b int) {
		if a, b = of[a], of[b]; a != b {
			for q := range of {
				if of[q] == b {
					of[q] = a
				}
			}
		}
	}
	for _, o := range s.Operators {
		for _, q := range o.Queues {
			join(o.Queues[0], q)
		}
	}
	return of
}

// Group numbers the lines: queues that share operators have one line in truth.
func (o *Outlook) Group(queue int) int { return o.queues[queue].group }

// leastSpread keeps an interval from pretending to know a wait to the second.
const leastSpread = 0.25

// reaction is what a person needs to answer who comes to a free slot, before it is
// known better.
const reaction = 10 * time.Second

func raw(m *moments) Raw {
	if m.n == 0 {
		return Raw{}
	}
	if m.mean() < nothing {
		return Raw{Mid: reaction, Spread: 0.5, Free: true}
	}
	mid, spread := m.raw()
	return Raw{Mid: fromLog(mid), Spread: max(spread, leastSpread)}
}

// view gathers what the runs say of a newcomer to the queue.
func (r *runner) view(q int, s State) view {
	m := &r.newcomers[q]
	v := view{closes: s.Queues[q].Closes, staffed: m.n > 0}
	if m.n == 0 {
		return v
	}
	v.raw, v.mean, v.variance = raw(m), m.mean(), m.variance()
	for _, o := range r.state.Operators {
		if o.serves(q) {
			v.rate += float64(o.Capacity) / r.times.mean
		}
	}
	v.ahead = int(v.mean * v.rate)
	return v
}

// In reports whether the queue is one of the operator's own.
func (o *Operator) In(queue int) bool { return slices.Contains(o.Queues, queue) }

func (o *Operator) serves(queue int) bool {
	return o.In(queue) || slices.ContainsFunc(o.Helps, func(h Help) bool { return h.Queue == queue })
}

// Newcomer estimates the wait of who joins the queue's line after `more` others that the
// state does not know of yet.
func (o *Outlook) Newcomer(queue, more int) Estimate {
	if queue >= 0 && queue < len(o.queues) {
		more += o.queues[queue].beyond
	}
	return o.after(queue, more)
}

// after estimates the wait behind all who were in the runs and `more` others.
func (o *Outlook) after(queue, more int) Estimate {
	if queue < 0 || queue >= len(o.queues) || !o.queues[queue].staffed {
		return Estimate{Doubt: NoStaff}
	}
	v := &o.queues[queue]
	if more <= 0 {
		return o.estimate(queue, v.raw)
	}
	mean, variance := passage(v.ahead+1, v.ahead+more, v.rate, o.times.leaving)
	variance += v.variance + drift*drift*mean*(mean+2*v.mean)
	return o.estimate(queue, lognormal(v.mean+mean, variance))
}

// lognormal is the wait with the mean and variance, in seconds.
func lognormal(mean, variance float64) Raw {
	if mean < nothing {
		return Raw{Mid: reaction, Spread: 0.5, Free: true}
	}
	mean += softening
	spread := math.Log1p(variance / (mean * mean))
	return Raw{Mid: fromLog(math.Log(mean) - spread/2), Spread: max(math.Sqrt(spread), leastSpread)}
}

// Waiter estimates how long the i-th of State.Waiting still waits.
func (o *Outlook) Waiter(i int) Estimate { return o.waiters[i] }

// Room is how many more may join the queue's line so that the last of them waits no
// longer than most, by the upper end of the estimate. It does not ask whether the
// estimate may be told: with nothing known yet, the assumed chat times must do. 0 also
// when nobody serves the queue.
func (o *Outlook) Room(queue int, most time.Duration) int {
	fits := func(more int) bool {
		e := o.Newcomer(queue, more)
		return e.Doubt != NoStaff && e.To <= most
	}
	if !fits(0) {
		return 0
	}
	low, high := 0, 1
	for high < mostRoom && fits(high) {
		low, high = high, 2*high
	}
	for high-low > 1 {
		if middle := (low + high) / 2; fits(middle) {
			low = middle
		} else {
			high = middle
		}
	}
	return low + 1
}

// mostRoom bounds the search.
const mostRoom = 1 << 16

// estimate corrects what the model says by experience, and doubts it.
func (o *Outlook) estimate(queue int, raw Raw) Estimate {
	v := &o.queues[queue]
	if raw.Spread == 0 {
		return Estimate{Doubt: NoStaff}
	}
	e := Estimate{Raw: raw}
	e.From, e.To = o.experience.interval(queue, raw)
	held, enough := o.experience.Held(queue)
	switch {
	case v.closes > 0 && e.To > v.closes:
		e.Doubt = Closes
	case o.times.own < FewServices && !raw.Free:
		e.Doubt = FewChats
	case enough && held < Least && !raw.Free:
		e.Doubt = Missed
	case e.To-e.From > widest:
		e.Doubt = Wide
	}
	return e
}
