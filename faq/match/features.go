package match

import "math/bits"

// The features by which candidates are ranked. All lie between 0 and 1 and
// mean the same on every base.
const (
	fCosine   = iota // cosine of stems with the best phrase
	fGrams           // cosine of character n-grams with that phrase
	fSeveral         // mean of both over the three best phrases
	fCentroid        // cosine of stems with the mean of the phrases
	fPhrase          // share of the question's idf mass in the best phrase
	fReverse         // share of the best phrase's idf mass in the question
	fPhrases         // share of the question's idf mass in any phrase
	fText            // BM25 of the text, as a share of the most possible
	fAll             // share of the question's idf mass in phrases and text
	fPairs           // share of the question's neighbouring words found as such
	fSentence        // share of the question's idf mass in the best two sentences
	fExact           // the question is one of the phrases, word for word
	fLearned         // how far the ranker takes the question for the item's own
	fTrained         // there is a ranker that knows the item
	fWords           // as fText, of words in the very form the question has
	fFocus           // share of its idf that the question's rarest word is found with
	fGives           // the item has what the question asks for: a date, an amount, a place, a person
	fLevel           // it is not of another level or campus than the question
	fNot             // question and best phrase are both negated, or neither
	fCount           // 1 - 1/n of an item with n phrases: says how far the other features can be trusted
	fLang            // the item is in the language of the question
	fTopic           // the item is of the topic of the turn before
	fAudience        // the item is for whoever asks, as far as that is known
	rankFeatures
)

// RankNames names the features of the rank, in their order.
var RankNames = [rankFeatures]string{
	"cosine", "grams", "several", "centroid", "phrase", "reverse", "phrases",
	"text", "all", "pairs", "sentence", "exact", "learned", "trained", "words", "focus", "gives", "level", "not", "count", "lang", "topic", "audience",
}

// rankVector is one candidate's features.
type rankVector [rankFeatures]float64

// Constants of BM25 (Robertson and Zaragoza 2009, "The Probabilistic
// Relevance Framework", section 3.5: 1.2 and 0.75 hold on most collections).
const (
	bm25K = 1.2
	bm25B = 0.75
)

// scratch holds a question spread over the terms of the base, so that a term
// of a candidate is looked up by one index. It is reused between questions.
type scratch struct {
	slot    [langs][]uint8 // term -> place in question.terms, from 1; of what ends a sentence, sentenceEnd
	weight  [langs][]float32
	kin     [langs][]bool // the term is not the question's own
	snippet []float32     // snippet -> the sum of the squared idf of the question's n-grams that it has
	margins []float32     // of the ranker, by class
	asks    sparse        // the question, as the ranker sees it

	// What is made of the candidates; see compare.
	vectors    []rankVector
	lists      [kinds]list
	candidates []Candidate

	tf, same []float64 // of a text, by place in question.terms: how often at all, and in the very form
	met      [maxTerms]uint64
}

// sentenceEnd is no place of a term.
const sentenceEnd = maxTerms + 1

func newScratch(s *stats) *scratch {
	c := &scratch{snippet: make([]float32, s.snippets.count()), tf: make([]float64, maxTerms), same: make([]float64, maxTerms)}
	for l, lex := range s.lex {
		c.slot[l] = make([]uint8, len(lex.dfQ))
		c.weight[l] = make([]float32, len(lex.dfQ))
		c.kin[l] = make([]bool, len(lex.dfQ))
		c.slot[l][0] = sentenceEnd
	}
	return c
}

// spread sets the terms of q, or clears them again.
func (c *scratch) spread(q *question, set bool) {
	for i := range q.terms {
		c.place(q.lang, i, q.terms[i].variants, false, set)
	}
	for i := range q.terms { // after all that the question says itself
		c.place(q.lang, i, q.terms[i].kin, true, set)
	}
}

// hear adds up what each snippet has of a question's n-grams.
//
//go:norace
func (c *scratch) hear(s *stats, grams []uint32) {
	sums := c.snippet
	clear(sums)
	for _, g := range grams {
		idf := float32(s.grams.idfQ[g])
		square := idf * idf
		for _, snippet := range s.snippets.holding(g) {
			sums[snippet] += square
		}
	}
}

// place sets or clears what the i-th term of a question stands for; what another
// term stands for already stays.
func (c *scratch) place(lang, i int, variants []variant, kin, set bool) {
	for _, v := range variants {
		if set && c.slot[lang][v.id] == 0 {
			c.slot[lang][v.id] = uint8(i + 1)
			c.weight[lang][v.id] = float32(v.weight)
			c.kin[lang][v.id] = kin
		} else if !set {
			c.slot[lang][v.id] = 0
		}
	}
}

// comparison compares one question with one item.
type comparison struct {
	stats   *stats
	scratch *scratch
	q       *question
	found   uint64       // terms met anywhere so far, as bits
	best    *phraseStats // nil if the item has no phrases
}

// features computes the rank features of an item, but for the hints.
func (c *comparison) features(x *itemStats) (v rankVector) {
	if c.q.massAll <= 0 {
		return v
	}
	c.phrases(x, &v)
	v[fCount] = 1 - 1/float64(max(1, len(x.phrases)))
	c.centroid(x, &v)
	v[fPhrases] = c.massQ(c.found) / c.q.massQ
	c.text(x, &v)
	v[fAll] = c.massAll(c.found) / c.q.massAll
	v[fFocus] = c.focus()
	c.aspects(x, &v)
	return v
}

// massQ and massAll sum the idf of the terms of a set.
func (c *comparison) massQ(set uint64) (sum float64) {
	for rest := set; rest != 0; rest &= rest - 1 {
		sum += c.q.terms[bits.TrailingZeros64(rest)].idfQ
	}
	return sum
}

func (c *comparison) massAll(set uint64) float64 { return massOf(c.q, set) }

// centroid is the cosine with the mean direction of the phrases.
func (c *comparison) centroid(x *itemStats, v *rankVector) {
	if x.centroid == nil {
		v[fCentroid] = v[fCosine]
		return
	}
	var dot float64
	for _, t := range x.centroid {
		if i := c.scratch.slot[x.lang][t.id]; i > 0 {
			dot += c.q.terms[i-1].idfQ * float64(t.w) * float64(c.scratch.weight[x.lang][t.id])
		}
	}
	v[fCentroid] = min(1, dot/(c.q.normQ+1e-9))
}

// focus is how much of the idf of the question's rarest word is found: 1 if that
// word is there, less the rarer the rarest missing word is.
func (c *comparison) focus() float64 {
	var most, missing float64
	for i := range c.q.terms {
		t := &c.q.terms[i]
		most = max(most, t.idfAll)
		if c.found>>i&1 == 0 {
			missing = max(missing, t.idfAll)
		}
	}
	return 1 - missing/most
}
