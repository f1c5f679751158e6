package report

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"time"

	"sportello/content"
	"sportello/faq"
	"sportello/faq/missing"
)

// Gap is questions of one meaning that stayed open.
type Gap struct {
	Key      string // of Question; any question's key finds the gap
	Question string // the wording that stands for all, masked
	Lang     string
	Topic    string // of the queue that took most of the questions, else of what came closest; may be empty

	Students int           // distinct conversations
	Engaged  time.Duration // of operators, from claim to close of each chat
	Cost     float64       // the share of all students it has, and of all of the operators' time, together: 0 to 2
	Reasons  map[OpenReason]int
	First    time.Time
	Last     time.Time
	Wordings []Wording // distinct, the most asked first

	asked []asking        // in order
	keys  map[string]bool // of asked; nil of a part
	whole *Gap            // of a part of its questions; nil of all
}

// asking is a question with its key.
type asking struct {
	*OpenQuestion
	key string
}

// Wording is one way in which a question was put.
type Wording struct {
	Key      string
	Text     string
	Students int
}

// Keys are those of all its questions, the first asked first.
func (g *Gap) Keys() (keys []string) {
	for _, q := range g.all().asked {
		if !slices.Contains(keys, q.key) {
			keys = append(keys, q.key)
		}
	}
	return keys
}

// all is the gap with the questions, too, that did not count.
func (g *Gap) all() *Gap {
	if g.whole != nil {
		return g.whole
	}
	return g
}

// SettledBy is the last of the decisions, which are the latest first, that was about this
// gap; returned says that it has grown so much since that it counts no longer. Nil if there
// is none. A decision is about a gap if it knew at least half of what had been asked of it
// until then: later questions may have joined two gaps, or parted one.
func (g *Gap) SettledBy(decisions []faq.GapDecision) (d *faq.GapDecision, returned bool) {
	for i := range decisions {
		d := &decisions[i]
		if !slices.ContainsFunc(d.Keys, func(key string) bool { return g.all().keys[key] }) {
			continue // as most are of other gaps
		}
		known := map[string]bool{}
		for _, key := range d.Keys {
			known[key] = true
		}
		before, both, after := map[string]bool{}, 0, map[string]bool{}
		for _, q := range g.all().asked {
			switch {
			case q.At.After(d.At):
				after[q.Conversation] = true
			case !before[q.key]:
				before[q.key] = true
				if known[q.key] {
					both++
				}
			}
		}
		if both > 0 && 2*both >= len(before) {
			return d, len(after) >= d.ReturnsAfter()
		}
	}
	return nil, false
}

// Chats are those that the questions ended in, the latest first.
func (g *Gap) Chats() (list []*OpenChat) {
	seen := map[string]bool{}
	for _, q := range slices.Backward(g.asked) {
		if q.Chat != nil && !seen[q.Chat.ID] {
			seen[q.Chat.ID] = true
			list = append(list, q.Chat)
		}
	}
	return list
}

// Rejected are the entries that students said did not help.
func (g *Gap) Rejected() map[string]int {
	out := map[string]int{}
	for _, q := range g.asked {
		for _, id := range q.Rejected {
			out[id]++
		}
	}
	return out
}

// Named are the entries that operators said would have answered.
func (g *Gap) Named() map[string]int {
	out := map[string]int{}
	for _, c := range g.Chats() {
		if c.EntryID != "" {
			out[c.EntryID]++
		}
	}
	return out
}

// QuestionKey names a question by its words; it tells nothing of them.
func QuestionKey(lang, text string) string {
	sum := sha256.Sum256([]byte(lang + "\x00" + content.Fold(text)))
	return hex.EncodeToString(sum[:12])
}

// group sorts open questions into gaps. twin names an entry's other language by one id for
// both.
func group(ctx context.Context, open []OpenQuestion, twin func(id string) string) ([]*Gap, error) {
	at := map[string]int{}
	var distinct []missing.Question
	var asked [][]asking
	for i := range open {
		q := &open[i]
		if content.Fold(q.Text) == "" {
			continue
		}
		key := QuestionKey(q.Lang, q.Text)
		k, known := at[key]
		if !known {
			k = len(distinct)
			at[key] = k
			distinct = append(distinct, missing.Question{Text: q.Text, Lang: q.Lang, Near: map[string]float64{}})
			asked = append(asked, nil)
		}
		for id, near := range q.Near {
			distinct[k].Near[twin(id)] = max(distinct[k].Near[twin(id)], near)
		}
		distinct[k].N++
		asked[k] = append(asked[k], asking{q, key})
	}
	groups, err := missing.Groups(ctx, distinct, missing.DefaultLeast)
	if err != nil {
		return nil, fmt.Errorf("group the open questions: %w", err)
	}
	gaps := make([]*Gap, len(groups))
	for i, m := range groups {
		g := &Gap{Key: asked[m.Best][0].key, Question: distinct[m.Best].Text, Lang: distinct[m.Best].Lang, keys: map[string]bool{}}
		for _, k := range m.Members {
			g.asked, g.keys[asked[k][0].key] = append(g.asked, asked[k]...), true
		}
		slices.SortStableFunc(g.asked, func(a, b asking) int { return a.At.Compare(b.At) })
		gaps[i] = g
	}
	return gaps, nil
}

// OfGaps is which questions count, in which gaps.
type OfGaps struct {
	Since   time.Time    // questions asked since then
	Reasons []OpenReason // of these reasons; none: all
	Topics  []string     // gaps of these topics; none: all
	Langs   []string     // gaps of these languages; none: all
}

// within is the gap as it is of the questions that count, with its figures; nil of none.
func (g *Gap) within(f *OfGaps) *Gap {
	out := &Gap{Key: g.Key, Question: g.Question, Lang: g.Lang, Reasons: map[OpenReason]int{}, whole: g}
	for _, q := range g.asked {
		if !q.At.Before(f.Since) && (len(f.Reasons) == 0 || slices.Contains(f.Reasons, q.Reason)) {
			out.asked = append(out.asked, q)
		}
	}
	if len(out.asked) == 0 || len(f.Langs) > 0 && !slices.Contains(f.Langs, g.Lang) {
		return nil
	}
	out.count()
	if len(f.Topics) > 0 && !slices.Contains(f.Topics, out.Topic) {
		return nil
	}
	return out
}

// count makes the figures of the questions.
func (g *Gap) count() {
	students, byKey := map[string]bool{}, map[string]map[string]bool{}
	taken, guessed, texts := map[string]int{}, map[string]int{}, map[string]string{}
	for _, q := range g.asked {
		students[q.Conversation] = true
		if byKey[q.key] == nil {
			byKey[q.key], texts[q.key] = map[string]bool{}, q.Text
		}
		byKey[q.key][q.Conversation] = true
		g.Reasons[q.Reason]++
		switch {
		case q.Chat != nil:
			taken[q.Topic]++
		case q.Topic != "":
			guessed[q.Topic]++
		}
	}
	g.First, g.Last = g.asked[0].At, g.asked[len(g.asked)-1].At
	g.Students, g.Topic = len(students), cmp.Or(mostOf(taken), mostOf(guessed))
	for _, c := range g.Chats() {
		g.Engaged += c.Engaged
	}
	for _, key := range slices.Sorted(maps.Keys(byKey)) {
		g.Wordings = append(g.Wordings, Wording{key, texts[key], len(byKey[key])})
	}
	slices.SortStableFunc(g.Wordings, func(a, b Wording) int {
		return cmp.Or(cmp.Compare(b.Students, a.Students), cmp.Compare(a.Text, b.Text))
	})
}

// mostOf is the key counted most, the first of equals.
func mostOf(counts map[string]int) (best string) {
	for _, k := range slices.Sorted(maps.Keys(counts)) {
		if best == "" || counts[k] > counts[best] {
			best = k
		}
	}
	return best
}
