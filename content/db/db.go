// Package db opens the database by URL and is the only place that knows an engine.
//
// Two engines serve the same SQL text: SQLite (modernc, no cgo), embedded in the
// program, and PostgreSQL (pgx), shared by several nodes. The common dialect: ids
// are made in Go, times are BIGINT milliseconds, JSON is TEXT, bytes are BYTEA
// (a type name SQLite takes as it comes), placeholders are $1, $2, ...
//
// A [DB] is safe for concurrent use. Reads go to one of two pools, of which one is kept
// for engaged chats, see [Engaged]; writes go through [DB.Tx], [DB.Ordered] or
// [DB.OrderedLater].
package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

// Engine names the database program behind a DB.
type Engine string

// The engines.
const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
)

// ErrURL says that a database URL is of no known form.
var ErrURL = errors.New("the database URL must be sqlite://PATH or postgres://USER@HOST/NAME")

// DB is an open, migrated database.
type DB struct {
	Engine Engine
	URL    string
	// Now is the clock of everything the database's users stamp, see clock.go. Tests and
	// simulations set their own before the database is used.
	Now func() time.Time
	// Yield is called before each read outside a transaction and before each
	// transaction, unless it is nil: a simulation lets others go first there. Set it
	// before the database is used.
	Yield func()
	// Rate is how many times as fast as the machine's clock Now runs: 1, but for
	// simulations. What is done by the machine's clock and then compared with Now, such as
	// signs of life every 20 seconds, may come so many times later: see [DB.Lapse].
	Rate float64

	engaged  *sql.DB // reads of engaged chats; on PostgreSQL also their transactions of Tx
	others   *sql.DB // the same of all others
	ordering *sql.DB // the connection of Ordered; on SQLite the one that writes
	ordered  *committer
	clock    *clock
}

// How many connections each part may have.
const (
	engagedConns = 6
	otherConns   = 10
)

type engagedKey struct{}

// Engaged marks what is done for a chat that is engaged already: reads with ctx use
// connections that nothing else may use, and [DB.Tx] goes before the writes of others.
func Engaged(ctx context.Context) context.Context { return context.WithValue(ctx, engagedKey{}, true) }

func isEngaged(ctx context.Context) bool { return ctx.Value(engagedKey{}) != nil }

func (d *DB) pool(ctx context.Context) *sql.DB {
	if isEngaged(ctx) {
		return d.engaged
	}
	return d.others
}

// Open opens the database that rawURL names, brings its tables up to date and
// returns it. The folder of an SQLite file is made when missing.
func Open(ctx context.Context, rawURL string) (*DB, error) {
	d, err := connect(rawURL)
	if err != nil {
		return nil, err
	}
	if err := d.migrate(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("migrate the database: %w", err), d.Close())
	}
	if err := d.startClock(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("ask the database for the time: %w", err), d.Close())
	}
	d.ordered = newCommitter(d)
	return d, nil
}

func connect(rawURL string) (*DB, error) {
	d := &DB{URL: rawURL, Rate: 1}
	switch {
	case strings.HasPrefix(rawURL, "sqlite://"):
		d.Engine = SQLite
		return d, d.connectSQLite(strings.TrimPrefix(rawURL, "sqlite://"))
	case strings.HasPrefix(rawURL, "postgres://"), strings.HasPrefix(rawURL, "postgresql://"):
		d.Engine = Postgres
		return d, d.connectPostgres(rawURL)
	}
	return nil, ErrURL
}

// connectSQLite sets busy_timeout first, so that the pragmas behind it wait for
// another process instead of failing. synchronous=FULL: what is committed survives
// a power cut, which is what an acknowledged message promises.
func (d *DB) connectSQLite(path string) error {
	if path == "" {
		return ErrURL
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("make the database's folder: %w", err)
	}
	dsn := "file:" + (&url.URL{Path: path}).EscapedPath() + "?_txlock=immediate" +
		"&_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)"
	for _, part := range []struct {
		pool **sql.DB
		most int
	}{{&d.engaged, engagedConns}, {&d.others, otherConns}, {&d.ordering, 1}} {
		pool, err := openSQLite(dsn)
		if err != nil {
			return fmt.Errorf("open %s: %w", path, err)
		}
		pool.SetMaxOpenConns(part.most)
		pool.SetMaxIdleConns(part.most)
		*part.pool = pool
	}
	return nil
}

// connectPostgres bounds an idle transaction: a node that stops in the middle of
// one must not hold the order of events for longer than that.
func (d *DB) connectPostgres(rawURL string) error {
	u, err := url.Parse(rawURL)
	if err != nil {
		return ErrURL // the parser's own words could show the password
	}
	q := u.Query()
	for name, value := range map[string]string{"idle_in_transaction_session_timeout": "5000", "application_name": "sportello"} {
		if !q.Has(name) {
			q.Set(name, value)
		}
	}
	u.RawQuery = q.Encode()
	for _, part := range []struct {
		pool **sql.DB
		most int
	}{{&d.engaged, engagedConns}, {&d.others, otherConns}, {&d.ordering, 1}} {
		pool, err := sql.Open("pgx", u.String())
		if err != nil {
			return fmt.Errorf("open the database: %w", err)
		}
		pool.SetMaxOpenConns(part.most)
		pool.SetMaxIdleConns(part.most)
		pool.SetConnMaxIdleTime(5 * time.Minute)
		*part.pool = pool
	}
	return nil
}

// Timer is how far the machine's clock moves while Now moves by that: for timers, which
// run by it.
func (d *DB) Timer(now time.Duration) time.Duration { return time.Duration(float64(now) / d.Rate) }

// Lapse is how far Now moves while the machine's clock moves by that.
func (d *DB) Lapse(machine time.Duration) time.Duration {
	return time.Duration(float64(machine) * d.Rate)
}

// Close waits for the writes under way and closes all connections.
func (d *DB) Close() error {
	if d.ordered != nil {
		d.ordered.stop()
	}
	if d.clock != nil {
		d.clock.stop()
	}
	var err error
	for _, pool := range []*sql.DB{d.engaged, d.others, d.ordering} {
		if pool != nil {
			err = errors.Join(err, pool.Close())
		}
	}
	return err
}

// Ping reports whether the database answers.
func (d *DB) Ping(ctx context.Context) error { return d.others.PingContext(ctx) }

// Query reads rows outside a transaction.
func (d *DB) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	d.yield(ctx)
	return d.pool(ctx).QueryContext(ctx, query, args...)
}

// QueryRow reads one row outside a transaction.
func (d *DB) QueryRow(ctx context.Context, query string, args ...any) *sql.Row {
	d.yield(ctx)
	return d.pool(ctx).QueryRowContext(ctx, query, args...)
}

type heldKey struct{}

// Held marks reads under a lock, before which [DB.Yield] is not called: whoever went
// first might wait for that lock.
func Held(ctx context.Context) context.Context { return context.WithValue(ctx, heldKey{}, true) }

func (d *DB) yield(ctx context.Context) {
	if d.Yield != nil && ctx.Value(heldKey{}) == nil {
		d.Yield()
	}
}

// Each calls scan for every row of a query, outside a transaction, until one fails.
func (d *DB) Each(ctx context.Context, scan func(*sql.Rows) error, query string, args ...any) error {
	rows, err := d.Query(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // Err has its errors
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Millis is how a time is stored: milliseconds since 1970, UTC; 0 for the zero time.
func Millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// Time undoes [Millis].
func Time(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
