// Package dbtest gives tests a real database of each engine of their own: a copy of one
// that was migrated once, empty unless [MainWith] fills it.
//
// PostgreSQL runs from a throw-away cluster that the first test of a package starts
// and [Main] stops, or is the one that SPORTELLO_TEST_DATABASE_URL names. Nothing is
// skipped where it is missing: the test fails and says what to install.
package dbtest

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"sportello/content/db"
)

// Main runs a package's tests and stops what they started. Call it from TestMain.
func Main(m *testing.M) { MainWith(m, nil) }

// MainWith is [Main] where all databases begin with what begin puts in, but for those of
// [EachURL], [EmptySQLiteURL] and [EmptyPostgresURL], and of an [Image]. It is called once
// for each engine that is used, by the first test that uses it.
func MainWith(m *testing.M, begin func(t testing.TB, d *db.DB)) {
	begins = NewImage(begin)
	code := m.Run()
	if err := dropImages(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	if theCluster != nil {
		theCluster.stop()
	}
	os.Exit(code)
}

// Each runs test on SQLite and on PostgreSQL.
func Each(t *testing.T, test func(t *testing.T, d *db.DB)) {
	t.Helper()
	begins.Each(t, test)
}

// EachURL is [Each] for tests that open the database themselves, or several times. It
// has nothing in it, not even tables.
func EachURL(t *testing.T, test func(t *testing.T, databaseURL string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, EmptySQLiteURL(t)) })
	t.Run("postgres", func(t *testing.T) { test(t, EmptyPostgresURL(t)) })
}

// Open opens and migrates the database and closes it when the test ends.
func Open(t testing.TB, databaseURL string) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// Room leaves an SQLite database so many pages more than it has now, as a disk would
// that is nearly full.
func Room(t testing.TB, d *db.DB, pages int) {
	t.Helper()
	err := d.Ordered(context.Background(), func(tx *db.Tx) error {
		var now int
		if err := tx.QueryRow(`PRAGMA page_count`).Scan(&now); err != nil {
			return err
		}
		_, err := tx.Exec(fmt.Sprintf(`PRAGMA max_page_count = %d`, now+pages))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// SQLiteURL names a database file of the test's own.
func SQLiteURL(t testing.TB) string {
	t.Helper()
	return begins.SQLiteURL(t)
}

// EmptySQLiteURL is [SQLiteURL] without tables: there is no file yet.
func EmptySQLiteURL(t testing.TB) string {
	t.Helper()
	return "sqlite://" + filepath.Join(t.TempDir(), "test.db")
}

var (
	once       sync.Once
	theCluster *cluster
	clusterURL string
	errCluster error
)

// PostgresURL names a new database that goes when the test ends.
func PostgresURL(t testing.TB) string {
	t.Helper()
	return begins.PostgresURL(t)
}

// EmptyPostgresURL is [PostgresURL] without tables.
func EmptyPostgresURL(t testing.TB) string {
	t.Helper()
	startOnce(t)
	return create(t, "")
}

func create(t testing.TB, from string) string {
	t.Helper()
	name := newName()
	admin(t, "CREATE DATABASE "+name+from)
	t.Cleanup(func() { admin(t, fmt.Sprintf("DROP DATABASE %s WITH (FORCE)", name)) })
	return postgresURL(t, name)
}

// startOnce starts the server unless there is one.
func startOnce(t testing.TB) {
	t.Helper()
	once.Do(func() {
		if clusterURL = os.Getenv("SPORTELLO_TEST_DATABASE_URL"); clusterURL != "" {
			return
		}
		if theCluster, errCluster = startCluster(false); errCluster == nil {
			clusterURL = theCluster.url()
		}
	})
	if errCluster != nil {
		t.Fatalf("PostgreSQL for the tests: %v", errCluster)
	}
}

func postgresURL(t testing.TB, name string) string {
	t.Helper()
	u, err := url.Parse(clusterURL)
	if err != nil {
		t.Fatal("SPORTELLO_TEST_DATABASE_URL is not a URL")
	}
	u.Path = "/" + name
	return u.String()
}

// DurablePostgresURL names a database on a server of its own that writes to the disk
// before it says so: for measurements.
func DurablePostgresURL(t testing.TB) string {
	t.Helper()
	c, err := startCluster(true)
	if err != nil {
		t.Fatalf("PostgreSQL for the measurement: %v", err)
	}
	t.Cleanup(c.stop)
	return c.url()
}

// FragilePostgresURL names a database on a server of its own, and a function that lets
// that server crash and start again.
func FragilePostgresURL(t testing.TB) (databaseURL string, crash func()) {
	t.Helper()
	c, err := startCluster(false)
	if err != nil {
		t.Fatalf("PostgreSQL that may crash: %v", err)
	}
	t.Cleanup(c.stop)
	return c.url(), func() {
		t.Helper()
		if err := c.restart(); err != nil {
			t.Fatalf("start PostgreSQL after a crash: %v", err)
		}
	}
}

func admin(t testing.TB, statement string) {
	t.Helper()
	if err := execute(statement); err != nil {
		t.Fatal(err)
	}
}

func execute(statement string) error {
	conn, err := sql.Open("pgx", clusterURL)
	if err != nil {
		return err
	}
	defer conn.Close() //nolint:errcheck // nothing is pending on it
	if _, err := conn.ExecContext(context.Background(), statement); err != nil {
		return fmt.Errorf("%s: %w", statement, err)
	}
	return nil
}
