package match

import (
	"math"
	"runtime"
	"sync"
)

// weighAll computes the lengths and centroids of all items' phrases, on all
// processors.
func (s *stats) weighAll() {
	n := runtime.GOMAXPROCS(0)
	var wg sync.WaitGroup
	for part := range n {
		wg.Go(func() {
			w := newWeigher(s)
			for i := len(s.items) * part / n; i < len(s.items)*(part+1)/n; i++ {
				w.weigh(&s.items[i])
			}
		})
	}
	wg.Wait()
}

// weigher has the memory that weighing takes. All sums run in the order in
// which words stand in the item, so that they come out the same however
// the terms are numbered.
type weigher struct {
	stats  *stats
	phrase uint32          // being weighed, from 1
	last   [langs][]uint32 // by term: the phrase that had it last
	sum    [langs][]float64
	met    []uint32 // the terms with a sum
}

func newWeigher(s *stats) *weigher {
	w := &weigher{stats: s}
	for l, lex := range s.lex {
		w.last[l], w.sum[l] = make([]uint32, len(lex.dfQ)), make([]float64, len(lex.dfQ))
	}
	return w
}

// weigh computes the lengths and the centroid of an item's phrases.
func (w *weigher) weigh(x *itemStats) {
	several := len(x.phrases) > 1
	for i := range x.phrases {
		p := &x.phrases[i]
		w.measure(x.lang, p)
		if several {
			w.collect(x.lang, p)
		}
	}
	if several {
		x.centroid = w.unit(x.lang)
	}
}

// measure computes the lengths of one phrase.
func (w *weigher) measure(lang int, p *phraseStats) {
	lex := w.stats.lex[lang]
	p.norm, p.mass, p.gnorm = 0, 0, 0
	w.phrase++
	for _, id := range p.terms {
		if w.last[lang][id] != w.phrase {
			w.last[lang][id] = w.phrase
			idf := lex.idfQ[id]
			p.norm += idf * idf
			p.mass += idf
		}
	}
	p.norm = math.Sqrt(p.norm)
	for _, snippet := range p.snippets {
		for _, id := range w.stats.snippets.of(snippet) {
			idf := w.stats.grams.idfQ[id]
			p.gnorm += idf * idf
		}
	}
	p.gnorm = math.Sqrt(p.gnorm)
}

// collect adds a phrase's direction to the sum.
func (w *weigher) collect(lang int, p *phraseStats) {
	w.phrase++
	for _, id := range p.terms {
		if w.last[lang][id] == w.phrase {
			continue
		}
		w.last[lang][id] = w.phrase
		if idf := w.stats.lex[lang].idfQ[id]; idf > 0 {
			if w.sum[lang][id] == 0 {
				w.met = append(w.met, id)
			}
			w.sum[lang][id] += idf / (p.norm + 1e-9)
		}
	}
}

// unit is the sum as a vector of length one; the sum is zero again.
func (w *weigher) unit(lang int) []weighted {
	var norm float64
	for _, id := range w.met {
		norm += w.sum[lang][id] * w.sum[lang][id]
	}
	norm = math.Sqrt(norm) + 1e-9
	out := make([]weighted, len(w.met))
	for i, id := range w.met {
		out[i] = weighted{id, float32(w.sum[lang][id] / norm)}
		w.sum[lang][id] = 0
	}
	w.met = w.met[:0]
	return out
}
