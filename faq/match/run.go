package match

import (
	"context"
	"slices"
	"strings"
)

// filled replaces settings left at zero by the defaults.
func (o Options) filled() Options {
	d := DefaultOptions()
	if o.MaxChoices < 2 {
		o.MaxChoices = d.MaxChoices
	}
	if o.Limit <= 0 {
		o.Limit = d.Limit
	}
	if o.Recall <= 0 {
		o.Recall = d.Recall
	}
	if o.Precision <= 0 {
		o.Precision = d.Precision
	}
	if o.ChoicesPrecision <= 0 {
		o.ChoicesPrecision = d.ChoicesPrecision
	}
	if o.Models == nil {
		o.Models = DefaultModels()
	}
	return o
}

// Match finds the items that answer q. The error is ErrEmpty if the text has
// no words, ErrClosed after Close, or the context's.
func (m *Matcher) Match(ctx context.Context, q Query) (Result, error) {
	c := m.scratch.Get().(*scratch)
	defer m.scratch.Put(c)
	lists, asked, err := m.compare(ctx, c, q)
	if err != nil {
		return Result{}, err
	}
	r := Result{Lang: asked.lang, Intent: intent(asked.words), Candidates: c.candidates[:0]}
	for _, l := range lists {
		r.Candidates = m.rank(r.Candidates, l, asked)
	}
	c.candidates = r.Candidates
	defer clear(c.candidates)
	yield(r.Candidates)
	m.recalibrate(&r)
	r.Candidates = m.order(r.Candidates, m.limit(q))
	explain(r.Candidates)
	m.quote(r.Candidates, asked)
	m.decide(&r)
	return r, nil
}

func (m *Matcher) limit(q Query) int {
	if q.Limit > 0 {
		return q.Limit
	}
	return m.options.Limit
}

// asked is a question read, before it is compared.
type asked struct {
	words    []string
	lang     string           // recognised, or the hint where nothing shows
	prefer   int              // language of the candidates wanted
	readings [langs]*question // nil where the base has no items
	spelling *spelling
	excluded map[int]bool
	topic    string
	audience []string
	campuses []string // that it names
	sure     float64  // of lang
}

// read prepares a question.
func (m *Matcher) read(q Query) (*asked, error) {
	words := splitWords(fold(q.Text, maxRunes))
	if len(words) == 0 {
		return nil, ErrEmpty
	}
	a := &asked{words: words, topic: q.Topic, audience: q.Audience,
		campuses: m.namedCampuses(words), excluded: m.excluded(q.Exclude)}
	st := m.stem.Get().(*stemmer)
	as := m.stats.meanings(st, words)
	m.putStemmer(st)
	a.lang, a.sure = languageBy(as)
	if q.Lang != "" && a.sure < hintBelow {
		a.lang = langName[langIndex(q.Lang)]
	}
	a.prefer = langIndex(a.lang)
	if q.Lang != "" {
		a.prefer = langIndex(q.Lang)
	}
	a.spelling = m.stats.spell(as)
	for l, lex := range m.stats.lex {
		if lex.items > 0 {
			a.readings[l] = m.stats.ask(l, words, as, a.spelling)
		}
	}
	return a, nil
}

// hintBelow is the sureness of the language below which the interface's
// language is believed instead.
const hintBelow = 0.5

// putStemmer gives a stemmer back unless questions have filled its memory.
func (m *Matcher) putStemmer(st *stemmer) {
	if len(st.seen[it])+len(st.seen[en]) < 50_000 {
		m.stem.Put(st)
	}
}

// excluded are the positions of rejected items and their twins.
func (m *Matcher) excluded(ids []string) map[int]bool {
	set := make(map[int]bool, 2*len(ids))
	for _, id := range ids {
		if i, ok := m.byID[id]; ok {
			set[i] = true
			if t := m.twin[i]; t >= 0 {
				set[t] = true
			}
		}
	}
	return set
}

// list is the candidates of one kind with their features.
type list struct {
	kind    Kind
	items   []int
	rank    [][]float64
	unknown float64 // share of the question's idf mass in unknown words
}

// compared is compare for who keeps the lists.
func (m *Matcher) compared(ctx context.Context, q Query) ([kinds]list, error) {
	c := m.scratch.Get().(*scratch)
	defer m.scratch.Put(c)
	lists, _, err := m.compare(ctx, c, q)
	c.vectors, c.lists = nil, [kinds]list{}
	return lists, err
}

// compare gathers the candidates of a question, by their kinds, and computes their
// features. The lists are in c.
func (m *Matcher) compare(ctx context.Context, c *scratch, q Query) (lists [kinds]list, a *asked, err error) {
	if a, err = m.read(q); err != nil {
		return lists, nil, err
	}
	found, err := m.recall(ctx, a)
	if err != nil {
		return lists, nil, err
	}
	lists = c.begin(len(found) + langs*nominated)
	c.hear(m.stats, a.spelling.grams)
	for lang, q := range a.readings {
		if q == nil {
			continue
		}
		c.spread(q, true)
		if l := m.learned[lang]; l != nil {
			c.margins = l.margins(q, c)
			found = l.nominate(c.margins, found)
		}
		for _, i := range found {
			if m.stats.items[i].lang == lang && !a.excluded[i] {
				c.vectors = append(c.vectors, m.features(c, q, a, i))
				lists[kindIndex(m.stats.items[i].kind)].add(i, c.vectors[len(c.vectors)-1][:], q)
			}
		}
		c.spread(q, false)
	}
	c.lists = lists
	return lists, a, nil
}

// begin returns empty lists for so many candidates. There is room for the vectors of all,
// for they must not move.
func (c *scratch) begin(most int) (lists [kinds]list) {
	c.vectors = slices.Grow(c.vectors[:0], most)
	lists = [kinds]list{{kind: KindEntry}, {kind: KindPassage}}
	for i := range lists {
		lists[i].items, lists[i].rank = c.lists[i].items[:0], c.lists[i].rank[:0]
	}
	return lists
}

// kinds is how many kinds of item there are.
const kinds = 2

func kindIndex(k Kind) int {
	if k == KindPassage {
		return 1
	}
	return 0
}

// add appends a candidate. The unknown words are those of
// the reading that understood most.
func (l *list) add(i int, v []float64, q *question) {
	if len(l.items) == 0 || q.unknown < l.unknown {
		l.unknown = q.unknown
	}
	l.items = append(l.items, i)
	l.rank = append(l.rank, v)
}

// features compares the question with one item and adds the hints.
func (m *Matcher) features(c *scratch, q *question, a *asked, i int) rankVector {
	cmp := comparison{stats: m.stats, scratch: c, q: q}
	v := cmp.features(&m.stats.items[i])
	if l := m.learned[q.lang]; l != nil && l.classOf[i] >= 0 {
		v[fLearned], v[fTrained] = learnedFeature(c.margins[l.classOf[i]]), 1
	}
	if langName[q.lang] == a.lang {
		v[fLang] = a.sure
	}
	x := &m.items[i]
	if x.isFor(a.audience) {
		v[fAudience] = 1
	}
	if !x.isAt(a.campuses) {
		v[fLevel] = 0
	}
	if t := x.Topic; t != "" && a.topic != "" && strings.EqualFold(t, a.topic) {
		v[fTopic] = 1
	}
	return v
}
