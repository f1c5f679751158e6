package faq

import (
	"cmp"
	"slices"
	"strings"

	"sportello/content"
	"sportello/content/pdf"
)

// PassageChange is a passage of a guide that is not in both versions as it was.
type PassageChange struct {
	Before, After *pdf.Passage // nil of one that was added, and of one that was removed
}

// GuideChanges is what differs between two versions of a guide.
type GuideChanges struct {
	// Added, Removed and Changed count passages; Same those that kept their words, and
	// Moved those of them that stand on another page.
	Added, Removed, Changed, Same, Moved int
	List                                 []PassageChange // by their place in the new version
	Fates                                Fates           // empty where all is as it was
}

// Fates is what became of each page of the version before, from page 1: the page on which
// its text stands now, 0 where that is gone. It is negative where the text is no longer
// the same. Empty fates are those of a version with the same passages on the same pages.
type Fates []int

// Fate is what became of a page.
type Fate struct {
	Page    int // where it is now; 0: gone
	Changed bool
}

// of tells what became of a page. Of one that there was not, nothing did.
func (f Fates) of(page int) Fate {
	if page < 1 || page > len(f) {
		return Fate{Page: page}
	}
	return Fate{Page: max(f[page-1], -f[page-1]), Changed: f[page-1] < 0}
}

// The bounds of two passages for one to be the other, changed: how many of their words
// they share, and how far apart they stand among those not found as they were.
const (
	kindred   = 0.5
	kindredAt = 30
)

// CompareGuides finds what differs between the passages of two versions, of which the one
// before has so many pages.
func CompareGuides(before, after []pdf.Passage, pages int) *GuideChanges {
	match := sameWords(before, after)
	same := slices.Clone(match)
	kin(before, after, match)
	c := &GuideChanges{}
	from := make([]int, len(after)) // the passage before, from 1
	for i, j := range match {
		if j >= 0 {
			from[j] = i + 1
		}
		if j >= 0 && same[i] == j {
			c.Same++
			if before[i].Page != after[j].Page {
				c.Moved++
			}
		}
	}
	c.list(before, after, match, from, same)
	if c.Added+c.Removed+c.Changed+c.Moved > 0 {
		c.Fates = fates(before, after, match, same, pages)
	}
	return c
}

// list tells the changes in the order of the new version; a passage that was removed
// stands after that which it followed.
func (c *GuideChanges) list(before, after []pdf.Passage, match, from, same []int) {
	removedFrom := func(i int) {
		for ; i < len(before) && match[i] < 0; i++ {
			c.Removed++
			c.List = append(c.List, PassageChange{Before: &before[i]})
		}
	}
	removedFrom(0)
	for j := range after {
		i := from[j] - 1
		switch {
		case i < 0:
			c.Added++
			c.List = append(c.List, PassageChange{After: &after[j]})
			continue
		case same[i] != j:
			c.Changed++
			c.List = append(c.List, PassageChange{&before[i], &after[j]})
		}
		removedFrom(i + 1)
	}
}

// wordsOf are the words of a passage, without what sets them.
func wordsOf(p pdf.Passage) string { return content.Fold(p.Text) }

// sameWords finds for each passage before that after which has its words, in their order;
// -1 where there is none.
func sameWords(before, after []pdf.Passage) []int {
	places := map[string][]int{}
	for j, p := range after {
		key := wordsOf(p)
		places[key] = append(places[key], j)
	}
	match := make([]int, len(before))
	for i, p := range before {
		match[i] = -1
		if key := wordsOf(p); len(places[key]) > 0 {
			match[i], places[key] = places[key][0], places[key][1:]
		}
	}
	return match
}

type kinship struct {
	i, j  int
	share float64
}

// kin pairs the passages that are left by the words they share, the closest first.
func kin(before, after []pdf.Passage, match []int) {
	var left, right []int
	taken := make([]bool, len(after))
	for i, j := range match {
		if j < 0 {
			left = append(left, i)
		} else {
			taken[j] = true
		}
	}
	for j := range after {
		if !taken[j] {
			right = append(right, j)
		}
	}
	words := make([]map[string]int, len(right))
	for n, j := range right {
		words[n] = counts(wordsOf(after[j]))
	}
	var pairs []kinship
	for m, i := range left {
		own, at := counts(wordsOf(before[i])), m*len(right)/len(left)
		for n := max(0, at-kindredAt); n < min(len(right), at+kindredAt+1); n++ {
			if share := shared(own, words[n]); share >= kindred {
				pairs = append(pairs, kinship{i, right[n], share})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b kinship) int { return cmp.Compare(b.share, a.share) })
	for _, p := range pairs {
		if match[p.i] < 0 && !taken[p.j] {
			match[p.i], taken[p.j] = p.j, true
		}
	}
}

func counts(text string) map[string]int {
	n := map[string]int{}
	for w := range strings.FieldsSeq(text) {
		n[w]++
	}
	return n
}

// shared is the part of the words of two texts that they have in common, 0 to 1 (Dice's
// coefficient).
func shared(a, b map[string]int) float64 {
	both, all := 0, 0
	for w, n := range a {
		both += min(n, b[w])
		all += n
	}
	for _, n := range b {
		all += n
	}
	if all == 0 {
		return 0
	}
	return 2 * float64(both) / float64(all)
}

// fates finds where the text of each page is now: on the page that has most of its
// passages.
func fates(before, after []pdf.Passage, match, same []int, pages int) Fates {
	last := 0
	for _, p := range after {
		last = max(last, p.Page)
	}
	out := make(Fates, pages)
	for page := range out {
		if page < last { // one without text stays where it is
			out[page] = page + 1
		}
	}
	for from := 0; from < len(before); {
		to, page := from, before[from].Page
		votes, best, other := map[int]int{}, 0, false
		for ; to < len(before) && before[to].Page == page; to++ {
			j := match[to]
			other = other || j < 0 || same[to] != j
			if j >= 0 {
				votes[after[j].Page]++
			}
		}
		for now, n := range votes {
			if n > votes[best] || n == votes[best] && now < best {
				best = now
			}
		}
		if from = to; page < 1 || page > pages {
			continue
		}
		if out[page-1] = best; other {
			out[page-1] = -best
		}
	}
	return out
}
