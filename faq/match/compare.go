package match

import "math/bits"

// phrases compares the question with each phrase of an item.
func (c *comparison) phrases(x *itemStats, v *rankVector) {
	var top [3]float64 // of the fused cosine
	best := -1.0
	for i := range x.phrases {
		p := &x.phrases[i]
		set, dot, pairs := c.phrase(x.lang, p)
		cos := min(1, dot/(c.q.normQ*p.norm+1e-9))
		gram := c.gramCosine(p)
		fused := (cos + gram) / 2
		insert(&top, fused)
		c.found |= set
		if fused > best {
			best, c.best = fused, p
			mass := c.massQ(set)
			v[fCosine], v[fGrams] = cos, gram
			v[fPhrase], v[fReverse] = mass/c.q.massQ, min(1, mass/(p.mass+1e-9))
		}
		v[fPairs] = max(v[fPairs], pairs)
		if p.hash == c.q.hash {
			v[fExact] = 1
		}
	}
	if n := min(len(x.phrases), len(top)); n > 0 {
		v[fSeveral] = (top[0] + top[1] + top[2]) / float64(n)
	}
}

// insert keeps the three largest values in order.
func insert(top *[3]float64, x float64) {
	for i, t := range top {
		if x > t {
			copy(top[i+1:], top[i:2])
			top[i] = x
			return
		}
	}
}

// phrase returns which terms of the question a phrase has, their inner product
// and the share of the question's pairs.
//
//go:norace
func (c *comparison) phrase(lang int, p *phraseStats) (set uint64, dot, pairs float64) {
	slot, weight := c.scratch.slot[lang], c.scratch.weight[lang]
	paired := false
	prev := uint8(0)
	for _, id := range p.terms {
		i := slot[id]
		if i > 0 {
			if bit := uint64(1) << (i - 1); set&bit == 0 {
				set |= bit
				w := c.q.terms[i-1].idfQ
				dot += w * w * float64(weight[id])
			}
			paired = c.meet(prev, i) || paired
		}
		prev = i
	}
	return set, dot, c.pairShare(paired)
}

// meet notes that the terms at two places, from 1, stand side by side, and reports
// whether they do so in the question.
//
//go:norace
func (c *comparison) meet(prev, i uint8) bool {
	if prev == 0 || c.q.pairs[prev-1]>>(i-1)&1 == 0 {
		return false
	}
	c.scratch.met[prev-1] |= 1 << (i - 1)
	return true
}

// pairShare is the share of the question's neighbouring terms that were met, and
// forgets them; a pair weighs as much as its two terms.
func (c *comparison) pairShare(paired bool) float64 {
	if !paired {
		return 0
	}
	var got, all float64
	met := &c.scratch.met
	for i := range c.q.terms {
		for rest := c.q.pairs[i]; rest != 0; rest &= rest - 1 {
			j := bits.TrailingZeros64(rest)
			w := c.q.terms[i].idfAll + c.q.terms[j].idfAll
			all += w
			if met[i]>>j&1 == 1 {
				got += w
			}
		}
		met[i] = 0
	}
	if all == 0 {
		return 0
	}
	return got / all
}

// gramCosine is the cosine of character n-grams.
//
//go:norace
func (c *comparison) gramCosine(p *phraseStats) float64 {
	var dot float32
	sums := c.scratch.snippet
	for _, snippet := range p.snippets {
		dot += sums[snippet]
	}
	return min(1, float64(dot)/(c.q.normG*p.gnorm+1e-9))
}

// text compares the question with an item's text: BM25, the pairs, and the
// best two sentences in a row.
func (c *comparison) text(x *itemStats, v *rankVector) {
	slot, weight, kin := c.scratch.slot[x.lang], c.scratch.weight[x.lang], c.scratch.kin[x.lang]
	long := x.kind == KindPassage // in a long text there is always something alike
	tf, same := c.scratch.tf[:len(c.q.terms)], c.scratch.same[:len(c.q.terms)]
	clear(tf)
	clear(same)
	var sentence, last uint64
	var best float64
	prev, paired := uint8(0), false
	for _, word := range x.text {
		id := word >> formBits
		i := slot[id]
		if i == 0 || long && kin[id] { // as most
			prev = 0
			continue
		}
		if i == sentenceEnd {
			if sentence != 0 {
				best = max(best, c.massAll(sentence|last))
			}
			last, sentence, prev = sentence, 0, 0
			continue
		}
		tf[i-1] += float64(weight[id])
		sentence |= 1 << (i - 1)
		if c.q.terms[i-1].form == word&formMask {
			same[i-1]++
		}
		paired = c.meet(prev, i) || paired
		prev = i
	}
	v[fSentence] = best / c.q.massAll
	v[fPairs] = max(v[fPairs], c.pairShare(paired))
	v[fWords] = c.bm25(x, same)
	v[fText] = c.bm25(x, tf)
}

// bm25 scores the term frequencies of a text, as a share of what endless
// repetition of every term would give.
func (c *comparison) bm25(x *itemStats, tf []float64) float64 {
	var sum float64
	long := bm25K * (1 - bm25B + bm25B*float64(x.words)/c.stats.lex[x.lang].avg)
	for i := range c.q.terms {
		if tf[i] > 0 {
			c.found |= 1 << i
			sum += c.q.terms[i].idfAll * tf[i] / (tf[i] + long)
		}
	}
	return sum / c.q.massAll
}
