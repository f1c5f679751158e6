// Package dbtest gives tests a real database of each engine, empty and migrated.
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
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"

	"sportello/content/db"
)

// Main runs a package's tests and stops what they started. Call it from TestMain.
func Main(m *testing.M) {
	code := m.Run()
	if theCluster != nil {
		theCluster.stop()
	}
	os.Exit(code)
}

// Each runs test on SQLite and on PostgreSQL.
func Each(t *testing.T, test func(t *testing.T, d *db.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, Open(t, SQLiteURL(t))) })
	t.Run("postgres", func(t *testing.T) { test(t, Open(t, PostgresURL(t))) })
}

// EachURL is [Each] for tests that open the database themselves, or several times.
func EachURL(t *testing.T, test func(t *testing.T, databaseURL string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, SQLiteURL(t)) })
	t.Run("postgres", func(t *testing.T) { test(t, PostgresURL(t)) })
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
	name := "sportello_" + strings.ReplaceAll(uuid.NewString(), "-", "")
	admin(t, fmt.Sprintf("CREATE DATABASE %s", name))
	t.Cleanup(func() { admin(t, fmt.Sprintf("DROP DATABASE %s WITH (FORCE)", name)) })
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
	conn, err := sql.Open("pgx", clusterURL)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close() //nolint:errcheck // nothing is pending on it
	if _, err := conn.ExecContext(context.Background(), statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}
