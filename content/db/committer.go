package db

import (
	"context"
	"errors"
	"sync"
)

// A batch shares one commit. Its bounds are how long the first of it waits for the last:
// an engaged job that comes while a batch runs waits for at most maxLater newcomers.
const (
	maxFirst = 256 // jobs of engaged chats
	maxLater = 32  // all others
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
// Jobs come in two lanes. In each batch those of engaged chats are before the others,
// whose number is bounded in the batch and in the lane.
type committer struct {
	db    *DB
	first chan *job
	later chan *job
	quit  chan struct{}
	done  chan struct{}

	mu     sync.RWMutex // held for reading while a job is handed over
	closed bool
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
	for {
		select {
		case j := <-c.first:
			c.commit(c.gather([]*job{j}, nil))
		case j := <-c.later:
			c.commit(c.gather(nil, []*job{j}))
		case <-c.quit:
			for batch := c.gather(nil, nil); len(batch) > 0; batch = c.gather(nil, nil) {
				c.commit(batch)
			}
			return
		}
	}
}

// gather adds to the one that began the batch what else is waiting.
func (c *committer) gather(first, later []*job) []*job {
	first = take(c.first, first, maxFirst)
	return append(first, take(c.later, later, maxLater)...)
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
	err := runBatch(c.db, batch)
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
