package handoff

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

const (
	// rounds is how often Run looks for who has vanished or fallen silent.
	rounds = 2 * time.Second
	// settle is how long after a change of the lines Run looks when the next chat may be
	// given out by time alone: a crowd brings many changes.
	settle = 100 * time.Millisecond
	// farAway is a time that no timer reaches.
	farAway = 24 * time.Hour
)

// Run does until ctx ends what no request does: it gives chats out at the very moment at
// which time allows it, gives those of vanished operators back, asks silent students and
// closes the chats of those who left, offers places that come free to those who wait to be
// called, keeps the opening hours, and hears of what others have written. Several nodes
// may run it at once. In its first minutes it judges nobody: while no node ran, nobody
// could give a sign.
func (d *Desk) Run(ctx context.Context) {
	var others sync.WaitGroup
	defer others.Wait()
	others.Go(func() { d.keepHours(ctx) })
	others.Go(func() { every(ctx, hearEvery, "hear of what others have written", d.Hear) })
	others.Go(func() { every(ctx, callEvery, "call who waits for a place", d.Call) })
	began := d.db.Now()
	lines := d.Subscribe(QueuesTopic)
	defer lines.Close()
	tick, look, fill := time.NewTicker(rounds), time.NewTimer(0), time.NewTimer(farAway)
	defer tick.Stop()
	defer look.Stop()
	defer fill.Stop()
	looking := true
	for {
		select {
		case <-ctx.Done():
			return
		case <-lines.C:
			if !looking {
				looking = true
				look.Reset(settle)
			}
		case <-look.C:
			looking = false
			fill.Reset(d.untilFill(ctx))
		case <-fill.C:
			told(ctx, "give out chats", d.Fill(ctx))
			fill.Reset(d.untilFill(ctx))
		case <-tick.C:
			d.round(ctx, d.db.Now().Sub(began))
		}
	}
}

// untilFill is how long it is until Fill will have something to do.
func (d *Desk) untilFill(ctx context.Context) time.Duration {
	at, err := d.nextFill(ctx)
	told(ctx, "find the next chat to give out", err)
	if err != nil || at.IsZero() {
		return farAway
	}
	return max(d.db.Timer(at.Sub(d.db.Now())), time.Millisecond)
}

// round looks once at everything that time decides; ran is for how long Run has.
func (d *Desk) round(ctx context.Context, ran time.Duration) {
	told(ctx, "give out chats", d.Fill(ctx))
	told(ctx, "tell who is there", d.Attend(ctx))
	if ran >= d.db.Lapse(PresentFor) {
		_, err := d.Vanished(ctx)
		told(ctx, "give back the chats of vanished operators", err)
	}
	if ran >= d.db.Lapse(GoneAfter) {
		_, err := d.Missing(ctx)
		told(ctx, "pass over students who are gone", err)
	}
	if ran >= d.db.Lapse(hereFor) {
		_, err := d.Silent(ctx)
		told(ctx, "ask silent students", err)
	}
}

// every does something at once and then again and again until ctx ends.
func every(ctx context.Context, interval time.Duration, what string, do func(context.Context) error) {
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for {
		told(ctx, what, do(ctx))
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// told logs what failed: the next round tries again.
func told(ctx context.Context, what string, err error) {
	if err != nil && ctx.Err() == nil {
		slog.ErrorContext(ctx, "what the desk does by itself failed", "what", what, "error", err)
	}
}
