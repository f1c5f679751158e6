package rational

import (
	"math"
	"slices"
)

// What makes two facts be of the same matter.
const (
	leastContext = 0.35 // cosine of the words around them
	leastShared  = 2    // concepts of the words around them
	mostShown    = 6    // conflicts of a pair
	roleBonus    = 0.05 // of two beginnings, or two ends
)

// contradictionModel weighs, in this order: 1, the likeness of the words around the facts,
// how rare those are that both have, the likeness of the questions and of the answers, the
// score as duplicates, and the contrast and scope of the questions. Set by reasoning, and so that
// of the facts planted in half of the bundled library's topics most are found, and little
// else; see faq/eval/pairs.
var contradictionModel = [...]float64{-7, 4, 3, 1, 1.5, 3, -1.5, -1}

// contradiction finds the facts of one matter that two entries tell differently.
func (b *base) contradiction(i, j int, same float64, x *[features]float64) (Pair, bool) {
	p := Pair{Kind: Contradiction, A: i, B: j}
	d, e := &b.docs[i], &b.docs[j]
	for _, m := range d.matched(e) {
		if p.Conflicts = append(p.Conflicts, d.conflict(m.f, e, m.g)); len(p.Conflicts) == mostShown {
			break
		}
		p.Score = max(p.Score, contradictionScore(m.like, b.rarity(m.f.context, m.g.context), same, x))
	}
	return p, len(p.Conflicts) > 0
}

func contradictionScore(like, rare, same float64, x *[features]float64) float64 {
	w := &contradictionModel
	sum := w[0] + w[1]*like + w[2]*rare + w[3]*x[fBest] + w[4]*x[fAnswer] + w[5]*same + w[6]*x[fContrast] + w[7]*x[fScope]
	return 1 / (1 + math.Exp(-sum))
}

// rarity is how much the concepts that two vectors share tell: 1 for as much as two words
// that a single entry has, at most 1.
func (b *base) rarity(v, w vector) float64 {
	var sum float64
	for _, x := range v {
		if _, ok := slices.BinarySearchFunc(w, x.id, byID); ok {
			sum += float64(b.idf[x.id])
		}
	}
	return math.Min(1, sum/(2*math.Log(float64(len(b.docs))+1)))
}

func (d *document) conflict(f *fact, e *document, g *fact) Conflict {
	return Conflict{Type: f.kind, A: d.sayOf(f), B: e.sayOf(g)}
}

func (d *document) sayOf(f *fact) Said { return Said{f.text, d.sentence[f.sentence]} }

// matching is two facts of different values that are each other's nearest in the words
// around them.
type matching struct {
	f, g *fact
	like float64
}

// matched are the facts of two documents that should be the same and are not.
func (d *document) matched(e *document) (out []matching) {
	for k := range d.facts {
		f := &d.facts[k]
		g, like := f.nearest(e.facts)
		if g == nil || like < leastContext || f.is(g) || f.saidOf(e.facts) || g.saidOf(d.facts) {
			continue
		}
		if back, _ := g.nearest(d.facts); back == f {
			out = append(out, matching{f, g, like})
		}
	}
	return out
}

// nearest is the fact of the same type and role with the likest words around it.
func (f *fact) nearest(list []fact) (best *fact, like float64) {
	for k := range list {
		g := &list[k]
		if g.kind != f.kind || (g.role != f.role && g.role != "" && f.role != "") || !f.sameUnit(g) {
			continue
		}
		l := dot(f.context, g.context)
		if f.role == g.role {
			l += roleBonus
		}
		if l > like && common(f.context, g.context) >= leastShared {
			best, like = g, l
		}
	}
	return best, math.Min(like, 1)
}

// sameUnit keeps marks of thirty from those of a hundred and ten. Durations may differ in
// their unit: 30 days here and 2 months there is what is looked for.
func (f *fact) sameUnit(g *fact) bool {
	if f.kind != FactMark {
		return true
	}
	return scaleOf(f.value) == scaleOf(g.value)
}

func scaleOf(mark string) string {
	for i := range mark {
		if mark[i] == '/' {
			return mark[i:]
		}
	}
	return ""
}

// saidOf reports whether a list gives the same value of the same matter too.
func (f *fact) saidOf(list []fact) bool {
	for k := range list {
		if g := &list[k]; g.kind == f.kind && f.is(g) && dot(f.context, g.context) >= leastContext {
			return true
		}
	}
	return false
}

// in reports whether a list has a fact of the same type and value.
func (f *fact) in(list []fact) bool {
	for k := range list {
		if list[k].kind == f.kind && f.is(&list[k]) {
			return true
		}
	}
	return false
}

func common(a, b vector) (n int) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].id < b[j].id:
			i++
		case a[i].id > b[j].id:
			j++
		default:
			n++
			i++
			j++
		}
	}
	return n
}

// sameFacts are the facts that both lists have, as the first writes them. Months and
// years are left out: too many entries have them.
func sameFacts(a, b []fact) (texts []string) {
	seen := map[string]bool{}
	for k := range a {
		f := &a[k]
		id := string(f.kind) + f.value
		if f.kind != FactMonth && f.kind != FactYear && !seen[id] && f.in(b) {
			seen[id] = true
			texts = append(texts, f.text)
		}
	}
	return texts
}
