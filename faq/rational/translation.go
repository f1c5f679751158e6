package rational

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// How sure a difference between translations is: both sides have a fact the other lacks,
// or one side alone leaves something out.
const (
	changedScore = 0.9
	leftOutScore = 0.55
)

// translations compares the facts of each entry with those of its translation.
func (b *base) translations() (pairs []Pair) {
	for i, j := range b.twin {
		if j < 0 || b.docs[i].lang == b.docs[j].lang || (b.twin[j] == i && j < i) {
			continue
		}
		if p, ok := b.outOfStep(min(i, j), max(i, j)); ok {
			pairs = append(pairs, p)
		}
	}
	return pairs
}

// outOfStep compares two translations.
func (b *base) outOfStep(i, j int) (Pair, bool) {
	p := Pair{Kind: Translation, A: i, B: j}
	d, e := &b.docs[i], &b.docs[j]
	left, right := d.lacking(e, figuresOf(b.entries[j].Answer)), e.lacking(d, figuresOf(b.entries[i].Answer))
	paired := map[*fact]bool{}
	for _, f := range left {
		c := Conflict{Type: f.kind, A: d.sayOf(f)}
		if g := partnerOf(f, right, d.facts, e.facts, paired); g != nil {
			c.B, paired[g] = e.sayOf(g), true
		}
		p.Conflicts = append(p.Conflicts, c)
	}
	for _, g := range right {
		if paired[g] {
			continue
		}
		c := Conflict{Type: g.kind, B: e.sayOf(g)}
		if f := partnerOf(g, nil, e.facts, d.facts, paired); f != nil {
			c.A, paired[f] = d.sayOf(f), true
		}
		p.Conflicts = append(p.Conflicts, c)
	}
	// What both sides say differently goes before what one leaves out.
	slices.SortStableFunc(p.Conflicts, func(x, y Conflict) int { return cmp.Compare(y.sides(), x.sides()) })
	p.Conflicts = p.Conflicts[:min(len(p.Conflicts), mostShown)]
	if len(p.Conflicts) == 0 {
		return p, false
	}
	p.Score = leftOutScore
	if p.Conflicts[0].sides() == 2 {
		p.Score = changedScore
	}
	return p, true
}

// sides is how many of both entries give the fact.
func (c Conflict) sides() (n int) {
	for _, s := range []Said{c.A, c.B} {
		if s.Text != "" {
			n++
		}
	}
	return n
}

// lacking are the facts of d that e says nowhere, not even as a bare figure. Names of
// offices are translated, so they are left out.
func (d *document) lacking(e *document, figures map[string]bool) (out []*fact) {
	for k := range d.facts {
		f := &d.facts[k]
		switch {
		case f.kind == FactOffice, f.in(e.facts):
		case f.bare() != "" && figures[f.bare()]:
		case f.kind == FactMonth && f.within(e.facts):
		default:
			out = append(out, f)
		}
	}
	return out
}

// bare is the number of a fact that may be written without what it counts.
func (f *fact) bare() string {
	switch f.kind {
	case FactAmount, FactPercent, FactCredits:
		return f.value
	case FactDuration:
		return strings.TrimRight(f.value, "dwmyhin")
	case FactTime:
		hour, minute, _ := strings.Cut(f.value, ":")
		if minute == "00" {
			return hour
		}
	case FactMark:
		n, _, _ := strings.Cut(f.value, "/")
		return n
	}
	return ""
}

// within reports whether a list has a day of the month.
func (f *fact) within(list []fact) bool {
	for k := range list {
		if g := &list[k]; g.kind == FactDate && strings.TrimPrefix(strings.SplitN(g.value, "-", 2)[0], "0") == f.value {
			return true
		}
	}
	return false
}

// partnerOf finds what stands in the place of a fact of one text in the other: one of
// those lacking here, else a value that the other says less often than this text does.
func partnerOf(f *fact, lacking []*fact, own, other []fact, taken map[*fact]bool) *fact {
	var best *fact
	like := -1.0
	for _, g := range lacking {
		l := dot(f.context, g.context)
		if f.value == g.value {
			l++ // only the year was changed
		}
		if g.kind == f.kind && l > like && !taken[g] {
			best, like = g, l
		}
	}
	if best != nil {
		return best
	}
	for k := range other {
		g := &other[k]
		if g.kind != f.kind || taken[g] || count(g, other) <= count(g, own) {
			continue
		}
		if l := dot(f.context, g.context); l > like && l >= leastContext {
			best, like = g, l
		}
	}
	return best
}

func count(f *fact, list []fact) (n int) {
	for k := range list {
		if list[k].kind == f.kind && list[k].is(f) {
			n++
		}
	}
	return n
}

var anyFigure = regexp.MustCompile(`\d+(?:[.,]\d+)*|[\pL-]+`)

// figuresOf are all numbers of a text, in figures or words, in either reading of the
// marks between them.
func figuresOf(text string) map[string]bool {
	out := map[string]bool{}
	for _, w := range anyFigure.FindAllString(strings.ToLower(text), -1) {
		if n, ok := numberWords[w]; ok {
			out[n] = true
		} else if w[0] >= '0' && w[0] <= '9' {
			for _, lang := range []string{"it", "en"} {
				out[(&scan{lang: lang}).plainNumber(w)] = true
			}
		}
	}
	return out
}
