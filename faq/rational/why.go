package rational

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"sportello/content"
	"sportello/faq/match"
)

// maxWords is the most that a reason names.
const maxWords = 8

// tellingShare is the least of a vector's length that a word makes to be named.
const tellingShare = 0.05

// explain gives a pair its reasons. Of translations there is nothing to explain.
func (b *base) explain(r *match.Reader, p *Pair) {
	if p.Kind == Translation {
		return
	}
	d, e := &b.docs[p.A], &b.docs[p.B]
	add := func(k ReasonKind, words []string) {
		if len(words) > 0 {
			p.Reasons = append(p.Reasons, Reason{k, words[:min(len(words), maxWords)]})
		}
	}
	a := &b.entries[p.A]
	add(SameQuestion, b.shared(d.question, e.question, b.written(r, a.Lang, a.Question)))
	add(SameWording, b.wordings(p.A, p.B))
	add(SameAnswer, b.shared(d.answer, e.answer, b.written(r, a.Lang, withoutLinks(a.Answer))))
	add(SameSource, inBoth(d.sources, e.sources))
	if p.Kind == Duplicate {
		add(SameFacts, sameFacts(d.facts, e.facts))
	}
	if len(p.Between) > 0 {
		p.Reasons = append(p.Reasons, Reason{Kind: FellBetween})
	}
}

// written is how a text writes its concepts. Figures are left out: they are facts.
func (b *base) written(r *match.Reader, lang, text string) map[int32]string {
	tokens := b.glossary.tokens(r, text, lang)
	as := make([]string, len(tokens))
	for i, t := range tokens {
		as[i] = t.word
	}
	if lang == "en" {
		b.bridge.carry(tokens)
	}
	out := map[int32]string{}
	for i, t := range tokens {
		id, ok := b.ids[t.concept]
		if _, twice := out[id]; ok && !twice && strings.IndexFunc(as[i], unicode.IsLetter) >= 0 {
			out[id] = as[i]
		}
	}
	return out
}

// shared are the concepts that count most in both vectors, as they are written.
func (b *base) shared(v, w vector, written map[int32]string) (words []string) {
	var both vector
	for _, x := range v {
		k, ok := slices.BinarySearchFunc(w, x.id, byID)
		if _, has := written[x.id]; ok && has {
			both = append(both, weight{x.id, x.w * w[k].w})
		}
	}
	for _, x := range both.heaviest(maxWords) {
		if x.w >= tellingShare*tellingShare {
			words = append(words, written[x.id])
		}
	}
	return words
}

// sameWording is from which likeness on two wordings are the same.
const sameWording = 0.9

// wordings are the alternates of one entry that the other has too.
func (b *base) wordings(i, j int) (texts []string) {
	d, e := &b.docs[i], &b.docs[j]
	for k, v := range d.phrases {
		if closest(v, e.phrases) < sameWording {
			continue
		}
		if k == 0 {
			texts = append(texts, b.entries[i].Question)
		} else {
			texts = append(texts, b.entries[i].Alternates[k-1])
		}
	}
	return texts
}

func inBoth(a, b map[string]bool) (out []string) {
	for x := range a {
		if b[x] {
			out = append(out, x)
		}
	}
	slices.Sort(out)
	return out
}

// maxBetween is how many questions of students a pair keeps.
const maxBetween = 20

// between sorts questions by the pair that they fell between. A question asked more than
// once counts once.
func (b *base) between(asked []Asked) map[pairKey][]string {
	out := map[pairKey][]string{}
	for _, a := range asked {
		i, ok := b.byID[a.First]
		j, also := b.byID[a.Second]
		if !ok || !also || i == j || b.twin[i] == j || b.twin[j] == i {
			continue
		}
		k, text := keyFor(i, j), content.Mask(a.Text)
		if len(out[k]) < maxBetween && !slices.ContainsFunc(out[k], func(t string) bool { return strings.EqualFold(t, text) }) {
			out[k] = append(out[k], text)
		}
	}
	return out
}

func sortPairs(pairs []Pair) {
	slices.SortFunc(pairs, func(p, q Pair) int {
		return cmp.Or(cmp.Compare(q.Score, p.Score), strings.Compare(string(p.Kind), string(q.Kind)),
			cmp.Compare(p.A, q.A), cmp.Compare(p.B, q.B))
	})
}
