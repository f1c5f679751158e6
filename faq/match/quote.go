package match

import "math/bits"

// quote sets the quotes of the passages that may be shown: of the first ones.
func (m *Matcher) quote(c []Candidate, a *asked) {
	st := m.stem.Get().(*stemmer)
	defer m.putStemmer(st)
	for i := range c[:min(len(c), m.options.MaxChoices)] {
		x := c[i].Item
		if q := a.readings[langIndex(x.Lang)]; q != nil && kindOf(x) == KindPassage {
			c[i].Quote = bestQuote(st, q, x.Answer)
		}
	}
}

// maxQuoted bounds how much of a passage is read for its quote, in bytes.
const maxQuoted = 20_000

// bestQuote returns the sentence of a text that covers most of the question's
// idf mass, with the next one if that adds to it; verbatim. The first wins if
// several are equal, and if none has anything.
func bestQuote(st *stemmer, q *question, text string) string {
	terms := make(map[string]int, len(q.terms))
	for i := range q.terms {
		for _, v := range q.terms[i].variants {
			terms[v.stem] = i
		}
	}
	var best span
	var bestMass float64
	last, lastSet := span{}, uint64(0)
	for _, s := range sentences(text[:min(len(text), maxQuoted)]) {
		set := sentenceTerms(st, q.lang, terms, text[s.from:s.to])
		alone, both := massOf(q, set), massOf(q, set|lastSet)
		if best.to == 0 || alone > bestMass {
			best, bestMass = s, alone
		}
		if worthBoth(q, set, lastSet) && both > bestMass {
			best, bestMass = span{last.from, s.to}, both
		}
		last, lastSet = s, set
	}
	return text[best.from:best.to]
}

// worthBoth reports whether each of two sentences adds terms to the other.
func worthBoth(q *question, a, b uint64) bool {
	return bits.OnesCount64(a&^b) > 0 && bits.OnesCount64(b&^a) > 0 &&
		min(massOf(q, a), massOf(q, b)) >= minQuoted*q.massAll
}

// minQuoted is the share of the question's idf mass for which a second
// sentence is worth reading.
const minQuoted = 0.1

// sentenceTerms is the set of the question's terms in a sentence.
func sentenceTerms(st *stemmer, lang int, terms map[string]int, text string) (set uint64) {
	for _, w := range splitWords(fold(text, 0)) {
		if i, ok := terms[st.stem(lang, w)]; ok {
			set |= 1 << i
		}
	}
	return set
}

// massOf sums the idf of the question's terms in a set.
func massOf(q *question, set uint64) (sum float64) {
	for rest := set; rest != 0; rest &= rest - 1 {
		sum += q.terms[bits.TrailingZeros64(rest)].idfAll
	}
	return sum
}
