package match

import (
	"context"
	"math"
	"slices"
	"testing"
)

// TestAdopt holds a ranker that learned an edit to one that learned everything: the
// same class leads, and margins are close.
func TestAdopt(t *testing.T) {
	ctx, items := context.Background(), synthetic(160)
	s := newStats(items, nil)
	old := newLearner(s, it)
	if err := old.train(ctx, 2); err != nil {
		t.Fatal(err)
	}
	edited := slices.Clone(items)
	edited[10].Alternates = []string{items[12].Question, items[30].Alternates[0], "parole nuove del tutto"}
	edited[40].Alternates = edited[40].Alternates[:1]
	edited = slices.Delete(edited, 20, 22)
	edited = append(edited, Item{ID: "new", Lang: "it", Question: items[50].Alternates[1], Alternates: []string{"un'altra voce", "voce in piu"}})
	from := make([]int, len(edited))
	for i := range from {
		from[i] = slices.IndexFunc(items, func(x Item) bool { return sameItem(&x, &edited[i]) })
	}
	updated := s.update(items, edited, from, nil)
	fast, whole := newLearner(updated, it), newLearner(updated, it)
	if err := fast.adopt(ctx, old, from, 2); err != nil {
		t.Fatal(err)
	}
	if err := whole.train(ctx, 2); err != nil {
		t.Fatal(err)
	}
	var sum float64
	var n int
	updated.eachPhrase(it, func(item int, p *phraseStats) {
		a, b := fast.marginsOf(fast.phrase(p), nil), whole.marginsOf(whole.phrase(p), nil)
		first := func(m []float32) int { return slices.Index(m, slices.Max(m)) }
		if first(a) != first(b) {
			t.Errorf("class %d leads, want %d", first(a), first(b))
		}
		for c := range a {
			d := math.Abs(float64(a[c] - b[c]))
			sum, n = sum+d, n+1
			if d > 0.3 {
				t.Errorf("%s, class %d: margin %.2f, want %.2f", edited[item].ID, c, a[c], b[c])
			}
		}
	})
	if mean := sum / float64(n); mean > 0.02 {
		t.Errorf("%.3f off on average", mean)
	}
}
