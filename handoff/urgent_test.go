package handoff_test

import (
	"fmt"
	"testing"
	"time"

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
		o.urge("a", o.say("a", "x")) // an operator reads it, and is told
		equal(t, "events", o.kinds(a), "queued message urgent claimed message distress")
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

// What an operator is told of the words they read is none of the student's events, and the
// chat goes first wherever it is passed on to.
func TestTheOperatorIsToldOfDistress(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("mario", 3, "fees", "exams")
		c := o.claim("mario", o.join("anna", "fees", handoff.ChannelChat))
		other := o.join("bea", "exams", handoff.ChannelChat)
		seq := o.say("anna", "x")
		o.urge("anna", seq)
		o.urge("anna", seq)
		equal(t, "events", o.kinds(c), "queued claimed message distress")
		heard, err := o.OperatorEvents(ctx, "mario", seq, 0)
		ok(t, err)
		equal(t, "the operator's", kindsOf(heard), "distress")
		seen, err := o.Events(ctx, "anna", 0, 0, true)
		ok(t, err)
		equal(t, "the student's", kindsOf(seen), "queued claimed message")
		ok(t, o.Transfer(ctx, "mario", c.ID, "exams", ""))
		o.place(c, 1)
		o.place(other, 2)
	})
}

func TestTheBoardMarksWhatIsUrgentAndEscalated(t *testing.T) {
	levels(t, func(t *testing.T, o *office) {
		mine := o.claim("mario", o.join("anna", "fees", handoff.ChannelChat))
		o.urge("anna", o.say("anna", "x"))
		o.join("bea", "fees", handoff.ChannelTicket)
		o.urge("bea", 1)
		for _, name := range []string{"carlo", "dora"} {
			c := o.claim("mario", o.join(name, "fees", handoff.ChannelChat))
			ok(t, o.Escalate(ctx, "mario", c.ID, "", "x"))
			if name == "carlo" {
				o.claim("rosa", c)
			}
		}
		marks := func(want string) {
			t.Helper()
			b, err := o.Board(ctx)
			ok(t, err)
			fees := b.Queues[0]
			equal(t, "urgent, escalated, mario's, rosa's", fmt.Sprint(fees.Urgent, fees.Escalated, b.Operators[0].Urgent, b.Operators[1].Urgent), want)
		}
		marks("2 1 1 0")
		o.close("mario", mine)
		o.wait(time.Second)
		marks("1 1 0 0")
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
