package assistant

import (
	"slices"
	"testing"
	"time"

	"sportello/content"
	"sportello/faq"
)

func sideOf(id, topic, question string, fields map[string][]string) side {
	return side{Candidate: Candidate{ID: id, Topic: topic, Question: question}, fields: fields,
		names: map[string]map[string]string{"lago": {"it": "Lago", "en": "Lago"}, "fiera": {"it": "Fiera", "en": "Fiera"}}}
}

func TestAsk(t *testing.T) {
	field := func(name string, values ...string) map[string][]string { return map[string][]string{name: values} }
	for _, c := range []struct {
		name string
		list []side
		lang string
		want string // empty: nothing tells them apart
	}{
		{"one", []side{sideOf("a", "x", "A?", field("level", "phd"))}, "it", ""},
		{"level", []side{sideOf("a", "x", "A?", field("level", "bachelor")), sideOf("b", "y", "B?", field("level", "master"))}, "it",
			"Per quale corso di studi: laurea triennale o laurea magistrale?"},
		{"level, English", []side{sideOf("a", "x", "A?", field("level", "bachelor")), sideOf("b", "y", "B?", field("level", "phd"))}, "en",
			"For which degree: bachelor's degree or PhD?"},
		{"three", []side{sideOf("a", "x", "A?", field("level", "bachelor")), sideOf("b", "y", "B?", field("level", "master")),
			sideOf("c", "y", "C?", field("level", "phd"))}, "it", "Per quale corso di studi: laurea triennale, laurea magistrale o dottorato?"},
		{"campus", []side{sideOf("a", "x", "A?", field("campus", "lago")), sideOf("b", "x", "B?", field("campus", "fiera"))}, "it", "Per quale campus: Lago o Fiera?"},
		{"one of them for all", []side{sideOf("a", "x", "A?", field("level", "all")), sideOf("b", "x", "B?", field("level", "master"))}, "it", ""},
		{"one of them silent", []side{sideOf("a", "x", "A?", nil), sideOf("b", "x", "B?", field("level", "master"))}, "it", ""},
		{"overlapping", []side{sideOf("a", "x", "A?", field("level", "master", "phd")), sideOf("b", "x", "B?", field("level", "master"))}, "it", ""},
		{"audience of one topic", []side{sideOf("a", "x", "A?", field("audience", "future")), sideOf("b", "x", "B?", field("audience", "enrolled", "graduating"))}, "it",
			"Qual è il tuo caso: devi ancora iscriverti o frequenti già / stai per laurearti?"},
		{"audience of two topics", []side{sideOf("a", "x", "A?", field("audience", "future")), sideOf("b", "y", "B?", field("audience", "enrolled"))}, "it", ""},
	} {
		got := ask(c.list, c.lang)
		if got == nil && c.want != "" || got != nil && (got.Text != c.want || len(got.Options) != len(c.list) || got.Options[0].Entry != "a") {
			t.Errorf("%s: %+v, want %q", c.name, got, c.want)
		}
	}
}

func TestDiffering(t *testing.T) {
	level := func(v string) map[string][]string { return map[string][]string{"level": {v}} }
	list := []side{
		sideOf("a", "x", "Come mi iscrivo a un appello d'esame?", nil),
		sideOf("b", "x", "Come ci si iscrive agli appelli degli esami?", nil),
		sideOf("c", "x", "Come rifiuto il voto di un esame?", nil),
		sideOf("d", "x", "Come presento la domanda?", level("bachelor")),
		sideOf("e", "x", "Come presento la domanda?", level("master")),
	}
	var ids []string
	for _, s := range differing(list, 4) {
		ids = append(ids, s.ID)
	}
	if !slices.Equal(ids, []string{"a", "c", "d", "e"}) {
		t.Error(ids)
	}
}

func TestHints(t *testing.T) {
	q := &Ask{Field: "level", Options: []Option{{Values: []string{"bachelor"}, Entry: "a"}, {Values: []string{"master"}, Entry: "b"}}}
	h, now := &Hints{}, time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	if got := h.answer(q) + h.answer(nil); got != "" {
		t.Error(got)
	}
	h.take(q, "c") // was not among them
	h.take(nil, "b")
	h.take(q, "b")
	if got := h.answer(q); got != "b" {
		t.Errorf("%q, %+v", got, h)
	}
	h.Level = []string{"bachelor", "master"}
	if got := h.answer(q); got != "" {
		t.Errorf("both, and yet %q", got)
	}
	h.hear("ora sono un dottorando, sede Fiera", []content.Campus{{ID: "fiera", Name: map[string]string{"it": "Fiera"}}}, now)
	if !slices.Equal(h.Level, []string{"phd"}) || !slices.Equal(h.Campus, []string{"fiera"}) {
		t.Errorf("%+v", h)
	}
	h.hear("sono uno studente erasmus", nil, now)
	h.hear("sto per laurearmi", nil, now)
	if h.urgent(now) {
		t.Errorf("%+v", h)
	}
	h.hear("voglio morire", nil, now)
	h.hear("scusate, non volevo", nil, now.Add(time.Hour))
	if !h.urgent(now.Add(2*time.Hour)) || h.urgent(now.Add(25*time.Hour)) {
		t.Errorf("%+v", h)
	}
	if !slices.Equal(h.Audience, []string{"graduating", "international"}) {
		t.Errorf("%+v", h)
	}
}

func TestSidesOfABaseWithoutThem(t *testing.T) {
	list := sides(&faq.Base{}, []Candidate{{ID: "gone", Question: "?"}})
	if len(list) != 1 || list[0].fields != nil {
		t.Errorf("%+v", list)
	}
}
