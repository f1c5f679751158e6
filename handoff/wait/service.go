package wait

import (
	"math"
	"math/rand/v2"
	"slices"
	"time"
)

// Times are how long chats last and how fast people leave the line, from the last ones.
type Times struct {
	office  []float64   // seconds, sorted
	queues  [][]float64 // of each queue, sorted
	own     int         // chats that are not assumed
	mean    float64     // seconds
	leaving float64     // per second and person
}

// assumedMean is how long a chat lasts where nothing is known yet: 8 min 50 s (Comm100,
// 2024 and 2025). Its times spread as lognormal ones with this standard deviation of
// their logarithm.
const (
	assumedMean   = 530.0
	assumedSpread = 0.7
)

// lean is how many chats of its own make a queue's times count for half.
const lean = 20

// Leaving is who gave up of late.
type Leaving struct {
	Left   int           // how many
	Waited time.Duration // the time that all together waited, whatever became of them
}

// assumedPatience is the prior of leaving: one person in so much waiting.
const assumedPatience = 30 * time.Minute

// NewTimes learns from the last chats that ended and the last who left. The rate of
// leaving is the maximum likelihood of exponential patience with those who were served
// or still wait as censored, which is what they are: all that is known of them is that
// their patience was longer.
func NewTimes(queues int, services []Service, l Leaving) *Times {
	t := &Times{queues: make([][]float64, queues), own: len(services)}
	for _, s := range services {
		took := max(1, s.Took.Seconds())
		t.office = append(t.office, took)
		if s.Queue >= 0 && s.Queue < queues {
			t.queues[s.Queue] = append(t.queues[s.Queue], took)
		}
	}
	if len(services) < FewServices {
		t.assume()
	}
	for _, one := range append(t.queues, t.office) {
		slices.Sort(one)
	}
	for _, took := range t.office {
		t.mean += took / float64(len(t.office))
	}
	t.leaving = (float64(l.Left) + 1) / (l.Waited + assumedPatience).Seconds()
	return t
}

// assume adds quantiles of the assumed chat times.
func (t *Times) assume() {
	for i := range FewServices {
		z := math.Sqrt2 * math.Erfinv(2*(float64(i)+0.5)/FewServices-1)
		t.office = append(t.office, assumedMean*math.Exp(assumedSpread*z-assumedSpread*assumedSpread/2))
	}
}

// Mean is how long a chat lasts.
func (t *Times) Mean() time.Duration { return time.Duration(t.mean * float64(time.Second)) }

// of draws the time of a chat in the queue, in seconds.
func (t *Times) of(queue int, r *rand.Rand) float64 {
	own := t.queues[queue]
	if r.Float64()*float64(len(own)+lean) < float64(len(own)) {
		return own[r.IntN(len(own))]
	}
	return t.office[r.IntN(len(t.office))]
}

// rest draws how long a chat still lasts that has lasted for so many seconds: what is
// left of a past one that lasted longer. Where hardly any did, as long again as a part
// of what it took, because a chat that outlasts all others shows no sign of its end.
func (t *Times) rest(queue int, lasted float64, r *rand.Rand) float64 {
	from := t.office
	if own := t.queues[queue]; r.Float64()*float64(len(own)+lean) < float64(len(own)) {
		from = own
	}
	i, _ := slices.BinarySearch(from, lasted)
	if longer := len(from) - i; longer >= 4 {
		return from[i+r.IntN(longer)] - lasted
	}
	return r.ExpFloat64() * max(0.5*t.mean, 0.5*lasted)
}
