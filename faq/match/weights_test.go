package match

import (
	"math"
	"math/rand/v2"
	"testing"
)

// What classes make of a vector is the sum of its features' weights, however these are kept:
// of some features all classes have one, of others few, and the vector is as long as the
// longest message's.
func TestWeightsAddUp(t *testing.T) {
	const features = 700
	rnd := rand.New(rand.NewPCG(1, 2))
	for _, classes := range []int{2, 7, 8, 61, lanesAtOnce + 13} {
		columns := make([]column, classes)
		for c := range columns {
			for f := range uint32(features) {
				if f%3 == 0 || rnd.IntN(10) == 0 {
					columns[c].feature = append(columns[c].feature, f)
					columns[c].value = append(columns[c].value, int8(rnd.IntN(255)-127))
				}
			}
		}
		w := newWeights(features, columns)
		if w.full() == 0 {
			t.Fatal("no row is kept as a whole")
		}
		for _, n := range []uint32{0, 1, 5, 90, features} {
			x := sparse{}
			for f := range n {
				x.id, x.w = append(x.id, f), append(x.w, rnd.Float32()/float32(math.Sqrt(float64(n))))
			}
			got := make([]float32, classes)
			w.add(got, &x)
			for c, col := range columns {
				var want float64
				for i, f := range col.feature {
					if f < n {
						want += float64(x.w[f]) * float64(col.value[i])
					}
				}
				if math.Abs(float64(got[c])-want) > 0.01 {
					t.Fatalf("%d classes, %d features: class %d makes %v of it, want %v", classes, n, c, got[c], want)
				}
			}
		}
	}
}

func TestNominateTakesTheSurest(t *testing.T) {
	l := &learner{itemOf: make([]int32, 40)}
	margins := make([]float32, len(l.itemOf))
	for c := range margins {
		l.itemOf[c], margins[c] = int32(100+c), float32((c*7)%len(margins))/10
	}
	got := l.nominate(margins, []int{117})
	// The surest are 39, 38, 37, 36 and 35, times the inverse of 7.
	want := []int{117, 100 + 39*23%40, 100 + 38*23%40, 100 + 37*23%40, 100 + 36*23%40, 100 + 35*23%40}
	seen := map[int]bool{}
	for _, item := range want {
		seen[item] = true
	}
	if len(got) != len(seen) {
		t.Errorf("nominated %v, want %v", got, want)
	}
	for _, item := range got {
		if !seen[item] {
			t.Errorf("nominated %v, want %v", got, want)
		}
	}
}
