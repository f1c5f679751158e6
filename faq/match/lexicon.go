package match

import (
	"maps"
	"math"
	"slices"
)

// lexicon is what is known of the words of one language's items.
type lexicon struct {
	ids    map[string]uint32 // stem -> term, from 1; 0 marks the end of a sentence
	dfQ    []uint32          // items with the term in question or alternates
	dfAll  []uint32          // items with the term anywhere
	share  []float64         // what part of its idf the term counts
	items  int
	avg    float64 // mean length of the texts, in words
	spell  speller
	sorted []string // the stems, after freeze

	lastQ, lastAll []uint32  // item that counted last, until freeze
	idfQ, idfAll   []float64 // by term, after freeze
}

func newLexicon() *lexicon {
	return &lexicon{
		ids: make(map[string]uint32), dfQ: make([]uint32, 1), dfAll: make([]uint32, 1),
		share: make([]float64, 1), lastQ: make([]uint32, 1), lastAll: make([]uint32, 1),
		spell: newSpeller(),
	}
}

// add returns the term of a stem, a new one if need be.
func (x *lexicon) add(stem, word string) uint32 {
	id, ok := x.ids[stem]
	if !ok {
		id = uint32(len(x.dfQ))
		x.ids[stem] = id
		x.dfQ, x.dfAll = append(x.dfQ, 0), append(x.dfAll, 0)
		x.lastQ, x.lastAll = append(x.lastQ, 0), append(x.lastAll, 0)
		x.share = append(x.share, wordShare(word))
	}
	return id
}

// freeze computes the weights once all items are read: idfQ weighs a term by
// how few items ask with it, idfAll by how few hold it at all.
func (x *lexicon) freeze() {
	x.lastQ, x.lastAll = nil, nil
	x.sorted = slices.Sorted(maps.Keys(x.ids))
	x.idfQ, x.idfAll = make([]float64, len(x.dfQ)), make([]float64, len(x.dfQ))
	for id := range x.dfQ {
		x.idfQ[id] = x.idf(x.dfQ[id]) * x.share[id]
		x.idfAll[id] = x.idf(x.dfAll[id]) * x.share[id]
	}
}

// idf is the inverse document frequency of BM25 kept positive, ln(1 + (N - df
// + 1/2) / (df + 1/2)) (Robertson and Zaragoza 2009, as Lucene has it).
func (x *lexicon) idf(df uint32) float64 {
	return math.Log(1 + (float64(x.items)-float64(df)+0.5)/(float64(df)+0.5))
}
