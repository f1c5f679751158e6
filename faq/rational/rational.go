// Package rational finds what stands in the way of few, good, findable entries: pairs
// of entries that say the same, entries that contradict each other, and translations
// that say other dates or amounts than their originals.
//
// It looks at a whole base at once, in Italian and English. Words of both languages
// become the same concepts by a small glossary, by the base's own translations and by
// their likeness. What is found comes with its reasons, and with a score that is meant
// as the share of such pairs that an editor would agree with; see faq/eval/pairs, which
// measures that on judged pairs.
//
// Everything is a pure function of its arguments, and deterministic.
package rational

import (
	"context"

	"sportello/faq/match"
)

// Entry is what is looked at of an entry.
type Entry struct {
	ID         string
	Lang       string // "it" or "en"
	Twin       string // the same entry in the other language, if any
	Topic      string
	Question   string
	Alternates []string
	Answer     string   // plain text
	Sources    []string // addresses
	Level      []string // kinds of degree, empty for any
	Campus     []string // empty for any
}

// Kind is what is the matter with a pair.
type Kind string

// The kinds of pairs.
const (
	Duplicate     Kind = "duplicate"     // both answer the same question
	Contradiction Kind = "contradiction" // they say different facts of the same matter
	Translation   Kind = "translation"   // one entry in two languages says different facts
)

// Kinds are the kinds of pairs, the surest first.
var Kinds = []Kind{Translation, Duplicate, Contradiction}

// Pair is two entries that an editor should look at.
type Pair struct {
	Kind      Kind
	A, B      int     // positions in the list given to Find, A before B
	Score     float64 // 0 to 1: how likely an editor agrees
	Reasons   []Reason
	Conflicts []Conflict // of Contradiction and Translation
	Between   []string   // questions of students that fell between both, masked
}

// ReasonKind is why a pair is shown.
type ReasonKind string

// The reasons, in the order in which they are given.
const (
	SameQuestion ReasonKind = "question"   // the questions ask alike; Words are those they share
	SameWording  ReasonKind = "alternates" // wordings that both have; Words are they
	SameAnswer   ReasonKind = "answer"     // the answers share much; Words are the most telling
	SameSource   ReasonKind = "source"     // Words are the addresses
	SameFacts    ReasonKind = "facts"      // Words are the dates and amounts that both give
	FellBetween  ReasonKind = "between"    // students' questions hit both alike
)

// Reason is why a pair is shown, with what both have in common.
type Reason struct {
	Kind  ReasonKind
	Words []string // at most maxWords, as A writes them
}

// Conflict is one fact that two entries tell differently. Of a translation that leaves
// a fact out, one side has no text.
type Conflict struct {
	Type FactType
	A, B Said
}

// Said is a fact as an entry says it.
type Said struct {
	Text     string // of the fact
	Sentence string // around it, verbatim
}

// Asked is a student's question that the matcher placed between two entries.
type Asked struct {
	Text          string
	First, Second string // ids of entries
}

// Options say what to look for.
type Options struct {
	// Least is the least score of a pair that is returned, by kind; a kind that is
	// missing has DefaultLeast.
	Least map[Kind]float64
	Asked []Asked
}

// DefaultLeast is the score from which a pair is shown. To dismiss one takes an editor a
// moment; one that is not shown stays. Of judged duplicates from there on, 6 in 10 are right.
const DefaultLeast = 0.4

func (o Options) least(k Kind) float64 {
	if v, ok := o.Least[k]; ok {
		return v
	}
	return DefaultLeast
}

// Find looks through a base and returns the pairs of every kind, the highest score
// first. Ids must not repeat. The error is the context's.
func Find(ctx context.Context, entries []Entry, o Options) ([]Pair, error) {
	b, err := read(ctx, entries)
	if err != nil {
		return nil, err
	}
	between := b.between(o.Asked)
	near, err := b.candidates(ctx, between)
	if err != nil {
		return nil, err
	}
	pairs, lead := b.translations(), b.newLeads(near)
	judged := make([][]Pair, len(near))
	err = parallel(ctx, len(near), func() func(int) {
		return func(i int) { judged[i] = b.judge(near[i], len(between[near[i]]), lead.of(b, near[i])) }
	})
	if err != nil {
		return nil, err
	}
	for _, list := range judged {
		pairs = append(pairs, list...)
	}
	kept, r := pairs[:0], match.NewReader()
	for _, p := range pairs {
		if p.Score >= o.least(p.Kind) {
			p.Between = between[pairKey{int32(p.A), int32(p.B)}]
			b.explain(r, &p)
			kept = append(kept, p)
		}
	}
	sortPairs(kept)
	return kept, nil
}

// Sample is the features of one candidate pair, before any score. It is for faq/eval,
// which fits the models.
type Sample struct {
	A, B     int
	Across   bool // two languages
	Features []float64
}

// Samples are the candidate pairs of a base with their features, in order.
func Samples(ctx context.Context, entries []Entry) ([]Sample, error) {
	b, err := read(ctx, entries)
	if err != nil {
		return nil, err
	}
	near, err := b.candidates(ctx, nil)
	if err != nil {
		return nil, err
	}
	lead := b.newLeads(near)
	out := make([]Sample, len(near))
	for k, c := range near {
		i, j := int(c[0]), int(c[1])
		x := b.features(i, j, 0)
		x[fLead] = lead.of(b, c)
		out[k] = Sample{A: i, B: j, Across: b.docs[i].lang != b.docs[j].lang, Features: x[:]}
	}
	return out, nil
}
