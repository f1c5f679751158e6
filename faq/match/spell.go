package match

import (
	"sort"
	"unicode/utf8"
)

// speller finds known words near an unknown one. Words are kept with the set
// of their letters, as bits: an edit changes at most two of them, so that
// nearly all words are ruled out by one instruction before any distance
// is computed.
type speller struct {
	seen  map[string]bool
	words []string
	masks []uint64
}

func newSpeller() speller { return speller{seen: make(map[string]bool)} }

// add makes a folded word known; numbers and the shortest words are left out,
// for their neighbours are other words, not typos.
func (s *speller) add(word string) {
	if s.seen[word] {
		return
	}
	s.seen[word] = true
	if utf8.RuneCountInString(word) >= minSpell && !hasDigit(word) {
		s.words = append(s.words, word)
		s.masks = append(s.masks, letters(word))
	}
}

const (
	minSpell    = 4 // letters of a word from which one edit is forgiven
	minSpellTwo = 8 // and two
	maxNear     = 3 // known words an unknown one may stand for
)

// near is a known word at a distance.
type near struct {
	word string
	dist int
}

// near returns the known words within the distance that the length of word
// allows, nearest first.
func (s *speller) near(word string) []near {
	n := utf8.RuneCountInString(word)
	if n < minSpell || hasDigit(word) {
		return nil
	}
	limit := 1
	if n >= minSpellTwo {
		limit = 2
	}
	mask := letters(word)
	var out []near
	for i, m := range s.masks {
		if onesCount(mask^m) > 2*limit || abs(len(s.words[i])-len(word)) > limit {
			continue
		}
		if d := distance(word, s.words[i], limit); d <= limit {
			out = append(out, near{s.words[i], d})
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].dist != out[j].dist {
			return out[i].dist < out[j].dist
		}
		return out[i].word[0] == word[0] && out[j].word[0] != word[0] // first letters are seldom wrong
	})
	for i := range out {
		if out[i].dist > out[0].dist || i == maxNear {
			return out[:i]
		}
	}
	return out
}

// letters is the set of a word's bytes, folded into 64 bits.
func letters(word string) (mask uint64) {
	for i := range len(word) {
		mask |= 1 << (word[i] & 63)
	}
	return mask
}

func hasDigit(word string) bool {
	for i := range len(word) {
		if '0' <= word[i] && word[i] <= '9' {
			return true
		}
	}
	return false
}

// distance is the optimal string alignment distance (Damerau 1964: insert,
// delete, replace, swap neighbours) of two words, in bytes, or limit+1 if it
// is beyond limit.
func distance(a, b string, limit int) int {
	var rows [3][4*maxWordRune + 2]int
	old, prev, cur := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		best := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, old[j-2]+1)
			}
			cur[j] = d
			best = min(best, d)
		}
		if best > limit {
			return limit + 1
		}
		old, prev, cur = prev, cur, old
	}
	return prev[len(b)]
}
