package match

import (
	"maps"
	"math"
	"slices"
)

// lexicon is what is known of the words of one language's items. Once frozen it
// is never changed; grow makes one that can be.
type lexicon struct {
	ids   map[string]uint32 // stem -> term, from 1; 0 marks the end of a sentence
	dfQ   []uint32          // items with the term in question or alternates
	dfT   []uint32          // items with the term in the text
	dfAll []uint32          // items with the term anywhere
	items int
	words int // of the texts
	spell speller

	lastQ, lastT, lastAll []uint32  // item that counted last, until freeze
	idfQ, idfAll          []float64 // by term, after freeze
	sorted                []string  // the stems that items have, after freeze
	avg                   float64   // mean length of the texts, in words; after freeze
}

func newLexicon() *lexicon {
	x := &lexicon{ids: make(map[string]uint32), spell: newSpeller()}
	x.append()
	return x
}

// grow copies a lexicon so that items can be added to it and taken out. Terms
// keep their numbers, even those that no item has any more.
func (x *lexicon) grow() *lexicon {
	n := len(x.dfQ)
	return &lexicon{
		ids: maps.Clone(x.ids), dfQ: slices.Clone(x.dfQ), dfT: slices.Clone(x.dfT), dfAll: slices.Clone(x.dfAll),
		items: x.items, words: x.words, spell: x.spell.grow(),
		lastQ: make([]uint32, n), lastT: make([]uint32, n), lastAll: make([]uint32, n),
	}
}

// add returns the term of a stem, a new one if need be.
func (x *lexicon) add(stem string) uint32 {
	id, ok := x.ids[stem]
	if !ok {
		id = uint32(len(x.dfQ))
		x.ids[stem] = id
		x.append()
	}
	return id
}

func (x *lexicon) append() {
	x.dfQ, x.dfT, x.dfAll = append(x.dfQ, 0), append(x.dfT, 0), append(x.dfAll, 0)
	x.lastQ, x.lastT, x.lastAll = append(x.lastQ, 0), append(x.lastT, 0), append(x.lastAll, 0)
}

// id finds the term of a stem that some item has.
func (x *lexicon) id(stem string) (uint32, bool) {
	id, ok := x.ids[stem]
	return id, ok && x.dfAll[id] > 0
}

// freeze computes the weights once all items are read: idfQ weighs a term by
// how few items ask with it, idfAll by how few hold it at all. A stem that a
// stop or frame word has counts as little as that.
func (x *lexicon) freeze(stem func(word string) string) {
	x.lastQ, x.lastT, x.lastAll = nil, nil, nil
	x.sorted = make([]string, 0, len(x.ids))
	for stem, id := range x.ids {
		if x.dfAll[id] > 0 {
			x.sorted = append(x.sorted, stem)
		}
	}
	slices.Sort(x.sorted)
	x.idfQ, x.idfAll = make([]float64, len(x.dfQ)), make([]float64, len(x.dfQ))
	for id := range x.dfQ {
		x.idfQ[id], x.idfAll[id] = x.idf(x.dfQ[id]), x.idf(x.dfAll[id])
	}
	if stem != nil {
		for id, share := range x.shares(stem) {
			x.idfQ[id] *= share
			x.idfAll[id] *= share
		}
	}
	if x.items > 0 {
		x.avg = float64(x.words)/float64(x.items) + 1
	}
}

// shares are the terms that count less than their idf, and how much. They
// depend on which words there are, not on which came first.
func (x *lexicon) shares(stem func(string) string) map[uint32]float64 {
	out := make(map[uint32]float64)
	for _, list := range [...]map[string]bool{frameWords, stopWords} {
		for w := range list {
			if !x.spell.has(w) {
				continue
			}
			id, share := x.ids[stem(w)], wordShare(w)
			if old, ok := out[id]; !ok || share < old {
				out[id] = share
			}
		}
	}
	return out
}

// idf is the inverse document frequency of BM25 kept positive, ln(1 + (N - df
// + 1/2) / (df + 1/2)) (Robertson and Zaragoza 2009, as Lucene has it).
func (x *lexicon) idf(df uint32) float64 {
	return math.Log(1 + (float64(x.items)-float64(df)+0.5)/(float64(df)+0.5))
}
