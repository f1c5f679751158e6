package handoff_test

import (
	"fmt"
	"testing"
	"time"

	"sportello/handoff"
)

func TestClose(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("mario", 2, "fees")
		c := o.join("anna", "fees", handoff.ChannelChat)
		closing := handoff.Closing{ChatID: c.ID, OperatorID: "mario", Outcome: handoff.AnsweredByEntry, EntryID: "fees-7", Note: " Bene "}
		refused(t, o.Close(ctx, closing), handoff.ErrNotYours) // it waits
		o.claim("mario", c)
		unknown, without := closing, closing
		unknown.Outcome, without.EntryID = "fine", ""
		refused(t, o.Close(ctx, unknown), handoff.ErrInvalid)
		refused(t, o.Close(ctx, without), handoff.ErrInvalid)
		o.state(c, handoff.Engaged, "mario")
		stranger := closing
		stranger.OperatorID = "rosa"
		refused(t, o.Close(ctx, stranger), handoff.ErrNotYours)
		ok(t, o.Close(ctx, closing))
		ok(t, o.Close(ctx, closing))
		refused(t, o.Close(ctx, stranger), handoff.ErrClosed)
		other := closing
		other.Outcome = handoff.Resolved
		refused(t, o.Close(ctx, other), handoff.ErrClosed)
		closing.ChatID = "nothing"
		refused(t, o.Close(ctx, closing), handoff.ErrNotFound)
		got, err := o.Chat(ctx, c.ID)
		ok(t, err)
		equal(t, "closed", fmt.Sprint(got.State, got.Outcome, got.EntryID, got.Note, got.ClosedAt.Equal(o.db.Now())),
			"closedanswered_by_entryfees-7Benetrue")
		equal(t, "events", o.kinds(c), "queued claimed closed")
	})
}

func TestTransferKeepsThePlace(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("mario", 3, "fees")
		o.operator("rosa", 3, "exams")
		old := o.join("old", "exams", handoff.ChannelChat)
		moved := o.join("moved", "fees", handoff.ChannelChat)
		young := o.join("young", "exams", handoff.ChannelChat)
		refused(t, o.Transfer(ctx, "mario", moved.ID, "exams", ""), handoff.ErrNotYours)
		o.claim("mario", moved)
		refused(t, o.Transfer(ctx, "rosa", moved.ID, "exams", ""), handoff.ErrNotYours)
		refused(t, o.Transfer(ctx, "mario", moved.ID, "nothing", ""), handoff.ErrNotFound)
		refused(t, o.Transfer(ctx, "mario", "nothing", "exams", ""), handoff.ErrNotFound)
		o.state(moved, handoff.Engaged, "mario")
		ok(t, o.Transfer(ctx, "mario", moved.ID, "exams", "Chiede degli appelli"))
		o.state(moved, handoff.Waiting, "")
		for i, c := range []handoff.Chat{old, moved, young} {
			o.place(c, i+1)
		}
		equal(t, "events", o.kinds(moved), "queued claimed note transferred")
		events, err := o.Events(ctx, "moved", 0, 0, true)
		ok(t, err)
		equal(t, "where it waits", events[2].Data, handoff.EventData{Queue: "exams", From: "fees"})
		o.claim("rosa", moved)
		refused(t, o.Return(ctx, "mario", moved.ID), handoff.ErrNotYours)
	})
}

func TestReturnGoesToTheHead(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("mario", 3, "fees")
		first, second, third := o.join("1", "fees", handoff.ChannelChat), o.join("2", "fees", handoff.ChannelChat), o.join("3", "fees", handoff.ChannelChat)
		early, late := o.join("t1", "fees", handoff.ChannelTicket), o.join("t2", "fees", handoff.ChannelTicket)
		o.claim("mario", third)
		o.claim("mario", second)
		o.claim("mario", late)
		o.wait(time.Minute)
		for _, c := range []handoff.Chat{third, late, second} {
			ok(t, o.Return(ctx, "mario", c.ID))
		}
		for i, c := range []handoff.Chat{second, third, first, late, early} {
			o.place(c, i+1)
		}
		back, err := o.Chat(ctx, second.ID)
		ok(t, err)
		if !back.QueuedAt.Equal(second.QueuedAt) || !back.ClaimedAt.IsZero() {
			t.Errorf("returned: %+v", back)
		}
		equal(t, "events", o.kinds(second), "queued claimed returned")
		waiting, err := o.Waiting(ctx, "mario", "fees", 2)
		ok(t, err)
		equal(t, "the list's order", waiting[0].ConversationID+waiting[1].ConversationID, "23")
	})
}
