package simulate

import (
	"math"
	"math/rand/v2"
	"slices"
	"time"
)

// Assumption is one thing that nobody has published, or that was left out: the report
// lists them.
type Assumption string

// assumptions of every scenario.
var assumptions = []Assumption{
	"Arrivals are a Poisson process, given how many come: each student's moment is drawn by itself from the profile of month, weekday and hour. The months are published; weekdays (Monday 24 % to Friday 16 %) and hours (15 % in the fullest) are assumed.",
	"Nights, weekends and holidays are left out: one open day follows the other, and the queues are open throughout. All operators work all day.",
	"The queue of theme n of 20 gets a share of the students in proportion to 1/(n+2).",
	"A chat's length is lognormal with a standard deviation of 0.7 of the mean, cut into turns of exponential length; 8 min 50 s is published. It does not depend on how many chats the operator has: the published mean has the slowing down within it.",
	"Patience is exponential, with a tenth of a second of real time on top, because server and network do not run faster. Of those who give up, 48 % do so silently (30 to 67 % is published); their chat is still claimed, greeted, and closed after two minutes.",
	"Who finds the server busy asks again as the widget does: four times, after the pause that the server names, in real time.",
	"Half of those for whom the line is full ask to be called back, and give that up after an hour; the others go.",
	"Signs of life (the pulse of live connections) go by the machine's clock, and so do the limits by which the server judges them: a student who left without a word keeps the place in line for longer than in real life.",
	"One chat in 20 loses its connection once and resumes; 3 % of the messages are sent twice with one client id.",
}

// arrivals returns when n students come, in the office's time from the first opening,
// in order.
func (s Scenario) arrivals(n int, rng *rand.Rand) []time.Duration {
	type slot struct {
		from, length time.Duration
		upTo         float64 // the share of all arrivals before its end
	}
	var slots []slot
	var sum float64
	var opening time.Duration
	for _, d := range s.Days {
		for h, share := range d.Hours {
			from := time.Duration(h) * time.Hour
			sum += d.Chats * share
			slots = append(slots, slot{opening + from, min(time.Hour, d.Open-from), sum})
		}
		opening += d.Open
	}
	out := make([]time.Duration, n)
	for i := range out {
		u := rng.Float64() * sum
		at, _ := slices.BinarySearchFunc(slots, u, func(s slot, u float64) int {
			if s.upTo <= u {
				return -1
			}
			return 1
		})
		in := slots[min(at, len(slots)-1)]
		out[i] = in.from + time.Duration(rng.Float64()*float64(in.length))
	}
	slices.Sort(out)
	return out
}

// pick draws an index in proportion to the weights.
func pick(rng *rand.Rand, weights []float64) int {
	var sum float64
	for _, w := range weights {
		sum += w
	}
	u := rng.Float64() * sum
	for i, w := range weights {
		if u -= w; u < 0 {
			return i
		}
	}
	return len(weights) - 1
}

// queueWeights are the shares of the themes: the first has about an eighth.
func queueWeights(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = 1 / float64(i+3)
	}
	return out
}

// spread is the standard deviation of a chat's length over its mean.
const spread = 0.7

// lognormal draws with that mean and standard deviation over mean.
func lognormal(rng *rand.Rand, mean time.Duration, cv float64) time.Duration {
	variance := math.Log(1 + cv*cv)
	x := math.Exp(rng.NormFloat64()*math.Sqrt(variance) - variance/2)
	return time.Duration(x * float64(mean))
}

// turnTimes are when the n messages of a chat are sent, from the claim on: the chat has
// a lognormal length, and its turns exponential shares of it.
func turnTimes(rng *rand.Rand, n int, mean time.Duration) []time.Duration {
	length := float64(lognormal(rng, mean, spread))
	var sum float64
	ends := make([]float64, n)
	for i := range ends {
		sum += rng.ExpFloat64()
		ends[i] = sum
	}
	out := make([]time.Duration, n)
	for i, end := range ends {
		out[i] = time.Duration(length * end / sum)
	}
	return out
}
