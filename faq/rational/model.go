package rational

import "math"

// Model weighs the features of a pair, see FeatureNames; logistic.
type Model [features]float64

func (m *Model) score(x *[features]float64) float64 {
	var sum float64
	for i, w := range m {
		sum += w * x[i]
	}
	return 1 / (1 + math.Exp(-sum))
}

// The models the product runs with, for two entries of one language and of two. Fitted by
//
//	go run ./faq/eval/pairs -fit -judged FILE DIR
//
// on the bundled library (entries cut in two, translations with their links hidden, and
// the pairs that are neither) and on 112 pairs of another field, a waterworks' base,
// judged by hand. No base of a student office but the bundled one was looked at.
var (
	sameModel  = Model{-5.82, 0.95, 1.57, 0.16, 3.00, 1.20, 0.90, 0, 1.51, 0.71, 1, -0.70, -1.73, -1.01, -0.82, -4.06}
	crossModel = Model{-4.13, 2.05, 2.09, 1.07, 3.44, 1.45, 1.11, 0, 0.47, 1.97, 1, -1.07, -2.17, -1.08, -1.27, -3.78}
)

// judge says what is the matter with a candidate pair.
func (b *base) judge(k pairKey, between int) []Pair {
	i, j := int(k[0]), int(k[1])
	x := b.features(i, j, between)
	m := &sameModel
	if b.docs[i].lang != b.docs[j].lang {
		m = &crossModel
	}
	pairs := []Pair{{Kind: Duplicate, A: i, B: j, Score: m.score(&x)}}
	if p, ok := b.contradiction(i, j, &x); ok {
		pairs = append(pairs, p)
	}
	return pairs
}
