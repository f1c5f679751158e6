package handoff_test

import (
	"testing"
	"time"

	"sportello/handoff"
)

// An operator's presence may run out between the two halves of a sign of life: who came
// just then was given to nobody, and is given to them by the sign.
func TestASignOfLifeThatComesTooLate(t *testing.T) {
	pushed(t, func(t *testing.T, o *office) {
		o.operator("mario", 1, "fees")
		o.wait(handoff.PresentFor - time.Second)
		var c handoff.Chat
		step := 0
		o.db.Yield = func() {
			if step++; step == 2 { // the read is done, the write is not
				o.wait(2 * time.Second)
				c = o.join("anna", "fees", handoff.ChannelChat)
				o.state(c, handoff.Waiting, "")
			}
		}
		ok(t, o.Touch(ctx, "mario"))
		o.db.Yield = nil
		o.state(c, handoff.Engaged, "mario")
	})
}
