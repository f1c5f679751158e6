package dbtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/google/uuid"

	"sportello/content/db"
)

// Image is a database that the first test which needs it makes, and of which each has a
// copy: a copy takes some milliseconds, the tables alone a third of a second under the
// race detector.
type Image struct {
	fill             func(t testing.TB, d *db.DB)
	sqlite, postgres original
}

// NewImage is of databases that begin with what fill puts in. It is called once for each
// engine that is used.
func NewImage(fill func(t testing.TB, d *db.DB)) *Image { return &Image{fill: fill} }

// original is an image on one engine.
type original struct {
	once sync.Once
	made bool
	name string // of the database, on PostgreSQL
	file []byte // the database itself, on SQLite
}

// begins is what databases begin with that no other image is named for.
var begins = NewImage(nil)

// names are the databases to drop on a server that is not the tests' own.
var names struct {
	sync.Mutex
	of []string
}

// Each runs test on a copy on SQLite and on one on PostgreSQL.
func (i *Image) Each(t *testing.T, test func(t *testing.T, d *db.DB)) {
	t.Helper()
	i.EachURL(t, func(t *testing.T, databaseURL string) { test(t, Open(t, databaseURL)) })
}

// EachURL is [Image.Each] for tests that open the copy themselves, or several times.
func (i *Image) EachURL(t *testing.T, test func(t *testing.T, databaseURL string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, i.SQLiteURL(t)) })
	t.Run("postgres", func(t *testing.T) { test(t, i.PostgresURL(t)) })
}

// SQLiteURL names a copy in a file of the test's own.
func (i *Image) SQLiteURL(t testing.TB) string {
	t.Helper()
	file := filepath.Join(tempDir(t), "test.db")
	if err := os.WriteFile(file, i.sqlite.of(t, i.makeFile).file, 0o600); err != nil {
		t.Fatal(err)
	}
	return "sqlite://" + file
}

// PostgresURL names a copy that goes when the test ends.
func (i *Image) PostgresURL(t testing.TB) string {
	t.Helper()
	startOnce(t)
	return create(t, " TEMPLATE "+i.postgres.of(t, i.makeDatabase).name)
}

// of is the original, made if it is not there. A test that fails while it makes it fails alone
// with the reason; those after it say that there is none.
func (o *original) of(t testing.TB, first func(testing.TB)) *original {
	t.Helper()
	o.once.Do(func() {
		first(t)
		o.made = true
	})
	if !o.made {
		t.Fatal("the database of which each test has a copy could not be made: see the test that failed first")
	}
	return o
}

func (i *Image) makeFile(t testing.TB) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "image.db")
	i.furnish(t, "sqlite://"+file)
	if _, err := os.Stat(file + "-wal"); err == nil {
		t.Fatal("what was written last is not in the file to copy")
	}
	var err error
	if i.sqlite.file, err = os.ReadFile(file); err != nil {
		t.Fatal(err)
	}
}

func (i *Image) makeDatabase(t testing.TB) {
	t.Helper()
	name := newName()
	admin(t, "CREATE DATABASE "+name)
	names.Lock()
	names.of = append(names.of, name)
	names.Unlock()
	i.furnish(t, postgresURL(t, name))
	i.postgres.name = name
}

// furnish makes the tables and what is wanted in them, and closes the database: what is in
// use cannot be copied.
func (i *Image) furnish(t testing.TB, databaseURL string) {
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
	if i.fill != nil {
		i.fill(t, d)
	}
}

// dropImages removes what would stay on a server that is not the tests' own.
func dropImages() (err error) {
	if theCluster != nil {
		return nil
	}
	for _, name := range names.of {
		err = errors.Join(err, execute(fmt.Sprintf("DROP DATABASE IF EXISTS %s WITH (FORCE)", name)))
	}
	return err
}

func newName() string { return fmt.Sprintf("sportello_%x", uuid.New()) }
