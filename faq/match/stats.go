package match

import (
	"hash/fnv"
	"math"
	"slices"
	"strings"
)

// stats is the base in memory: for each item the terms of its phrases and of
// its text, in order, as numbers. It is what candidates are compared by.
type stats struct {
	lex       [langs]*lexicon
	thesaurus [langs]thesaurus
	grams     *lexicon // of character n-grams of the phrases, both languages in one
	items     []itemStats
}

// itemStats is one item.
type itemStats struct {
	lang      int
	kind      Kind
	phrases   []phraseStats
	centroid  []weighted // mean direction of the phrases, if there are several
	text      []uint32   // terms of the answer or passage with their forms; 0 ends a sentence
	words     int        // in text
	inText    aspects
	inPhrases aspects
}

// phraseStats is the question, an alternate, or a heading of a passage.
type phraseStats struct {
	terms []uint32
	norm  float64 // length of the vector of distinct terms weighed by idfQ
	mass  float64 // sum of their idfQ
	grams []uint32
	gnorm float64
	hash  uint64 // of the words
	gives aspects
}

// weighted is a term in a sparse vector.
type weighted struct {
	id uint32
	w  float32
}

// phrases are the short texts of an item that a question can resemble.
func phrases(x *Item) []string {
	var out []string
	if x.Question != "" {
		out = append(out, x.Question)
	}
	for _, a := range x.Alternates {
		if a != "" && a != x.Question {
			out = append(out, a)
		}
	}
	if kindOf(x) == KindPassage && x.Section != "" {
		out = append(out, strings.TrimSpace(x.Guide+" "+x.Section))
	}
	return out
}

// kindOf is the kind of an item that may not say it.
func kindOf(x *Item) Kind {
	switch {
	case x.Kind != "":
		return x.Kind
	case x.Question == "" && len(x.Alternates) == 0:
		return KindPassage
	}
	return KindEntry
}

// newStats reads all items. It takes two passes: the weights of terms depend
// on all items, the lengths of vectors on the weights.
func newStats(items []Item, synonyms []Synonym) *stats {
	s := &stats{grams: newLexicon(), items: make([]itemStats, len(items))}
	for l := range s.lex {
		s.lex[l] = newLexicon()
	}
	r := reader{stats: s, stemmer: newStemmer()}
	for i := range items {
		r.read(&items[i], &s.items[i])
	}
	for l, lex := range s.lex {
		lex.freeze()
		s.thesaurus[l] = newThesaurus(r.stemmer, l, synonyms)
		if lex.items > 0 {
			lex.avg = float64(r.length[l])/float64(lex.items) + 1
		}
	}
	s.grams.freeze()
	for i := range s.items {
		s.weigh(&s.items[i])
	}
	return s
}

// reader turns the texts of items into terms.
type reader struct {
	stats   *stats
	stemmer *stemmer
	length  [langs]int
	item    uint32 // being read, from 1
	phrases uint32 // read so far
}

// read fills dst from an item and counts its terms.
func (r *reader) read(x *Item, dst *itemStats) {
	dst.lang, dst.kind = langIndex(x.Lang), kindOf(x)
	lex := r.stats.lex[dst.lang]
	r.item++
	lex.items++
	r.stats.grams.items++
	for _, p := range phrases(x) {
		ps := r.phrase(lex, dst.lang, p)
		for _, id := range ps.terms {
			count(lex.dfQ, lex.lastQ, id, r.item)
			count(lex.dfAll, lex.lastAll, id, r.item)
		}
		for _, id := range ps.grams {
			count(r.stats.grams.dfQ, r.stats.grams.lastQ, id, r.item)
		}
		dst.phrases = append(dst.phrases, ps)
		dst.inPhrases |= ps.gives
	}
	r.text(lex, dst, x.Answer)
	for _, id := range dst.text {
		if id > 0 {
			count(lex.dfAll, lex.lastAll, id>>formBits, r.item)
		}
	}
	r.length[dst.lang] += dst.words
}

// count adds one to the frequency of a term unless the item has had it already.
func count(df, last []uint32, id, item uint32) {
	if last[id] != item {
		last[id] = item
		df[id]++
	}
}

// phrase reads one short text.
func (r *reader) phrase(lex *lexicon, lang int, text string) phraseStats {
	words := splitWords(fold(text, maxRunes))
	ps := phraseStats{hash: hashWords(words)}
	r.phrases++
	for _, w := range words {
		lex.spell.add(w)
		ps.gives |= gives(w)
		ps.terms = append(ps.terms, lex.add(r.stemmer.stem(lang, w), w))
		if stopWords[w] {
			continue
		}
		grams(w, func(g string) {
			id := r.stats.grams.add(g, "")
			if last := r.stats.grams.lastAll; last[id] != r.phrases { // once a phrase
				last[id] = r.phrases
				ps.grams = append(ps.grams, id)
			}
		})
	}
	return ps
}

// text reads a long text, sentence by sentence.
func (r *reader) text(lex *lexicon, dst *itemStats, text string) {
	for _, s := range sentences(text) {
		for _, w := range splitWords(fold(text[s.from:s.to], 0)) {
			lex.spell.add(w)
			dst.text = append(dst.text, lex.add(r.stemmer.stem(dst.lang, w), w)<<formBits|form(w))
			dst.inText |= gives(w)
			dst.words++
		}
		dst.text = append(dst.text, 0)
	}
}

// weigh computes the lengths and the centroid of an item's phrases.
func (s *stats) weigh(x *itemStats) {
	lex := s.lex[x.lang]
	sum := map[uint32]float64{}
	for i := range x.phrases {
		p := &x.phrases[i]
		distinct := slices.Compact(slices.Sorted(slices.Values(p.terms)))
		for _, id := range distinct {
			w := lex.idfQ[id]
			p.norm += w * w
			p.mass += w
		}
		p.norm = math.Sqrt(p.norm)
		for _, id := range p.grams {
			w := s.grams.idfQ[id]
			p.gnorm += w * w
		}
		p.gnorm = math.Sqrt(p.gnorm)
		for _, id := range distinct {
			sum[id] += lex.idfQ[id] / (p.norm + 1e-9)
		}
	}
	if len(x.phrases) > 1 {
		x.centroid = unit(sum)
	}
}

// unit is a sparse vector of length one.
func unit(sum map[uint32]float64) []weighted {
	var norm float64
	ids := keys(sum)
	for _, id := range ids {
		norm += sum[id] * sum[id]
	}
	norm = math.Sqrt(norm) + 1e-9
	out := make([]weighted, len(ids))
	for i, id := range ids {
		out[i] = weighted{id, float32(sum[id] / norm)}
	}
	return out
}

// hashWords is equal for texts of equal words.
func hashWords(words []string) uint64 {
	h := fnv.New64a()
	for _, w := range words {
		_, _ = h.Write([]byte(w)) // never fails
		_, _ = h.Write([]byte{0})
	}
	return h.Sum64()
}

// A term of a text carries a few bits of the word it came from: enough to tell
// its forms from one another, nearly always, at no cost in memory.
const (
	formBits = 8
	formMask = 1<<formBits - 1
)

// form is those bits of a word (FNV-1a, as in hash/fnv, which would allocate).
func form(word string) uint32 {
	h := uint32(2166136261)
	for i := range len(word) {
		h = (h ^ uint32(word[i])) * 16777619
	}
	return h >> (32 - formBits)
}
