package faq_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"sportello/content"
	"sportello/content/db"
	"sportello/faq"
)

// entrySource is the file of an entry in a topic of the bundled library.
func entrySource(id, lang, question, more string) string {
	return "---\nid: " + id + "\ntopic: fees\nlang: " + lang + "\nquestion: " + question + "\n" + more +
		"audience: [all]\nowner: Segreteria Studenti\nupdated: 2026-09-01\nreview_by: 2027-09-01\n---\n\nLa risposta.\n"
}

// save keeps a draft and fails the test if that is refused.
func save(t *testing.T, s *faq.Store, c faq.DraftChange) *faq.Draft {
	t.Helper()
	d, err := s.SaveDraft(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func publish(t *testing.T, s *faq.Store, drafts ...*faq.Draft) {
	t.Helper()
	var refs []faq.DraftRef
	for _, d := range drafts {
		refs = append(refs, faq.DraftRef{ID: d.ID, Revision: d.Revision})
	}
	if problems, err := s.Publish(ctx, "Elena", refs...); err != nil {
		t.Fatal(err, problems)
	}
}

func status(t *testing.T, s *faq.Store, id string) *faq.Status {
	t.Helper()
	st, _, err := s.Status(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	list, _, err := s.Statuses(ctx)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(list, func(other *faq.Status) bool { return other.ID == id })
	if i < 0 || list[i].State != st.State || list[i].Revision != st.Revision || (list[i].Draft == nil) != (st.Draft == nil) {
		t.Errorf("the list tells %s otherwise than the entry itself", id)
	}
	return st
}

// A draft is seen by nobody but the staff; two editors never overwrite each other; and
// what is published is what was read.
func TestADraftBecomesAnEntry(t *testing.T) {
	library.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		version, _ := s.Version(ctx)
		one := save(t, s, faq.DraftChange{ID: "fees-new", Source: "half a te", Author: "Anna"})
		if st := status(t, s, "fees-new"); st.State != faq.StateDraft || st.Entry != nil || st.Draft.Source != "half a te" {
			t.Errorf("%+v", st)
		}
		for _, stale := range []int64{0, one.Revision + 1} {
			if _, err := s.SaveDraft(ctx, faq.DraftChange{ID: "fees-new", Source: "other", Revision: stale}); !errors.Is(err, faq.ErrStale) {
				t.Errorf("saved over a draft not read: %v", err)
			}
		}
		if problems, err := s.Publish(ctx, "Elena", faq.DraftRef{ID: "fees-new", Revision: one.Revision}); !errors.Is(err, faq.ErrProblems) || len(problems) == 0 {
			t.Errorf("published what can't be read: %v", err)
		}
		two := save(t, s, faq.DraftChange{ID: "fees-new", Source: entrySource("fees-new", "it", "Quanto costa la pergamena?", ""), Revision: one.Revision, Author: "Bruno"})
		review, err := s.AskReview(ctx, "fees-new", two.Revision, faq.DraftReview, "è urgente", "Bruno")
		if err != nil || status(t, s, "fees-new").State != faq.StateReview {
			t.Fatal(err)
		}
		if now, _ := s.Version(ctx); now != version {
			t.Error("a draft has changed what students see")
		}
		if _, err := s.Publish(ctx, "Elena", faq.DraftRef{ID: "fees-new", Revision: two.Revision}); !errors.Is(err, faq.ErrStale) {
			t.Errorf("published another text than was read: %v", err)
		}
		publish(t, s, review)
		st := status(t, s, "fees-new")
		if st.State != faq.StatePublished || st.Revision != 1 || st.Entry.Source != two.Source || st.Draft != nil {
			t.Errorf("%+v", st)
		}
		history, err := s.Revisions(ctx, "fees-new")
		if err != nil || len(history) != 1 || history[0].Author != "Elena" || history[0].Note != "è urgente" || history[0].Kind != faq.RevisionEdit {
			t.Errorf("%+v %v", history, err)
		}
	})
}

// A draft of an older text is not published over a newer one.
func TestADraftThatIsBehindIsMergedFirst(t *testing.T) {
	library.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		e, err := s.Entry(ctx, "fees-amount")
		if err != nil {
			t.Fatal(err)
		}
		mine := save(t, s, faq.DraftChange{ID: e.ID, Source: e.Source + "\nMia.\n", Base: e.Revision, Author: "Anna"})
		if _, _, err := s.Save(ctx, e.ID, e.Source+"\nLoro.\n", e.Revision, "program"); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Publish(ctx, "Elena", faq.DraftRef{ID: e.ID, Revision: mine.Revision}); !errors.Is(err, faq.ErrStale) {
			t.Errorf("published over a newer text: %v", err)
		}
		if st := status(t, s, e.ID); st.State != faq.StateChanged || st.Draft.Base == st.Revision || st.Draft.Source != mine.Source {
			t.Errorf("%+v", st)
		}
		mended := save(t, s, faq.DraftChange{ID: e.ID, Source: e.Source + "\nLoro.\n\nMia.\n", Base: e.Revision + 1, Revision: mine.Revision, Author: "Anna"})
		publish(t, s, mended)
	})
}

func TestADiscardedDraftIsNotMetAgain(t *testing.T) {
	library.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		first := save(t, s, faq.DraftChange{ID: "fees-new", Source: "one", Author: "Anna"})
		gone, err := s.DiscardDraft(ctx, "fees-new", first.Revision)
		if err != nil || gone.Source != "one" {
			t.Fatal(err)
		}
		if _, _, err := s.Status(ctx, "fees-new"); !errors.Is(err, faq.ErrNotFound) {
			t.Errorf("%v", err)
		}
		again := save(t, s, faq.DraftChange{ID: "fees-new", Source: gone.Source, Author: "Anna"})
		if again.Revision <= first.Revision {
			t.Errorf("revision %d again after %d", again.Revision, first.Revision)
		}
		if _, err := s.DiscardDraft(ctx, "fees-new", first.Revision); !errors.Is(err, faq.ErrStale) {
			t.Errorf("discarded another's draft: %v", err)
		}
	})
}

// Translations name each other; whichever is published, archived or restored, the other
// follows, and its draft with it.
func TestTwinsFollow(t *testing.T) {
	library.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		it := save(t, s, faq.DraftChange{ID: "fees-new", Source: entrySource("fees-new", "it", "Quanto costa la pergamena?", "translations:\n  en: fees-new-en\n")})
		en := save(t, s, faq.DraftChange{ID: "fees-new-en", Source: entrySource("fees-new-en", "en", "How much is the parchment?", "")})
		problems, err := s.Publish(ctx, "Elena", faq.DraftRef{ID: it.ID, Revision: it.Revision})
		if !errors.Is(err, faq.ErrProblems) || problems[0].Code != content.CodeTwinGone {
			t.Fatal(problems, err)
		}
		publish(t, s, it, en)
		if e := status(t, s, "fees-new-en"); e.Entry.Translations["it"] != "fees-new" || e.Revision != 2 {
			t.Errorf("%+v", e.Entry.Translations)
		}
		draft := save(t, s, faq.DraftChange{ID: "fees-new-en", Source: status(t, s, "fees-new-en").Entry.Source + "\nMore.\n", Base: 2})
		if err := s.Archive(ctx, "fees-new", 1, "fees-amount", "Elena"); err != nil {
			t.Fatal(err)
		}
		other := status(t, s, "fees-new-en")
		if len(other.Entry.Translations) > 0 || other.Draft.Base != other.Revision || strings.Contains(other.Draft.Source, "translations") ||
			!strings.HasSuffix(other.Draft.Source, "More.\n") || other.Draft.Revision == draft.Revision {
			t.Errorf("%+v %+v", other.Entry, other.Draft)
		}
		st := status(t, s, "fees-new")
		if st.State != faq.StateArchived || st.Last.Question != "Quanto costa la pergamena?" || st.RedirectTo != "fees-amount" {
			t.Errorf("%+v", st)
		}
		if problems, err := s.Restore(ctx, "Elena", faq.RestoreRef{ID: "fees-new", To: 1, Revision: st.Revision}); err != nil {
			t.Fatal(problems, err)
		}
		if e := status(t, s, "fees-new-en"); e.Entry.Translations["it"] != "fees-new" {
			t.Errorf("the link did not come back: %v", e.Entry.Translations)
		}
		base, err := s.Load(ctx)
		if e, ok := base.Follow("fees-new"); err != nil || !ok || e.ID != "fees-new" {
			t.Error("what is restored is still led elsewhere")
		}
	})
}

func TestArchivingLeadsOn(t *testing.T) {
	library.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		archive := func(id, target string) error {
			return s.Archive(ctx, id, status(t, s, id).Revision, target, "Elena")
		}
		if err := archive("fees-refund", "none-such"); !errors.Is(err, faq.ErrInvalid) {
			t.Errorf("led nowhere: %v", err)
		}
		if err := s.Archive(ctx, "fees-refund", 7, "", "Elena"); !errors.Is(err, faq.ErrStale) {
			t.Errorf("archived another text than was read: %v", err)
		}
		draft := save(t, s, faq.DraftChange{ID: "fees-refund", Source: "x", Base: 1})
		if err := archive("fees-refund", ""); !errors.Is(err, faq.ErrHasDraft) {
			t.Errorf("archived with a draft: %v", err)
		}
		if _, err := s.DiscardDraft(ctx, "fees-refund", draft.Revision); err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(archive("fees-refund", "fees-late-payment"), archive("fees-late-payment", "fees-amount")); err != nil {
			t.Fatal(err)
		}
		base, err := s.Load(ctx)
		if e, ok := base.Follow("fees-refund"); err != nil || !ok || e.ID != "fees-amount" {
			t.Error("a redirect to an archived entry leads nowhere")
		}
		to := status(t, s, "fees-refund").Revision - 1
		restored, err := s.RestoreDraft(ctx, "fees-refund", to, 0, "Anna")
		if err != nil || status(t, s, "fees-refund").State != faq.StateDraft {
			t.Fatal(err)
		}
		publish(t, s, restored)
	})
}

// Who may not publish adds a wording to the draft.
func TestAWordingForTheDraft(t *testing.T) {
	library.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		for _, text := range []string{"quanto  sborso?", "Quanto sborso", "e di bollo?"} {
			if err := s.DraftAlternate(ctx, "fees-amount", text, "Anna"); err != nil {
				t.Fatal(err)
			}
		}
		st := status(t, s, "fees-amount")
		if st.State != faq.StateChanged || strings.Contains(st.Entry.Source, "sborso") || strings.Count(st.Draft.Source, "sborso") != 1 ||
			!strings.Contains(st.Draft.Source, "  - e di bollo?\n") {
			t.Errorf("%+v", st.Draft)
		}
	})
}
