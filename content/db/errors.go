package db

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// ErrFull says that the database could not write: its disk is full, or fails. Nothing
// of the transaction is kept. Once there is room again the next one works.
var ErrFull = errors.New("the database has no room to write")

// told adds ErrFull to the engine's own words.
func told(err error) error {
	if err == nil || errors.Is(err, ErrFull) {
		return err
	}
	pg, isPostgres := errors.AsType[*pgconn.PgError](err)
	full := isPostgres && (pg.Code == "53100" || pg.Code == "58030") // disk_full, io_error
	if code := liteCode(err); full || code == sqlite3.SQLITE_FULL || code == sqlite3.SQLITE_IOERR {
		return fmt.Errorf("%w: %w", ErrFull, err)
	}
	return err
}

// liteCode is SQLite's primary result code, 0 for no error of SQLite.
func liteCode(err error) int {
	if lite, ok := errors.AsType[*sqlite.Error](err); ok {
		return lite.Code() & 0xff
	}
	return 0
}

// undone reports whether SQLite may have rolled back the whole transaction by itself
// (sqlite.org/lang_transaction.html, "Response To Errors Within A Transaction").
func undone(err error) bool {
	switch liteCode(err) {
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_INTERRUPT,
		sqlite3.SQLITE_CORRUPT:
		return true
	}
	return false
}

// drop gives up a connection whose state is not known.
func drop(c *sql.Conn) {
	_ = c.Raw(func(any) error { return driver.ErrBadConn }) // which closes it
	_ = c.Close()
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
	return ok || errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) ||
		errors.Is(err, net.ErrClosed) || pgconn.SafeToRetry(err) // the last: the connection was found closed, nothing was sent
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
