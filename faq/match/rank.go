package match

import (
	"math"
	"slices"
)

// rank appends the candidates of one kind, scored. It lets one of two twins stand for
// both, and gives each its confidence: the first that of the logistic model,
// the others less by the ratio of their softmax shares. Beside entries, a passage is
// only as sure as it has the question's words: entries were written for the questions
// that come, so most that come closest to a passage belong elsewhere, while in the
// bases of passages alone that the model was fitted on hardly any do.
func (m *Matcher) rank(to []Candidate, l list, a *asked) []Candidate {
	if len(l.items) == 0 {
		return to
	}
	model := m.models[l.kind]
	l, scores := m.mergeTwins(l, &model)
	conf, first := ConfidenceVector(l.rank, scores, l.unknown)
	sure := model.confidence(conf)
	if l.kind == KindPassage && m.mixed {
		sure *= l.rank[first][fAll]
	}
	from := len(to)
	for i, at := range l.items {
		to = append(to, Candidate{
			Item: &m.items[m.inLanguage(at, a.prefer)], Score: scores[i],
			Confidence: sure * math.Exp(scores[i]-scores[first]), cover: l.rank[i][fAll], rank: l.rank[i], popular: m.popularity(l.items[i]),
		})
	}
	to[from+first].conf = conf[:cRank]
	return to
}

// explain keeps the features of candidates, whose memory is used again.
func explain(list []Candidate) {
	all := make([]float64, len(list)*len(ReasonNames))
	for i := range list {
		c := &list[i]
		c.Why = all[i*len(ReasonNames):][:len(ReasonNames):len(ReasonNames)]
		copy(c.Why, c.rank)
		c.Why[rankFeatures] = c.popular
		copy(c.Why[rankFeatures+1:], c.conf)
		c.rank, c.conf = nil, nil
	}
}

// inLanguage is the position of an item or, if that is in the language wanted,
// of its twin.
func (m *Matcher) inLanguage(i, lang int) int {
	if t := m.twin[i]; t >= 0 && m.stats.items[i].lang != lang && m.stats.items[t].lang == lang {
		return t
	}
	return i
}

// mergeTwins keeps, of two twins, the better scored one's features, in the memory of the
// list. Which of them is shown is another matter, see inLanguage.
func (m *Matcher) mergeTwins(l list, model *Model) (list, []float64) {
	n := len(l.items)
	kept := list{kind: l.kind, unknown: l.unknown, items: l.items[:0], rank: l.rank[:0]}
	came := make([]int, 0, n) // the item that took a place in kept
	scores := make([]float64, 0, n)
	for i, item := range l.items {
		s := model.score(l.rank[i]) + popularMost*m.popularity(item)
		if t := m.twin[item]; t >= 0 {
			if k := slices.Index(came, t); k >= 0 {
				if s > scores[k] {
					scores[k], kept.rank[k], kept.items[k] = s, l.rank[i], item
				}
				continue
			}
		}
		came, scores = append(came, item), append(scores, s)
		kept.items, kept.rank = append(kept.items, item), append(kept.rank, l.rank[i])
	}
	return kept, scores
}

// yield settles what the entries, which come first, and the passages leave each other. An entry is less sure by
// how much more of the question a sure passage has: alternates by the dozen, and the
// ranker, find an entry for nearly any words, though the one that matters is only in
// the guide. Then a passage is less sure by what the entries leave it: where one is
// right it comes first, so that a passage has its chance only where none is.
func yield(c []Candidate) {
	first := slices.IndexFunc(c, func(x Candidate) bool { return kindOf(x.Item) == KindPassage })
	if first < 0 {
		return
	}
	entries, passages := c[:first], c[first:]
	var entry float64
	for i := range entries {
		entries[i].Confidence *= 1 - beyond(passages, entries[i].cover)
		entry = max(entry, entries[i].Confidence)
	}
	for i := range passages {
		passages[i].Confidence *= 1 - entry
	}
}

// beyond is how much any passage has of the question beyond a share, as far as it is
// sure.
func beyond(passages []Candidate, share float64) (most float64) {
	for i := range passages {
		most = max(most, passages[i].Confidence*(passages[i].cover-share))
	}
	return most
}

// order is the surest of the candidates, at most so many, the surest first; an entry sure enough to be the answer yields only to a
// passage that is surer by a margin, for it is the office's answer to just this question.
func (m *Matcher) order(c []Candidate, limit int) []Candidate {
	type place struct {
		at  int
		key float64
	}
	limit = min(limit, len(c))
	best := make([]place, 0, limit+1)
	for i := range c {
		x := place{i, c[i].Confidence}
		if kindOf(c[i].Item) == KindEntry && x.key >= m.thresholds.Answer {
			x.key += m.options.PassageMargin
		}
		k := len(best)
		for k > 0 && x.key > best[k-1].key {
			k--
		}
		if k < limit {
			best = slices.Insert(best, k, x)
			best = best[:min(len(best), limit)]
		}
	}
	out := make([]Candidate, 0, limit)
	for _, p := range best {
		out = append(out, c[p.at])
	}
	return out
}

// decide settles what to do with the candidates.
func (m *Matcher) decide(r *Result) {
	r.Decision, r.AnswerAt, r.ChoicesAt = Handoff, m.thresholds.Answer, m.thresholds.Choices
	if len(r.Candidates) == 0 {
		return
	}
	r.Confidence = r.Candidates[0].Confidence
	if r.Intent == IntentPerson || r.Intent == IntentUrgent {
		return
	}
	if r.Confidence >= m.thresholds.Answer {
		r.Decision = Answer
		return
	}
	n, sum := m.choices(r.Candidates)
	if n >= 2 && sum >= m.thresholds.Choices {
		r.Decision, r.Choices = Choices, n
	}
}

// minChoice is the part of the first candidate's confidence that another one
// must have to be worth offering beside it, if two are offered already.
const minChoice = 0.2

// choices counts the candidates worth offering and adds up their confidence.
func (m *Matcher) choices(c []Candidate) (n int, sum float64) {
	for i := range c {
		if n >= m.options.MaxChoices || n >= 2 && c[i].Confidence < minChoice*c[0].Confidence {
			break
		}
		n++
		sum += c[i].Confidence
	}
	return n, sum
}
