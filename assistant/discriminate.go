package assistant

import (
	"context"
	"slices"
	"strings"

	"sportello/content"
	"sportello/faq"
	"sportello/faq/match"
)

// Ask is a question that tells choices apart: whoever answers it has chosen.
type Ask struct {
	Field   string   `json:"field"` // level | campus | audience
	Text    string   `json:"text"`  // in the language of the conversation
	Options []Option `json:"options"`
}

// Option is one answer to it.
type Option struct {
	Label  string   `json:"label"`
	Values []string `json:"values"` // of the field
	Entry  string   `json:"entry"`
}

// alikeAt is from how much in common two questions say the same thing.
const alikeAt = 0.8

// side is a choice with whom and what it is for.
type side struct {
	Candidate
	fields map[string][]string
	names  map[string]map[string]string // of campuses, by id and language
}

// fields are those that may tell choices apart, the one that most surely does first.
var fields = []string{"level", "campus", "audience"}

func sides(base *faq.Base, from []Candidate) (list []side) {
	names := map[string]map[string]string{}
	for _, c := range base.Campuses {
		names[c.ID] = c.Name
	}
	for _, c := range from {
		s := side{Candidate: c, names: names}
		if e, ok := base.Entry(c.ID); ok {
			s.fields = map[string][]string{"level": e.Level, "campus": e.Campus, "audience": e.Audience}
		}
		list = append(list, s)
	}
	return list
}

// offer makes the reply of t choices: n of its candidates that differ, with the question
// that tells them apart. Where its answer is known already, the choice is made.
func (a *Assistant) offer(ctx context.Context, c *Conversation, base *faq.Base, t *Turn, n int) {
	list := differing(sides(base, t.Candidates), n)
	q := ask(list, c.Lang)
	if q == nil {
		// Between entries that a question tells apart, a page of a guide has no place.
		entries := slices.DeleteFunc(slices.Clone(list), func(s side) bool { return s.fields == nil })
		if q = ask(entries, c.Lang); q != nil {
			list = entries
		}
	}
	rest := t.Candidates
	t.Candidates = nil
	for _, s := range list {
		t.Candidates, rest = append(t.Candidates, s.Candidate), without(rest, s.ID)
	}
	t.Candidates = append(t.Candidates, rest...)
	if known := c.Hints.answer(q); known != "" {
		i := slices.IndexFunc(list, func(s side) bool { return s.ID == known })
		t.Candidates[0], t.Candidates[i] = t.Candidates[i], t.Candidates[0]
		a.answer(ctx, base, t, t.Candidates[0])
		return
	}
	t.Reply.Kind, t.Reply.Reason, t.Reply.Ask = KindChoices, "", q
	t.Reply.Choices = choices(t.Candidates[:len(list)])
}

// tornAt is from how much in common two questions may be the same but for the degree or
// the campus.
const tornAt = 0.5

// torn reports whether the best match has a double for another degree or campus, of which
// the question says nothing, and puts it second. How sure the matcher is of either does not
// tell: it cannot but take one for the better.
func (t *Turn) torn(base *faq.Base) bool {
	if e, ok := base.Entry(t.Candidates[0].ID); !ok || len(e.Level) == 0 && len(e.Campus) == 0 {
		return false // as most are: it is for all of them
	}
	list := sides(base, t.Candidates)
	for i, o := range list[1:] {
		first := list[0]
		if (apart(first.fields["level"], o.fields["level"]) || apart(first.fields["campus"], o.fields["campus"])) &&
			match.Alike(first.Question, o.Question) >= tornAt && match.Undecided(t.Text, first.Question, o.Question) {
			t.Candidates[1], t.Candidates[i+1] = t.Candidates[i+1], t.Candidates[1]
			return true
		}
	}
	return false
}

// differing are the first n of the list of which no two say the same thing; fewer where
// there are not so many.
func differing(list []side, n int) (kept []side) {
	for _, s := range list {
		if len(kept) == n {
			break
		}
		if !slices.ContainsFunc(kept, s.same) {
			kept = append(kept, s)
		}
	}
	return kept
}

// same reports whether two choices say the same thing to a student who reads them.
func (s side) same(o side) bool {
	for _, f := range fields[:2] {
		if apart(s.fields[f], o.fields[f]) {
			return false
		}
	}
	return s.Question == o.Question || match.Alike(s.Question, o.Question) >= alikeAt
}

// apart reports whether nobody is meant by both.
func apart(a, b []string) bool {
	return len(a) > 0 && len(b) > 0 && !slices.Contains(a, content.AnyValue) && !slices.Contains(b, content.AnyValue) &&
		!slices.ContainsFunc(a, func(v string) bool { return slices.Contains(b, v) })
}

// ask is the question that tells all of the list apart, nil if none does.
func ask(list []side, lang string) *Ask {
	if len(list) < 2 {
		return nil
	}
	for _, f := range fields {
		if !tells(list, f) {
			continue
		}
		q := &Ask{Field: f}
		var labels []string
		for _, s := range list {
			label := s.label(f, lang)
			labels = append(labels, label)
			q.Options = append(q.Options, Option{Label: upperFirst(label), Values: s.fields[f], Entry: s.ID})
		}
		q.Text = sentence(f, labels, lang)
		return q
	}
	return nil
}

// tells reports whether a value of the field leaves one of the list. Who somebody is says
// nothing of which matter they mean, so it only tells apart what is of one topic.
func tells(list []side, field string) bool {
	for i, s := range list {
		for _, o := range list[:i] {
			if !apart(s.fields[field], o.fields[field]) || field == "audience" && s.Topic != o.Topic {
				return false
			}
		}
	}
	return true
}

// answer is the entry that a question leaves of the choices, as far as is known; empty
// where that is none or several.
func (h *Hints) answer(q *Ask) (entry string) {
	if q == nil {
		return ""
	}
	for _, o := range q.Options {
		if !slices.ContainsFunc(h.of(q.Field), func(v string) bool { return slices.Contains(o.Values, v) }) {
			continue
		}
		if entry != "" {
			return ""
		}
		entry = o.Entry
	}
	return entry
}

// words are what values and questions are called, Italian and English.
var words = map[string][2]string{
	"bachelor":          {"laurea triennale", "bachelor's degree"},
	"master":            {"laurea magistrale", "master's degree (laurea magistrale)"},
	"single-cycle":      {"laurea a ciclo unico", "single-cycle degree"},
	"university-master": {"master universitario", "university master (master universitario)"},
	"phd":               {"dottorato", "PhD"},
	"future":            {"devi ancora iscriverti", "you have not enrolled yet"},
	"enrolled":          {"frequenti già", "you are enrolled"},
	"graduating":        {"stai per laurearti", "you are about to graduate"},
	"international":     {"vieni da un altro paese", "you come from another country"},
}

// label is what the side has in a field, as one says it.
func (s side) label(field, lang string) string {
	var said []string
	for _, v := range s.fields[field] {
		name := s.names[v][lang]
		if w, ok := words[v]; ok && field != "campus" {
			name = w[langIndex(lang)]
		}
		if name == "" {
			name = v
		}
		said = append(said, name)
	}
	return strings.Join(said, " / ")
}

func langIndex(lang string) int {
	if lang == "en" {
		return 1
	}
	return 0
}

// either joins by commas and a last "or".
func either(list []string, lang string) string {
	or := [2]string{" o ", " or "}[langIndex(lang)]
	last := len(list) - 1
	if last < 1 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:last], ", ") + or + list[last]
}

func sentence(field string, labels []string, lang string) string {
	begins := map[string][2]string{
		"level":    {"Per quale corso di studi: ", "For which degree: "},
		"campus":   {"Per quale campus: ", "For which campus: "},
		"audience": {"Qual è il tuo caso: ", "Which is your case: "},
	}
	return begins[field][langIndex(lang)] + either(labels, lang) + "?"
}

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}
