package handoff_test

import (
	"fmt"
	"testing"
	"time"

	"sportello/handoff"
)

// talk is an engaged chat in a queue that asks after 4 minutes and closes 2 later, and in
// which the operator had the last word.
func talk(o *office) handoff.Chat {
	o.set("fees", func(s *handoff.Settings) { s.AskAfter, s.LeaveAfter = 4, 2 })
	c := o.claim(o.operator("mario", 1, "fees"), o.join("anna", "fees", handoff.ChannelChat))
	o.say("anna", "Buongiorno")
	o.answer("mario", c, "Mi dica")
	return c
}

// pass lets time pass, in which a student who is there gives signs of it.
func (o *office) pass(d time.Duration, there bool) {
	o.t.Helper()
	o.wait(d)
	if there {
		ok(o.t, o.StudentsHere(ctx, "anna"))
	}
	ok(o.t, o.Touch(ctx, "mario"))
	_, err := o.Silent(ctx)
	ok(o.t, err)
}

func TestASilentStudentIsAskedOnceThenTheSlotIsFree(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := talk(o)
		o.pass(4*time.Minute-time.Millisecond, true)
		equal(t, "not yet", o.kinds(c), "queued claimed message message")
		o.pass(time.Millisecond, true)
		o.pass(time.Second, true)
		equal(t, "asked once", o.kinds(c), "queued claimed message message asked")
		o.say("anna", "Sì, cercavo il numero")
		o.pass(time.Hour, true)
		equal(t, "the operator's turn", o.kinds(c), "queued claimed message message asked message")
		o.answer("mario", c, "Eccolo")
		o.pass(4*time.Minute, true)
		o.answer("mario", c, "C'è ancora?") // counts from here, and is not asked again
		o.pass(2*time.Minute-time.Millisecond, true)
		o.state(c, handoff.Engaged, "mario")
		before, err := o.LastSeq(ctx)
		ok(t, err)
		o.pass(time.Millisecond, true)
		o.pass(time.Second, true)
		equal(t, "closed once", o.kinds(c), "queued claimed message message asked message message asked message closed")
		got, err := o.Chat(ctx, c.ID)
		ok(t, err)
		equal(t, "outcome", got.Outcome, handoff.Abandoned)
		equal(t, "whose it was", got.OperatorID, "mario")
		events, err := o.OperatorEvents(ctx, "mario", before, 0)
		ok(t, err)
		equal(t, "mario is told", kindsOf(events), "closed")
		equal(t, "by", events[0].Author, handoff.BySystem)
		mario, err := o.Operator(ctx, "mario")
		ok(t, err)
		equal(t, "his slot is free", mario.Engaged, 0)
	})
}

func TestWhoIsNotEvenConnectedHasHalfTheTime(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := talk(o)
		o.pass(2*time.Minute-time.Millisecond, false)
		o.pass(time.Millisecond, false)
		equal(t, "asked", o.kinds(c), "queued claimed message message asked")
		o.pass(time.Minute, false)
		o.state(c, handoff.Closed, "mario")
	})
}

func TestSilenceCanBeSwitchedOff(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := talk(o)
		o.set("fees", func(s *handoff.Settings) { s.AskAfter = 0 })
		o.pass(24*time.Hour, false)
		equal(t, "nothing", o.kinds(c), "queued claimed message message")
	})
}

func TestWhoFellSilentComesBackToTheHeadOnce(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := talk(o)
		lapse := func() {
			t.Helper()
			o.pass(2*time.Minute, false)
			o.pass(time.Minute, false)
		}
		lapse()
		closed, err := o.Chat(ctx, c.ID)
		ok(t, err)
		now := o.db.Now()
		equal(t, "may come back", closed.MayResume(now), true)
		equal(t, "until tomorrow", closed.MayResume(now.Add(handoff.ResumeWithin+time.Millisecond)), false)
		other := o.join("bruno", "fees", handoff.ChannelChat)
		again := o.join("anna", "fees", handoff.ChannelChat)
		o.place(again, 1)
		o.place(other, 2)
		history, err := o.Events(ctx, "anna", 0, 0, true)
		ok(t, err)
		equal(t, "the whole history", kindsOf(history), "queued claimed message message asked closed queued")
		o.claim("mario", again)
		o.answer("mario", again, "Eccoci")
		lapse()
		o.state(again, handoff.Closed, "mario")
		third := o.join("anna", "fees", handoff.ChannelChat)
		o.place(third, 2) // once
	})
}

func TestAWaitingStudentWhoIsNotThere(t *testing.T) {
	pushed(t, func(t *testing.T, o *office) {
		missing := func() {
			t.Helper()
			_, err := o.Missing(ctx)
			ok(t, err)
		}
		a := o.join("anna", "fees", handoff.ChannelChat)
		ticket := o.join("carla", "exams", handoff.ChannelTicket)
		o.wait(handoff.GoneAfter - 10*time.Second)
		b := o.join("bruno", "fees", handoff.ChannelChat)
		o.wait(10*time.Second + time.Millisecond)
		o.place(b, 2)
		missing()
		o.place(b, 1) // nor is she counted
		lines, err := o.Lines(ctx)
		ok(t, err)
		equal(t, "the line", lines.Waiting("fees"), 1)
		ways, err := o.Ways(ctx, "fees")
		ok(t, err)
		equal(t, "who waits, and since when", fmt.Sprint(ways.Waiting, o.db.Now().Sub(ways.Oldest).Round(time.Second)), "1 10s")
		o.operator("mario", 1, "fees")
		o.state(b, handoff.Engaged, "mario") // Anna is passed over
		o.place(a, 1)                        // and keeps her place
		_, err = o.Claim(ctx, "mario", a.ID)
		refused(t, err, handoff.ErrStudentGone)
		o.close("mario", b)
		o.state(a, handoff.Waiting, "")
		ok(t, o.StudentsHere(ctx, "nobody", "anna"))
		o.state(a, handoff.Engaged, "mario")

		c := o.join("dino", "fees", handoff.ChannelChat)
		o.wait(handoff.GoneAfter + time.Millisecond)
		missing()
		o.wait(handoff.AbandonedAfter - handoff.GoneAfter)
		missing()
		o.state(c, handoff.Waiting, "")
		o.wait(time.Millisecond)
		missing()
		o.state(c, handoff.Closed, "")
		o.state(ticket, handoff.Waiting, "")
		got, err := o.Chat(ctx, c.ID)
		ok(t, err)
		equal(t, "outcome", got.Outcome, handoff.Abandoned)
		equal(t, "comes back to the head", got.MayResume(o.db.Now()), false) // never had an operator
	})
}

func TestSignsOfStudentsAreStoredSparingly(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := o.join("anna", "fees", handoff.ChannelChat)
		seen := func() time.Time {
			t.Helper()
			got, err := o.Chat(ctx, c.ID)
			ok(t, err)
			return got.StudentAt
		}
		first := seen()
		o.wait(14 * time.Second)
		ok(t, o.StudentsHere(ctx, "anna"))
		equal(t, "soon after", seen(), first)
		o.wait(time.Second)
		many := []string{"anna"}
		for range 1000 {
			many = append(many, "nobody")
		}
		ok(t, o.StudentsHere(ctx, many...))
		equal(t, "later", seen(), o.db.Now().UTC())
	})
}
