package rational

import (
	"context"
	"maps"
	"math"
	"slices"
	"strings"

	"sportello/faq/match"
)

// phrasesRead bounds the alternates that are compared one by one.
const phrasesRead = 40

// document is an entry as it is compared.
type document struct {
	lang     int // 0 Italian, 1 English
	question vector
	phrases  []vector // question and alternates
	centroid vector   // of phrases
	answer   vector
	asks     []int           // by contrast set, the members asked for, as bits
	numbers  map[string]bool // of the question
	sources  map[string]bool
	facts    []fact
	sentence []string

	said [][]token // of phrases, then of the answer's sentences
	from int       // where the answer begins in said
}

// base is all entries, read.
type base struct {
	entries  []Entry
	docs     []document
	twin     []int // position, or -1
	ids      map[string]int32
	idf      []float32
	bridge   bridge
	glossary *glossary
	byID     map[string]int
}

// read reads the entries into vectors.
func read(ctx context.Context, entries []Entry) (*base, error) {
	b := &base{entries: entries, docs: make([]document, len(entries)), twin: make([]int, len(entries)),
		ids: map[string]int32{}, byID: make(map[string]int, len(entries))}
	for i := range entries {
		b.byID[entries[i].ID] = i
	}
	for i := range entries {
		b.twin[i] = -1
		if t, ok := b.byID[entries[i].Twin]; ok && t != i {
			b.twin[i] = t
		}
	}
	g := readGlossary(match.NewReader())
	b.glossary = g
	err := parallel(ctx, len(entries), func() func(int) {
		r := match.NewReader()
		return func(i int) { b.docs[i] = g.document(r, &entries[i]) }
	})
	if err != nil {
		return nil, err
	}
	b.dropCommonSources()
	b.cross()
	b.weigh()
	err = parallel(ctx, len(entries), func() func(int) {
		return func(i int) { b.vectors(&b.docs[i]) }
	})
	return b, err
}

// commonSource is how many entries may have a source that tells something; the portal
// where everything is done is no source of any of them.
const commonSource = 4

// dropCommonSources forgets the addresses that very many entries have.
func (b *base) dropCommonSources() {
	count := map[string]int{}
	for i := range b.docs {
		for s := range b.docs[i].sources {
			count[s]++
		}
	}
	for i := range b.docs {
		maps.DeleteFunc(b.docs[i].sources, func(s string, _ bool) bool { return count[s] > max(commonSource, len(b.docs)/100) })
	}
}

// document reads what of an entry does not depend on the others.
func (g *glossary) document(r *match.Reader, e *Entry) document {
	d := document{sources: map[string]bool{}, numbers: map[string]bool{}}
	if e.Lang == "en" {
		d.lang = 1
	}
	d.said = append(d.said, g.tokens(r, e.Question, e.Lang))
	for _, a := range e.Alternates[:min(len(e.Alternates), phrasesRead)] {
		d.said = append(d.said, g.tokens(r, a, e.Lang))
	}
	d.from = len(d.said)
	d.sentence = match.Sentences(e.Answer)
	for _, s := range d.sentence {
		d.said = append(d.said, g.tokens(r, withoutLinks(s), e.Lang))
	}
	d.asks = g.asks(r, e)
	for _, t := range r.Terms(e.Question, e.Lang) {
		if strings.ContainsAny(t.Word, "0123456789") {
			d.numbers[t.Word] = true
		}
	}
	for _, s := range append(slices.Clone(e.Sources), links(e.Answer)...) {
		d.sources[s] = true
	}
	d.facts = readFacts(g, r, e, d.sentence)
	return d
}

// asks says of each contrast set which members a question has.
func (g *glossary) asks(r *match.Reader, e *Entry) []int {
	out := make([]int, len(g.contrast))
	for _, t := range r.Terms(e.Question, e.Lang) {
		for i, set := range g.contrast {
			if m := set[t.Word]; m > 0 {
				out[i] |= 1 << m
			}
		}
	}
	return out
}

// cross makes concepts of the languages' words.
func (b *base) cross() {
	words, english := make([]map[string]bool, len(b.docs)), make([]bool, len(b.docs))
	var twins [][2]int
	for i := range b.docs {
		words[i], english[i] = map[string]bool{}, b.docs[i].lang == 1
		for _, s := range b.docs[i].said {
			for _, t := range s {
				words[i][t.concept] = true
			}
		}
		if t := b.twin[i]; t >= 0 && english[i] && !strings.EqualFold(b.entries[t].Lang, "en") {
			twins = append(twins, [2]int{t, i})
		}
	}
	b.bridge = newBridge(words, english, twins)
	for i := range b.docs {
		if !english[i] {
			continue
		}
		for _, s := range b.docs[i].said {
			b.bridge.carry(s)
		}
		for _, f := range b.docs[i].facts {
			b.bridge.carry(f.around)
		}
	}
}

// weigh numbers the concepts and finds how rare each is among the entries of the
// languages that have it: ln(1 + (N - df + 1/2) / (df + 1/2)), as faq/match has it.
func (b *base) weigh() {
	var df [][2]int
	var total [2]int
	for i := range b.docs {
		d := &b.docs[i]
		total[d.lang]++
		seen := map[int32]bool{}
		for _, s := range d.said {
			for _, t := range s {
				id, ok := b.ids[t.concept]
				if !ok {
					id = int32(len(df))
					b.ids[t.concept] = id
					df = append(df, [2]int{})
				}
				if !seen[id] {
					seen[id] = true
					df[id][d.lang]++
				}
			}
		}
	}
	b.idf = make([]float32, len(df))
	for id, n := range df {
		var all, has float64
		for lang := range n {
			if n[lang] > 0 {
				all, has = all+float64(total[lang]), has+float64(n[lang])
			}
		}
		b.idf[id] = float32(math.Log(1 + (all-has+0.5)/(has+0.5)))
	}
}

// vectors fills in the vectors of a document.
func (b *base) vectors(d *document) {
	centroid, answer := bag{}, bag{}
	for i, s := range d.said {
		v := b.vector(s)
		if i < d.from {
			d.phrases = append(d.phrases, v)
			for _, x := range v {
				centroid[x.id] += x.w
			}
			continue
		}
		for _, t := range s {
			id := b.ids[t.concept]
			answer[id] += b.idf[id] * float32(t.share)
		}
	}
	for id, w := range answer { // a word said often counts more, but not in proportion
		answer[id] = float32(math.Sqrt(float64(w * b.idf[id])))
	}
	for i := range d.facts {
		d.facts[i].context = b.vector(d.facts[i].around)
	}
	d.said = nil // all is in the vectors now
	d.question, d.centroid, d.answer = d.phrases[0], centroid.vector(), answer.vector()
}

// vector is the concepts of a phrase by how rare they are.
func (b *base) vector(tokens []token) vector {
	v := bag{}
	for _, t := range tokens {
		id, ok := b.ids[t.concept]
		if !ok {
			continue // only of a piece cut elsewhere than where phrases are
		}
		v[id] = max(v[id], b.idf[id]*float32(t.share))
	}
	return v.vector()
}
