package faq_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sportello/content/pdf"
	"sportello/faq"
)

// version makes the passages of a guide: "page text".
func version(lines ...string) (list []pdf.Passage) {
	for _, line := range lines {
		var page int
		text := line
		if n, err := fmt.Sscanf(line, "%d", &page); err == nil && n == 1 {
			_, text, _ = strings.Cut(line, " ")
		}
		list = append(list, pdf.Passage{Page: page, Text: text})
	}
	return list
}

func TestWhatChangesBetweenVersions(t *testing.T) {
	old := version("1 la prima rata si paga entro il 30 settembre", "2 la seconda rata si paga entro il 31 gennaio di ogni anno",
		"3 il diploma si ritira allo sportello con un documento", "5 le docce sono aperte")
	for name, c := range map[string]struct {
		now  []pdf.Passage
		sum  string // added removed changed same moved
		fate string
	}{
		"nothing":    {old, "0 0 0 4 0", "[]"},
		"other type": {append(version("1 La prima rata si paga entro il 30 settembre."), old[1:]...), "0 0 0 4 0", "[]"},
		"a date":     {append(version("1 la prima rata si paga entro il 15 ottobre"), old[1:]...), "0 0 1 3 0", "[-1 2 3 4 5]"},
		"one page more in front": {version("1 benvenuto tra noi", "2 la prima rata si paga entro il 30 settembre", "3 la seconda rata si paga entro il 31 gennaio di ogni anno",
			"4 il diploma si ritira allo sportello con un documento", "6 le docce sono aperte"), "1 0 0 4 4", "[2 3 4 4 6]"},
		"a page less": {slices.Concat(old[:1], old[2:]), "0 1 0 3 0", "[1 0 3 4 5]"},
		"moved and changed": {version("1 la prima rata si paga entro il 30 settembre", "2 altro", "4 la seconda rata si paga entro il 28 febbraio di ogni anno",
			"5 le docce sono aperte"), "1 1 1 2 0", "[1 -4 0 4 5]"},
		"all gone": {nil, "0 4 0 0 0", "[0 0 0 0 0]"},
	} {
		ch := faq.CompareGuides(old, c.now, 5)
		if sum := fmt.Sprint(ch.Added, ch.Removed, ch.Changed, ch.Same, ch.Moved); sum != c.sum || fmt.Sprint(ch.Fates) != c.fate {
			t.Errorf("%s: %s %v, want %s %s", name, sum, ch.Fates, c.sum, c.fate)
		}
		if len(ch.List) != ch.Added+ch.Removed+ch.Changed {
			t.Errorf("%s: %d are listed", name, len(ch.List))
		}
	}
}

// Every passage of both versions is counted once, and listed in the order of each.
func TestChangesAccountForEveryPassage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		passages := func(name string) (list []pdf.Passage) {
			words := rapid.SliceOfN(rapid.SampledFrom([]string{"rata", "esame", "laurea", "diploma"}), 0, 4)
			page := 1
			for range rapid.IntRange(0, 12).Draw(t, name) {
				page += rapid.IntRange(0, 2).Draw(t, "step")
				list = append(list, pdf.Passage{Page: page, Text: strings.Join(words.Draw(t, "text"), " ")})
			}
			return list
		}
		before, after := passages("before"), passages("after")
		pages := 0
		if len(before) > 0 {
			pages = before[len(before)-1].Page
		}
		ch := faq.CompareGuides(before, after, pages)
		if ch.Same+ch.Changed+ch.Removed != len(before) || ch.Same+ch.Changed+ch.Added != len(after) {
			t.Fatalf("%+v of %d and %d", ch, len(before), len(after))
		}
		if n := len(ch.Fates); n != 0 && n != pages {
			t.Fatalf("%d pages of %d", n, pages)
		}
		last := 0
		for _, c := range ch.List {
			if c.After == nil {
				continue
			}
			if c.After.Page < last {
				t.Fatal("out of order")
			}
			last = c.After.Page
		}
	})
}
