package main

import (
	"math/rand/v2"
)

// scenario is an office and who comes to it. Times are in seconds since it opens.
type scenario struct {
	name           string
	length         float64
	queues         int
	rate           func(at float64) float64 // arrivals per second
	most           float64                  // the greatest rate
	queue          func(r *rand.Rand) int
	staff          func(r *rand.Rand) []*operator
	chat           float64 // mean length of a chat among the usual number at a time
	chatSpread     float64 // of its logarithm
	usual          int
	patience       float64
	patienceSpread float64
	silent         float64 // share of students who would leave without a word
	reaction       float64 // of an operator with a free slot
	escalated      float64 // share of chats that the first level passes on
}

const hour = 3600.0

// family is what the scenarios of a run have in common. The estimator was tuned on one
// and is reported on another.
type family struct {
	seed     uint64
	size     int     // operators of the whole office
	chat     float64 // seconds
	spread   float64
	patience float64
	load     float64 // a factor
}

var tuning = family{seed: 1000, size: 24, chat: 480, spread: 0.7, patience: 720, load: 1}

var reported = family{seed: 7, size: 32, chat: 530, spread: 0.9, patience: 900, load: 1.04}

// scenarios are those of a family.
func (f family) scenarios() []scenario {
	// What the office can do at two chats for each operator.
	can := float64(f.size) * 2 / f.chat
	steady := scenario{name: "steady", length: 9 * hour, queues: 1, queue: func(*rand.Rand) int { return 0 }, chat: f.chat, chatSpread: f.spread,
		usual: 2, patience: f.patience, patienceSpread: 1, silent: 0.15, reaction: 6}
	steady.staff = f.staff(2, 1, false)
	with := func(name string, change func(s *scenario)) scenario {
		s := steady
		s.name = name
		change(&s)
		s.most = 0
		for at := 0.0; at < s.length; at += 60 {
			s.most = max(s.most, s.rate(at)*1.01)
		}
		return s
	}
	level := func(l float64) func(*scenario) {
		return func(s *scenario) { s.rate = func(float64) float64 { return l * f.load * can } }
	}
	return []scenario{
		with("steady", level(1)),
		with("morning ramp", func(s *scenario) {
			s.rate = func(at float64) float64 {
				return f.load * can * (0.2 + 1.3*min(1, at/(2*hour))*max(0.4, 1-max(0, at-4*hour)/(4*hour)))
			}
		}),
		with("lunch", func(s *scenario) {
			level(0.9)(s)
			s.staff = f.staff(2, 1, true)
		}),
		with("surge x3", func(s *scenario) {
			s.rate = func(at float64) float64 {
				if at > 3*hour && at < 3.75*hour {
					return 2.4 * f.load * can
				}
				return 0.8 * f.load * can
			}
		}),
		with("september, too few", level(1.6)),
		with("20 split queues", func(s *scenario) {
			level(0.95)(s)
			s.queues, s.queue, s.staff = 20, zipf(20), f.split(20)
		}),
		with("20 queues, shared", func(s *scenario) {
			level(1)(s)
			s.queues, s.queue, s.staff = 20, zipf(20), f.staff(2, 20, false)
		}),
		with("20 queues, two levels", func(s *scenario) {
			level(1)(s)
			s.queues, s.queue, s.staff = 20, zipf(20), f.levels(20)
		}),
		with("3 chats at once", func(s *scenario) {
			level(2.5 / 1.7)(s)
			s.staff = f.staff(3, 1, false)
		}),
		with("escalations", func(s *scenario) {
			level(0.85)(s)
			s.queues, s.queue, s.staff, s.escalated = 5, zipf(5), f.tiers(5), 0.2
		}),
		with("heavy chat times", func(s *scenario) {
			level(1)(s)
			s.chatSpread = 1.2
		}),
	}
}

// zipf draws queues of which the first have most.
func zipf(n int) func(r *rand.Rand) int {
	total := 0.0
	for i := range n {
		total += 1 / float64(i+2)
	}
	return func(r *rand.Rand) int {
		x := r.Float64() * total
		for i := range n {
			if x -= 1 / float64(i+2); x < 0 {
				return i
			}
		}
		return n - 1
	}
}

// staff serves all queues. Each comes and goes within a quarter of an hour of the hours,
// has a break, and a third of them go to lunch at a time.
func (f family) staff(capacity, queues int, lunch bool) func(*rand.Rand) []*operator {
	all := make([]int, queues)
	for i := range all {
		all[i] = i
	}
	return func(r *rand.Rand) []*operator {
		var list []*operator
		for i := range f.size {
			rest := r.Float64()*6*hour + hour
			length := 0.25 * hour
			if lunch {
				rest, length = (3+float64(i%2))*hour+r.Float64()*0.3*hour, 0.9*hour
			}
			list = append(list, &operator{queues: all, capacity: capacity,
				shifts: [][2]float64{{0.2 * hour * r.Float64(), rest}, {rest + length, 9*hour + 0.5*hour*r.Float64()}}})
		}
		return list
	}
}

// split gives each queue operators of its own, at least one.
func (f family) split(queues int) func(*rand.Rand) []*operator {
	draw := zipf(queues)
	return func(r *rand.Rand) []*operator {
		list := f.staff(2, 1, false)(r)
		for i, op := range list {
			op.queues = []int{i % queues}
			if i >= queues {
				op.queues = []int{draw(r)}
			}
		}
		return list
	}
}

// tiers makes the second half of all one's own second level, who take what it is passed
// before what came to the first later.
func (f family) tiers(queues int) func(*rand.Rand) []*operator {
	return func(r *rand.Rand) []*operator {
		list := f.staff(2, queues, false)(r)
		for _, op := range list[len(list)/2:] {
			op.queues = nil
			for q := range 2 * queues {
				op.queues = append(op.queues, q)
			}
		}
		return list
	}
}

// levels gives the first half many queues and the others two each.
func (f family) levels(queues int) func(*rand.Rand) []*operator {
	draw := zipf(queues)
	return func(r *rand.Rand) []*operator {
		list := f.staff(2, queues, false)(r)
		for i, op := range list {
			if n := len(list); i < n/2 {
				op.queues = nil
				for q := i % 3; q < queues; q += 2 {
					op.queues = append(op.queues, q)
				}
			} else {
				op.queues = []int{draw(r), i % queues}
				if op.queues[0] == op.queues[1] {
					op.queues = op.queues[:1]
				}
			}
		}
		return list
	}
}
