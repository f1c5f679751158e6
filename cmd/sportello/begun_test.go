package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sportello/content/db"
)

// firstStart is the data folder after a first start, by engine. A first start brings in
// the library and learns from it, which most tests need and few are about.
var firstStart = map[db.Engine]map[string][]byte{}

// begin starts the program for the first time, for the databases of which tests get a copy.
func begin(t testing.TB, d *db.DB) {
	p := newProcess(t, d.URL)
	_, _, stop := p.serve()
	stop()
	kept := map[string][]byte{}
	err := filepath.WalkDir(p.data, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		name, err := filepath.Rel(p.data, path)
		if err == nil {
			kept[name], err = os.ReadFile(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	firstStart[d.Engine] = kept
}

// begun is the program with what a first start left, on a database of dbtest.SQLiteURL or
// dbtest.PostgresURL.
func begun(t testing.TB, databaseURL string) *process {
	t.Helper()
	engine := db.Postgres
	if strings.HasPrefix(databaseURL, "sqlite:") {
		engine = db.SQLite
	}
	p := newProcess(t, databaseURL)
	for name, body := range firstStart[engine] {
		path := filepath.Join(p.data, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return p
}
