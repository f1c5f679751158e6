package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
)

// maxBatch bounds how many callers share one commit, and with it how long the first
// of them waits for the last.
const maxBatch = 256

// orderLock is the PostgreSQL advisory lock that one batch at a time holds, over all
// nodes. Any constant serves.
const orderLock = 0x53504f52

// ErrClosed says that the database has been closed.
var ErrClosed = errors.New("the database is closed")

// committer runs jobs one after another, in as few commits as their arrival allows:
// while one batch is written to disk the next gathers. Nothing waits for company.
type committer struct {
	db   *DB
	jobs chan *job
	done chan struct{}

	mu     sync.RWMutex // held for reading while a job is handed over
	closed bool
}

type job struct {
	ctx   context.Context
	fn    func(*Tx) error
	err   error
	panic any
	done  chan struct{}
}

func newCommitter(d *DB) *committer {
	c := &committer{db: d, jobs: make(chan *job, maxBatch), done: make(chan struct{})}
	go c.run()
	return c
}

func (c *committer) do(ctx context.Context, fn func(*Tx) error) error {
	j := &job{ctx: ctx, fn: fn, done: make(chan struct{})}
	if err := c.hand(j); err != nil {
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

func (c *committer) hand(j *job) error {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if c.closed {
		return ErrClosed
	}
	select {
	case c.jobs <- j:
		return nil
	case <-j.ctx.Done():
		return j.ctx.Err()
	}
}

func (c *committer) stop() {
	c.mu.Lock()
	if !c.closed {
		c.closed = true
		close(c.jobs)
	}
	c.mu.Unlock()
	<-c.done
}

func (c *committer) run() {
	defer close(c.done)
	for first := range c.jobs {
		c.commit(c.gather(first))
	}
}

func (c *committer) gather(first *job) []*job {
	batch := []*job{first}
	for len(batch) < maxBatch {
		select {
		case j, ok := <-c.jobs:
			if !ok {
				return batch
			}
			batch = append(batch, j)
		default:
			return batch
		}
	}
	return batch
}

func (c *committer) commit(batch []*job) {
	ctx := context.Background()
	err := c.db.inTx(ctx, func(sqlTx *sql.Tx) error {
		if c.db.Engine == Postgres {
			if _, err := sqlTx.ExecContext(ctx, `SELECT pg_advisory_xact_lock($1)`, int64(orderLock)); err != nil {
				return fmt.Errorf("wait for the turn to write: %w", err)
			}
		}
		return runBatch(&Tx{Now: c.db.Now(), ctx: ctx, tx: sqlTx}, batch)
	})
	for _, j := range batch {
		if j.err == nil {
			j.err = err
		}
		close(j.done)
	}
}

// runBatch runs each job inside a savepoint, so that one that fails undoes itself
// alone. It returns an error only when the transaction itself is lost.
func runBatch(tx *Tx, batch []*job) error {
	for _, j := range batch {
		if j.err = j.ctx.Err(); j.err != nil {
			continue
		}
		if _, err := tx.Exec(`SAVEPOINT job`); err != nil {
			return fmt.Errorf("savepoint: %w", err)
		}
		end := `RELEASE SAVEPOINT job`
		if j.run(tx); j.err != nil || j.panic != nil {
			end = `ROLLBACK TO SAVEPOINT job`
		}
		if _, err := tx.Exec(end); err != nil {
			return fmt.Errorf("end of savepoint: %w", err)
		}
	}
	return nil
}

// run keeps a panic for the caller's own goroutine, where the server recovers it.
func (j *job) run(tx *Tx) {
	defer func() { j.panic = recover() }()
	j.err = j.fn(tx)
}
