package faq_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"sportello/content/db"
	"sportello/faq"
)

// pair drafts an entry and its translation, of which neither can be published alone.
func pair(t *testing.T, s *faq.Store) (refs []faq.DraftRef) {
	t.Helper()
	for lang, question := range map[string]string{"it": "Quanto costa la pergamena?", "en": "How much is the parchment?"} {
		id, other := "fees-"+lang, map[string]string{"it": "en", "en": "it"}[lang]
		d := save(t, s, faq.DraftChange{ID: id, Source: entrySource(id, lang, question, "translations: {"+other+": fees-"+other+"}\n")})
		refs = append(refs, faq.DraftRef{ID: id, Revision: d.Revision})
	}
	return refs
}

// ticking is a store of which the schedule is kept, and the way to let time pass.
func ticking(t *testing.T, d *db.DB) (s *faq.Store, pass func(time.Duration)) {
	t.Helper()
	var ahead atomic.Int64
	steady := d.Now
	d.Now = func() time.Time { return steady().Add(time.Duration(ahead.Load())) }
	s = faq.NewStore(d)
	running, stop := context.WithCancel(ctx)
	done, look := make(chan struct{}), make(chan struct{}, 1)
	go func() {
		defer close(done)
		s.KeepSchedule(running, look, func(context.Context) error { return nil }, func(err error) { t.Error(err) })
	}()
	t.Cleanup(func() { stop(); <-done })
	return s, func(d time.Duration) {
		ahead.Add(int64(d))
		look <- struct{}{} // the timer knows nothing of a clock that was set
	}
}

// off waits until a draft is on the schedule no more; it is nil where it was published.
func off(t *testing.T, s *faq.Store, id string) *faq.Draft {
	t.Helper()
	for {
		d, err := s.Draft(ctx, id)
		if errors.Is(err, faq.ErrNotFound) {
			return nil
		}
		if err != nil {
			t.Fatal(err)
		}
		if d.PublishAt.IsZero() {
			return d
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// An entry and its translation are put on the schedule together, and come out at one moment.
func TestTwoLanguagesComeOutTogetherOnTime(t *testing.T) {
	library.Each(t, func(t *testing.T, d *db.DB) {
		s, pass := ticking(t, d)
		refs, at := pair(t, s), time.Now().Add(time.Hour)
		if _, problems, err := s.Schedule(ctx, at, "Elena", refs[0]); !errors.Is(err, faq.ErrProblems) || len(problems) == 0 {
			t.Errorf("alone: %v", err)
		}
		if _, _, err := s.Schedule(ctx, at, "Elena", refs[0], refs[0]); !errors.Is(err, faq.ErrInvalid) {
			t.Errorf("with itself: %v", err)
		}
		first, problems, err := s.Schedule(ctx, at, "Elena", refs...)
		if err != nil {
			t.Fatal(problems, err)
		}
		if first.ID != refs[0].ID || first.Together != refs[1].ID || !first.PublishAt.Equal(at.Truncate(time.Millisecond)) {
			t.Errorf("%+v", first)
		}
		before, err := s.Version(ctx)
		if err != nil {
			t.Fatal(err)
		}
		pass(2 * time.Hour)
		for _, ref := range refs {
			if d := off(t, s, ref.ID); d != nil {
				t.Errorf("%+v", d)
			}
			history, err := s.Revisions(ctx, ref.ID)
			if err != nil || len(history) != 1 || history[0].Kind != faq.RevisionSchedule || history[0].Author != "Elena" {
				t.Errorf("%+v %v", history, err)
			}
		}
		if after, err := s.Version(ctx); err != nil || after != before+1 {
			t.Errorf("the library changed %d times for both: %v", after-before, err)
		}
	})
}

// Where one of two can't be published when its time comes, both go back to review.
func TestTwoLanguagesGoBackTogether(t *testing.T) {
	for what, spoil := range map[string]func(*testing.T, *faq.Store, faq.DraftRef) faq.Failure{
		"its entry was changed": func(t *testing.T, s *faq.Store, ref faq.DraftRef) faq.Failure {
			t.Helper()
			if _, problems, err := s.Save(ctx, ref.ID, entrySource(ref.ID, "en", "How much is another parchment?", ""), 0, "program"); err != nil {
				t.Fatal(problems, err)
			}
			return faq.FailedStale
		},
		"its question was taken": func(t *testing.T, s *faq.Store, _ faq.DraftRef) faq.Failure {
			t.Helper()
			if _, problems, err := s.Save(ctx, "fees-first", entrySource("fees-first", "en", "How much is the parchment?", ""), 0, "program"); err != nil {
				t.Fatal(problems, err)
			}
			return faq.FailedProblems
		},
		"it was thrown away": func(t *testing.T, s *faq.Store, ref faq.DraftRef) faq.Failure {
			t.Helper()
			d, err := s.Draft(ctx, ref.ID)
			if err == nil {
				_, err = s.DiscardDraft(ctx, ref.ID, d.Revision)
			}
			if err != nil {
				t.Fatal(err)
			}
			return faq.FailedStale
		},
	} {
		t.Run(what, func(t *testing.T) {
			library.Each(t, func(t *testing.T, d *db.DB) {
				s, pass := ticking(t, d)
				refs := pair(t, s)
				if _, problems, err := s.Schedule(ctx, time.Now().Add(time.Hour), "Elena", refs...); err != nil {
					t.Fatal(problems, err)
				}
				failure := spoil(t, s, faq.DraftRef{ID: "fees-en"})
				pass(2 * time.Hour)
				back := off(t, s, "fees-it")
				if back == nil || back.Failure != failure || back.State != faq.DraftReview || back.Together != "fees-en" {
					t.Fatalf("%+v", back)
				}
				if _, err := s.Entry(ctx, "fees-it"); !errors.Is(err, faq.ErrNotFound) {
					t.Errorf("one came out alone: %v", err)
				}
				if other := off(t, s, "fees-en"); other != nil && (other.Failure != failure || other.State != faq.DraftReview) {
					t.Errorf("%+v", other)
				}
			})
		})
	}
}

// Taking one of two off the schedule takes off both.
func TestTwoLanguagesAreTakenOffTogether(t *testing.T) {
	library.Each(t, func(t *testing.T, d *db.DB) {
		s, _ := ticking(t, d)
		at := time.Now().Add(time.Hour)
		var refs []faq.DraftRef
		for _, id := range []string{"fees-one", "fees-two"} {
			d := save(t, s, faq.DraftChange{ID: id, Source: entrySource(id, "it", "Quanto costa la pergamena "+id+"?", "")})
			refs = append(refs, faq.DraftRef{ID: id, Revision: d.Revision})
		}
		first, problems, err := s.Schedule(ctx, at, "Elena", refs...)
		if err != nil {
			t.Fatal(problems, err)
		}
		other, err := s.Draft(ctx, first.Together)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := s.Schedule(ctx, at.Add(time.Hour), "Elena", faq.DraftRef{ID: other.ID, Revision: other.Revision}); !errors.Is(err, faq.ErrScheduled) {
			t.Errorf("one was put off alone: %v", err)
		}
		if _, err := s.Unschedule(ctx, faq.DraftRef{ID: other.ID, Revision: other.Revision + 1}); !errors.Is(err, faq.ErrStale) {
			t.Errorf("another revision: %v", err)
		}
		if _, err := s.Unschedule(ctx, faq.DraftRef{ID: other.ID, Revision: other.Revision}); err != nil {
			t.Fatal(err)
		}
		for _, id := range []string{first.ID, other.ID} {
			if d, err := s.Draft(ctx, id); err != nil || !d.PublishAt.IsZero() || d.Together != "" || d.Failure != faq.FailedNone {
				t.Errorf("%+v %v", d, err)
			}
		}
	})
}
