package handoff_test

import (
	"fmt"
	"testing"
	"time"

	"sportello/handoff"
)

func TestSeen(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("mario", 2, "fees")
		student := handoff.Side{ConversationID: "anna", Author: handoff.ByStudent}
		ok(t, o.Seen(ctx, student, 1)) // before there is anything
		c := o.join("anna", "fees", handoff.ChannelChat)
		operator := handoff.Side{ChatID: c.ID, Author: handoff.ByOperator, OperatorID: "mario"}
		refused(t, o.Seen(ctx, operator, 1), handoff.ErrNotYours)
		o.claim("mario", c)
		question := o.say("anna", "Quanto?")
		reply := o.answer("mario", c, "Mille")

		ok(t, o.Seen(ctx, student, question)) // nothing of the other side
		equal(t, "events", o.kinds(c), "queued claimed message message")
		ok(t, o.Seen(ctx, student, reply))
		ok(t, o.Seen(ctx, student, reply+100)) // no more than there is
		ok(t, o.Seen(ctx, student, 0))
		ok(t, o.Seen(ctx, operator, reply+1)) // the student's receipt is no message
		ok(t, o.Seen(ctx, operator, reply+2))
		ok(t, o.Seen(ctx, student, reply+2))
		equal(t, "events", o.kinds(c), "queued claimed message message seen seen")
		events, err := o.Events(ctx, "anna", reply, 0, true)
		ok(t, err)
		equal(t, "the student has seen", events[0].Data.Seq, reply)
		equal(t, "the operator has seen", events[1].Data.Seq, question)
		equal(t, "the operator", events[1].OperatorName, "Op mario")

		ok(t, o.Close(ctx, handoff.Closing{ChatID: c.ID, OperatorID: "mario", Outcome: handoff.Resolved}))
		ok(t, o.Seen(ctx, student, reply+100))
		ok(t, o.Seen(ctx, operator, reply+100))
		refused(t, o.Seen(ctx, handoff.Side{Author: handoff.BySystem}, 1), handoff.ErrInvalid)
	})
}

// A chat may be closed at any moment of a receipt: it is for nothing then, and no error.
func TestSeenWhileItCloses(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("rosa", 2, "fees")
		for moment := range 6 {
			o.db.Yield = nil
			name := fmt.Sprint("anna", moment)
			c := o.claim("rosa", o.join(name, "fees", handoff.ChannelChat))
			reply, step := o.answer("rosa", c, "Mille"), 0
			o.db.Yield = func() {
				if step++; step == moment+1 {
					ok(t, o.Close(ctx, handoff.Closing{ChatID: c.ID, OperatorID: "rosa", Outcome: handoff.Resolved}))
				}
			}
			ok(t, o.Seen(ctx, handoff.Side{ConversationID: name, Author: handoff.ByStudent}, reply))
			if o.db.Yield = nil; step <= moment {
				ok(t, o.Close(ctx, handoff.Closing{ChatID: c.ID, OperatorID: "rosa", Outcome: handoff.Resolved}))
			}
		}
	})
}

func TestTyping(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("mario", 2, "fees")
		c := o.join("anna", "fees", handoff.ChannelChat)
		student := handoff.Side{ConversationID: "anna", Author: handoff.ByStudent}
		operator := handoff.Side{ChatID: c.ID, Author: handoff.ByOperator, OperatorID: "mario"}
		ok(t, o.Typing(ctx, student)) // nobody is there to see
		refused(t, o.Typing(ctx, operator), handoff.ErrNotYours)
		o.claim("mario", c)
		before := o.kinds(c)
		for _, side := range []struct {
			handoff.Side
			topic string
		}{{student, handoff.OperatorTopic("mario")}, {operator, handoff.ConversationTopic("anna")}} {
			sub := o.Subscribe(side.topic)
			ok(t, o.Typing(ctx, side.Side))
			select {
			case f := <-sub.Frames:
				equal(t, "frame", f.Payload, `{"kind":"typing","author":"`+string(side.Author)+`","chat":"`+c.ID+`"}`)
			case <-time.After(10 * time.Second):
				t.Error("no frame")
			}
			sub.Close()
		}
		equal(t, "events", o.kinds(c), before)
	})
}
