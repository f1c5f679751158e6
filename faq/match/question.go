package match

import (
	"math"
	"slices"
	"sort"
)

// maxTerms bounds the distinct terms of a question that are compared: the
// rarest ones of a long message say what it is about.
const maxTerms = 64

// maxGrams bounds its character n-grams.
const maxGrams = 512

// typoWeight is what a word counts that was found by forgiving one edit;
// two edits count its square.
const typoWeight = 0.7

// spelling is the character n-grams of a question.
type spelling struct {
	grams   []uint32
	strange int     // n-grams that no phrase has
	normG   float64 // length of the vector of idfQ
}

// question is a student's question as one language's items see it.
type question struct {
	*spelling
	lang    int
	terms   []term
	pairs   [maxTerms]uint64 // bit j of pairs[i]: term j follows term i
	content int              // terms that are no stop words
	massQ   float64          // sum of the terms' idfQ
	massAll float64          // and of their idfAll
	normQ   float64          // length of the vector of idfQ
	unknown float64          // share of massAll in words the items do not have
	hash    uint64
	asks    aspects
}

// term is one distinct term of a question.
type term struct {
	stem     string
	stop     bool
	pos      int
	idfQ     float64
	idfAll   float64
	variants []variant // none if the word is unknown
	kin      []variant // what it stands for besides, for less
	form     uint32
}

// variant is a term of the base that a term of the question stands for.
type variant struct {
	id     uint32
	stem   string
	weight float64
}

// ask reads the words of a question, with what they mean, against one language of the base.
func (s *stats) ask(lang int, words []string, as []*meaning, spelt *spelling) *question {
	q := &question{spelling: spelt, lang: lang, hash: hashWords(words), asks: asks(lang, words), terms: make([]term, 0, len(words))}
	place := map[string]int{}
	order := make([]int, 0, len(words))
	stems := make([]string, 0, len(words))
	for _, h := range as {
		t := &h.terms[lang]
		i, ok := place[t.stem]
		if !ok {
			i = len(q.terms)
			place[t.stem] = i
			q.terms = append(q.terms, *t)
			q.terms[i].pos = i
		}
		order, stems = append(order, i), append(stems, t.stem)
	}
	s.synonyms(q, stems, order)
	q.keepRarest(order)
	for i := range q.terms {
		q.add(&q.terms[i])
	}
	q.normQ = math.Sqrt(q.normQ)
	if q.massAll > 0 {
		q.unknown /= q.massAll
	}
	return q
}

// lookUp finds the terms of the base that a word stands for. A word unknown to a
// language, and to the other one, is taken for a typo.
func (s *stats) lookUp(st *stemmer, lang int, stem, word string) term {
	lex := s.lex[lang]
	t := term{form: form(word), stem: stem, stop: stopWords[word]}
	if id, ok := lex.id(stem); ok {
		t.variants = []variant{{id, stem, 1}}
	} else if !s.knows(st, 1-lang, word) {
		for _, n := range lex.spell.near(word) {
			ns := st.stem(lang, n.word)
			t.variants = append(t.variants, variant{lex.ids[ns], ns, math.Pow(typoWeight, float64(n.dist))})
		}
	}
	if !t.stop && !frameWords[word] {
		t.kin = lex.kin(stem)
	}
	t.idfQ, t.idfAll = lex.idf(0)*wordShare(word), lex.idf(0)*wordShare(word)
	t.weigh(lex)
	t.variants = slices.Clip(t.variants) // many questions have them
	return t
}

// weigh gives a term the weight of the most frequent of those it stands for; one
// that stands for none keeps its own.
func (t *term) weigh(lex *lexicon) {
	for i, v := range t.variants {
		if a, b := lex.idfQ[v.id], lex.idfAll[v.id]; i == 0 || b < t.idfAll {
			t.idfQ, t.idfAll = a, b
		}
	}
}

// knows reports whether a language's items have the word.
func (s *stats) knows(st *stemmer, lang int, word string) bool {
	_, ok := s.lex[lang].id(st.stem(lang, word))
	return ok
}

// keepRarest drops all but the maxTerms rarest terms and notes which terms
// follow each other.
func (q *question) keepRarest(order []int) {
	at := make([]int, len(q.terms)) // by pos; -1 if dropped
	if len(q.terms) > maxTerms {
		sort.SliceStable(q.terms, func(i, j int) bool { return q.terms[i].idfAll > q.terms[j].idfAll })
		q.terms = q.terms[:maxTerms]
	}
	for i := range at {
		at[i] = -1
	}
	for i := range q.terms {
		at[q.terms[i].pos] = i
	}
	for k := 1; k < len(order); k++ {
		if a, b := at[order[k-1]], at[order[k]]; a >= 0 && b >= 0 {
			q.pairs[a] |= 1 << b
		}
	}
}

// add sums up one term.
func (q *question) add(t *term) {
	if !t.stop {
		q.content++
	}
	q.massQ += t.idfQ
	q.massAll += t.idfAll
	q.normQ += t.idfQ * t.idfQ
	if len(t.variants) == 0 {
		q.unknown += t.idfAll
	}
}

// spell collects the question's character n-grams; those that no phrase has
// count in the length of the vector all the same.
func (s *stats) spell(as []*meaning) *spelling {
	n := 0
	for _, h := range as {
		n += len(h.grams)
	}
	q := &spelling{grams: make([]uint32, 0, min(n, maxGrams))}
	seen := s.seen.Get().(*[]bool)
	defer s.seen.Put(seen)
	idf := s.grams.idf(0)
	var strange []string
	for _, h := range as {
		next := 0
		for _, id := range h.grams {
			full := len(q.grams)+len(strange) >= maxGrams
			if id == 0 {
				if g := h.strange[next]; !full && !slices.Contains(strange, g) {
					strange = append(strange, g)
					q.normG += idf * idf
				}
				next++
			} else if !full && !(*seen)[id] {
				(*seen)[id] = true
				q.grams = append(q.grams, id)
				q.normG += s.grams.idfQ[id] * s.grams.idfQ[id]
			}
		}
	}
	for _, id := range q.grams {
		(*seen)[id] = false
	}
	q.strange, q.normG = len(strange), math.Sqrt(q.normG)
	return q
}
