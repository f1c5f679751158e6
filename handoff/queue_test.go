package handoff_test

import (
	"fmt"
	"testing"
	"time"

	"sportello/handoff"
)

func TestSeedQueuesUpdates(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := o.join("anna", "fees", handoff.ChannelChat)
		fees := queue(t, "fees", 3)
		fees.Owner, fees.Phone, fees.Counter = "Ufficio", "800", map[string]string{"it": "Campus Centro"}
		ok(t, o.SeedQueues(ctx, []handoff.Queue{fees, queue(t, "isee", 1)}))
		queues, err := o.Queues(ctx)
		ok(t, err)
		var ids string
		for _, q := range queues {
			ids += q.ID + " "
		}
		equal(t, "queues", ids, "isee exams fees ")
		equal(t, "the new owner", queues[2].Owner+queues[2].Phone+queues[2].Counter["it"], "Ufficio800Campus Centro")
		if !queues[2].Open(monday) || queues[2].Open(monday.Add(12*time.Hour)) {
			t.Error("the hours are lost")
		}
		o.place(c, 1)
	})
}

func TestQueueName(t *testing.T) {
	q := handoff.Queue{ID: "fees", Names: map[string]string{"it": "Tasse"}}
	equal(t, "in English", q.Name("en"), "Tasse")
	q.Names["en"] = "Fees"
	equal(t, "in English", q.Name("en"), "Fees")
	equal(t, "without names", handoff.Queue{ID: "fees"}.Name("it"), "fees")
}

func TestWays(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ways := func(channels string, open, staffed bool, waiting, tickets int) handoff.Ways {
			t.Helper()
			w, err := o.Ways(ctx, "fees")
			ok(t, err)
			equal(t, "channels", fmt.Sprint(w.Channels()), channels)
			equal(t, "open, staffed, waiting, tickets", fmt.Sprint(w.Open, w.Staffed, w.Waiting, w.Tickets),
				fmt.Sprint(open, staffed, waiting, tickets))
			return w
		}
		ways("[ticket]", true, false, 0, 0)
		o.operator("rosa", 2, "exams")
		ways("[ticket]", true, false, 0, 0) // another queue's
		o.operator("mario", 2, "fees", "exams")
		ways("[chat ticket]", true, true, 0, 0)

		first := o.join("a", "fees", handoff.ChannelTicket)
		o.join("b", "fees", handoff.ChannelChat)
		o.join("c", "exams", handoff.ChannelChat)
		w := ways("[chat ticket]", true, true, 1, 1)
		if !w.Oldest.Equal(first.QueuedAt) {
			t.Errorf("oldest %v, want %v", w.Oldest, first.QueuedAt)
		}

		ok(t, o.SetState(ctx, "mario", handoff.Paused))
		ways("[ticket]", true, false, 1, 1)
		ok(t, o.SetState(ctx, "mario", handoff.Available))
		o.wait(handoff.PresentFor)
		ways("[chat ticket]", true, true, 1, 1)
		o.wait(time.Millisecond)
		ways("[ticket]", true, false, 1, 1)
		ok(t, o.Touch(ctx, "mario"))
		ways("[chat ticket]", true, true, 1, 1)

		o.wait(6 * time.Hour) // the evening
		ok(t, o.Touch(ctx, "mario"))
		w = ways("[ticket]", false, true, 1, 1)
		if want := time.Date(2026, 9, 8, 7, 0, 0, 0, time.UTC); !w.OpensAt.Equal(want) {
			t.Errorf("opens at %v, want %v", w.OpensAt, want)
		}
		all, err := o.AllWays(ctx)
		ok(t, err)
		if len(all) != 2 || all[0].Queue.ID != "fees" || all[1].Waiting != 1 {
			t.Errorf("all ways: %+v", all)
		}
		for _, id := range []string{"nothing", ""} {
			_, err = o.Ways(ctx, id)
			refused(t, err, handoff.ErrNotFound)
		}
	})
}
