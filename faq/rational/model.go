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

// The models the product runs with.
var (
	sameModel  = Model{-5.5, 2.5, 3, 1, 3, 1, 1.5, 1, 0.5, 0.5, 1, -0.5, -1.5, -1, -1}
	crossModel = Model{-5.5, 2.5, 3, 2, 3.5, 1, 1.5, 0, 0.5, 0.5, 1, -0.5, -1.5, -1, -1}
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
