package db

import (
	"context"
	"sync/atomic"
	"time"
)

// Leases, waits and the order of the day depend on the clock, and a machine's jumps: by
// hand, by NTP, or because it slept. So the database's clock goes by the time that has
// passed since the start (the monotonic reading, which never jumps), and is led slowly
// to the time that counts: the machine's own for SQLite, which one program has; the
// database's for PostgreSQL, so that the nodes agree.
const (
	// slew is how much faster or slower than true time the clock goes while it is led: an
	// error of an hour is gone in ten, and a lease of a minute errs by six seconds.
	slew = 0.1
	// measureEvery is how often the time that counts is asked for.
	measureEvery = time.Minute
	// measureWithin bounds one question.
	measureWithin = 5 * time.Second
	// tries is how often it is asked each time; the fastest answer is the most exact.
	tries = 3
)

// clock never goes back, but by the fraction of a microsecond in which its course changes.
type clock struct {
	passed func() time.Duration // since the start; never jumps
	truth  func(context.Context) (time.Time, error)
	state  atomic.Pointer[course]
	cancel context.CancelFunc
	done   chan struct{}
}

// course is how the clock goes: at the moment `at` it shows base+at+offset, and from
// there on the offset comes nearer to the goal.
type course struct {
	base         time.Time
	at           time.Duration
	offset, goal time.Duration
}

func (c course) offsetAt(passed time.Duration) time.Duration {
	step := time.Duration(float64(passed-c.at) * slew)
	if c.goal < c.offset {
		return max(c.goal, c.offset-step)
	}
	return min(c.goal, c.offset+step)
}

func (c *clock) now() time.Time {
	course, passed := c.state.Load(), c.passed()
	return course.base.Add(passed + course.offsetAt(passed))
}

// startClock sets the clock by the truth at once; afterwards it is only led to it.
func (d *DB) startClock(ctx context.Context) error {
	began := time.Now()
	d.clock = &clock{passed: func() time.Duration { return time.Since(began) }, truth: d.trueTime, done: make(chan struct{})}
	if err := d.clock.set(ctx); err != nil {
		close(d.clock.done)
		return err
	}
	d.Now = d.clock.now
	var running context.Context
	running, d.clock.cancel = context.WithCancel(context.WithoutCancel(ctx))
	go d.clock.run(running)
	return nil
}

// trueTime is what the machine's clock shows, or the database's.
func (d *DB) trueTime(ctx context.Context) (time.Time, error) {
	if d.Engine == SQLite {
		return time.Now().Round(0), nil // without the monotonic reading
	}
	var micros int64
	err := d.engaged.QueryRowContext(ctx, `SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)`).Scan(&micros)
	return time.UnixMicro(micros), err
}

// measure returns the truth, and the moment at which it was that.
func (c *clock) measure(ctx context.Context) (truth time.Time, at time.Duration, err error) {
	ctx, cancel := context.WithTimeout(ctx, measureWithin)
	defer cancel()
	took := measureWithin
	for range tries {
		before := c.passed()
		t, err := c.truth(ctx)
		if err != nil {
			return truth, at, err
		}
		if after := c.passed(); after-before <= took {
			truth, at, took = t, (before+after)/2, after-before
		}
	}
	return truth, at, nil
}

func (c *clock) set(ctx context.Context) error {
	truth, at, err := c.measure(ctx)
	if err == nil {
		c.state.Store(&course{base: truth.Add(-at)})
	}
	return err
}

// lead turns the clock towards the truth from where it is. A truth that can't be had
// leaves it as it goes.
func (c *clock) lead(ctx context.Context) {
	truth, at, err := c.measure(ctx)
	if err != nil {
		return
	}
	course, passed := *c.state.Load(), c.passed()
	course.offset, course.at = course.offsetAt(passed), passed
	course.goal = truth.Sub(course.base) - at
	c.state.Store(&course)
}

func (c *clock) run(ctx context.Context) {
	defer close(c.done)
	tick := time.NewTicker(measureEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			c.lead(ctx)
		}
	}
}

func (c *clock) stop() {
	if c.cancel != nil {
		c.cancel()
	}
	<-c.done
}
