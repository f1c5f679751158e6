package match

import (
	"cmp"
	"maps"
	"math/bits"
	"slices"
	"unicode/utf8"
)

// speller counts the words of the items and finds known words near an unknown
// one. Words are kept by length, with their letters as bits, see letters: nearly
// all words are ruled out by one instruction before any distance is computed.
type speller struct {
	at    map[string]uint32 // word -> place in count
	count []uint32          // how often the items have it
	ofLen map[int]*bucket   // by length in bytes
}

// bucket is the words of one length.
type bucket struct {
	words []string
	masks []uint64
	at    []uint32
}

func newSpeller() speller {
	return speller{at: make(map[string]uint32), ofLen: make(map[int]*bucket)}
}

// grow copies a speller so that the words of items can be added and taken out.
func (s *speller) grow() speller {
	n := speller{at: maps.Clone(s.at), count: slices.Clone(s.count), ofLen: make(map[int]*bucket, len(s.ofLen))}
	for l, b := range s.ofLen {
		n.ofLen[l] = &bucket{slices.Clip(b.words), slices.Clip(b.masks), slices.Clip(b.at)}
	}
	return n
}

// add counts a folded word of an item, or takes it away again. Of numbers and
// the shortest words no neighbours are looked for, for those are other words,
// not typos.
func (s *speller) add(word string, by int) {
	at, ok := s.at[word]
	if !ok {
		at = uint32(len(s.count))
		s.at[word], s.count = at, append(s.count, 0)
		if utf8.RuneCountInString(word) >= minSpell && !hasDigit(word) {
			s.file(word, at)
		}
	}
	s.count[at] += uint32(by) // below zero it goes round, as it should
}

func (s *speller) file(word string, at uint32) {
	b := s.ofLen[len(word)]
	if b == nil {
		b = &bucket{}
		s.ofLen[len(word)] = b
	}
	b.words, b.masks, b.at = append(b.words, word), append(b.masks, letters(word)), append(b.at, at)
}

// has reports whether some item has the word.
func (s *speller) has(word string) bool {
	at, ok := s.at[word]
	return ok && s.count[at] > 0
}

const (
	minSpell    = 4 // letters of a word from which one edit is forgiven
	minSpellTwo = 8 // and two
	maxNear     = 3 // known words an unknown one may stand for
)

// near is a known word at a distance.
type near struct {
	word  string
	dist  int
	count uint32
}

// near returns the known words within the distance that the length of word
// allows, nearest first, and the more frequent first of equals.
func (s *speller) near(word string) []near {
	n := utf8.RuneCountInString(word)
	if n < minSpell || hasDigit(word) {
		return nil
	}
	limit := 1
	if n >= minSpellTwo {
		limit = 2
	}
	var out []near
	for l := len(word) - limit; l <= len(word)+limit; l++ {
		if b := s.ofLen[l]; b != nil {
			out = s.within(out, b, word, limit)
		}
	}
	slices.SortFunc(out, func(a, b near) int {
		return cmp.Or(a.dist-b.dist, firstLetter(b.word, word)-firstLetter(a.word, word),
			cmp.Compare(b.count, a.count), cmp.Compare(a.word, b.word))
	})
	for i := range out {
		if out[i].dist > out[0].dist || i == maxNear {
			return out[:i]
		}
	}
	return out
}

// within appends the words of a bucket that are near enough.
func (s *speller) within(out []near, b *bucket, word string, limit int) []near {
	mask := letters(word)
	// What the lengths differ by takes as many insertions, that change one letter
	// each; the edits left may replace, which changes two.
	most := 2*limit - abs(len(word)-len(b.words[0]))
	for i, m := range b.masks {
		if bits.OnesCount64(mask^m) > most || s.count[b.at[i]] == 0 {
			continue
		}
		if d := distance(word, b.words[i], limit); d <= limit {
			out = append(out, near{b.words[i], d, s.count[b.at[i]]})
		}
	}
	return out
}

// firstLetter is 1 if two words begin alike: first letters are seldom wrong.
func firstLetter(a, b string) int {
	if a[0] == b[0] {
		return 1
	}
	return 0
}

// letters is the bag of a word's bytes, each folded into 5 bits: the lower half says
// which there are, the upper half which there are twice. A letter more or less
// changes one bit at most, the order none.
func letters(word string) uint64 {
	var once, twice uint64
	for i := range len(word) {
		bit := uint64(1) << (word[i] & 31)
		twice |= once & bit
		once |= bit
	}
	return twice<<32 | once
}

func abs(n int) int { return max(n, -n) }

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
// is beyond limit. Only cells within the limit of the diagonal can matter.
func distance(a, b string, limit int) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if abs(len(a)-len(b)) > limit {
		return limit + 1
	}
	return aligned(a, b, limit)
}

// aligned is the distance of two words that neither begin nor end alike.
func aligned(a, b string, limit int) int {
	var rows [3][4*maxWordRune + 2]uint8
	old, prev, cur := &rows[0], &rows[1], &rows[2]
	beyond := uint8(limit + 1)
	for j := range min(len(b), limit) + 1 {
		prev[j] = uint8(j)
	}
	for i := 1; i <= len(a); i++ {
		from, to := max(1, i-limit), min(len(b), i+limit)
		cur[from-1] = beyond
		if from == 1 {
			cur[0] = uint8(i)
		}
		if to == i+limit {
			prev[to] = beyond
		}
		best := cur[from-1]
		for j := from; j <= to; j++ {
			cost := uint8(1)
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
		if best >= beyond {
			return limit + 1
		}
		old, prev, cur = prev, cur, old
	}
	return int(min(prev[len(b)], beyond))
}
