package db

import (
	"context"
	"errors"
	"sync"
	"time"
)

// A batch shares one commit. Its bounds are how long the first of it waits for the last.
const (
	maxFirst = 256 // jobs of engaged chats
	maxLater = 32  // all others
)

// Where an engaged job was found waiting for newcomers to write, these rest after each
// batch for restShare times as long as it took, so that who is engaged mostly finds the
// writer free: for mindFor after the last time, and never longer than maxRest at once.
const (
	mindFor   = 10 * time.Second
	restShare = 2
	maxRest   = 50 * time.Millisecond
)

// laterLane is how many newcomers may wait for their turn, about 50 ms of work; more are
// refused, since each second they wait is one that they then take from those behind.
const laterLane = 1024

// What the database refuses before it has done anything.
var (
	ErrClosed = errors.New("the database is closed")
	ErrBusy   = errors.New("too many writes are waiting")
)

// committer runs jobs one after another, in as few commits as their arrival allows:
// while one batch is written to disk the next gathers. Nothing waits for company.
//
// Jobs come in two lanes, which never share a batch. Those of engaged chats go first; the
// others, whose number is bounded in the batch and in the lane, have the next batch after
// one they were passed over for. When an engaged job comes while they write, their batch
// is committed as far as it has come.
type committer struct {
	db    *DB
	first chan *job
	later chan *job
	quit  chan struct{}
	done  chan struct{}

	mu     sync.RWMutex // held for reading while a job is handed over
	closed bool

	turns
}

// turns is whose turn it is to write, known to the writing goroutine alone.
type turns struct {
	held   []*job    // newcomers who were taken and have not written yet
	passed bool      // newcomers might have written when the last batch was taken
	rests  time.Time // until when newcomers don't write
	minded time.Time // until when they rest after each batch
	rested *time.Timer
}

type job struct {
	ctx    context.Context
	fn     func(*Tx) error
	insert *Insert // what fn does, where that is all
	err    error
	panic  any
	done   chan struct{}
}

func newCommitter(d *DB) *committer {
	c := &committer{db: d, first: make(chan *job, maxFirst), later: make(chan *job, laterLane),
		quit: make(chan struct{}), done: make(chan struct{})}
	go c.run()
	return c
}

func (c *committer) do(ctx context.Context, first bool, fn func(*Tx) error) error {
	return c.await(&job{ctx: ctx, fn: fn, done: make(chan struct{})}, first)
}

func (c *committer) await(j *job, first bool) error {
	if err := c.hand(j, first); err != nil {
		return err
	}
	// Once handed over the job may be committed at any time, so its end is awaited
	// even when the caller has gone: the answer must be the truth.
	<-j.done
	if j.panic != nil {
		panic(j.panic)
	}
	return j.err
}

func (c *committer) hand(j *job, first bool) error {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if c.closed {
		return ErrClosed
	}
	if !first {
		select {
		case c.later <- j:
			return nil
		default:
			return ErrBusy
		}
	}
	select {
	case c.first <- j:
		return nil
	case <-j.ctx.Done():
		return j.ctx.Err()
	}
}

// stop waits for all that was handed over.
func (c *committer) stop() {
	c.mu.Lock()
	if !c.closed {
		c.closed = true
		close(c.quit)
	}
	c.mu.Unlock()
	<-c.done
}

func (c *committer) run() {
	defer close(c.done)
	c.rested = time.NewTimer(0)
	defer c.rested.Stop()
	for {
		switch {
		case c.newcomersTurn():
			c.commitLater(take(c.later, c.held, maxLater))
		case len(c.first) > 0:
			c.passed = c.mayLater()
			c.commit(take(c.first, nil, maxFirst))
		case !c.wait():
			return
		}
	}
}

// mayLater reports whether there are newcomers who do not rest.
func (c *committer) mayLater() bool {
	return len(c.held)+len(c.later) > 0 && !time.Now().Before(c.rests)
}

func (c *committer) newcomersTurn() bool { return (c.passed || len(c.first) == 0) && c.mayLater() }

// wait returns true when there may be something to write, false when there is no more.
func (c *committer) wait() bool {
	var over <-chan time.Time
	later := c.later
	if rest := time.Until(c.rests); rest > 0 {
		c.rested.Reset(rest)
		over, later = c.rested.C, nil
	}
	select {
	case j := <-c.first:
		c.commit(take(c.first, []*job{j}, maxFirst))
	case j := <-later:
		c.held = append(c.held, j)
	case <-over:
	case <-c.quit: // who was handed over still writes
		c.rests, c.minded = time.Time{}, time.Time{}
		return len(c.held)+len(c.first)+len(c.later) > 0
	}
	return true
}

func take(lane chan *job, batch []*job, most int) []*job {
	for len(batch) < most {
		select {
		case j := <-lane:
			batch = append(batch, j)
		default:
			return batch
		}
	}
	return batch
}

func (c *committer) commit(batch []*job) {
	_, err := runBatch(c.db, batch, func() bool { return false })
	end(batch, err)
}

func (c *committer) commitLater(batch []*job) {
	began := time.Now()
	wanted := func() bool { return len(c.first) > 0 }
	n, err := runBatch(c.db, batch, wanted)
	end(batch[:n], err)
	c.held, c.passed = batch[n:], false
	now := time.Now()
	if wanted() {
		c.minded = now.Add(mindFor)
	}
	if now.Before(c.minded) {
		c.rests = now.Add(min(restShare*now.Sub(began), maxRest))
	}
}

func end(batch []*job, err error) {
	for _, j := range batch {
		if j.err == nil {
			j.err = err
		}
		close(j.done)
	}
}

// run keeps a panic for the caller's own goroutine, where the server recovers it.
func (j *job) run(tx *Tx) {
	defer func() { j.panic = recover() }()
	j.err = j.fn(tx)
}

func (j *job) failed() bool { return j.err != nil || j.panic != nil }
