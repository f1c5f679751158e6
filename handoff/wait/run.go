package wait

import (
	"math"
	"math/rand/v2"
)

// How the desk is run forward: so many times, and so many of those who wait each time.
// Further behind, the passage of the line is computed.
const (
	runs    = 100
	atOnce  = 300
	drift   = 0.15 // how far the mean chat time of the next hour may be from that of the last
	nothing = 1.0  // seconds: a mean wait below it is none
)

// moments gathers waits in seconds.
type moments struct{ n, sum, squares, logs, logSquares float64 }

func (m *moments) add(seconds float64) {
	l := logWait(seconds)
	m.n++
	m.sum += seconds
	m.squares += seconds * seconds
	m.logs += l
	m.logSquares += l * l
}

func (m *moments) mean() float64 { return m.sum / m.n }

func (m *moments) variance() float64 { return max(0, m.squares/m.n-m.mean()*m.mean()) }

// raw is the gathered waits as a lognormal.
func (m *moments) raw() (mid, spread float64) {
	mid = m.logs / m.n
	return mid, math.Sqrt(max(0, m.logSquares/m.n-mid*mid))
}

// slot becomes free at a time.
type slot struct {
	at       float64
	operator int
}

// runner runs one desk forward.
type runner struct {
	state  State
	times  *Times
	lines  [][]int   // by queue: who waits, as places in state.Waiting
	heads  []int     // by queue: how many of its line are taken
	new    []float64 // by queue: when a newcomer would be taken
	free   []slot    // a heap, the earliest first
	rests  []float64
	r      *rand.Rand
	source *rand.PCG
	scale  float64 // of all chat times in this run

	waiters   []moments // by place in state.Waiting
	newcomers []moments // by queue
}

func newRunner(s State, t *Times) *runner {
	n := len(s.Queues)
	r := &runner{state: s, times: t, lines: make([][]int, n), heads: make([]int, n), new: make([]float64, n), newcomers: make([]moments, n)}
	r.state.Waiting = s.Waiting[:min(len(s.Waiting), atOnce)]
	r.waiters = make([]moments, len(r.state.Waiting))
	for i, w := range r.state.Waiting {
		r.lines[w.Queue] = append(r.lines[w.Queue], i)
	}
	r.source = rand.NewPCG(0, 0)
	r.r = rand.New(r.source)
	return r
}

// run plays the desk once. The numbers of a run are the same each time, so that an
// estimate changes because the desk did and not the dice.
func (r *runner) run(number uint64) {
	r.source.Seed(number, 0x77616974)
	uncertain := drift*drift + 0.6/float64(max(4, r.times.own))
	r.scale = math.Exp(math.Sqrt(uncertain) * r.r.NormFloat64())
	clear(r.heads)
	for q := range r.new {
		r.new[q] = math.Inf(1)
	}
	r.start()
	for len(r.free) > 0 {
		r.next()
	}
	for q, at := range r.new {
		if !math.IsInf(at, 1) {
			r.newcomers[q].add(at)
		}
	}
}

// start sets out all slots with what they are busy with.
func (r *runner) start() {
	r.free = r.free[:0]
	for i, o := range r.state.Operators {
		r.rests = r.rests[:0]
		for _, b := range o.Busy {
			r.rests = append(r.rests, r.times.rest(b.Queue, b.For.Seconds(), r.r)*r.scale)
		}
		for range o.Capacity - len(o.Busy) {
			r.rests = append(r.rests, 0)
		}
		r.drop(len(o.Busy) - o.Capacity)
		for _, rest := range r.rests {
			r.free = append(r.free, slot{rest, i})
		}
	}
	for i := len(r.free)/2 - 1; i >= 0; i-- {
		r.down(i)
	}
}

// drop takes out the earliest ends: an operator over capacity takes nobody after them.
func (r *runner) drop(n int) {
	for ; n > 0; n-- {
		first := 0
		for i, rest := range r.rests {
			if rest < r.rests[first] {
				first = i
			}
		}
		r.rests = append(r.rests[:first], r.rests[first+1:]...)
	}
}

// next lets the earliest free slot take the first in line. Who has left by then is
// passed over, but how long they would have waited counts. A slot that finds nobody
// would take a newcomer.
func (r *runner) next() {
	at, o := r.free[0].at, &r.state.Operators[r.free[0].operator]
	for {
		first, queue, later := r.first(o, at)
		if queue < 0 && !math.IsInf(later, 1) {
			r.free[0].at = later
			r.down(0)
			return
		}
		if queue < 0 {
			r.retire(o, at)
			return
		}
		r.heads[queue]++
		r.waiters[first].add(at)
		if r.r.ExpFloat64() >= at*r.times.leaving {
			r.free[0].at = at + r.times.of(queue, r.r)*r.scale
			r.down(0)
			return
		}
	}
}

// retire takes the slot out: nobody is left for it but those who come later.
func (r *runner) retire(o *Operator, at float64) {
	for _, q := range o.Queues {
		r.new[q] = min(r.new[q], at)
	}
	for _, h := range o.Helps {
		r.new[h.Queue] = min(r.new[h.Queue], max(at, h.After.Seconds()))
	}
	last := len(r.free) - 1
	r.free[0] = r.free[last]
	r.free = r.free[:last]
	r.down(0)
}

// first finds who is first in line for the operator, and in which queue; -1 when nobody
// is, with the time at which somebody may be whom the operator helps by then.
func (r *runner) first(o *Operator, at float64) (who, queue int, later float64) {
	who, queue, later = math.MaxInt, -1, math.Inf(1)
	for _, q := range o.Queues {
		if h := r.heads[q]; h < len(r.lines[q]) && r.lines[q][h] < who {
			who, queue = r.lines[q][h], q
		}
	}
	for _, help := range o.Helps {
		h := r.heads[help.Queue]
		if h >= len(r.lines[help.Queue]) {
			continue
		}
		one := r.lines[help.Queue][h]
		if from := (help.After - r.state.Waiting[one].For).Seconds(); from > at {
			later = min(later, from)
		} else if one < who {
			who, queue = one, help.Queue
		}
	}
	return who, queue, later
}

// down restores the heap below i.
func (r *runner) down(i int) {
	for {
		least := i
		for child := 2*i + 1; child <= 2*i+2 && child < len(r.free); child++ {
			if r.free[child].at < r.free[least].at {
				least = child
			}
		}
		if least == i {
			return
		}
		r.free[i], r.free[least] = r.free[least], r.free[i]
		i = least
	}
}
