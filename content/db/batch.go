package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// orderLock is the PostgreSQL advisory lock that one batch at a time holds, over all
// nodes. Any constant serves.
const orderLock = 0x53504f52

// begin starts a batch's transaction, in one round trip. On SQLite it waits for the
// writer of another process, on PostgreSQL for the batch of another node.
var begin = map[Engine]string{
	SQLite:   `BEGIN IMMEDIATE`,
	Postgres: fmt.Sprintf(`BEGIN; SELECT pg_advisory_xact_lock(%d)`, orderLock),
}

// That a job failed after it had written: its batch can't be kept, but the others might
// be without it; or it was alone, and there is nothing besides to keep.
var (
	errTogether = errors.New("a job of several failed")
	errAlone    = errors.New("the only job failed")
)

// runBatch runs the jobs in one transaction and commits it. That a job fails is rare
// once it has written, so the jobs run one after another without more ado; where one
// must be undone, all are, and run again, each inside a savepoint.
//
// It stops early, but not before the first job, when cut says so, and returns how many jobs
// are done with. An error is of all of these: none is kept.
func runBatch(d *DB, batch []*job, cut func() bool) (n int, err error) {
	n = len(batch)
	err = inBatch(d, func(tx *Tx) (err error) {
		n, err = tx.together(batch, cut)
		return err
	})
	switch {
	case errors.Is(err, errAlone):
		return n, nil // the job has its own error
	case !errors.Is(err, errTogether):
		return n, err
	}
	for _, j := range batch {
		j.err, j.panic = nil, nil
	}
	return len(batch), inBatch(d, func(tx *Tx) error { return tx.apart(batch) })
}

// together runs the jobs without savepoints, and returns of how many the batch is.
func (t *Tx) together(batch []*job, cut func() bool) (int, error) {
	for i := 0; i < len(batch); i++ {
		if i > 0 && cut() {
			return i, nil
		}
		if n := t.inserts(batch[i:]); n > 1 {
			if err := t.pipeline(batch[i : i+n]); err != nil {
				return len(batch), err
			}
			i += n - 1
			continue
		}
		j := batch[i]
		if j.err = j.ctx.Err(); j.err != nil {
			continue
		}
		t.wrote, t.counted, t.broken = false, false, nil
		j.run(t)
		t.dirty = t.dirty || !j.failed() && (t.wrote || t.counted)
		switch {
		case t.broken != nil && (t.lost() || len(batch) == 1):
			return len(batch), t.broken
		case t.broken != nil || j.failed() && t.wrote:
			if len(batch) == 1 {
				return 1, errAlone
			}
			return len(batch), errTogether
		}
	}
	return len(batch), nil
}

// apart runs each job inside a savepoint, so that one that fails undoes itself alone.
func (t *Tx) apart(batch []*job) error {
	t.counters.rewritten, t.dirty = true, true
	for _, j := range batch {
		if j.err = j.ctx.Err(); j.err != nil {
			continue
		}
		t.broken = nil
		if err := t.command(`SAVEPOINT job`); err != nil {
			return err
		}
		end := `RELEASE SAVEPOINT job`
		if j.run(t); t.lost() {
			return t.broken
		}
		if t.broken != nil && !j.failed() {
			j.err = t.broken // the job went on as if nothing had happened: PostgreSQL does not
		}
		if j.failed() {
			end = `ROLLBACK TO SAVEPOINT job`
		}
		if err := t.command(end); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) command(text string) error {
	if _, err := t.on.ExecContext(t.ctx, text); err != nil {
		return fmt.Errorf("%s: %w", text, err)
	}
	return nil
}

// inBatch runs fn in a transaction on the connection of the ordered writes.
func inBatch(d *DB, fn func(*Tx) error) error {
	ctx := context.Background()
	conn, err := began(ctx, d)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer conn.Close() //nolint:errcheck // it only goes back to its pool
	tx := &Tx{Now: d.Now(), ctx: ctx, on: conn, conn: conn, engine: d.Engine, counters: newCounters()}
	if err = fn(tx); err == nil && tx.dirty {
		err = tx.end(conn)
	}
	if err != nil || !tx.dirty { // what changed nothing need not wait for the disk
		// It fails where the engine has undone all by itself. A connection that is still
		// in its transaction is found out when the next begins, and replaced.
		_, _ = conn.ExecContext(ctx, `ROLLBACK`)
	}
	return err
}

// began takes the connection and starts a transaction. Nothing is done by then, so a
// connection that turns out to be broken is replaced and the start tried again.
func began(ctx context.Context, d *DB) (*sql.Conn, error) {
	for again := true; ; again = false {
		conn, err := d.ordering.Conn(ctx)
		if err != nil {
			return nil, err
		}
		if _, err = conn.ExecContext(ctx, begin[d.Engine]); err == nil {
			return conn, nil
		}
		drop(conn)
		if !again || !IsAway(err) {
			return nil, err
		}
	}
}

// end writes the counters and commits.
func (t *Tx) end(conn *sql.Conn) error {
	if err := t.writeCounters(); err != nil {
		return err
	}
	if t.engine == SQLite {
		return wrapCommit(t.command(`COMMIT`))
	}
	return wrapCommit(conn.Raw(func(c any) error {
		tag, err := c.(*stdlib.Conn).Conn().Exec(t.ctx, `COMMIT`)
		if err == nil && tag.String() != "COMMIT" {
			err = pgx.ErrTxCommitRollback // PostgreSQL rolls back what has failed, and calls that no error
		}
		return err
	}))
}

func wrapCommit(err error) error {
	if err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}
