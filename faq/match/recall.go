package match

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// clause asks for one term in one field.
type clause struct {
	lang, field int
	variant     *variant
	weight      float64
}

// clause weighs a term as Lucene's classic model does: its boost by the square
// of its idf.
func (m *Matcher) clause(lang, field int, v *variant, df []uint32) clause {
	idf := 1 + math.Log(float64(len(m.items)+1)/float64(df[v.id]+1))
	return clause{lang, field, v, fields[field].boost * v.weight * idf * idf}
}

// clauses are what the readings of a question ask for.
func (m *Matcher) clauses(a *asked) (out []clause) {
	for lang, q := range a.readings {
		if q == nil {
			continue
		}
		lex := m.stats.lex[lang]
		for i := range q.terms {
			t := &q.terms[i]
			if t.stop && q.content > 0 {
				continue
			}
			for j := range t.kin {
				out = append(out, m.clause(lang, 0, &t.kin[j], lex.dfQ))
			}
			for j := range t.variants {
				out = append(out, m.clause(lang, 0, &t.variants[j], lex.dfQ), m.clause(lang, 1, &t.variants[j], lex.dfT))
			}
		}
	}
	return out
}

// tally adds up the scores of documents. It is reused between questions.
type tally struct {
	score []float64
	terms []uint16 // clauses met
	met   []uint32 // documents with a score
	best  hits
}

// recall names the items that share most with the question, best first. The
// score of one is what its terms weigh, by the part of the clauses it meets.
func (m *Matcher) recall(ctx context.Context, a *asked) ([]int, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if m.closed {
		return nil, ErrClosed
	}
	t := m.tallies.Get().(*tally)
	defer m.tallies.Put(t)
	defer t.clear()
	clauses := m.clauses(a)
	for i := range clauses {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		c := &clauses[i]
		list, err := m.shelf.list(ctx, c.lang, c.field, c.variant)
		if err != nil {
			return nil, err
		}
		t.add(list, c.weight)
		t.add(m.newcomers.lists[c.lang][c.field][c.variant.id], c.weight)
	}
	return t.top(m, m.options.Recall+len(a.excluded)), nil
}

func (t *tally) add(list []posting, weight float64) {
	score, terms := t.score, t.terms[:len(t.score)]
	for _, p := range list {
		if terms[p.doc] == 0 {
			t.met = append(t.met, p.doc)
		}
		terms[p.doc]++
		score[p.doc] += weight * float64(p.weight)
	}
}

func (t *tally) clear() {
	for _, d := range t.met {
		t.score[d], t.terms[d] = 0, 0
	}
	t.met, t.best = t.met[:0], t.best[:0]
}

// top returns the items of the best documents.
func (t *tally) top(m *Matcher, size int) []int {
	for _, d := range t.met {
		x := hit{t.score[d] * float64(t.terms[d]), m.itemOf(d)}
		switch {
		case x.item < 0:
		case len(t.best) < size:
			if t.best = append(t.best, x); len(t.best) == size {
				t.best.init()
			}
		case x.before(t.best[0]):
			t.best[0] = x
			t.best.down(0)
		}
	}
	slices.SortFunc(t.best, func(a, b hit) int { return cmp.Or(cmp.Compare(b.score, a.score), a.item-b.item) })
	out := make([]int, len(t.best))
	for i, x := range t.best {
		out[i] = x.item
	}
	return out
}

// itemOf is the position of a document's item, -1 if that is no more.
func (m *Matcher) itemOf(doc uint32) int {
	if n := uint32(len(m.places)); doc >= n {
		return int(m.newcomers.items[doc-n])
	}
	return int(m.places[doc])
}

// hit is a document found.
type hit struct {
	score float64
	item  int
}

func (x hit) before(y hit) bool {
	return x.score > y.score || x.score == y.score && x.item < y.item
}

// hits is a heap with the worst at the top. (That of the standard library calls an
// interface for each comparison, which was half of the time.)
type hits []hit

func (h hits) init() {
	for i := len(h)/2 - 1; i >= 0; i-- {
		h.down(i)
	}
}

// down puts the hit at a place where it belongs among those below.
func (h hits) down(i int) {
	for {
		worst := 2*i + 1
		if worst >= len(h) {
			return
		}
		if right := worst + 1; right < len(h) && h[worst].before(h[right]) {
			worst = right
		}
		if !h[i].before(h[worst]) {
			return
		}
		h[i], h[worst] = h[worst], h[i]
		i = worst
	}
}
