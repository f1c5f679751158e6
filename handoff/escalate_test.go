package handoff_test

import (
	"testing"

	"sportello/handoff"
)

// levels is an office with Mario of the first level and Rosa of the second.
func levels(t *testing.T, test func(t *testing.T, o *office)) {
	each(t, func(t *testing.T, o *office) {
		o.with(handoff.Operator{ID: "mario", Name: "Mario", Level: 1, Capacity: 3, Queues: []string{"fees"}})
		o.with(handoff.Operator{ID: "rosa", Name: "Rosa", Level: 2, Capacity: 3, Queues: []string{"fees", "exams"}})
		test(t, o)
	})
}

func TestEscalate(t *testing.T) {
	levels(t, func(t *testing.T, o *office) {
		o.with(handoff.Operator{ID: "luca", Name: "Luca", Level: 1, Capacity: 3, Queues: []string{"exams"}})
		early := o.join("early", "exams", handoff.ChannelChat)
		c := o.claim("mario", o.join("anna", "fees", handoff.ChannelChat))
		late := o.join("late", "exams", handoff.ChannelChat)
		refused(t, o.Escalate(ctx, "rosa", c.ID, "", "x"), handoff.ErrNotYours)
		refused(t, o.Escalate(ctx, "mario", c.ID, "exams", " "), handoff.ErrEmpty)
		refused(t, o.Escalate(ctx, "mario", c.ID, "nothing", "x"), handoff.ErrNotFound)
		ok(t, o.Escalate(ctx, "mario", c.ID, "exams", "Doppia carriera"))
		for i, chat := range []handoff.Chat{early, c, late} {
			o.place(chat, i+1)
		}
		equal(t, "events", o.kinds(c), "queued claimed note escalated")
		seen, err := o.Events(ctx, "anna", 0, 0, true)
		ok(t, err)
		equal(t, "the student's", kindsOf(seen), "queued claimed escalated")
		_, err = o.Claim(ctx, "luca", c.ID)
		refused(t, err, handoff.ErrNotYourQueue)
		waiting, err := o.Waiting(ctx, "luca", "", 0)
		ok(t, err)
		equal(t, "the first level's line", len(waiting), 2)
		o.claim("rosa", early)
		next, err := o.ClaimNext(ctx, "rosa", "exams")
		ok(t, err)
		equal(t, "next of the second level", next.ID, c.ID)

		refused(t, o.SendBack(ctx, "rosa", early.ID, "x"), handoff.ErrNotEscalated)
		refused(t, o.SendBack(ctx, "rosa", c.ID, ""), handoff.ErrEmpty)
		before := o.join("before", "fees", handoff.ChannelChat)
		ok(t, o.SendBack(ctx, "rosa", c.ID, "Rispondi con la voce 12"))
		o.place(c, 1)
		o.place(before, 2)
		got, err := o.Chat(ctx, c.ID)
		ok(t, err)
		equal(t, "back in", got.QueueID, "fees")
		equal(t, "level", got.Level, 1)
		equal(t, "events", o.kinds(c), "queued claimed note escalated claimed note sent_back")
		lost, err := o.OperatorEvents(ctx, "rosa", seen[2].Seq, 0)
		ok(t, err)
		equal(t, "how rosa lost it", lost[len(lost)-1].Kind, handoff.KindSentBack)
		o.claim("mario", c)
	})
}

func TestEscalatedChatsArePushed(t *testing.T) {
	levels(t, func(t *testing.T, o *office) {
		o.route(handoff.Push, "fees", "exams")
		ok(t, o.SetState(ctx, "rosa", handoff.Paused))
		c := o.join("anna", "fees", handoff.ChannelChat)
		o.state(c, handoff.Engaged, "mario")
		ok(t, o.Escalate(ctx, "mario", c.ID, "", "Doppia carriera"))
		o.state(c, handoff.Waiting, "")
		ok(t, o.SetState(ctx, "rosa", handoff.Available))
		o.state(c, handoff.Engaged, "rosa")
		o.with(handoff.Operator{ID: "aldo", Level: 1, Capacity: 9, Queues: []string{"fees"}})
		ok(t, o.SendBack(ctx, "rosa", c.ID, "Ecco"))
		o.state(c, handoff.Engaged, "mario") // who knows it, though aldo has less to do
		ok(t, o.Escalate(ctx, "mario", c.ID, "", "Ancora"))
		o.state(c, handoff.Engaged, "rosa")
		ok(t, o.SetState(ctx, "mario", handoff.Away))
		ok(t, o.SendBack(ctx, "rosa", c.ID, "Ecco"))
		o.state(c, handoff.Engaged, "aldo")
	})
}

func TestTicketsAreEscalatedToo(t *testing.T) {
	levels(t, func(t *testing.T, o *office) {
		o.route(handoff.Push, "fees")
		c := o.claim("mario", o.join("anna", "fees", handoff.ChannelTicket))
		ok(t, o.Escalate(ctx, "mario", c.ID, "", "Da verificare"))
		o.state(c, handoff.Waiting, "")
		_, err := o.Claim(ctx, "mario", c.ID)
		refused(t, err, handoff.ErrNotYourQueue)
		o.claim("rosa", c)
		ok(t, o.SendBack(ctx, "rosa", c.ID, "Fatto"))
		o.claim("mario", c)
	})
}

func TestNobodyToEscalateTo(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := o.claim(o.operator("mario", 1, "fees"), o.join("anna", "fees", handoff.ChannelChat))
		refused(t, o.Escalate(ctx, "mario", c.ID, "", "x"), handoff.ErrNobody)
		o.state(c, handoff.Engaged, "mario")
		equal(t, "nothing happened", o.kinds(c), "queued claimed")
	})
}
