package faq_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/faq"
)

// doubled is [library] with two entries on one matter, each with its translation or not,
// by id: "-en" is a translation.
func doubled(t *testing.T, d *db.DB, twins ...string) (*faq.Store, map[string]string) {
	t.Helper()
	s := faq.NewStore(d)
	asks := map[string]string{"fees-parchment": "Quanto costa la pergamena di laurea?", "fees-diploma": "Che prezzo ha il diploma?"}
	for _, id := range []string{"fees-parchment", "fees-diploma"} {
		text(t, s, entrySource(id, "it", asks[id], "alternates:\n  - Costo di "+id+"\n"), id)
		if slices.Contains(twins, id) {
			text(t, s, entrySource(id+"-en", "en", "How much is "+id+"?", "translations:\n  it: "+id+"\n"), id+"-en")
		}
	}
	return s, published(t, s)
}

func text(t *testing.T, s *faq.Store, source, id string) {
	t.Helper()
	if _, problems, err := s.Save(ctx, id, source, 0, "Anna"); err != nil {
		t.Fatal(err, problems)
	}
}

// published are the texts that students see.
func published(t *testing.T, s *faq.Store) map[string]string {
	t.Helper()
	base, err := s.Load(ctx)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, e := range base.Entries {
		all[e.ID] = e.Source
	}
	return all
}

func proposed(t *testing.T, s *faq.Store) (texts []faq.MergedText) {
	t.Helper()
	list, err := s.ProposeMerge(ctx, "fees-parchment", "fees-diploma")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range list {
		if len(p.Problems) > 0 {
			t.Errorf("%s: %v", p.Keep.ID, p.Problems)
		}
		text := faq.MergedText{ID: p.Keep.ID, Source: p.Source, Base: p.Keep.Revision, Draft: p.Draft}
		if p.Replaces {
			text.Replaces = &faq.Replaced{ID: p.Drop.ID, Revision: p.Drop.Revision}
		}
		texts = append(texts, text)
	}
	return texts
}

// leads fails the test unless readers of an old id find the entry.
func leads(t *testing.T, s *faq.Store, old, id string) {
	t.Helper()
	base, err := s.Load(ctx)
	if err != nil {
		t.Fatal(err)
	}
	e, ok := base.Follow(old)
	if _, there := base.Entry(old); !ok || e.ID != id || there != (old == id) {
		t.Errorf("%s leads to %v", old, e)
	}
}

// Both languages are merged at once, nothing that was known is lost, and it is undone.
func TestTwoEntriesBecomeOneInBothLanguages(t *testing.T) {
	library.Each(t, func(t *testing.T, d *db.DB) {
		s, before := doubled(t, d, "fees-parchment", "fees-diploma")
		texts := proposed(t, s)
		if len(texts) != 2 || texts[1].ID != "fees-parchment-en" {
			t.Fatalf("%+v", texts)
		}
		undo, problems, err := s.Merge(ctx, "Elena", "erano due", texts...)
		if err != nil {
			t.Fatal(err, problems)
		}
		leads(t, s, "fees-diploma", "fees-parchment")
		leads(t, s, "fees-diploma-en", "fees-parchment-en")
		now := published(t, s)
		for _, want := range []string{"Che prezzo ha il diploma?", "Costo di fees-diploma", "en: fees-parchment-en"} {
			if !strings.Contains(now["fees-parchment"], want) {
				t.Errorf("%q is lost: %s", want, now["fees-parchment"])
			}
		}
		history, err := s.Revisions(ctx, "fees-parchment")
		if err != nil || history[0].Kind != faq.RevisionMerge || history[0].Note != "erano due" {
			t.Errorf("%+v %v", history, err)
		}
		if st := status(t, s, "fees-diploma"); st.State != faq.StateArchived || st.RedirectTo != "fees-parchment" {
			t.Errorf("%+v", st)
		}
		takesBack(t, s, "fees-parchment", undo...)
		takesBack(t, s, "fees-parchment-en", undo...)
		if problems, err := s.Restore(ctx, "Elena", undo...); err != nil {
			t.Fatal(err, problems)
		}
		if after := published(t, s); !maps.Equal(after, before) {
			t.Errorf("not as it was: %v", after)
		}
		leads(t, s, "fees-diploma", "fees-diploma")
		if _, err := s.Restore(ctx, "Elena", undo...); !errors.Is(err, faq.ErrStale) {
			t.Errorf("undone twice: %v", err)
		}
	})
}

// Until a node has learned the merged text, who asks for the one that is gone finds the
// one that took its place: at no moment is there neither.
func TestAtNoMomentOfAMergeIsThereNeither(t *testing.T) {
	d := dbtest.Open(t, library.SQLiteURL(t))
	s, _ := doubled(t, d)
	node := follow(t, s)
	const asked = "Che prezzo ha il diploma?"
	if !node.finds(t, asked, "fees-diploma") {
		t.Fatal("the entry is not found to begin with")
	}
	release := faq.HoldIndex(node.Live)
	if _, problems, err := s.Merge(ctx, "Elena", "", proposed(t, s)...); err != nil {
		t.Fatal(err, problems)
	}
	until(t, "the merge is shown", func() bool { _, ok := node.Base().Entry("fees-diploma"); return !ok })
	if !node.finds(t, asked, "fees-parchment") {
		t.Error("before it is learned, it is not found")
	}
	release()
	if err := node.Refresh(ctx); err != nil || !node.finds(t, asked, "fees-parchment") {
		t.Errorf("once it is learned, it is not found: %v", err)
	}
}

// The translation of the entry that goes translates the one that stays.
func TestTheTranslationOfALostEntryIsKept(t *testing.T) {
	library.Each(t, func(t *testing.T, d *db.DB) {
		s, before := doubled(t, d, "fees-diploma")
		undo, problems, err := s.Merge(ctx, "Elena", "", proposed(t, s)...)
		if err != nil {
			t.Fatal(err, problems)
		}
		leads(t, s, "fees-diploma", "fees-parchment")
		now := published(t, s)
		if !strings.Contains(now["fees-parchment"], "en: fees-diploma-en") || !strings.Contains(now["fees-diploma-en"], "it: fees-parchment\n") {
			t.Errorf("%s\n%s", now["fees-parchment"], now["fees-diploma-en"])
		}
		if problems, err := s.Restore(ctx, "Elena", undo...); err != nil {
			t.Fatal(err, problems)
		}
		if after := published(t, s); !maps.Equal(after, before) {
			t.Errorf("not as it was: %v", after)
		}
	})
}

// Who may not publish asks for it: until a reviewer does, students see both, and never
// neither; one language may go before the other.
func TestAMergeWaitsForItsReviewer(t *testing.T) {
	library.Each(t, func(t *testing.T, d *db.DB) {
		s, before := doubled(t, d, "fees-parchment", "fees-diploma")
		drafts, err := s.DraftMerge(ctx, "Anna", "sono uguali", proposed(t, s)...)
		if err != nil || !maps.Equal(published(t, s), before) {
			t.Fatal(err)
		}
		for _, draft := range drafts {
			st, base, err := s.Status(ctx, draft.ID)
			if err != nil || st.State != faq.StateReview || st.Draft.Note != "sono uguali" {
				t.Fatal(st, err)
			}
			if _, problems := base.CheckDraft(st.Draft); len(problems) > 0 {
				t.Errorf("the draft is checked against what it replaces: %v", problems)
			}
		}
		again, err := s.SaveDraft(ctx, faq.DraftChange{ID: drafts[0].ID, Source: drafts[0].Source + "\nAnche.\n", Base: drafts[0].Base,
			Revision: drafts[0].Revision, Author: "Bruno"})
		if err != nil || len(again.Replaces) != 1 {
			t.Fatalf("who mends the text forgets what it replaces: %+v %v", again, err)
		}
		publish(t, s, again)
		leads(t, s, "fees-diploma", "fees-parchment")
		leads(t, s, "fees-diploma-en", "fees-diploma-en")
		english, err := s.Draft(ctx, "fees-parchment-en")
		if err != nil {
			t.Fatal(err)
		}
		publish(t, s, english)
		leads(t, s, "fees-diploma-en", "fees-parchment-en")
	})
}

// What was changed since it was looked at, is not thrown away.
func TestAnEntryThatHasChangedIsNotReplaced(t *testing.T) {
	library.Each(t, func(t *testing.T, d *db.DB) {
		s, before := doubled(t, d)
		texts := proposed(t, s)
		drafts, err := s.DraftMerge(ctx, "Anna", "", texts...)
		if err != nil {
			t.Fatal(err)
		}
		own := save(t, s, faq.DraftChange{ID: "fees-diploma", Source: before["fees-diploma"] + "\nNuovo.\n", Base: 1, Author: "Bruno"})
		ref := faq.DraftRef{ID: drafts[0].ID, Revision: drafts[0].Revision}
		if _, err := s.Publish(ctx, "Elena", ref); !errors.Is(err, faq.ErrReplaced) {
			t.Errorf("a colleague's draft is lost: %v", err)
		}
		if _, _, err := s.Merge(ctx, "Elena", "", texts...); !errors.Is(err, faq.ErrHasDraft) {
			t.Errorf("merged beside the draft of the entry that stays: %v", err)
		}
		publish(t, s, own)
		if _, err := s.Publish(ctx, "Elena", ref); !errors.Is(err, faq.ErrReplaced) {
			t.Errorf("a newer text is lost: %v", err)
		}
		if _, err := s.DraftMerge(ctx, "Anna", "", texts...); !errors.Is(err, faq.ErrStale) {
			t.Errorf("over a draft that was not read: %v", err)
		}
		leads(t, s, "fees-diploma", "fees-diploma")
		if now := published(t, s); now["fees-parchment"] != before["fees-parchment"] {
			t.Error("half of it was done")
		}
		// Once more, from the draft, with the other as it is now.
		texts = proposed(t, s)
		if texts[0].Draft != drafts[0].Revision {
			t.Errorf("the proposal forgets the draft: %+v", texts)
		}
		if drafts, err = s.DraftMerge(ctx, "Anna", "", texts...); err != nil {
			t.Fatal(err)
		}
		publish(t, s, drafts...)
		leads(t, s, "fees-diploma", "fees-parchment")
	})
}

// A merge may be put on the schedule; one that can't be done then, goes back to review.
func TestAScheduledMergeThatCantBeDoneComesBack(t *testing.T) {
	library.Each(t, func(t *testing.T, d *db.DB) {
		s, before := doubled(t, d)
		drafts, err := s.DraftMerge(ctx, "Anna", "", proposed(t, s)...)
		if err != nil {
			t.Fatal(err)
		}
		at := d.Now().Add(time.Second)
		if _, problems, err := s.Schedule(ctx, at, "Elena", faq.DraftRef{ID: drafts[0].ID, Revision: drafts[0].Revision}); err != nil {
			t.Fatal(err, problems)
		}
		if _, _, err := s.Save(ctx, "fees-diploma", before["fees-diploma"]+"\nNuovo.\n", 1, "program"); err != nil {
			t.Fatal(err)
		}
		d.Now = func() time.Time { return at.Add(time.Minute) }
		running, stop := context.WithCancel(ctx)
		defer stop()
		go s.KeepSchedule(running, nil, func(context.Context) error { return nil }, func(err error) { t.Error(err) })
		draft := drafts[0]
		for draft.Failure == faq.FailedNone && err == nil {
			time.Sleep(10 * time.Millisecond)
			draft, err = s.Draft(ctx, draft.ID)
		}
		if err != nil || draft.Failure != faq.FailedStale || len(draft.Replaces) != 1 {
			t.Errorf("%+v %v", draft, err)
		}
	})
}

func TestAMergeIsBounded(t *testing.T) {
	d := dbtest.Open(t, library.SQLiteURL(t))
	s, _ := doubled(t, d)
	one := proposed(t, s)[0]
	self := one
	self.Replaces = &faq.Replaced{ID: one.ID, Revision: 1}
	for name, texts := range map[string][]faq.MergedText{"none": nil, "three": {one, one, one}, "itself": {self}} {
		if _, err := s.DraftMerge(ctx, "Anna", "", texts...); !errors.Is(err, faq.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := s.DraftMerge(ctx, "Anna", strings.Repeat("è", faq.MaxNote+1), one); !errors.Is(err, faq.ErrInvalid) {
		t.Errorf("a long note: %v", err)
	}
	if _, err := s.ProposeMerge(ctx, "fees-diploma", "fees-diploma"); !errors.Is(err, faq.ErrInvalid) {
		t.Errorf("with itself: %v", err)
	}
	if _, err := s.ProposeMerge(ctx, "fees-diploma", "fees-none"); !errors.Is(err, faq.ErrNotFound) {
		t.Errorf("with nothing: %v", err)
	}
}
