package match

import "slices"

// Synonym is a group of terms of one language that stand for the same matter: words or
// short phrases of up to four words, as editors write them. A question with one of
// them is taken to speak of the others too.
type Synonym struct {
	Lang  string // "it" or "en"
	Terms []string
}

const (
	synonymWeight = 0.7 // what a synonym counts of the word itself
	// fewItems is how many items may ask with a word that needs its synonyms: one
	// that more of them ask with says best itself what it means here. (With synonyms
	// for all words, success@1 fell on two of three bases.)
	fewItems = 3
)

// thesaurus is the groups of one language, as stems.
type thesaurus struct {
	groups [][][]string           // group, term, stem
	first  map[string][]termPlace // by their first stem
}

// termPlace is one term of a group.
type termPlace struct{ group, term int }

// newThesaurus reads the groups of a language.
func newThesaurus(st *stemmer, lang int, groups []Synonym) (t thesaurus) {
	t.first = map[string][]termPlace{}
	for _, g := range groups {
		if langIndex(g.Lang) != lang {
			continue
		}
		var terms [][]string
		for _, text := range g.Terms {
			var stems []string
			for _, w := range splitWords(fold(text, maxRunes)) {
				stems = append(stems, st.stem(lang, w))
			}
			if len(stems) > 0 {
				t.first[stems[0]] = append(t.first[stems[0]], termPlace{len(t.groups), len(terms)})
				terms = append(terms, stems)
			}
		}
		t.groups = append(t.groups, terms)
	}
	return t
}

// synonyms lets the terms of a question stand for the others of their groups
// too. stems are those of its words, order says which term each is.
func (s *stats) synonyms(q *question, stems []string, order []int) {
	t := &s.thesaurus[q.lang]
	for from, stem := range stems {
		for _, p := range t.first[stem] {
			term := t.groups[p.group][p.term]
			if to := from + len(term); to <= len(stems) && slices.Equal(stems[from:to], term) {
				s.substitute(q.head(order[from:to]), q.lang, t.groups[p.group], p.term)
			}
		}
	}
}

// head is the rarest of some terms.
func (q *question) head(terms []int) *term {
	best := &q.terms[terms[0]]
	for _, i := range terms[1:] {
		if t := &q.terms[i]; t.idfAll > best.idfAll {
			best = t
		}
	}
	return best
}

// substitute lets a term of a question stand for a group's terms but its own. Of a
// phrase the rarest word stands for the whole, for its share of the phrase.
func (s *stats) substitute(t *term, lang int, group [][]string, own int) {
	lex := s.lex[lang]
	id, known := lex.id(t.stem)
	if known && lex.dfQ[id] > fewItems {
		return
	}
	if !known {
		t.variants = nil // they were typos
	}
	for i, stems := range group {
		if i == own {
			continue
		}
		v, idf := lex.rarest(stems)
		if idf == 0 {
			continue
		}
		v.weight *= synonymWeight
		if known {
			t.kin = append([]variant{v}, t.kin...)
		} else {
			t.variants = append(t.variants, v)
		}
	}
	if !known && len(t.variants) > 0 {
		t.weigh(lex)
	}
}

// rarest is the rarest of some stems that the base has, its weight being its share of
// their idf; its idf is 0 if the base lacks one of them.
func (x *lexicon) rarest(stems []string) (v variant, idf float64) {
	var sum float64
	for _, s := range stems {
		id, ok := x.id(s)
		if !ok {
			return v, 0
		}
		sum += x.idfAll[id]
		if x.idfAll[id] > idf {
			v, idf = variant{id: id, stem: s}, x.idfAll[id]
		}
	}
	v.weight = idf / sum
	return v, idf
}
