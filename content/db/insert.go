package db

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// Insert is a job of one statement, for what is written most: many of one batch reach
// PostgreSQL in a single round trip.
type Insert struct {
	Counter string // gives the number that is $1
	Query   string // $2 is the time in milliseconds, the rest are Args; it writes one row or none
	Args    []any
	Into    []any // what the statement returns of the row

	number int64
	stored bool
}

// Insert runs the statement as [DB.Ordered] would, and returns the number of the row; 0
// when it wrote none.
func (d *DB) Insert(ctx context.Context, i *Insert) (int64, error) {
	j := &job{ctx: ctx, insert: i, done: make(chan struct{})}
	j.fn = func(tx *Tx) error { return tx.insert(i) }
	if err := d.ordered.await(j, true); err != nil {
		return 0, told(err)
	}
	if !i.stored {
		return 0, nil
	}
	return i.number, nil
}

func (t *Tx) insert(i *Insert) (err error) {
	if i.number, err = t.Next(i.Counter); err != nil {
		return err
	}
	i.stored, err = t.Change(i.Into, i.Query, i.args(t)...)
	return err
}

func (i *Insert) args(t *Tx) []any {
	return append([]any{i.number, Millis(t.Now)}, i.Args...)
}

// inserts returns how many jobs at the head of the batch are inserts that can go
// together.
func (t *Tx) inserts(batch []*job) int {
	if t.engine != Postgres {
		return 0
	}
	n := slices.IndexFunc(batch, func(j *job) bool { return j.insert == nil })
	if n < 0 {
		n = len(batch)
	}
	return n
}

// pipeline sends the inserts in one go. One that fails takes the others with it, and
// they are run again by themselves.
func (t *Tx) pipeline(jobs []*job) error {
	batch := &pgx.Batch{}
	for _, j := range jobs {
		i := j.insert
		var err error
		if i.number, err = t.Next(i.Counter); err != nil {
			return err
		}
		batch.Queue(i.Query, i.args(t)...).Query(func(rows pgx.Rows) error {
			i.stored = rows.Next()
			if i.stored {
				err := rows.Scan(i.Into...)
				rows.Close()
				return errors.Join(err, rows.Err())
			}
			return rows.Err()
		})
	}
	err := t.conn.Raw(func(c any) error { return c.(*stdlib.Conn).Conn().SendBatch(t.ctx, batch).Close() })
	if t.note(err) != nil {
		return fmt.Errorf("%w: %w", errTogether, err)
	}
	for _, j := range jobs {
		t.dirty = t.dirty || j.insert.stored
	}
	return nil
}
