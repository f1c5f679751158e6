package seedtest

import (
	"math"
	"time"
)

// recoveryTime is the longest that the office takes to be whole again once the faults
// are over: a client takes a mute connection for dead after 30 seconds and the longest
// retry is 20 seconds later; an operator who went is gone after handoff.PresentFor and
// a round; and then once more for what comes of it.
const recoveryTime = 4 * time.Minute

// plan is how large an office is and what goes wrong in it. Each kind of fault is there
// in some of the seeds only, and little or much of it, so that none hides another.
type plan struct {
	nodes, students, operators int
	busy                       time.Duration // how long everything is on

	lost, doubled, late float64       // shares of requests and replies
	tardy               float64       // share of answers that the live connection overtakes
	slow                float64       // share of steps before which a request is held up
	skew                time.Duration // by how much the nodes' clocks differ at most
	every               faults        // mean times between faults, 0: never
	page                int           // events read at once
	pull                bool          // operators take chats themselves, at first
}

// faults are mean times between faults of one kind.
type faults struct{ crash, link, jump, cut, override, boss time.Duration }

func (s *sim) draw() plan {
	rate := func(most float64) float64 {
		if s.chance(0.5) {
			return 0
		}
		return s.rng.Float64() * most
	}
	every := func(from, to time.Duration) time.Duration {
		if s.chance(0.4) {
			return 0
		}
		return s.between(from, to)
	}
	return plan{
		nodes: 1 + s.rng.IntN(3), students: 2 + s.rng.IntN(5), operators: 1 + s.rng.IntN(3),
		busy: s.between(time.Minute, 4*time.Minute),
		lost: rate(0.2), doubled: rate(0.1), late: rate(0.3), tardy: rate(0.3), slow: rate(0.4),
		skew: every(0, 5*time.Second),
		every: faults{crash: every(20*time.Second, 2*time.Minute), link: every(20*time.Second, 2*time.Minute),
			jump: every(20*time.Second, time.Minute), cut: every(10*time.Second, time.Minute),
			override: every(20*time.Second, 2*time.Minute), boss: every(10*time.Second, time.Minute)},
		page: one(s, []int{1, 2, 3, 200}), pull: s.chance(0.4),
	}
}

// lag is how long something takes on its way through the network: late, it is anything
// from a tenth of a second to fifteen seconds, each power of ten as often.
func (s *sim) lag() time.Duration {
	if !s.calm && s.chance(s.plan.late) {
		return time.Duration(float64(100*time.Millisecond) * math.Pow(150, s.rng.Float64()))
	}
	return s.between(200*time.Microsecond, 40*time.Millisecond)
}

// answerLag is the lag of an answer, which may take longer than what the same request
// has put on the live connections.
func (s *sim) answerLag() time.Duration {
	if !s.calm && s.chance(s.plan.tardy) {
		return s.between(100*time.Millisecond, 1500*time.Millisecond)
	}
	return s.lag()
}

// lose is true where the network loses something.
func (s *sim) lose() bool { return !s.calm && s.chance(s.plan.lost) }

// pace is how long a request takes from one step to the next.
func (s *sim) pace() time.Duration {
	if !s.calm && s.chance(s.plan.slow) {
		return time.Duration(float64(10*time.Millisecond) * math.Pow(300, s.rng.Float64()))
	}
	return s.between(0, 2*time.Millisecond)
}

// plague plans the faults, each at random times from now on.
func (s *sim) plague() {
	e := s.plan.every
	s.again(e.crash, func() { one(s, s.nodes).crash() })
	s.again(e.link, func() { one(s, s.nodes).unlink() })
	s.again(e.jump, func() { one(s, s.nodes).jump() })
	s.again(e.cut, func() {
		if n := one(s, s.nodes); len(n.lives) > 0 {
			one(s, n.lives).cut(s.chance(0.5))
		}
	})
}

// again does something at random times until the faults are over.
func (s *sim) again(mean time.Duration, do func()) {
	if mean == 0 {
		return
	}
	s.after(s.between(0, 2*mean), func() {
		if !s.calm {
			do()
			s.again(mean, do)
		}
	})
}

// recovery ends all faults: nodes are up and hear each other, clocks agree, everybody
// who is still there is back at the counter.
func (s *sim) recovery() {
	s.note("the faults are over")
	s.calm = true
	for _, n := range s.nodes {
		n.skew = 0
		n.start()
		n.relink()
	}
	for _, st := range s.students {
		st.comeBack()
	}
	for i, o := range s.operators {
		if i == 0 || s.chance(0.5) {
			o.comeBack()
			o.takeAll()
		} else {
			o.vanish()
		}
	}
}
