package match

import (
	"cmp"
	"slices"
	"strings"
)

// A term of a question also stands, for less, for the terms of the base that
// begin like it: the stemmer leaves iscrizion and iscriv apart, and disobbedient
// and disobbedienz.
const (
	kinPart   = 5    // letters that two stems must at least begin with together
	kinRest   = 4    // letters that either may have beyond that
	kinMost   = 6    // terms at most, the nearest first
	kinWeight = 0.45 // what one counts, times the share of letters in common
)

// kin are the terms of the base that begin as a stem does.
func (x *lexicon) kin(stem string) (out []variant) {
	if len(stem) < kinPart || hasDigit(stem) {
		return nil
	}
	prefix := stem[:max(kinPart, len(stem)-kinRest)]
	i, _ := slices.BinarySearch(x.sorted, prefix)
	for ; i < len(x.sorted) && strings.HasPrefix(x.sorted[i], prefix); i++ {
		s := x.sorted[i]
		if s == stem || len(s) > len(prefix)+kinRest {
			continue
		}
		both := float64(2*common(s, stem)) / float64(len(s)+len(stem))
		out = append(out, variant{x.ids[s], s, kinWeight * both})
	}
	slices.SortStableFunc(out, func(a, b variant) int { return cmp.Compare(b.weight, a.weight) })
	return out[:min(len(out), kinMost)]
}

// common is how many letters two words begin with together.
func common(a, b string) (n int) {
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}
