package rational

import (
	"math"
	"math/bits"
	"slices"
)

// The features of a pair, in the order of a model's weights.
const (
	fBias = iota
	fQuestion
	fBest
	fCentroid
	fAnswer
	fInside
	fCovered
	fSource
	fFacts
	fBetween
	fTopic
	fContrast
	fScope
	fNumbers
	fOwn
	fLead
	features
)

// FeatureNames names the features, in the order of Model.
var FeatureNames = [features]string{
	"bias", "question", "best", "centroid", "answer", "inside", "covered",
	"source", "facts", "between", "topic", "contrast", "scope", "numbers", "own", "lead",
}

// Features compares two entries of a base for being duplicates. between is how many
// questions fell between them.
func (b *base) features(i, j, between int) (x [features]float64) {
	d, e := &b.docs[i], &b.docs[j]
	x[fBias] = 1
	x[fQuestion] = dot(d.question, e.question)
	x[fBest] = max(x[fQuestion], (closest(d.question, e.phrases)+closest(e.question, d.phrases))/2)
	x[fCentroid] = dot(d.centroid, e.centroid)
	x[fAnswer] = dot(d.answer, e.answer)
	x[fInside] = max(covered(d.answer, e.answer), covered(e.answer, d.answer))
	c, r := covered(d.question, e.centroid, e.answer), covered(e.question, d.centroid, d.answer)
	x[fCovered] = min(c, r)
	// Each asks for something that the other never speaks of: the more alike they are
	// otherwise, the surer it is what tells them apart.
	x[fOwn] = min(1-c, 1-r) * x[fBest]
	x[fSource] = yes(shares(d.sources, e.sources) > 0)
	x[fFacts] = math.Min(float64(len(sameFacts(d.facts, e.facts))), 3) / 3
	x[fBetween] = math.Min(float64(between), 3) / 3
	p, q := &b.entries[i], &b.entries[j]
	x[fTopic] = yes(p.Topic != "" && q.Topic != "" && p.Topic != q.Topic)
	for k := range d.asks {
		if a, c := d.asks[k], e.asks[k]; a != 0 && c != 0 && a&c == 0 {
			x[fContrast] = 1
		} else if bits.OnesCount(uint(a^c)) > 0 {
			x[fContrast] = max(x[fContrast], 0.3)
		}
	}
	x[fScope] = max(apart(p.Level, q.Level), apart(p.Campus, q.Campus))
	x[fNumbers] = yes(len(d.numbers)+len(e.numbers) > 0 && shares(d.numbers, e.numbers) == 0)
	return x
}

// closest is the greatest cosine of a vector with some others.
func closest(v vector, others []vector) (most float64) {
	for _, o := range others {
		most = max(most, dot(v, o))
	}
	return most
}

// apart is 1 where two lists exclude each other, 0.5 where only one says anything.
func apart(a, b []string) float64 {
	if len(a) == 0 && len(b) == 0 {
		return 0
	}
	if len(a) == 0 || len(b) == 0 {
		return 0.5
	}
	for _, x := range a {
		if slices.Contains(b, x) {
			return 0
		}
	}
	return 1
}

func yes(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func shares(a, b map[string]bool) (n int) {
	for x := range a {
		if b[x] {
			n++
		}
	}
	return n
}
