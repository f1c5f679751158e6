package faq_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"sportello/content/db/dbtest"
	"sportello/faq"
	"sportello/faq/match"
)

// A text that takes a question from another entry is told of, and what is told is what
// comes when it is published.
func TestImpactTellsWhatPublishingDoes(t *testing.T) {
	s := faq.NewStore(dbtest.Open(t, library.SQLiteURL(t)))
	l := live(t, s)
	amount, err := s.Entry(ctx, "fees-amount")
	if err != nil {
		t.Fatal(err)
	}
	refund, err := s.Entry(ctx, "fees-refund")
	if err != nil {
		t.Fatal(err)
	}
	greedy := strings.Replace(amount.Source, "alternates:\n", "alternates:\n  - come riavere i soldi delle tasse pagate due volte\n  - rimborso tasse pagate in più\n  - voglio il rimborso delle tasse\n", 1)
	stolen := "voglio il rimborso delle tasse"
	var questions []faq.Asked
	for _, text := range append(slices.Clone(refund.Alternates), stolen, "ciao", "?!", "quanto si paga di tasse") {
		questions = append(questions, faq.Asked{Text: text, Lang: "it", N: 1})
	}
	wanted := &faq.TestQuestion{ID: "t", Text: stolen, Lang: "it", Entry: "fees-refund"}
	questions = append(questions, faq.Asked{Text: stolen, Lang: "it", N: 1, Test: wanted})
	version := l.Base().Version
	im, err := l.Impact(ctx, faq.Trial{ID: "fees-amount", Source: []byte(greedy)}, questions, time.Minute)
	if err != nil || im.CutShort || im.Replayed != len(questions) || im.Tests != 1 {
		t.Fatalf("%+v %v", im, err)
	}
	if l.Base().Version != version {
		t.Error("a trial has changed what is published")
	}
	if len(im.Changes) == 0 || im.Changes[0].Verdict != faq.VerdictWorse || im.RightBefore != 1 || im.RightAfter != 0 || im.Shown == 0 {
		t.Fatalf("%+v", im)
	}
	if _, problems, err := s.Save(ctx, "fees-amount", greedy, amount.Revision, "test"); err != nil {
		t.Fatal(problems, err)
	}
	if err := l.Refresh(ctx); err != nil {
		t.Fatal(err)
	}
	for _, c := range im.Changes {
		got, _, err := l.Match(ctx, match.Query{Text: c.Text, Lang: "it"})
		if err != nil || got.Decision != c.After.Decision || got.Candidates[0].Item.ID != c.After.First {
			t.Errorf("%q: told %+v, came %s %s (%v)", c.Text, c.After, got.Decision, got.Candidates[0].Item.ID, err)
		}
	}
}

func TestImpactOfTakingAnEntryOut(t *testing.T) {
	s := faq.NewStore(dbtest.Open(t, library.SQLiteURL(t)))
	l := live(t, s)
	e, err := s.Entry(ctx, "fees-refund")
	if err != nil {
		t.Fatal(err)
	}
	im, err := l.Impact(ctx, faq.Trial{ID: e.ID}, []faq.Asked{{Text: e.Question, Lang: "it", N: 3}}, time.Minute)
	if err != nil || len(im.Changes) != 1 || im.Changes[0].Before.Shown[0] != e.ID || slices.Contains(im.Changes[0].After.Shown, e.ID) {
		t.Errorf("%+v %v", im, err)
	}
	if _, err := l.Impact(ctx, faq.Trial{ID: e.ID, Source: []byte("no fields")}, nil, time.Minute); !errors.Is(err, faq.ErrProblems) {
		t.Errorf("%v", err)
	}
	im, err = l.Impact(ctx, faq.Trial{ID: e.ID}, []faq.Asked{{Text: e.Question}}, time.Nanosecond)
	if err != nil || !im.CutShort || im.Replayed != 0 {
		t.Errorf("without time: %+v %v", im, err)
	}
}

// A wording of another matter is told; those of the entry's own are found without being
// known.
func TestWordingsThatTheMatcherGetsWrong(t *testing.T) {
	s := faq.NewStore(dbtest.Open(t, library.SQLiteURL(t)))
	l := live(t, s)
	e, err := s.Entry(ctx, "fees-refund")
	if err != nil {
		t.Fatal(err)
	}
	strange := "dove si parcheggia la bicicletta davanti al palazzo"
	source := strings.Replace(e.Source, "alternates:\n", "alternates:\n  - "+strange+"\n", 1)
	list, err := l.Wordings(ctx, e.ID, []byte(source))
	if err != nil || len(list) != len(e.Alternates)+2 || list[0].Text != e.Question {
		t.Fatal(len(list), err)
	}
	right := 0
	for _, w := range list {
		if w.Right {
			right++
		}
		if w.Text == strange && w.Right {
			t.Errorf("%q is found by nothing but itself, and is told as right", strange)
		}
	}
	if right < len(list)/2 {
		t.Errorf("only %d of %d are right: %s", right, len(list), fmt.Sprint(list))
	}
}
