package match

import (
	"math"
	"slices"
)

// vectors numbers the features that one language's ranker learns from: stems,
// neighbouring stems and character n-grams of the phrases of its entries. The
// numbers follow from the items alone.
type vectors struct {
	stats    *stats
	lang     int
	ofTerm   []int32 // term -> feature, from 1; 0 if no phrase has it
	ofGram   []int32
	ofPair   map[uint64]int32
	features int
}

// pairKey is one number for two terms.
func pairKey(a, b uint32) uint64 { return uint64(a)<<32 | uint64(b) }

// newVectors numbers the features.
func newVectors(s *stats, lang int) *vectors {
	v := &vectors{
		stats: s, lang: lang, ofTerm: make([]int32, len(s.lex[lang].dfQ)),
		ofGram: make([]int32, len(s.grams.dfQ)), ofPair: make(map[uint64]int32),
	}
	s.eachPhrase(lang, func(_ int, p *phraseStats) {
		for i, t := range p.terms {
			v.number(&v.ofTerm[t])
			if i > 0 {
				k := pairKey(p.terms[i-1], t)
				if v.ofPair[k] == 0 {
					v.features++
					v.ofPair[k] = int32(v.features)
				}
			}
		}
		for _, snippet := range p.snippets {
			for _, g := range s.snippets.of(snippet) {
				v.number(&v.ofGram[g])
			}
		}
	})
	return v
}

func (v *vectors) number(at *int32) {
	if *at == 0 {
		v.features++
		*at = int32(v.features)
	}
}

// eachPhrase calls f with the phrases of a language's entries.
func (s *stats) eachPhrase(lang int, f func(item int, p *phraseStats)) {
	for i := range s.items {
		x := &s.items[i]
		if x.lang != lang || x.kind != KindEntry {
			continue
		}
		for j := range x.phrases {
			f(i, &x.phrases[j])
		}
	}
}

// The parts that stems, pairs and n-grams have in the squared length of a
// vector. A feature weighs the fourth root of what it would in a cosine: what
// to make of a frequent word is for the ranker to learn, not for its rarity to
// say. (On bases left out, the idf itself cost three points of success@1 and no
// weights at all gained nothing more.)
const (
	partTerms = 0.35
	partPairs = 0.25
	partGrams = 0.40
)

func damp(w float64) float64 { return math.Sqrt(math.Sqrt(w)) }

// block is one part of a vector being made.
type block struct {
	at   int // its first place
	mass float64
}

// put appends a feature; one that is unknown (0) counts in the length only.
func (x *sparse) put(b *block, feature int32, w float64) {
	w = damp(w)
	b.mass += w * w
	if feature > 0 && w > 0 {
		x.id = append(x.id, uint32(feature-1))
		x.w = append(x.w, float32(w))
	}
}

// close gives the part since the block's start its length.
func (x *sparse) close(b *block, part float64) {
	if b.mass > 0 {
		f := float32(math.Sqrt(part / b.mass))
		for i := b.at; i < len(x.w); i++ {
			x.w[i] *= f
		}
	}
	*b = block{at: len(x.id)}
}

// phrase is the vector of a phrase.
func (v *vectors) phrase(p *phraseStats) (x sparse) {
	lex := v.stats.lex[v.lang]
	var b block
	for i, t := range p.terms {
		if !slices.Contains(p.terms[:i], t) {
			x.put(&b, v.ofTerm[t], lex.idfQ[t])
		}
	}
	x.close(&b, partTerms)
	for i := 1; i < len(p.terms); i++ {
		a, c := p.terms[i-1], p.terms[i]
		x.put(&b, v.ofPair[pairKey(a, c)], math.Sqrt(lex.idfQ[a]*lex.idfQ[c]))
	}
	x.close(&b, partPairs)
	for _, snippet := range p.snippets {
		for _, g := range v.stats.snippets.of(snippet) {
			x.put(&b, v.ofGram[g], v.stats.grams.idfQ[g])
		}
	}
	x.close(&b, partGrams)
	return x
}

// question is the vector of a question, by the same rules. Words and n-grams
// that the base does not have make the rest shorter: they speak against all. It takes
// the memory of another vector.
func (v *vectors) question(q *question, x sparse) sparse {
	x.id, x.w = x.id[:0], x.w[:0]
	var b block
	for i := range q.terms {
		t := &q.terms[i]
		if len(t.variants) == 0 {
			x.put(&b, 0, t.idfQ)
		}
		for _, a := range t.variants {
			x.put(&b, v.ofTerm[a.id], t.idfQ*a.weight/float64(len(t.variants)))
		}
	}
	x.close(&b, partTerms)
	v.questionPairs(q, &x, &b)
	x.close(&b, partPairs)
	for _, g := range q.grams {
		x.put(&b, v.ofGram[g], v.stats.grams.idfQ[g])
	}
	for range q.strange {
		x.put(&b, 0, v.stats.grams.idf(0))
	}
	x.close(&b, partGrams)
	return x
}

// questionPairs puts the neighbouring terms.
func (v *vectors) questionPairs(q *question, x *sparse, b *block) {
	for i := range q.terms {
		s := &q.terms[i]
		for j := range q.terms {
			if q.pairs[i]>>j&1 == 0 {
				continue
			}
			t := &q.terms[j]
			feature := int32(0)
			if len(s.variants) > 0 && len(t.variants) > 0 {
				feature = v.ofPair[pairKey(s.variants[0].id, t.variants[0].id)]
			}
			x.put(b, feature, math.Sqrt(s.idfQ*t.idfQ))
		}
	}
}
