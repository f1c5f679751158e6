package simulate

import (
	"math"
	"slices"
)

// The buckets of a histogram: each is 2 % wider than the one before, from a hundredth
// to ten million, so that any quantile is right to 1 %.
const (
	smallest = 0.01
	growth   = 1.02
	buckets  = 1048
)

// histogram counts values from 0 up, of any unit, in bounded memory. It is not safe for
// concurrent use.
type histogram struct {
	counts []uint32
	n      int
	sum    float64
	max    float64
}

func bucketOf(x float64) int {
	if x <= smallest {
		return 0
	}
	return min(1+int(math.Log(x/smallest)/math.Log(growth)), buckets-1)
}

func (h *histogram) add(x float64) {
	if h.counts == nil {
		h.counts = make([]uint32, buckets)
	}
	h.counts[bucketOf(x)]++
	h.n++
	h.sum += x
	h.max = max(h.max, x)
}

// quantile returns the value below which the share q, 0 to 1, of all lie: to 1 %, and 0
// when there are none.
func (h *histogram) quantile(q float64) float64 {
	rank, seen := q*float64(h.n), 0.0
	for i, c := range h.counts {
		if seen += float64(c); c > 0 && seen >= rank {
			if i == 0 {
				return smallest / 2
			}
			return min(smallest*math.Pow(growth, float64(i)-0.5), h.max)
		}
	}
	return 0
}

// mean is exact; 0 when there are none.
func (h *histogram) mean() float64 {
	if h.n == 0 {
		return 0
	}
	return h.sum / float64(h.n)
}

// quantileOf is the exact quantile of sorted values, by the nearest rank.
func quantileOf(sorted []float64, q float64) float64 {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[max(0, min(len(sorted)-1, int(math.Ceil(q*float64(len(sorted))))-1))]
}

// guess is how good a formula's single figure was: collected over all to whom it could
// be told.
type guess struct {
	errors  []float64 // |guess - truth|
	ratios  []float64 // guess / truth
	inTwice int       // guesses between half and twice the truth
}

// shortest is the least wait, in seconds, that a ratio is taken of.
const shortest = 1.0

func (g *guess) add(told, truth float64) {
	if math.IsNaN(told) {
		return
	}
	g.errors = append(g.errors, math.Abs(told-truth))
	ratio := max(told, shortest) / max(truth, shortest)
	g.ratios = append(g.ratios, ratio)
	if ratio >= 0.5 && ratio <= 2 {
		g.inTwice++
	}
}

// Formula is how one way to tell the wait did, over all who had to wait and reached an
// operator.
type Formula struct {
	Name string `json:"name"`
	// Told is of how many students.
	Told int `json:"told"`
	// MeanErrorS is the mean distance from the truth in seconds of the office.
	MeanErrorS float64 `json:"mean_error_s"`
	// MedianRatio is the middle of what was told over the truth; 1 is best.
	MedianRatio float64 `json:"median_ratio"`
	// WithinTwice is the share, 0 to 1, told between half and twice the truth.
	WithinTwice float64 `json:"within_twice"`
}

func (g *guess) formula(name string) Formula {
	f := Formula{Name: name, Told: len(g.errors)}
	if f.Told == 0 {
		return f
	}
	for _, e := range g.errors {
		f.MeanErrorS += e / float64(f.Told)
	}
	slices.Sort(g.ratios)
	f.MedianRatio = quantileOf(g.ratios, 0.5)
	f.WithinTwice = float64(g.inTwice) / float64(f.Told)
	return f
}
