package faq_test

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"sportello/content"
	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/faq"
	"sportello/faq/match"
)

// follower is a node that hears of changes by notices alone, never by looking.
type follower struct {
	*faq.Live
	renewed atomic.Int64
}

func follow(t *testing.T, s *faq.Store) *follower {
	t.Helper()
	f := &follower{Live: live(t, s)}
	faq.DeafToTime(f.Live)
	notices := make(chan struct{}, 1)
	s.Tell = func(what faq.Signal) {
		if what != faq.LibraryChanged {
			return
		}
		select {
		case notices <- struct{}{}:
		default:
		}
	}
	running, stop := context.WithCancel(ctx)
	var loop sync.WaitGroup
	loop.Go(func() {
		f.Run(running, notices, func(context.Context) error { f.renewed.Add(1); return nil }, func(err error) { t.Error(err) })
	})
	t.Cleanup(func() { stop(); loop.Wait() })
	return f
}

// until waits for something that must come, however busy the machine is.
func until(t *testing.T, what string, come func() bool) {
	t.Helper()
	for began := time.Now(); !come(); time.Sleep(5 * time.Millisecond) {
		if time.Since(began) > time.Minute {
			t.Fatal("it never came to be that", what)
		}
	}
}

func (f *follower) shows(word string) bool {
	e, ok := f.Base().Entry(entryID)
	return ok && strings.Contains(e.Source, word)
}

func (f *follower) finds(t *testing.T, text, id string) bool {
	t.Helper()
	result, base, err := f.Match(ctx, match.Query{Text: text})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range result.Candidates {
		_, entry := base.Entry(c.Item.ID)
		if _, passage := base.Passage(c.Item.ID); !entry && !passage {
			t.Errorf("%q finds %s, which nobody shows", text, c.Item.ID)
		}
	}
	return len(result.Candidates) > 0 && result.Candidates[0].Item.ID == id
}

func edit(t *testing.T, s *faq.Store, text string, revision int64) {
	t.Helper()
	if _, problems, err := s.Save(ctx, entryID, text, revision, "Elena"); err != nil {
		t.Fatal(problems, err)
	}
}

// What students read does not wait for the index: texts are renewed on the notice, while
// the matcher of before still finds them, but nothing that is gone.
func TestTextsAreShownBeforeTheyAreIndexed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		importFS(t, s, fstest.MapFS{content.TopicsPath: small(t)[content.TopicsPath]})
		first := source("Dove pago il bollettino zafferano?", "bollettino zafferano")
		edit(t, s, first, 0)
		n := follow(t, s)
		release := sync.OnceFunc(faq.HoldIndex(n.Live))
		defer release()
		edit(t, s, source("Dove pago il bollettino zafferano?", "versamento curcuma"), 1)
		until(t, "the new text is shown", func() bool { return n.shows("curcuma") })
		if !n.finds(t, "bollettino zafferano", entryID) {
			t.Error("not found as it was before")
		}
		if err := s.Archive(ctx, entryID, 2, "", "Elena"); err != nil {
			t.Fatal(err)
		}
		until(t, "the entry is gone", func() bool { _, there := n.Base().Entry(entryID); return !there })
		if n.finds(t, "bollettino zafferano", entryID) {
			t.Error("what is gone is found")
		}
		edit(t, s, first, 3)
		until(t, "the entry is back", func() bool { return n.shows("zafferano") })
		release()
		until(t, "it is found", func() bool { return n.finds(t, "bollettino zafferano", entryID) })
	})
}

// However many edits come while a matcher is made, one more is made for all of them.
func TestManyEditsMakeFewMatchers(t *testing.T) {
	s := faq.NewStore(dbtest.Open(t, dbtest.SQLiteURL(t)))
	importFS(t, s, fstest.MapFS{content.TopicsPath: small(t)[content.TopicsPath]})
	n := follow(t, s)
	release := sync.OnceFunc(faq.HoldIndex(n.Live))
	defer release()
	const edits = 20
	for i := range edits {
		word := "parola" + strings.Repeat("a", i)
		edit(t, s, source("Dove pago il bollettino?", word+" nuova"), int64(i))
		until(t, "the new text is shown", func() bool { return n.shows(word + " nuova") })
	}
	release()
	until(t, "the last is found", func() bool { return n.finds(t, "parola"+strings.Repeat("a", edits-1)+" nuova", entryID) })
	edit(t, s, source("Dove pago il bollettino?", "zafferano"), edits)
	until(t, "a further one is found", func() bool { return n.finds(t, "zafferano", entryID) })
	if made := n.renewed.Load(); made > 3 {
		t.Errorf("%d matchers for %d edits", made, edits)
	}
}

// A notice comes after the commit of what it tells of: who looks then, finds it.
func TestNoticesComeAfterTheCommit(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		var seen int64
		told := map[faq.Signal]int{}
		s.Tell = func(what faq.Signal) {
			var err error
			if seen, err = s.Version(ctx); err != nil {
				t.Error(err)
			}
			told[what]++
		}
		importFS(t, s, fstest.MapFS{content.TopicsPath: small(t)[content.TopicsPath]})
		group, _, err := s.AddSynonym(ctx, content.Synonym{Lang: "it", Terms: []string{"zafferano", "curcuma"}}, "Elena")
		if err != nil {
			t.Fatal(err)
		}
		for what, change := range map[string]func() error{
			"a synonym": func() error { return s.RemoveSynonym(ctx, group.ID, group.Revision) },
			"an entry": func() error {
				_, _, err := s.Save(ctx, entryID, source("Dove pago?", "dove si paga"), 0, "Elena")
				return err
			},
		} {
			before := seen
			if err := change(); err != nil {
				t.Fatal(err)
			}
			if seen <= before {
				t.Errorf("%s: the notice came before the commit, or not at all", what)
			}
		}
		draft := later(t, s, "fees-new", entrySource("fees-new", "it", "Quanto costa la pergamena?", ""), 0)
		if _, err := s.Unschedule(ctx, faq.DraftRef{ID: draft.ID, Revision: draft.Revision}); err != nil {
			t.Fatal(err)
		}
		if told[faq.ScheduleChanged] != 2 {
			t.Errorf("%d notices of the schedule for two changes", told[faq.ScheduleChanged])
		}
	})
}

// Learning the library as a whole waits until the editors have come to rest, but not for
// ever.
func TestTheWholeIsLearnedWhenEditorsRest(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	edited, due := faq.WhenToRefine(func() time.Time { return now })
	edited()
	now = now.Add(faq.AtRest)
	if due(false) {
		t.Error("due though nothing has drifted")
	}
	edited()
	if due(true) {
		t.Error("due at the moment of an edit")
	}
	if now = now.Add(faq.AtRest); !due(true) {
		t.Error("not due though the editors rest")
	}
	due(false) // learned
	edited()
	began := now
	for !due(true) {
		now = now.Add(faq.AtRest / 2)
		edited()
		if now.Sub(began) > 2*faq.AtLeast {
			t.Fatal("editors who never rest put it off for ever")
		}
	}
	if now.Sub(began) < faq.AtLeast {
		t.Errorf("due after %v of editing", now.Sub(began))
	}
}
