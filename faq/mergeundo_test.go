package faq_test

import (
	"cmp"
	"maps"
	"slices"
	"testing"
	"time"

	"sportello/content/db"
	"sportello/faq"
)

// takesBack fails the test unless the merge that changed an entry last is taken back so; none
// where there is none to take back.
func takesBack(t *testing.T, s *faq.Store, id string, want ...faq.RestoreRef) {
	t.Helper()
	u, err := s.MergeUndo(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	var got []faq.RestoreRef
	if u != nil {
		got = u.Refs
	}
	byID := func(a, b faq.RestoreRef) int { return cmp.Compare(a.ID, b.ID) }
	want = slices.SortedFunc(slices.Values(want), byID)
	if !slices.Equal(got, want) {
		t.Errorf("%s: %+v, want %+v", id, got, want)
	}
}

// A merge is taken back long after, as long as nobody has changed what it changed.
func TestAMergeIsTakenBackLater(t *testing.T) {
	library.Each(t, func(t *testing.T, d *db.DB) {
		s, before := doubled(t, d)
		steady := d.Now
		if _, problems, err := s.Merge(ctx, "Elena", "", proposed(t, s)...); err != nil {
			t.Fatal(err, problems)
		}
		d.Now = func() time.Time { return steady().Add(400 * 24 * time.Hour) }
		text(t, s, entrySource("fees-other", "it", "Dove pago il bollettino verde?", ""), "fees-other") // changes nothing of it
		u, err := s.MergeUndo(ctx, "fees-parchment")
		if err != nil || u == nil || len(u.Gone) != 1 || u.Gone[0].Question != "Che prezzo ha il diploma?" {
			t.Fatalf("%+v %v", u, err)
		}
		if problems, err := s.Restore(ctx, "Anna", u.Refs...); err != nil {
			t.Fatal(problems, err)
		}
		after := published(t, s)
		delete(after, "fees-other")
		if !maps.Equal(after, before) {
			t.Errorf("not as it was: %v", after)
		}
		leads(t, s, "fees-diploma", "fees-diploma")
	})
}

// Once an entry of a merge was changed, or has come back, the merge can't be taken back.
func TestAMergeThatWasBuiltOnStays(t *testing.T) {
	for what, change := range map[string]func(*faq.Store, map[string]string) error{
		"what stays was changed": func(s *faq.Store, _ map[string]string) error {
			e, err := s.Entry(ctx, "fees-parchment")
			if err == nil {
				_, _, err = s.Save(ctx, e.ID, e.Source+"\nAltro.\n", e.Revision, "Anna")
			}
			return err
		},
		"what went has come back": func(s *faq.Store, before map[string]string) error {
			e, err := s.Entry(ctx, "fees-parchment")
			if err == nil { // without the other's words, which would stand there twice
				_, _, err = s.Save(ctx, e.ID, before[e.ID], e.Revision, "Anna")
			}
			if err == nil {
				_, err = s.Restore(ctx, "Anna", faq.RestoreRef{ID: "fees-diploma", To: 1, Revision: 2})
			}
			return err
		},
	} {
		t.Run(what, func(t *testing.T) {
			library.Each(t, func(t *testing.T, d *db.DB) {
				s, before := doubled(t, d)
				if _, problems, err := s.Merge(ctx, "Elena", "", proposed(t, s)...); err != nil {
					t.Fatal(err, problems)
				}
				if err := change(s, before); err != nil {
					t.Fatal(err)
				}
				takesBack(t, s, "fees-parchment")
			})
		})
	}
}

// So is a merge that a colleague drafted, and that came out when its time had come.
func TestAScheduledMergeIsTakenBack(t *testing.T) {
	library.Each(t, func(t *testing.T, d *db.DB) {
		s, pass := ticking(t, d)
		for id, question := range map[string]string{"fees-parchment": "Quanto costa la pergamena?", "fees-diploma": "Che prezzo ha il diploma?"} {
			text(t, s, entrySource(id, "it", question, ""), id)
		}
		drafts, err := s.DraftMerge(ctx, "Anna", "", proposed(t, s)...)
		if err != nil {
			t.Fatal(err)
		}
		if _, problems, err := s.Schedule(ctx, time.Now().Add(time.Hour), "Elena", faq.DraftRef{ID: drafts[0].ID, Revision: drafts[0].Revision}); err != nil {
			t.Fatal(problems, err)
		}
		pass(2 * time.Hour)
		if d := off(t, s, "fees-parchment"); d != nil {
			t.Fatalf("%+v", d)
		}
		takesBack(t, s, "fees-parchment", faq.RestoreRef{ID: "fees-parchment", To: 1, Revision: 2}, faq.RestoreRef{ID: "fees-diploma", To: 1, Revision: 2})
	})
}
