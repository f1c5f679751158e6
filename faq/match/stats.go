package match

import (
	"hash/fnv"
	"slices"
	"strings"
	"sync"
)

// stats is the base in memory: for each item the terms of its phrases and of
// its text, in order, as numbers. It is what candidates are compared by. But for
// what its vocabulary holds it is never changed; update makes another one.
type stats struct {
	lex        [langs]*lexicon
	thesaurus  [langs]thesaurus
	grams      *lexicon // of character n-grams of the phrases, both languages in one
	snippets   snippets // of them
	items      []itemStats
	vocabulary vocabulary
	seen       sync.Pool // of *[]bool, by n-gram: all false
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
	levels    aspects
}

// phraseStats is the question, an alternate, or a heading of a passage.
type phraseStats struct {
	terms    []uint32
	norm     float64 // length of the vector of distinct terms weighed by idfQ
	mass     float64 // sum of their idfQ
	snippets []uint32
	gnorm    float64
	hash     uint64 // of the words
	gives    aspects
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
	s := &stats{grams: newLexicon(), snippets: newSnippets(), items: make([]itemStats, len(items))}
	for l := range s.lex {
		s.lex[l] = newLexicon()
	}
	r := reader{stats: s, stemmer: newStemmer()}
	for i := range items {
		r.read(&items[i], &s.items[i])
	}
	s.freeze(r.stemmer, synonyms)
	return s
}

// update returns the stats of items, of which from tells where each of them
// was among the old ones, unchanged: -1 if it was not. Only what changed is
// read; the result is that of newStats but for the numbers of the terms.
func (s *stats) update(old, items []Item, from []int, synonyms []Synonym) *stats {
	n := &stats{grams: s.grams.grow(), snippets: s.snippets.grow(), items: make([]itemStats, len(items))}
	for l := range n.lex {
		n.lex[l] = s.lex[l].grow()
	}
	r := reader{stats: n, stemmer: newStemmer()}
	stays := make([]bool, len(old))
	for i, at := range from {
		if at >= 0 {
			stays[at], n.items[i] = true, s.items[at]
			n.items[i].phrases = slices.Clone(n.items[i].phrases) // their weights change
			continue
		}
		r.read(&items[i], &n.items[i])
	}
	for i := range old {
		if !stays[i] {
			r.forget(&old[i])
		}
	}
	n.freeze(r.stemmer, synonyms)
	return n
}

// freeze computes all weights once the items are read.
func (s *stats) freeze(st *stemmer, synonyms []Synonym) {
	for lang, lex := range s.lex {
		lex.freeze(func(word string) string { return st.stem(lang, word) })
		s.thesaurus[lang] = newThesaurus(st, lang, synonyms)
	}
	s.grams.freeze(nil)
	s.snippets.freeze(len(s.grams.dfQ))
	s.seen.New = func() any {
		seen := make([]bool, len(s.grams.dfQ))
		return &seen
	}
	s.weighAll()
}

// reader turns the texts of items into terms and counts them.
type reader struct {
	stats   *stats
	stemmer *stemmer
	by      int      // what an item counts: 1, or -1 if it goes
	item    uint32   // being read, from 1
	phrases uint32   // read so far
	fresh   []uint32 // n-grams of a word that its phrase has not had
}

// read fills dst from an item and counts its terms.
func (r *reader) read(x *Item, dst *itemStats) {
	r.by = 1
	r.count(x, dst)
	dst.pack()
}

// pack puts what a question is compared with side by side in memory, in the order in
// which it is read, and no larger than it is.
func (x *itemStats) pack() {
	n := len(x.text)
	for i := range x.phrases {
		n += len(x.phrases[i].terms) + len(x.phrases[i].snippets)
	}
	all := make([]uint32, 0, n)
	put := func(list []uint32) []uint32 {
		from := len(all)
		all = append(all, list...)
		return all[from:len(all):len(all)]
	}
	x.phrases = slices.Clip(slices.Clone(x.phrases))
	for i := range x.phrases {
		p := &x.phrases[i]
		p.terms, p.snippets = put(p.terms), put(p.snippets)
	}
	x.text = put(x.text)
}

// forget takes an item out of the counts.
func (r *reader) forget(x *Item) {
	r.by = -1
	r.count(x, &itemStats{})
}

func (r *reader) count(x *Item, dst *itemStats) {
	dst.lang, dst.kind = langIndex(x.Lang), kindOf(x)
	lex := r.stats.lex[dst.lang]
	r.item++
	lex.items += r.by
	r.stats.grams.items += r.by
	for _, p := range phrases(x) {
		ps := r.phrase(lex, dst.lang, p)
		for _, id := range ps.terms {
			r.once(lex.dfQ, lex.lastQ, id)
			r.once(lex.dfAll, lex.lastAll, id)
		}
		for _, snippet := range ps.snippets {
			for _, id := range r.stats.snippets.of(snippet) {
				r.once(r.stats.grams.dfQ, r.stats.grams.lastQ, id)
				r.once(r.stats.grams.dfAll, r.stats.grams.lastT, id)
			}
		}
		dst.phrases = append(dst.phrases, ps)
		dst.inPhrases |= ps.gives
	}
	r.text(lex, dst, x.Answer)
	dst.levels = levelsOf(x, dst)
	for _, id := range dst.text {
		if id > 0 {
			r.once(lex.dfT, lex.lastT, id>>formBits)
			r.once(lex.dfAll, lex.lastAll, id>>formBits)
		}
	}
	lex.words += r.by * dst.words
}

// once counts a term unless the item has had it already.
func (r *reader) once(df, last []uint32, id uint32) {
	if last[id] != r.item {
		last[id] = r.item
		df[id] += uint32(r.by) // below zero it goes round, as it should
	}
}

// phrase reads one short text.
func (r *reader) phrase(lex *lexicon, lang int, text string) phraseStats {
	words := splitWords(fold(text, maxRunes))
	ps := phraseStats{hash: hashWords(words)}
	r.phrases++
	for _, w := range words {
		lex.spell.add(w, r.by)
		ps.gives |= gives(lang, w)
		ps.terms = append(ps.terms, lex.add(r.stemmer.stem(lang, w)))
		if stopWords[w] {
			continue
		}
		r.fresh = r.fresh[:0]
		grams(w, func(g string) {
			id := r.stats.grams.add(g)
			if last := r.stats.grams.lastAll; last[id] != r.phrases { // once a phrase
				last[id] = r.phrases
				r.fresh = append(r.fresh, id)
			}
		})
		if len(r.fresh) > 0 {
			ps.snippets = append(ps.snippets, r.stats.snippets.add(r.fresh))
		}
	}
	return ps
}

// text reads a long text, sentence by sentence.
func (r *reader) text(lex *lexicon, dst *itemStats, text string) {
	for _, s := range sentences(text) {
		for _, w := range splitWords(fold(text[s.from:s.to], 0)) {
			lex.spell.add(w, r.by)
			dst.text = append(dst.text, lex.add(r.stemmer.stem(dst.lang, w))<<formBits|form(w))
			dst.inText |= gives(dst.lang, w)
			dst.words++
		}
		dst.text = append(dst.text, 0)
	}
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
