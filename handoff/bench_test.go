package handoff_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"sportello/content/db/dbtest"
	"sportello/handoff"
)

// BenchmarkSend is sixteen students who each wait for their message to be safe on the
// disk before they write the next.
func BenchmarkSend(b *testing.B) {
	o := newOffice(b, dbtest.Open(b, dbtest.SQLiteURL(b)))
	for i := range 16 {
		o.join(fmt.Sprint(i), "fees", handoff.ChannelChat)
	}
	names := make(chan string, 16)
	for i := range 16 {
		names <- fmt.Sprint(i)
	}
	b.SetParallelism(8) // times two processors
	b.RunParallel(func(pb *testing.PB) {
		name := <-names
		defer func() { names <- name }()
		for n := 0; pb.Next(); n++ {
			_, err := o.Send(ctx, handoff.Message{ConversationID: name, Author: handoff.ByStudent, ClientID: fmt.Sprint(n), Text: "Quando scade la seconda rata?"})
			if err != nil {
				b.Error(err)
				return
			}
		}
	})
}

// BenchmarkJoin is a crowd that asks to enter while a hundred operators have all that they
// may have: giving chats out may cost next to nothing. "pull" is the same without it.
func BenchmarkJoin(b *testing.B) {
	for _, routing := range []handoff.Routing{handoff.Pull, handoff.Push} {
		b.Run(string(routing), func(b *testing.B) {
			o := newOffice(b, dbtest.Open(b, dbtest.SQLiteURL(b)))
			for i := range 100 {
				id := o.operator(fmt.Sprint("op", i), 1, "fees", "exams")
				_, err := o.Claim(ctx, id, o.join(fmt.Sprint("engaged ", i), "fees", handoff.ChannelChat).ID)
				ok(b, err)
			}
			o.route(routing, "fees", "exams")
			var n atomic.Int64
			b.SetParallelism(32)
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					_, err := o.Enqueue(ctx, handoff.Join{ConversationID: fmt.Sprint("student ", n.Add(1)), QueueID: "fees", Channel: handoff.ChannelChat})
					if err != nil {
						b.Error(err)
						return
					}
				}
			})
		})
	}
}

// BenchmarkFill is a slot that is freed and filled again while ten thousand wait in
// twenty queues, of which the operator serves five.
func BenchmarkFill(b *testing.B) {
	o := newOffice(b, dbtest.Open(b, dbtest.SQLiteURL(b)))
	var all []handoff.Queue
	var mine []string
	for i := range 20 {
		all = append(all, queue(b, fmt.Sprint("q", i), i))
		if i < 5 {
			mine = append(mine, all[i].ID)
		}
	}
	ok(b, o.SeedQueues(ctx, all))
	var students sync.WaitGroup
	for i := range 64 {
		students.Go(func() {
			for n := i; n < 10_000; n += 64 {
				_, err := o.Enqueue(ctx, handoff.Join{ConversationID: fmt.Sprint(n), QueueID: all[n%20].ID, Channel: handoff.ChannelChat})
				if err != nil {
					b.Error(err)
				}
			}
		})
	}
	students.Wait()
	o.operator("mario", 1, mine...)
	b.ResetTimer()
	for range b.N {
		has, err := o.Chats(ctx, "mario", handoff.Engaged, 0)
		ok(b, err)
		if len(has) != 1 {
			b.Fatalf("mario has %d chats", len(has))
		}
		ok(b, o.Return(ctx, "mario", has[0].ID))
	}
}

// BenchmarkWays is what a question that goes to a person asks of the desk, of twenty
// queues that are closed for holidays; "standing" is that part of it which costs no query.
func BenchmarkWays(b *testing.B) {
	o := newOffice(b, dbtest.Open(b, dbtest.SQLiteURL(b)))
	var queues []handoff.Queue
	for i := range 20 {
		queues = append(queues, queue(b, fmt.Sprint("queue", i), i))
	}
	ok(b, o.SeedQueues(ctx, queues))
	_, err := o.AddException(ctx, handoff.Exception{From: "2026-09-01", To: "2026-12-31", Reason: handoff.Text{"it": "trasloco"}})
	ok(b, err)
	for name, ask := range map[string]func() error{
		"all":      func() error { _, err := o.AllWays(ctx); return err },
		"one":      func() error { _, err := o.Ways(ctx, "queue7"); return err },
		"standing": func() error { _, _, err := o.Standing(ctx, "queue7"); return err },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				ok(b, ask())
			}
		})
	}
}

// BenchmarkNextChange looks for the next change of queues that close every evening, never,
// only for a closure in half a year, and that never open.
func BenchmarkNextChange(b *testing.B) {
	for _, one := range []struct {
		name   string
		hours  handoff.Interval
		closed bool // in half a year
	}{
		{"evenings", handoff.Interval{Days: weekdays, From: "09:00", To: "18:00"}, false},
		{"never closes", handoff.Interval{Days: everyDay, From: "00:00", To: "24:00"}, false},
		{"closes once", handoff.Interval{Days: everyDay, From: "00:00", To: "24:00"}, true},
		{"never opens", handoff.Interval{}, false},
	} {
		b.Run(one.name, func(b *testing.B) {
			o := newOffice(b, dbtest.Open(b, dbtest.SQLiteURL(b)))
			q := queue(b, "all", 3)
			q.Hours = handoff.Hours{}
			if one.hours.From != "" {
				q.Hours = hours(b, one.hours).OnHolidays()
			}
			ok(b, o.SeedQueues(ctx, []handoff.Queue{q}))
			if one.closed {
				o.except(handoff.Exception{Queue: "all", From: "2027-03-08", To: "2027-03-09", Reason: reason("lavori")})
			}
			q, _, err := o.Standing(ctx, "all")
			ok(b, err)
			c := q.Calendar()
			for b.Loop() {
				c.NextChange(monday)
			}
		})
	}
}
