package wait

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// End is what became of one who waits.
type End int

// The ends. Of those who left and those who still wait it is known only that their wait
// is at least so long.
const (
	Taken End = iota
	Left
	Waits
)

// Outcome is an estimate and what became of it.
type Outcome struct {
	Queue    int
	Raw      Raw
	From, To time.Duration // what was told, or would have been
	Waited   time.Duration
	End      End
}

// Experience is how far off the model has been of late. The ends of an interval are
// counted in standard deviations from the model's median, on the scale of logarithms.
type Experience struct {
	ends []ends // by queue
	held tally  // over the office
	own  []tally
}

// ends are those of an interval for somebody in line, the upper one where the interval
// begins at nothing, and that for somebody who finds a free slot.
type ends struct{ low, high, alone, free float64 }

// Waits that follow each other are alike: an interval that ran after the last ones would
// stand where they were, and miss the next. So it rests on many (older adds up to about
// a thousand), its tails follow the misses slowly, and they begin a little smaller than
// they may be.
const (
	older     = 0.999 // how much less each outcome counts than the one after it
	firstTail = 0.09
	rightTail = (1 - Coverage) / 2
	tailStep  = 0.001
	leastTail = 0.02
	mostTail  = 0.20
)

// Learn goes through the outcomes in the order in which they became known.
//
// A wait that was cut off by leaving, or goes on, is at least so long. The quantiles of
// the scores are therefore those of Kaplan and Meier (JASA 53, 1958), in which what is
// cut off counts for all that could have followed (for conformal intervals: Candès, Lei
// and Ren, JRSS B 85, 2023). Without that the long waits, which many leave and which in
// a crowd have not ended yet, would be missing, and the interval be too short.
func Learn(queues int, outcomes []Outcome) *Experience {
	e := &Experience{ends: make([]ends, queues), own: make([]tally, queues)}
	var line, free scores
	low, high := firstTail, firstTail
	for i, o := range outcomes {
		if o.Queue < 0 || o.Queue >= queues || o.Raw.Spread <= 0 {
			continue
		}
		one := o.score(math.Pow(older, float64(len(outcomes)-1-i)))
		if o.Raw.Free {
			free = append(free, one)
			continue
		}
		line = append(line, one)
		if o.End != Taken && o.Waited <= o.To {
			continue // not decided
		}
		above := misses(o.Waited > o.To)
		if o.From == 0 {
			above /= 2 // it cannot miss below, so it may miss twice as often above
		} else {
			low = adapt(low, misses(o.Waited < o.From))
		}
		high = adapt(high, above)
		held := o.Waited >= o.From && o.Waited <= o.To
		e.held.add(held)
		e.own[o.Queue].add(held)
	}
	line, free = line.prepare(), free.prepare()
	for q := range e.ends {
		in := line.quantiles(q, low, 1-2*high, 1-high)
		e.ends[q] = ends{low: in[0], alone: in[1], high: in[2], free: free.quantiles(q, Coverage)[0]}
	}
	return e
}

// adapt is the step of Gibbs and Candès: a miss makes the tail smaller, which widens the
// interval, and a hit larger, so that in the long run misses are as rare as they should
// be, whatever the scores do.
func adapt(tail, missed float64) float64 {
	return min(max(tail+tailStep*(rightTail-missed), leastTail), mostTail)
}

func misses(missed bool) float64 {
	if missed {
		return 1
	}
	return 0
}

// score is where a wait lay, in standard deviations from the model's median.
type score struct {
	at     float64
	weight float64
	queue  int
	seen   bool // to its end
}

func (o Outcome) score(weight float64) score {
	return score{(logWait(o.Waited.Seconds()) - logWait(o.Raw.Mid.Seconds())) / o.Raw.Spread, weight, o.Queue, o.End == Taken}
}

// scores are in order once they are prepared.
type scores []score

// assumed is how many outcomes of a normal distribution are believed in before any.
const assumed = 20

func (s scores) prepare() scores {
	for i := range assumed {
		at := math.Sqrt2 * math.Erfinv(2*(float64(i)+0.5)/assumed-1)
		s = append(s, score{at, 0.5, -1, true})
	}
	slices.SortFunc(s, func(a, b score) int { return cmp.Compare(a.at, b.at) })
	return s
}

// quantiles returns the quantiles at the levels, which grow, for the queue: with few
// scores of its own those of the whole office count for much, and the less the more.
func (s scores) quantiles(queue int, levels ...float64) []float64 {
	own, all := 0.0, 0.0
	for _, one := range s {
		if all += one.weight; one.queue == queue {
			own += one.weight
		}
	}
	others := lean / (lean + own)
	left := own + (all-own)*others
	found, reached, longer := make([]float64, len(levels)), 0, 1.0
	for i, one := range s {
		weight := one.weight
		if one.queue != queue {
			weight *= others
		}
		if one.seen {
			longer *= 1 - min(1, weight/left)
		}
		left -= weight
		for reached < len(levels) && (1-longer >= levels[reached] || i == len(s)-1) {
			found[reached] = one.at
			reached++
		}
	}
	return found
}

// interval sets the ends around what the model says. One that begins within a second
// begins at nothing, where it cannot miss: then all the misses there may be are above.
func (e *Experience) interval(queue int, raw Raw) (from, to time.Duration) {
	own := e.ends[queue]
	if raw.Free {
		return 0, raw.at(own.free)
	}
	if from = raw.at(own.low); from < time.Second {
		return 0, raw.at(own.alone)
	}
	return from, raw.at(own.high)
}

// at is so many standard deviations from the median.
func (r Raw) at(end float64) time.Duration {
	return fromLog(logWait(r.Mid.Seconds()) + r.Spread*end)
}

// tally is a share of late.
type tally struct{ held, all float64 }

// forget is by how much older estimates count less with each new one.
const forget = 0.99

func (t *tally) add(held bool) {
	t.all = t.all*forget + 1
	if t.held *= forget; held {
		t.held++
	}
}

// Held returns the share of estimates of the queue that held of late, leaning on the
// office's where they are few, and whether there are enough to tell.
func (e *Experience) Held(queue int) (share float64, enough bool) {
	if e.held.all < fewTold {
		return Coverage, false
	}
	office, own := e.held.held/e.held.all, e.own[queue]
	return (own.held + lean*office) / (own.all + lean), true
}
