package db

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"
)

// Tx is a transaction. Its methods take no context: several callers may share one
// commit, and one that gives up must not undo the work of the others (SQLite rolls
// back a whole transaction when a write in it is interrupted).
type Tx struct {
	// Now is the one time of the transaction, for all that it stamps.
	Now time.Time

	ctx      context.Context
	on       statements
	engine   Engine
	conn     *sql.Conn // of a batch, the same as on
	counters *counters // of a batch

	wrote   bool  // the job has changed rows
	counted bool  // the job has taken a number
	dirty   bool  // a job that is kept did either
	broken  error // the statement after which the transaction can't go on
}

// statements are run by *sql.Tx and *sql.Conn.
type statements interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Exec runs a statement and returns how many rows it changed.
func (t *Tx) Exec(query string, args ...any) (int64, error) {
	res, err := t.on.ExecContext(t.ctx, query, args...)
	if t.note(err) != nil {
		return 0, err
	}
	n, err := res.RowsAffected()
	t.wrote = t.wrote || n > 0 || !counts(query)
	return n, err
}

// Query reads rows. Close them before the next statement.
func (t *Tx) Query(query string, args ...any) (*sql.Rows, error) {
	t.wrote = t.wrote || !reads(query)
	rows, err := t.on.QueryContext(t.ctx, query, args...)
	return rows, t.note(err)
}

// QueryRow reads one row.
func (t *Tx) QueryRow(query string, args ...any) *sql.Row {
	t.wrote = t.wrote || !reads(query)
	row := t.on.QueryRowContext(t.ctx, query, args...)
	_ = t.note(row.Err()) // Scan returns it
	return row
}

// Change runs a statement that changes one row or none and returns of it what into
// takes. It reports whether there was one.
func (t *Tx) Change(into []any, query string, args ...any) (bool, error) {
	rows, err := t.on.QueryContext(t.ctx, query, args...)
	if t.note(err) != nil {
		return false, err
	}
	defer rows.Close() //nolint:errcheck // Err has its errors
	if !rows.Next() {
		return false, t.note(rows.Err())
	}
	t.wrote = true
	err = rows.Scan(into...)
	for err == nil && rows.Next() { // to the end: SQLite has not changed all before
		continue
	}
	if err == nil {
		err = rows.Err()
	}
	return err == nil, t.note(err)
}

// note remembers an error after which no statement works any more: on PostgreSQL any,
// on SQLite those by which it undoes the whole transaction.
func (t *Tx) note(err error) error {
	if err != nil && t.broken == nil && (t.engine == Postgres || undone(err)) {
		t.broken = err
	}
	return err
}

// lost reports whether the whole transaction is undone, savepoints and all.
func (t *Tx) lost() bool { return t.broken != nil && (t.engine == SQLite || IsAway(t.broken)) }

// reads reports whether a statement can't change anything.
func reads(query string) bool { return strings.HasPrefix(strings.TrimLeft(query, " \t\n"), "SELECT") }

// counts reports whether the number of rows says if a statement has changed anything.
func counts(query string) bool {
	return strings.HasPrefix(query, "INSERT") || strings.HasPrefix(query, "UPDATE") || strings.HasPrefix(query, "DELETE")
}

// Tx runs fn in a transaction and commits it; an error from fn undoes it and is
// returned. fn must not wait for anything but the database, and may run twice, as with
// [DB.Ordered]: on SQLite there is one writer, and others share its commit. On
// PostgreSQL it is a transaction of its own, beside others.
//
// It gives way to the writes of engaged chats unless ctx is [Engaged], and is [ErrBusy]
// when too many wait.
func (d *DB) Tx(ctx context.Context, fn func(*Tx) error) error {
	d.yield(ctx)
	if d.Engine == SQLite {
		return told(d.ordered.do(ctx, isEngaged(ctx), fn))
	}
	return told(d.inTx(ctx, fn))
}

// Ordered runs fn in a transaction after all that were called before and before all
// that come after, on every node: for sequence numbers that readers may trust (who
// has seen n has seen all below). Concurrent callers share one commit, and fn may run
// twice when another's fails: it must set anew what it leaves outside.
//
// It is for what belongs to an engaged chat, and goes before all that does not. On an
// error of the commit none of its callers' changes are kept and all get it.
func (d *DB) Ordered(ctx context.Context, fn func(*Tx) error) error {
	d.yield(ctx)
	return told(d.ordered.do(ctx, true, fn))
}

// OrderedLater is [DB.Ordered] for newcomers: they are fewer in a commit, after those
// who are engaged, and [ErrBusy] at once when too many wait.
func (d *DB) OrderedLater(ctx context.Context, fn func(*Tx) error) error {
	d.yield(ctx)
	return told(d.ordered.do(ctx, false, fn))
}

// inTx is a transaction beside others.
func (d *DB) inTx(ctx context.Context, fn func(*Tx) error) error {
	tx, err := d.pool(ctx).BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer tx.Rollback() //nolint:errcheck // after a commit it says so, else the first error counts
	if err := fn(&Tx{Now: d.Now(), ctx: ctx, on: tx, engine: d.Engine}); err != nil {
		return err
	}
	return wrapCommit(tx.Commit())
}
