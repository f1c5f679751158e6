package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Tx is a transaction. Its methods take no context: several callers may share one
// commit, and one that gives up must not undo the work of the others (SQLite rolls
// back a whole transaction when a write in it is interrupted).
type Tx struct {
	// Now is the one time of the transaction, for all that it stamps.
	Now time.Time

	ctx context.Context
	tx  *sql.Tx
}

// Exec runs a statement and returns how many rows it changed.
func (t *Tx) Exec(query string, args ...any) (int64, error) {
	res, err := t.tx.ExecContext(t.ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// Query reads rows. Close them before the next statement.
func (t *Tx) Query(query string, args ...any) (*sql.Rows, error) {
	return t.tx.QueryContext(t.ctx, query, args...)
}

// QueryRow reads one row.
func (t *Tx) QueryRow(query string, args ...any) *sql.Row {
	return t.tx.QueryRowContext(t.ctx, query, args...)
}

// Next adds one to the named counter and returns it. The row stays locked until the
// commit, so on PostgreSQL too a smaller number is never committed after a larger.
func (t *Tx) Next(counter string) (int64, error) {
	var n int64
	err := t.QueryRow(`INSERT INTO counters (name, value) VALUES ($1, 1)
		ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value`, counter).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count %s: %w", counter, err)
	}
	return n, nil
}

// Counter reads the named counter, 0 before its first use.
func (d *DB) Counter(ctx context.Context, counter string) (int64, error) {
	var n int64
	err := d.QueryRow(ctx, `SELECT value FROM counters WHERE name = $1`, counter).Scan(&n)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("read the counter %s: %w", counter, err)
	}
	return n, nil
}

// Tx runs fn in a transaction and commits it; an error from fn undoes it and is
// returned. fn must not wait for anything but the database: on SQLite there is one
// writer, and others share its commit. On PostgreSQL it is a transaction of its own,
// beside others.
func (d *DB) Tx(ctx context.Context, fn func(*Tx) error) error {
	if d.Engine == SQLite {
		return d.Ordered(ctx, fn)
	}
	return d.inTx(ctx, func(sqlTx *sql.Tx) error {
		return fn(&Tx{Now: d.Now(), ctx: ctx, tx: sqlTx})
	})
}

// Ordered runs fn in a transaction after all that were called before and before all
// that come after, on every node: for sequence numbers that readers may trust (who
// has seen n has seen all below). Concurrent callers share one commit.
//
// On an error of the commit none of its callers' changes are kept and all get it.
func (d *DB) Ordered(ctx context.Context, fn func(*Tx) error) error {
	return d.ordered.do(ctx, fn)
}

func (d *DB) inTx(ctx context.Context, fn func(*sql.Tx) error) error {
	sqlTx, err := d.writer.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer sqlTx.Rollback() //nolint:errcheck // after a commit it says so, else the first error counts
	if err := fn(sqlTx); err != nil {
		return err
	}
	if err := sqlTx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// IsText reports whether err is a text that the database can't hold: NUL, or bytes
// that are not UTF-8. SQLite takes both.
func IsText(err error) bool {
	pg, ok := errors.AsType[*pgconn.PgError](err)
	return ok && pg.Code == "22021"
}

// IsAway reports whether err is that the database can't be reached now.
func IsAway(err error) bool {
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok {
		return strings.HasPrefix(pg.Code, "57P") || strings.HasPrefix(pg.Code, "08") || pg.Code == "53300"
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true
	}
	_, ok := errors.AsType[*net.OpError](err)
	return ok || errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.ErrUnexpectedEOF)
}

// IsUnique reports whether err is the breach of a unique index or primary key.
func IsUnique(err error) bool {
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok {
		return pg.Code == "23505"
	}
	if lite, ok := errors.AsType[*sqlite.Error](err); ok {
		return lite.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || lite.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
	}
	return false
}
