package dbtest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/google/uuid"

	"sportello/content/db"
)

// image is a database that the first test which needs it makes, and of which each has a
// copy: a copy takes some milliseconds, the tables alone a third of a second under the
// race detector.
type image struct {
	once sync.Once
	made bool
	name string // of the database, on PostgreSQL
	file []byte // the database itself, on SQLite
}

var (
	images = map[db.Engine]*image{db.SQLite: {}, db.Postgres: {}}
	fill   func(t testing.TB, d *db.DB)
)

// imageOf returns the image of an engine. A test that fails while it makes it fails alone with
// the reason; those after it say that there is none.
func imageOf(t testing.TB, engine db.Engine) *image {
	t.Helper()
	i := images[engine]
	i.once.Do(func() {
		if engine == db.SQLite {
			i.makeFile(t)
		} else {
			i.makeDatabase(t)
		}
		i.made = true
	})
	if !i.made {
		t.Fatalf("the %s database of which each test has a copy could not be made: see the test that failed first", engine)
	}
	return i
}

func (i *image) makeFile(t testing.TB) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "image.db")
	furnish(t, "sqlite://"+file)
	if _, err := os.Stat(file + "-wal"); err == nil {
		t.Fatal("what was written last is not in the file to copy")
	}
	var err error
	if i.file, err = os.ReadFile(file); err != nil {
		t.Fatal(err)
	}
}

func (i *image) makeDatabase(t testing.TB) {
	t.Helper()
	i.name = newName()
	admin(t, "CREATE DATABASE "+i.name)
	furnish(t, postgresURL(t, i.name))
}

// furnish makes the tables and what [MainWith] wants in them, and closes the database:
// what is in use cannot be copied.
func furnish(t testing.TB, databaseURL string) {
	t.Helper()
	d, err := db.Open(context.Background(), databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}()
	if fill != nil {
		fill(t, d)
	}
}

// dropImage removes what would stay on a server that is not the tests' own.
func dropImage() error {
	name := images[db.Postgres].name
	if name == "" || theCluster != nil {
		return nil
	}
	return execute(fmt.Sprintf("DROP DATABASE IF EXISTS %s WITH (FORCE)", name))
}

func newName() string { return fmt.Sprintf("sportello_%x", uuid.New()) }
