package handoff_test

import (
	"testing"
	"time"

	"sportello/handoff"
)

var paolo = handoff.Supervisor{Name: "Paolo Greco"}

func TestASupervisorMovesWhoWaits(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("rosa", 1, "exams")
		early := o.join("early", "exams", handoff.ChannelChat)
		c := o.join("anna", "fees", handoff.ChannelChat)
		late := o.join("late", "exams", handoff.ChannelChat)
		refused(t, o.Move(ctx, paolo, c.ID, "nothing"), handoff.ErrNotFound)
		ok(t, o.Move(ctx, paolo, c.ID, "exams"))
		ok(t, o.Move(ctx, paolo, c.ID, "exams")) // again
		for i, chat := range []handoff.Chat{early, c, late} {
			o.place(chat, i+1)
		}
		events, err := o.ChatEvents(ctx, c.ID, 0, 0)
		ok(t, err)
		equal(t, "events", kindsOf(events), "queued moved")
		equal(t, "who did it", events[1].Data, handoff.EventData{Queue: "exams", From: "fees", By: "Paolo Greco"})
		seen, err := o.Events(ctx, "anna", 0, 0, true)
		ok(t, err)
		equal(t, "not for the student", seen[1].Data.By, "")
		o.claim("rosa", c)
		refused(t, o.Move(ctx, paolo, c.ID, "fees"), handoff.ErrTaken)
		o.route(handoff.Push, "fees")
		o.operator("mario", 2, "fees")
		ok(t, o.Move(ctx, paolo, late.ID, "fees"))
		o.state(late, handoff.Engaged, "mario") // at once
	})
}

func TestASupervisorGivesAChat(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("rosa", 1, "exams")
		a, b := o.join("a", "fees", handoff.ChannelChat), o.join("b", "fees", handoff.ChannelChat)
		refused(t, o.Give(ctx, paolo, a.ID, "nobody"), handoff.ErrNotFound)
		ok(t, o.Give(ctx, paolo, a.ID, "rosa")) // though it is not her queue
		o.state(a, handoff.Engaged, "rosa")
		refused(t, o.Give(ctx, paolo, a.ID, "rosa"), handoff.ErrTaken)
		refused(t, o.Give(ctx, paolo, b.ID, "rosa"), handoff.ErrAtCapacity)
		ok(t, o.SetState(ctx, "rosa", handoff.Away))
		refused(t, o.Give(ctx, paolo, b.ID, "rosa"), handoff.ErrAbsent)
		ok(t, o.SetState(ctx, "rosa", handoff.Paused))
		o.wait(handoff.PresentFor + 1)
		o.wait(time.Millisecond)
		refused(t, o.Give(ctx, paolo, b.ID, "rosa"), handoff.ErrAbsent)
		ok(t, o.Touch(ctx, "rosa"))
		ok(t, o.SetCapacity(ctx, "rosa", 2))
		ok(t, o.Give(ctx, paolo, b.ID, "rosa"))
		o.state(b, handoff.Engaged, "rosa")
		events, err := o.ChatEvents(ctx, b.ID, 0, 0)
		ok(t, err)
		equal(t, "who did it", events[1].Data.By, "Paolo Greco")
		equal(t, "to whom", events[1].OperatorID, "rosa")
	})
}

func TestASupervisorTakesBackWhatTheyGave(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("rosa", 2, "exams")
		o.operator("mario", 2, "fees")
		first, second := o.join("a", "fees", handoff.ChannelChat), o.join("b", "fees", handoff.ChannelChat)
		ok(t, o.Give(ctx, paolo, second.ID, "rosa"))
		refused(t, o.TakeBack(ctx, paolo, second.ID, "mario"), handoff.ErrNotYours)
		ok(t, o.TakeBack(ctx, paolo, second.ID, "rosa"))
		refused(t, o.TakeBack(ctx, paolo, second.ID, "rosa"), handoff.ErrNotYours)
		o.place(first, 1) // and not behind who was put at the head
		o.place(second, 2)
		equal(t, "events", o.kinds(second), "queued claimed returned")
		o.claim("mario", second)
		refused(t, o.TakeBack(ctx, paolo, second.ID, "rosa"), handoff.ErrNotYours)
		o.state(second, handoff.Engaged, "mario")
		ok(t, o.TakeAway(ctx, paolo, second.ID))
		o.place(second, 1)
		ok(t, o.Give(ctx, paolo, second.ID, "mario")) // undone, though they are spared it
		o.state(second, handoff.Engaged, "mario")
	})
}

func TestASupervisorTakesAChatAwayAndCloses(t *testing.T) {
	pushed(t, func(t *testing.T, o *office) {
		o.operator("mario", 1, "fees")
		c := o.join("anna", "fees", handoff.ChannelChat)
		o.state(c, handoff.Engaged, "mario")
		o.operator("rosa", 1, "fees")
		before, err := o.LastSeq(ctx)
		ok(t, err)
		ok(t, o.TakeAway(ctx, paolo, c.ID))
		o.state(c, handoff.Engaged, "rosa")
		events, err := o.OperatorEvents(ctx, "mario", before, 0)
		ok(t, err)
		equal(t, "mario is told", events[0].Kind, handoff.KindReturned)
		equal(t, "by", events[0].Author, handoff.BySupervisor)
		waiting := o.join("b", "exams", handoff.ChannelChat)
		refused(t, o.TakeAway(ctx, paolo, waiting.ID), handoff.ErrNotYours)
		for _, chat := range []handoff.Chat{c, waiting} {
			closing := handoff.Closing{ChatID: chat.ID, Outcome: handoff.NotResolved, Note: "Doppione"}
			ok(t, o.CloseFor(ctx, paolo, closing))
			ok(t, o.CloseFor(ctx, paolo, closing))
			refused(t, o.TakeAway(ctx, paolo, chat.ID), handoff.ErrClosed)
		}
		refused(t, o.CloseFor(ctx, paolo, handoff.Closing{ChatID: c.ID, Outcome: "fine"}), handoff.ErrInvalid)
		rosa, err := o.Operator(ctx, "rosa")
		ok(t, err)
		equal(t, "her slot is free", rosa.Engaged, 0)
	})
}

func TestASupervisorSetsStateAndCapacity(t *testing.T) {
	pushed(t, func(t *testing.T, o *office) {
		o.operator("mario", 1, "fees")
		o.wait(time.Second)
		ok(t, o.SetStateFor(ctx, paolo, "mario", handoff.Paused))
		mario, err := o.Operator(ctx, "mario")
		ok(t, err)
		equal(t, "state", mario.State, handoff.Paused)
		equal(t, "by", mario.StateBy, "Paolo Greco")
		equal(t, "since", mario.StateAt, o.db.Now().UTC())
		c := o.join("a", "fees", handoff.ChannelChat)
		o.state(c, handoff.Waiting, "")
		ok(t, o.SetState(ctx, "mario", handoff.Available))
		o.state(c, handoff.Engaged, "mario")
		next := o.join("b", "fees", handoff.ChannelChat)
		ok(t, o.SetCapacity(ctx, "mario", 2))
		o.state(next, handoff.Engaged, "mario")
		ok(t, o.SetCapacity(ctx, "mario", 1)) // what they have, they keep
		o.state(next, handoff.Engaged, "mario")
		for _, n := range []int{0, -1, handoff.MaxCapacity + 1} {
			refused(t, o.SetCapacity(ctx, "mario", n), handoff.ErrInvalid)
		}
		refused(t, o.SetCapacity(ctx, "nobody", 1), handoff.ErrNotFound)
		refused(t, o.SetStateFor(ctx, paolo, "nobody", handoff.Away), handoff.ErrNotFound)
		refused(t, o.SetStateFor(ctx, paolo, "mario", "asleep"), handoff.ErrInvalid)
	})
}
