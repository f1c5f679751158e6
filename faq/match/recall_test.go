package match

import (
	"context"
	"fmt"
	"slices"
	"testing"
)

// TestRecallRepeats checks that two builds name the same candidates in the same
// order, though many items are equal and only some of them are wanted.
func TestRecallRepeats(t *testing.T) {
	texts := synthetic(40)
	var items []Item
	for i := range 400 {
		items = append(items, Item{ID: fmt.Sprint(i), Lang: "it", Kind: KindPassage, Answer: texts[i%40].Answer})
	}
	a, b := build(t, items), build(t, items)
	for i := range texts {
		text := texts[i].Answer[:120]
		var got [2][]int
		for k, m := range []*Matcher{a, b} {
			asked, err := m.read(Query{Text: text})
			if err != nil {
				t.Fatal(err)
			}
			if got[k], err = m.recall(context.Background(), asked); err != nil {
				t.Fatal(err)
			}
		}
		if len(got[0]) != a.options.Recall || !slices.Equal(got[0], got[1]) {
			t.Errorf("%q: %v, then %v", text, got[0], got[1])
		}
	}
}
