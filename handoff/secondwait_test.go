package handoff_test

import (
	"testing"
	"time"

	"sportello/handoff"
	"sportello/handoff/wait"
)

// expects is what the conversation is to expect by an outlook made now.
func (o *office) expects(conversation string) handoff.Estimate {
	o.t.Helper()
	o.later(11*time.Second, "mario", "rosa")
	look, err := o.Outlook(ctx)
	ok(o.t, err)
	e, _ := look.Of(conversation)
	return e
}

// Who waits for the second level is told of its operators and its chats: not of a free
// slot of the first, nor of chats that are over in no time there. And who comes to the
// first does not wait behind them.
func TestWhatTheSecondLevelTakesIsTold(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.with(handoff.Operator{ID: "mario", Name: "Mario", Level: 1, Capacity: 1, Queues: []string{"fees"}})
		o.with(handoff.Operator{ID: "rosa", Name: "Rosa", Level: 2, Capacity: 1, Queues: []string{"fees"}})
		escalate := func(name string) handoff.Chat {
			t.Helper()
			c := o.claim("mario", o.join(name, "fees", handoff.ChannelChat))
			ok(t, o.Escalate(ctx, "mario", c.ID, "", "x"))
			return c
		}
		lasts := func(operator string, c handoff.Chat, d time.Duration) {
			t.Helper()
			o.claim(operator, c)
			o.wait(d)
			o.close(operator, c)
		}
		for range 30 {
			lasts("mario", o.join("short", "fees", handoff.ChannelChat), time.Minute)
			lasts("rosa", escalate("long"), 20*time.Minute)
		}
		o.clock.Store(monday.AddDate(0, 0, 1).UnixMilli())
		ok(t, o.Touch(ctx, "mario"))
		ok(t, o.Touch(ctx, "rosa"))
		o.claim("rosa", escalate("anna"))
		escalate("bruno")
		e := o.expects("bruno")
		if e.From < time.Minute || e.To < 15*time.Minute {
			t.Errorf("behind a chat of 20 minutes: %+v", e)
		}
		look, err := o.Outlook(ctx)
		ok(t, err)
		if first := look.Newcomer("fees"); first.To > time.Minute {
			t.Errorf("a slot of the first level is free: %+v", first)
		}
		ok(t, look.Full("fees"))
		ok(t, o.SetState(ctx, "rosa", handoff.Away))
		if e := o.expects("bruno"); e.Doubt != wait.NoStaff {
			t.Errorf("nobody of the second level is there: %+v", e)
		}
	})
}
