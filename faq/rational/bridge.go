package rational

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// What makes an English stem the translation of an Italian one.
const (
	fewTogether  = 3   // translations that have both
	leastDice    = 0.5 // of the entries that have one, the share that has both
	leastPrefix  = 5   // letters that look-alikes begin with
	prefixShare  = 0.6 // of the longer stem that these letters make
	manyEnglish  = 400 // entries with a stem, from which on it isn't learned: it is everywhere
	englishMark  = "en:"
	glossaryMark = "="
)

// bridge says which Italian concept an English stem stands for.
type bridge map[string]string

// newBridge learns from a base: words that its translations have together, then those
// that look alike. words are the stems of each entry, twins the pairs of positions, the
// Italian entry first.
func newBridge(words []map[string]bool, english []bool, twins [][2]int) bridge {
	vocabulary := [2]map[string]bool{{}, {}}
	for i, set := range words {
		lang := 0
		if english[i] {
			lang = 1
		}
		for w := range set {
			if !strings.HasPrefix(w, glossaryMark) {
				vocabulary[lang][w] = true
			}
		}
	}
	b := learn(words, twins)
	italian := slices.Sorted(maps.Keys(vocabulary[0]))
	for w := range vocabulary[1] {
		if b[w] != "" {
			continue
		}
		if vocabulary[0][w] {
			b[w] = w
		} else if like := lookAlike(w, italian); like != "" {
			b[w] = like
		} else {
			b[w] = englishMark + w
		}
	}
	return b
}

// learn pairs stems that are each other's best partner over the translations (Dice).
func learn(words []map[string]bool, twins [][2]int) bridge {
	count := [2]map[string]int{{}, {}}
	both := map[[2]string]int{}
	for _, t := range twins {
		for side, i := range t {
			for w := range words[i] {
				count[side][w]++
			}
		}
	}
	for _, t := range twins {
		for e := range words[t[1]] {
			if strings.HasPrefix(e, glossaryMark) || count[1][e] < fewTogether || count[1][e] > manyEnglish {
				continue
			}
			for i := range words[t[0]] {
				if !strings.HasPrefix(i, glossaryMark) && count[0][i] >= fewTogether {
					both[[2]string{i, e}]++
				}
			}
		}
	}
	return mutual(both, count)
}

// carry turns tokens of an English text into the common concepts.
func (b bridge) carry(tokens []token) {
	for i, t := range tokens {
		if c := b[t.concept]; c != "" {
			tokens[i].concept = c
		}
	}
}

type partner struct {
	word string
	dice float64
}

// mutual keeps the pairs in which each is the other's best.
func mutual(both map[[2]string]int, count [2]map[string]int) bridge {
	best := [2]map[string]partner{{}, {}}
	keys := slices.SortedFunc(maps.Keys(both), func(x, y [2]string) int {
		return cmp.Or(strings.Compare(x[0], y[0]), strings.Compare(x[1], y[1]))
	})
	for _, k := range keys {
		n := both[k]
		dice := 2 * float64(n) / float64(count[0][k[0]]+count[1][k[1]])
		if n < fewTogether || dice < leastDice {
			continue
		}
		for side, own := range k {
			if dice > best[side][own].dice {
				best[side][own] = partner{k[1-side], dice}
			}
		}
	}
	b := bridge{}
	for e, p := range best[1] {
		if best[0][p.word].word == e {
			b[e] = p.word
		}
	}
	return b
}

// lookAlike is the Italian stem that begins most like an English one, or empty. The
// list is sorted, so the best are around where the stem itself would stand.
func lookAlike(stem string, italian []string) string {
	at, _ := slices.BinarySearch(italian, stem)
	best, most := "", 0
	for _, i := range []int{at - 1, at} {
		if i < 0 || i >= len(italian) {
			continue
		}
		n := commonPrefix(stem, italian[i])
		longest := max(utf8.RuneCountInString(stem), utf8.RuneCountInString(italian[i]))
		if n >= leastPrefix && float64(n) >= prefixShare*float64(longest) && n > most {
			best, most = italian[i], n
		}
	}
	return best
}

func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}
