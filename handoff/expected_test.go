package handoff_test

import (
	"testing"
	"time"

	"sportello/handoff"
)

// Who joined since the outlook was made is told what was noted when they did, which counts
// those who joined before them; and who would join now is told of them all.
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
			now := look.Newcomer("fees")
			if !e.Trusted() || e != stored(last) || now.To <= e.To {
				t.Errorf("%s is told %+v; before it was %+v, after it %+v", name, e, last, now)
			}
			last = now
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

// stored is the estimate as it is kept, to the millisecond.
func stored(e handoff.Estimate) handoff.Estimate {
	e.From, e.To = e.From.Truncate(time.Millisecond), e.To.Truncate(time.Millisecond)
	return e
}
