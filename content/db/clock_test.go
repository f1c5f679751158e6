package db

import (
	"context"
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// bench is a clock whose time passes, and whose truth lies, as the test says.
type bench struct {
	clock
	since time.Duration
	wall  time.Time
	lost  bool
}

func newBench(t interface{ Fatal(...any) }) *bench {
	b := &bench{wall: time.Date(2026, 9, 7, 10, 0, 0, 0, time.UTC)}
	b.passed = func() time.Duration { return b.since }
	b.truth = func(context.Context) (time.Time, error) {
		if b.lost {
			return time.Time{}, errors.New("away")
		}
		return b.wall, nil
	}
	if err := b.set(context.Background()); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *bench) wait(d time.Duration) {
	b.since += d
	b.wall = b.wall.Add(d)
}

func TestClockShowsTheTruthFromTheStart(t *testing.T) {
	b := newBench(t)
	b.wait(time.Hour)
	b.lead(t.Context())
	if got := b.now(); !got.Equal(b.wall) {
		t.Errorf("%v, want %v", got, b.wall)
	}
}

func TestClockIsLedToTheTruthAfterAJump(t *testing.T) {
	for _, jump := range []time.Duration{-10 * time.Minute, 10 * time.Minute} {
		b := newBench(t)
		b.wall = b.wall.Add(jump)
		before := b.now()
		b.lead(t.Context())
		if got := b.now(); !got.Equal(before) {
			t.Errorf("jump of %v: the clock jumps by %v", jump, got.Sub(before))
		}
		b.wait(50 * time.Minute) // a tenth of it is five
		if err := b.wall.Sub(b.now()); err.Abs() != 5*time.Minute {
			t.Errorf("jump of %v: %v from the truth after 50 minutes, want 5", jump, err)
		}
		b.wait(time.Hour)
		if got := b.now(); !got.Equal(b.wall) {
			t.Errorf("jump of %v: %v at the end, want %v", jump, got, b.wall)
		}
	}
}

// Whatever the machine's clock does, this one goes forward, at most a tenth too fast or
// too slow.
func TestClockGoesOnWhateverJumps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := newBench(t)
		last := b.now()
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			step := time.Duration(rapid.Int64Range(0, int64(5*time.Minute)).Draw(t, "step"))
			b.wait(step)
			got := b.now().Sub(last)
			if slack := time.Duration(float64(step)*slew) + time.Microsecond; (got - step).Abs() > slack {
				t.Fatalf("%v passed and the clock went %v", step, got)
			}
			last = b.now()
			b.wall = b.wall.Add(time.Duration(rapid.Int64Range(-int64(time.Hour), int64(time.Hour)).Draw(t, "jump")))
			b.lost = rapid.Bool().Draw(t, "lost")
			b.lead(context.Background())
		}
	})
}
