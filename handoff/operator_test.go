package handoff_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"sportello/handoff"
)

func TestSetOperator(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		_, err := o.Operator(ctx, "mario")
		refused(t, err, handoff.ErrNotFound)
		mario := handoff.Operator{ID: "mario", Name: "Mario", Level: 2, Capacity: 3, Queues: []string{"fees", "exams", "fees"}}
		ok(t, o.SetOperator(ctx, mario))
		show := func(want string) handoff.Operator {
			t.Helper()
			got, err := o.Operator(ctx, "mario")
			ok(t, err)
			equal(t, "operator", fmt.Sprintf("%v %v %v %v %v %v", got.Name, got.Level, got.Capacity, got.Queues, got.State, got.Engaged), want)
			return got
		}
		show("Mario 2 3 [exams fees] away 0")
		ok(t, o.SetState(ctx, "mario", handoff.Available))
		mario.Capacity, mario.Queues = 1, []string{"fees"}
		ok(t, o.SetOperator(ctx, mario)) // the state stays
		got := show("Mario 2 1 [fees] available 0")
		if now := o.db.Now(); !got.Present(now) || got.Present(now.Add(handoff.PresentFor+1)) {
			t.Error("present at the wrong time")
		}
		o.claim("mario", o.join("a", "fees", handoff.ChannelTicket))
		o.claim("mario", o.join("b", "fees", handoff.ChannelChat))
		show("Mario 2 1 [fees] available 1")

		mario.Queues = []string{"exams", "nothing"}
		refused(t, o.SetOperator(ctx, mario), handoff.ErrNotFound)
		show("Mario 2 1 [fees] available 1") // all or nothing
		mario.Queues, mario.State = nil, "asleep"
		refused(t, o.SetOperator(ctx, mario), handoff.ErrInvalid)
		refused(t, o.SetState(ctx, "mario", "asleep"), handoff.ErrInvalid)
		refused(t, o.SetState(ctx, "nobody", handoff.Away), handoff.ErrNotFound)
		refused(t, o.Touch(ctx, "nobody"), handoff.ErrNotFound)
	})
}

func TestTouch(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("mario", 1, "fees")
		seen := func() time.Time {
			got, err := o.Operator(ctx, "mario")
			ok(t, err)
			return got.SeenAt
		}
		before := seen()
		o.wait(time.Second)
		ok(t, o.Touch(ctx, "mario"))
		if !seen().Equal(before) {
			t.Error("a sign of life a second after another was stored")
		}
		sub := o.Subscribe(handoff.QueuesTopic)
		defer sub.Close()
		o.wait(20 * time.Second)
		ok(t, o.Touch(ctx, "mario"))
		if !seen().Equal(o.db.Now().UTC()) {
			t.Errorf("seen at %v", seen())
		}
		if len(sub.C) != 0 {
			t.Error("the queues were told of one who was there all the time")
		}
		o.wait(2 * handoff.PresentFor)
		ok(t, o.Touch(ctx, "mario"))
		if len(sub.C) != 1 {
			t.Error("the queues were not told of one who came back")
		}
	})
}

func TestVanishedOperatorsGiveTheirChatsBack(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("mario", 2, "fees")
		o.operator("rosa", 2, "fees")
		a, b := o.join("a", "fees", handoff.ChannelChat), o.join("b", "fees", handoff.ChannelChat)
		ticket := o.join("t", "fees", handoff.ChannelTicket)
		hers := o.join("r", "fees", handoff.ChannelChat)
		for _, c := range []handoff.Chat{b, a, ticket} {
			o.claim("mario", c)
		}
		o.claim("rosa", hers)
		c := o.join("c", "fees", handoff.ChannelChat)
		before, err := o.LastSeq(ctx)
		ok(t, err)

		o.wait(handoff.PresentFor - time.Millisecond) // since the claims
		back, err := o.Vanished(ctx)
		ok(t, err)
		equal(t, "given back while all are there", back, 0)
		o.wait(time.Millisecond)
		ok(t, o.Touch(ctx, "rosa"))
		// Two nodes look at once.
		results := make(chan int, 2)
		for range 2 {
			go func() {
				n, err := o.Vanished(ctx)
				if err != nil {
					t.Error(err)
				}
				results <- n
			}()
		}
		equal(t, "given back", <-results+<-results, 2)
		o.state(a, handoff.Waiting, "")
		o.state(ticket, handoff.Engaged, "mario")
		o.state(hers, handoff.Engaged, "rosa")
		for i, chat := range []handoff.Chat{a, b, c} { // the head of the queue, in the old order
			o.place(chat, i+1)
		}
		equal(t, "what happened", o.kinds(a), "queued claimed returned")
		events, err := o.OperatorEvents(ctx, "mario", before, 0)
		ok(t, err)
		equal(t, "what the operator finds coming back", kindsOf(events), "returned returned")
		equal(t, "by", events[0].Author, handoff.BySystem)
		_, err = o.Send(ctx, handoff.Message{ChatID: a.ID, Author: handoff.ByOperator, OperatorID: "mario", Text: "Eccomi"})
		refused(t, err, handoff.ErrNotYours)
		o.claim("mario", a) // is a sign of life
		back, err = o.Vanished(ctx)
		ok(t, err)
		equal(t, "given back after the claim", back, 0)
	})
}

func TestRun(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := o.claim(o.operator("mario", 2, "fees"), o.join("anna", "fees", handoff.ChannelChat))
		began := o.db.Now()
		sub := o.Subscribe(handoff.ConversationTopic("anna"))
		defer sub.Close()
		running, stop := context.WithCancel(ctx)
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			o.Run(running)
		}()
		for told, late := false, time.After(30*time.Second); !told; {
			o.wait(time.Second) // Run judges nobody before it has run for as long as a sign lasts
			select {
			case <-sub.C:
				told = true
			case <-late:
				t.Fatal("the student was not told")
			case <-time.After(10 * time.Millisecond):
			}
		}
		if o.db.Now().Sub(began) < handoff.PresentFor {
			t.Error("an operator was judged in the first minute")
		}
		stop()
		<-ended
		o.state(c, handoff.Waiting, "")
	})
}
