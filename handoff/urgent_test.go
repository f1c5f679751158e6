package handoff_test

import (
	"testing"

	"sportello/handoff"
)

// urge marks the conversation's chat for a message.
func (o *office) urge(conversation string, seq int64) {
	o.t.Helper()
	ok(o.t, o.Urge(ctx, conversation, seq))
}

// next has mario claim the next chat or ticket of the queue.
func (o *office) next(want string) handoff.Chat {
	o.t.Helper()
	c, err := o.ClaimNext(ctx, "mario", "fees")
	ok(o.t, err)
	equal(o.t, "next", c.ConversationID, want)
	return c
}

func TestWhatIsUrgentGoesBeforeAllOthers(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("mario", 20, "fees", "exams")
		back := o.claim("mario", o.join("returned", "fees", handoff.ChannelChat))
		ok(t, o.Return(ctx, "mario", back.ID))
		o.join("first", "fees", handoff.ChannelChat)
		a, b := o.join("a", "fees", handoff.ChannelChat), o.join("b", "fees", handoff.ChannelChat)
		o.join("ticket", "fees", handoff.ChannelTicket)
		o.join("urgent ticket", "fees", handoff.ChannelTicket)

		o.urge("urgent ticket", o.say("urgent ticket", "x"))
		seq := o.say("b", "x")
		o.urge("b", seq)
		o.urge("b", seq) // a repeat tells nothing anew
		o.urge("a", o.say("a", "x"))
		o.urge("nobody", 1)
		equal(t, "events", o.kinds(b), "queued message urgent")
		o.place(a, 1) // of two, who came first
		o.place(b, 2)
		waiting, err := o.Waiting(ctx, "mario", "", 0)
		ok(t, err)
		for i, want := range []string{"a", "b", "urgent ticket", "returned"} {
			equal(t, "in the list", waiting[i].ConversationID, want)
			equal(t, "marked", waiting[i].Urgent, i < 3)
		}

		a = o.next("a")
		o.urge("a", o.say("a", "x")) // an operator reads it
		equal(t, "events", o.kinds(a), "queued message urgent claimed message")
		ok(t, o.Transfer(ctx, "mario", a.ID, "exams", ""))
		o.place(a, 1)
		o.urge("exams", o.say(o.join("exams", "exams", handoff.ChannelChat).ConversationID, "x"))
		o.place(a, 1)
		b = o.next("b")
		ok(t, o.Return(ctx, "mario", b.ID))
		o.next("b")
		ticket := o.next("urgent ticket")
		o.urge("urgent ticket", o.say("urgent ticket", "x")) // it is read whenever
		equal(t, "events", o.kinds(ticket), "queued message urgent claimed message urgent")
		o.next("returned")
		o.next("first")
	})
}

// A student in distress who is gone is not passed over: who takes the chat reads what they
// wrote.
func TestWhatIsUrgentIsNeverPassedOver(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.join("a", "fees", handoff.ChannelChat)
		gone, urgent := o.join("gone", "fees", handoff.ChannelChat), o.join("urgent", "fees", handoff.ChannelChat)
		o.wait(handoff.GoneAfter + 1)
		missing := func() {
			t.Helper()
			_, err := o.Missing(ctx)
			ok(t, err)
		}
		o.urge("urgent", o.say("urgent", "x"))
		missing()
		o.urge("gone", 1)
		o.wait(handoff.AbandonedAfter)
		missing()
		o.state(gone, handoff.Waiting, "")
		o.state(urgent, handoff.Waiting, "")
		o.operator("mario", 1, "fees")
		o.next("gone")
	})
}

func TestWhatIsUrgentIsPushedFirstAndLetIn(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.set("fees", func(s *handoff.Settings) { s.MaxWait = 1 })
		o.operator("mario", 1, "fees")
		o.fill("fees")
		c, err := o.Enqueue(ctx, handoff.Join{ConversationID: "urgent", QueueID: "fees", Channel: handoff.ChannelChat, Limited: true, Urgent: true})
		ok(t, err)
		equal(t, "urgent", c.Urgent, true)
		o.place(c, 1)
		o.route(handoff.Push, "fees")
		ok(t, o.Fill(ctx))
		o.state(c, handoff.Engaged, "mario")
	})
}
