package rational

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func found(t *testing.T, o Options, entries ...Entry) []Pair {
	t.Helper()
	pairs, err := Find(context.Background(), entries, o)
	if err != nil {
		t.Fatal(err)
	}
	return pairs
}

func only(pairs []Pair, k Kind) (out []Pair) {
	for _, p := range pairs {
		if p.Kind == k {
			out = append(out, p)
		}
	}
	return out
}

// some is a few topics of the bundled library, to be quick.
func some(t *testing.T) []Entry {
	t.Helper()
	return slices.DeleteFunc(bundled(t), func(e Entry) bool {
		return !slices.Contains([]string{"fees", "isee", "certificates", "enrolment", "transfers"}, e.Topic)
	})
}

// twice is the bundled library with one of its entries once more, in other words.
func twice(t *testing.T, id, newID string, change func(*Entry)) []Entry {
	t.Helper()
	entries := some(t)
	i := slices.IndexFunc(entries, func(e Entry) bool { return e.ID == id })
	if i < 0 {
		t.Fatalf("the library has no %s", id)
	}
	entries[i].Sources = append(entries[i].Sources, "https://www.polivalmaggiore.example/rate")
	e := entries[i]
	e.ID, e.Twin = newID, ""
	change(&e)
	return append(entries, e)
}

func TestAnEntryInOtherWordsIsADuplicate(t *testing.T) {
	entries := twice(t, "fees-second-instalment", "copy", func(e *Entry) {
		e.Question, e.Alternates = e.Alternates[0], e.Alternates[len(e.Alternates)/2:]
		lines := strings.Split(e.Answer, "\n")
		slices.Reverse(lines)
		e.Answer = strings.Join(lines, "\n")
	})
	pairs := only(found(t, Options{}, entries...), Duplicate)
	if len(pairs) == 0 || entries[pairs[0].A].ID != "fees-second-instalment" || entries[pairs[0].B].ID != "copy" {
		t.Fatalf("the copy is not the first pair: %+v", pairs)
	}
	var kinds []ReasonKind
	for _, r := range pairs[0].Reasons {
		kinds = append(kinds, r.Kind)
		if r.Kind != FellBetween && len(r.Words) == 0 {
			t.Errorf("the reason %s names nothing", r.Kind)
		}
	}
	for _, k := range []ReasonKind{SameWording, SameAnswer, SameSource, SameFacts} {
		if !slices.Contains(kinds, k) {
			t.Errorf("the reasons %v lack %s", kinds, k)
		}
	}
}

func TestATranslationWithoutItsLinkIsADuplicate(t *testing.T) {
	entries := some(t)
	for i := range entries {
		if strings.TrimSuffix(entries[i].ID, "-en") == "certificates-verify" {
			entries[i].Twin = ""
		}
	}
	for _, p := range only(found(t, Options{}, entries...), Duplicate) {
		if entries[p.A].ID == "certificates-verify-en" && entries[p.B].ID == "certificates-verify" {
			return
		}
	}
	t.Error("the translation is not found")
}

func TestAChangedFigureContradicts(t *testing.T) {
	entries := twice(t, "fees-second-instalment", "copy", func(e *Entry) {
		e.Question, e.Alternates = e.Alternates[0], nil
		e.Answer = strings.Replace(e.Answer, "31 gennaio 2027", "15 febbraio 2027", 1)
	})
	pairs := only(found(t, Options{}, entries...), Contradiction)
	if len(pairs) != 1 || len(pairs[0].Conflicts) == 0 {
		t.Fatalf("got %+v", pairs)
	}
	c := pairs[0].Conflicts[0]
	if c.Type != FactDate || !strings.Contains(c.A.Text, "31 gennaio") || !strings.Contains(c.B.Text, "15 febbraio") || !strings.Contains(c.B.Sentence, "15 febbraio") {
		t.Errorf("got %+v", c)
	}
}

func TestATranslationOutOfStepIsFound(t *testing.T) {
	entries := some(t)
	if p := only(found(t, Options{Least: map[Kind]float64{Translation: changedScore}}, entries...), Translation); len(p) > 0 {
		t.Fatalf("the library is in step, but: %+v", p)
	}
	for i := range entries {
		if entries[i].ID == "fees-second-instalment-en" {
			entries[i].Answer = strings.Replace(entries[i].Answer, "31 January 2027", "28 January 2027", 1)
		}
	}
	pairs := only(found(t, Options{Least: map[Kind]float64{Translation: changedScore}}, entries...), Translation)
	if len(pairs) != 1 || !strings.HasPrefix(pairs[0].Conflicts[0].A.Text+pairs[0].Conflicts[0].B.Text, "28 January") {
		t.Errorf("got %+v", pairs)
	}
}

func TestQuestionsThatFellBetweenAreShownMasked(t *testing.T) {
	a := Entry{ID: "a", Lang: "it", Question: "Come pago la mensa?", Answer: "Con la tessera."}
	b := Entry{ID: "b", Lang: "it", Question: "Quanto costa un pasto?", Answer: "Cinque euro."}
	asked := Asked{Text: "mensa, scrivetemi a ada@example.org", First: "b", Second: "a"}
	pairs := found(t, Options{Least: map[Kind]float64{Duplicate: 0}, Asked: []Asked{asked, asked, {Text: "x", First: "a", Second: "gone"}}}, a, b)
	if len(pairs) != 1 || !reflect.DeepEqual(pairs[0].Between, []string{"mensa, scrivetemi a •••"}) {
		t.Errorf("got %+v", pairs)
	}
}

func TestFindIsDeterministic(t *testing.T) {
	entries := some(t)
	o := Options{Least: map[Kind]float64{Duplicate: 0.05, Contradiction: 0.05, Translation: 0}}
	first := found(t, o, entries...)
	if len(first) == 0 {
		t.Fatal("nothing found")
	}
	if !reflect.DeepEqual(first, found(t, o, entries...)) {
		t.Error("the second time is another")
	}
}

func TestFindTakesAnything(t *testing.T) {
	for _, entries := range [][]Entry{nil, {{}}, {{ID: "a", Twin: "a"}, {ID: "b", Twin: "gone", Lang: "en"}}} {
		if pairs := found(t, Options{}, entries...); len(pairs) > 0 {
			t.Errorf("got %+v", pairs)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Find(ctx, some(t), Options{}); err == nil {
		t.Error("goes on after the context has ended")
	}
}
