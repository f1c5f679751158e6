package faq_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"sportello/content"
	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/faq"
)

func TestDecisionsAboutGapsAreKeptAndTakenBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		now := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
		d.Now = func() time.Time { return now }
		s := faq.NewStore(d)
		old, err := s.DecideGap(ctx, faq.GapDecision{Kind: faq.GapDismissed, Keys: []string{"a"}, Students: 9, Reason: " non è nostro ", Author: "Elena"})
		if err != nil {
			t.Fatal(err)
		}
		now = now.Add(time.Hour)
		if _, err := s.DecideGap(ctx, faq.GapDecision{Kind: faq.GapDrafted, Keys: []string{"b", "c"}, EntryID: "x", Author: "Elena"}); err != nil {
			t.Fatal(err)
		}
		list, err := s.GapDecisions(ctx)
		if err != nil || len(list) != 2 || list[0].EntryID != "x" || list[1].Reason != "non è nostro" || list[1].Students != 9 || list[1].Keys[0] != "a" {
			t.Fatalf("%+v, %v", list, err)
		}
		for range 2 {
			if err := s.UndoGap(ctx, old.ID); err != nil {
				t.Error(err)
			}
		}
		now = now.Add(faq.GapDecisionsFor + time.Hour) // the other is forgotten
		if _, err := s.DecideGap(ctx, faq.GapDecision{Kind: faq.GapDismissed, Keys: []string{"d"}}); err != nil {
			t.Fatal(err)
		}
		if list, err := s.GapDecisions(ctx); err != nil || len(list) != 1 || list[0].Keys[0] != "d" {
			t.Errorf("%+v, %v", list, err)
		}
		if _, err := s.DecideGap(ctx, faq.GapDecision{Kind: faq.GapDismissed, Keys: []string{"e"}, Reason: strings.Repeat("x", faq.MaxReason+1)}); !errors.Is(err, faq.ErrReason) {
			t.Error(err)
		}
		if _, err := s.DecideGap(ctx, faq.GapDecision{Kind: faq.GapDismissed}); !errors.Is(err, faq.ErrInvalid) {
			t.Error(err)
		}
	})
}

func TestAGapReturnsWhenHalfAsManyAskAgain(t *testing.T) {
	for students, after := range map[int]int{0: 3, 1: 3, 6: 3, 7: 4, 40: 20} {
		if d := (&faq.GapDecision{Students: students}); d.ReturnsAfter() != after {
			t.Errorf("after %d of %d, want %d", d.ReturnsAfter(), students, after)
		}
	}
}

func TestAnEntryIsBegunOfAQuestionAndAReply(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		importFS(t, s, fstest.MapFS{content.TopicsPath: small(t)[content.TopicsPath]})
		b := faq.Begun{Topic: "fees", Lang: "it", Question: "Posso  pagare con le monetine?", Answer: "No.\n\nSi paga con PagoPA: <b>scriva a •••</b>",
			Alternates: []string{"posso pagare con le monetine", "monete per la rata", strings.Repeat("x", content.MaxAlternate+1)}}
		first, err := s.Begin(ctx, b, "Elena")
		if err != nil {
			t.Fatal(err)
		}
		second, err := s.Begin(ctx, b, "Elena")
		if err != nil || second == first {
			t.Errorf("%q, then %q, %v", first, second, err)
		}
		draft, err := s.Draft(ctx, first)
		if err != nil {
			t.Fatal(err)
		}
		base, err := s.Load(ctx)
		if err != nil {
			t.Fatal(err)
		}
		e, problems := base.Check([]byte(draft.Source))
		if e.Question != "Posso pagare con le monetine?" || len(e.Alternates) != 1 || e.Topic != "fees" || strings.Contains(content.HTML(e.Body, nil), "<b>") {
			t.Errorf("%+v", e)
		}
		if len(problems) != 1 || problems[0].Code != content.CodeHole {
			t.Errorf("what was masked is no problem, or not the only one: %v", problems)
		}
		for _, wrong := range []faq.Begun{{Topic: "fees", Lang: "it", Question: " "}, {Topic: "none", Lang: "it", Question: "Dove?"},
			{Topic: "fees", Lang: "it", Question: strings.Repeat("x", content.MaxQuestion+1)}} {
			if _, err := s.Begin(ctx, wrong, "Elena"); !errors.Is(err, faq.ErrInvalid) {
				t.Errorf("%.30q: %v", wrong.Question, err)
			}
		}
	})
}

func TestSuggestionsAreEditedDeclinedAndOpenedAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		importFS(t, s, fstest.MapFS{content.TopicsPath: small(t)[content.TopicsPath]})
		suggest := func(chat, text string) faq.Suggestion {
			g := faq.Suggestion{ChatID: chat, Kind: faq.SuggestEntry, Topic: "fees", Lang: "it", Text: text, Note: "scrivere a anna@example.org", Author: "Giulia", AuthorID: "op-1"}
			if err := s.Suggest(ctx, g); err != nil {
				t.Fatal(err)
			}
			list, err := s.SuggestionsBy(ctx, "op-1")
			if err != nil || len(list) == 0 {
				t.Fatal(list, err)
			}
			return list[0]
		}
		g := suggest("chat-1", "sono Ada Lovelace, pago con le monete?")
		if g.Text != "sono •••, pago con le monete?" || g.Note != "scrivere a •••" {
			t.Errorf("not masked: %+v", g)
		}
		settle := func(c faq.Settling) faq.Suggestion {
			c.Author = "Elena"
			out, err := s.Settle(ctx, c)
			if err != nil {
				t.Fatal(err)
			}
			return out
		}
		if _, err := s.Settle(ctx, faq.Settling{ID: g.ID, State: faq.SuggestionDeclined, Reason: " "}); !errors.Is(err, faq.ErrReason) {
			t.Errorf("declined without a reason: %v", err)
		}
		if _, err := s.Settle(ctx, faq.Settling{ID: g.ID, State: faq.SuggestionAccepted}); !errors.Is(err, faq.ErrInvalid) {
			t.Errorf("accepted for nothing: %v", err)
		}
		settle(faq.Settling{ID: g.ID, State: faq.SuggestionDeclined, Reason: "C'è già: Come si paga"})
		settle(faq.Settling{ID: g.ID, State: faq.SuggestionDeclined, Reason: "altro"}) // too late
		mine, err := s.SuggestionsBy(ctx, "op-1")
		if err != nil || mine[0].Reason != "C'è già: Come si paga" || mine[0].SettledBy != "Elena" || mine[0].SettledAt.IsZero() {
			t.Errorf("%+v, %v", mine, err)
		}
		if again, err := s.Reopen(ctx, g.ID); err != nil || again.State != faq.SuggestionOpen || again.Reason != "" {
			t.Errorf("%+v, %v", again, err)
		}
		if _, err := s.Reopen(ctx, g.ID); !errors.Is(err, faq.ErrNotFound) {
			t.Errorf("opened what is open: %v", err)
		}
		taken := settle(faq.Settling{ID: g.ID, State: faq.SuggestionAccepted, New: &faq.Begun{Topic: "fees", Lang: "it", Question: "Posso pagare con le monete?", Answer: "No."}})
		if draft, err := s.Draft(ctx, taken.EntryID); err != nil || !strings.Contains(draft.Source, "Posso pagare con le monete?") {
			t.Errorf("%+v, %v", draft, err)
		}
		other := suggest("chat-2", "le monete da due euro vanno bene per la rata")
		settle(faq.Settling{ID: other.ID, State: faq.SuggestionAccepted, EntryID: taken.EntryID, Text: "posso pagare la rata a monete"})
		if draft, err := s.Draft(ctx, taken.EntryID); err != nil || !strings.Contains(draft.Source, "- posso pagare la rata a monete\n") {
			t.Errorf("%+v, %v", draft, err)
		}
		if list, err := s.SuggestionsBy(ctx, ""); err != nil || len(list) > 0 {
			t.Errorf("those of nobody: %+v, %v", list, err)
		}
	})
}
