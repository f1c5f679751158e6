package handoff_test

import (
	"context"
	"testing"
	"time"

	"sportello/handoff"
)

// serving runs the desk while test does.
func (o *office) serving(test func()) {
	running, stop := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() { o.Run(running); close(done) }()
	test()
	stop()
	<-done
}

// becomes waits until the chat's events are these.
func (o *office) becomes(c handoff.Chat, kinds string) []handoff.Event {
	o.t.Helper()
	end := time.Now().Add(10 * time.Second)
	for {
		events, err := o.ChatEvents(ctx, c.ID, 0, 0)
		ok(o.t, err)
		if got := kindsOf(events); got == kinds {
			return events
		} else if time.Now().After(end) {
			o.t.Fatalf("%s: %s, want %s", c.ConversationID, got, kinds)
		}
		time.Sleep(2 * time.Millisecond)
	}
}

func TestClosing(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("mario", 2, "fees", "exams")
		first, second := o.join("anna", "fees", handoff.ChannelChat), o.join("bea", "fees", handoff.ChannelChat)
		engaged := o.claim("mario", o.join("carlo", "fees", handoff.ChannelChat))
		other := o.join("dora", "exams", handoff.ChannelChat)
		ok(t, o.SetOverride(ctx, "exams", handoff.KeepOpen, time.Time{}))
		closes := at(t, "2026-09-07T18:00:00+02:00")
		o.clock.Store(closes.Add(-handoff.WarnBefore).UnixMilli())
		ok(t, o.Touch(ctx, "mario"))
		o.serving(func() {
			o.becomes(first, "queued closing")
			warned := o.becomes(second, "queued closing")[1]
			equal(t, "ahead", warned.Data.Ahead, 1)
			equal(t, "closes", warned.Data.At, "2026-09-07T16:00:00.000Z")
		})
		o.clock.Store(closes.UnixMilli())
		ok(t, o.Touch(ctx, "mario"))
		o.serving(func() {
			o.becomes(first, "queued closing queued")
			kept := o.becomes(second, "queued closing queued")[2]
			equal(t, "by", kept.Author, handoff.BySystem)
			equal(t, "channel", kept.Data.Channel, handoff.ChannelTicket)
			equal(t, "opens", kept.Data.At, "2026-09-08T07:00:00.000Z")
		})
		o.place(first, 1)
		o.place(second, 2)
		o.state(engaged, handoff.Engaged, "mario")
		equal(t, "engaged", o.kinds(engaged), "queued claimed")
		equal(t, "the other queue", o.kinds(other), "queued")
		ok(t, o.Return(ctx, "mario", engaged.ID))
		o.serving(func() { o.becomes(engaged, "queued claimed returned queued") })
	})
}

// Who joins when the queue is about to close is told at once, and who comes back to the
// line soon.
func TestJoiningBeforeClosing(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("mario", 2, "fees")
		closes := at(t, "2026-09-07T18:00:00+02:00")
		o.clock.Store(closes.Add(-handoff.WarnBefore - time.Minute).UnixMilli())
		early := o.claim("mario", o.join("early", "fees", handoff.ChannelChat))
		first := o.join("first", "fees", handoff.ChannelChat)
		equal(t, "early", o.kinds(first), "queued")
		o.wait(2 * time.Minute)
		ok(t, o.Touch(ctx, "mario"))
		late := o.join("late", "fees", handoff.ChannelChat)
		o.join("late", "fees", handoff.ChannelChat) // asks again
		told := o.becomes(late, "queued closing")[1]
		equal(t, "ahead", told.Data.Ahead, 1)
		equal(t, "closes", told.Data.At, "2026-09-07T16:00:00.000Z")
		equal(t, "a ticket", o.kinds(o.join("ticket", "fees", handoff.ChannelTicket)), "queued")

		ok(t, o.Return(ctx, "mario", early.ID))
		next, err := o.OpenAndClose(ctx, map[string]bool{})
		ok(t, err)
		if next > time.Minute {
			t.Errorf("who comes back may be told in %v", next)
		}
		equal(t, "back in line", o.kinds(early), "queued claimed returned closing")

		o.route(handoff.Push, "fees")
		ok(t, o.SetCapacity(ctx, "mario", 20))
		equal(t, "given to an operator at once", o.kinds(o.join("given", "fees", handoff.ChannelChat)), "queued claimed")
	})
}

// A supervisor who closes a queue by hand is followed at once, on a desk that runs.
func TestClosingByHand(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := o.join("anna", "fees", handoff.ChannelChat)
		o.serving(func() {
			o.becomes(c, "queued")
			lines := o.Subscribe(handoff.QueuesTopic)
			defer lines.Close()
			ok(t, o.SetOverride(ctx, "fees", handoff.KeepClose, time.Time{}))
			o.becomes(c, "queued queued")
			<-lines.C
		})
	})
}

// That a line could not be told keeps nobody else from hearing that queues have turned.
func TestTurningIsToldWhereALineIsNot(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.join("anna", "fees", handoff.ChannelChat)
		ok(t, o.SetOverride(ctx, "fees", handoff.KeepClose, time.Time{}))
		lines := o.Subscribe(handoff.QueuesTopic)
		defer lines.Close()
		broken, breaks := context.WithCancel(ctx)
		o.db.Yield = breaks // when the timetable has been read and the line has not
		_, err := o.OpenAndClose(broken, map[string]bool{"fees": true})
		o.db.Yield = nil
		if err == nil {
			t.Error("the line was told without a database")
		}
		select {
		case <-lines.C:
		case <-time.After(patience):
			t.Error("nobody heard that the queue has closed")
		}
	})
}
