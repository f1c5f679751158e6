package handoff_test

import (
	"testing"
	"time"

	"sportello/handoff"
)

// Who joined since the outlook was made is told what was noted when they did, which counts
// those who joined before them.
func TestWhatIsToldSinceTheOutlookIsWhatWasNoted(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("mario", 1, "fees")
		for range 30 {
			c := o.claim("mario", o.join("before", "fees", handoff.ChannelChat))
			o.wait(10 * time.Minute)
			o.close("mario", c)
		}
		o.clock.Store(monday.AddDate(0, 0, 1).UnixMilli())
		ok(t, o.Touch(ctx, "mario"))
		o.claim("mario", o.join("engaged", "fees", handoff.ChannelChat))
		o.later(11*time.Second, "mario")
		look, err := o.Outlook(ctx)
		ok(t, err)
		last := look.Newcomer("fees")
		var noted []handoff.Estimate
		for _, name := range []string{"anna", "bruno", "carla"} {
			e, err := o.Expected(ctx, o.join(name, "fees", handoff.ChannelChat))
			ok(t, err)
			noted = append(noted, e)
			if !e.Trusted() || e.To <= last.To-time.Millisecond {
				t.Errorf("%s is told %+v, who came before %+v", name, e, last)
			}
			last = e
		}
		all, err := o.Expectations(ctx)
		ok(t, err)
		lines, err := o.Lines(ctx)
		ok(t, err)
		for i, name := range []string{"anna", "bruno", "carla"} {
			w, waits := lines.Of(name)
			if got := all.Of(w); !waits || got != noted[i] {
				t.Errorf("%s is told %+v, noted is %+v", name, got, noted[i])
			}
		}
		if e := all.Of(handoff.Waiter{ChatID: "nobody", Channel: handoff.ChannelChat}); e.Trusted() {
			t.Errorf("somebody unknown is told %+v", e)
		}
	})
}
