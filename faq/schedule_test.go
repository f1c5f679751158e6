package faq_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"sportello/content/db/dbtest"
	"sportello/faq"
)

// Each draft is published once, by one of the nodes, when its time has come; nobody changes
// it before; and one that can't be published goes back to the reviewers.
func TestTheScheduleIsKeptOnceByAllNodes(t *testing.T) {
	library.EachURL(t, func(t *testing.T, u string) {
		var ahead atomic.Int64 // of the true time
		var nodes []*faq.Store
		for range 3 {
			d := dbtest.Open(t, u)
			steady := d.Now
			d.Now = func() time.Time { return steady().Add(time.Duration(ahead.Load())) }
			nodes = append(nodes, faq.NewStore(d))
		}
		running, stop := context.WithCancel(ctx)
		defer stop()
		published := make(chan struct{}, 10)
		var looks []chan struct{}
		for _, n := range nodes {
			look := make(chan struct{}, 1)
			looks = append(looks, look)
			go n.KeepSchedule(running, look, func(context.Context) error { published <- struct{}{}; return nil }, func(err error) { t.Error(err) })
		}
		good := later(t, nodes[0], "fees-new", entrySource("fees-new", "it", "Quanto costa la pergamena?", ""), 0)
		e, err := nodes[0].Entry(ctx, "fees-amount")
		if err != nil {
			t.Fatal(err)
		}
		late := later(t, nodes[0], e.ID, e.Source+"\nMia.\n", e.Revision)
		if _, err := nodes[1].SaveDraft(ctx, faq.DraftChange{ID: good.ID, Source: "sneaked in", Revision: good.Revision}); !errors.Is(err, faq.ErrScheduled) {
			t.Errorf("changed what was approved: %v", err)
		}
		if _, err := nodes[1].Publish(ctx, "Elena", faq.DraftRef{ID: good.ID, Revision: good.Revision}); !errors.Is(err, faq.ErrScheduled) {
			t.Errorf("published before its time: %v", err)
		}
		if _, _, err := nodes[1].Save(ctx, e.ID, e.Source+"\nLoro.\n", e.Revision, "program"); err != nil {
			t.Fatal(err)
		}
		ahead.Store(int64(2 * time.Hour))
		for _, look := range looks {
			look <- struct{}{} // the timer knows nothing of a clock that was set
		}
		<-published
		for d, err := nodes[2].Draft(ctx, late.ID); err != nil || !d.PublishAt.IsZero(); d, err = nodes[2].Draft(ctx, late.ID) {
			time.Sleep(10 * time.Millisecond)
		}
		if _, err := nodes[1].Entry(ctx, good.ID); err != nil {
			t.Errorf("what came before was not published: %v", err)
		}
		if st := status(t, nodes[1], late.ID); st.Draft.Failure != faq.FailedStale || st.State != faq.StateReview || st.Revision != 2 {
			t.Errorf("%+v", st.Draft)
		}
		history, err := nodes[1].Revisions(ctx, "fees-new")
		if err != nil || len(history) != 1 || history[0].Kind != faq.RevisionSchedule || history[0].Author != "Elena" {
			t.Errorf("%+v %v", history, err)
		}
	})
}

// later puts a text on the schedule, an hour from now.
func later(t *testing.T, s *faq.Store, id, source string, base int64) *faq.Draft {
	t.Helper()
	d := save(t, s, faq.DraftChange{ID: id, Source: source, Base: base})
	d, problems, err := s.Schedule(ctx, time.Now().Add(time.Hour), "Elena", faq.DraftRef{ID: id, Revision: d.Revision})
	if err != nil {
		t.Fatal(problems, err)
	}
	return d
}
