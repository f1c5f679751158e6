package faqtest

import (
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"sportello/content/db"
	"sportello/faq"
	"sportello/faq/match"
)

// indexes are those made so far, each of the library and options of which its key is the hash.
var indexes = struct {
	sync.Mutex
	of map[[sha256.Size]byte]fstest.MapFS
}{of: map[[sha256.Size]byte]fstest.MapFS{}}

// Live opens what is published in d, and closes it when the test ends. The first test
// with a library makes its index, which takes seconds under the race detector; those
// after it open a copy, as a program does that starts again.
func Live(t testing.TB, d *db.DB, s *faq.Store, o match.Options) *faq.Live {
	t.Helper()
	dir, key := filepath.Join(t.TempDir(), "index"), keyOf(t, d, o)
	indexes.Lock()
	made := indexes.of[key]
	indexes.Unlock()
	if made != nil {
		if err := os.CopyFS(dir, made); err != nil {
			t.Fatal(err)
		}
	}
	live, err := faq.NewLive(t.Context(), s, dir, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := live.Close(); err != nil {
			t.Error(err)
		}
	})
	if made == nil {
		made = readAll(t, dir)
		indexes.Lock()
		indexes.of[key] = made
		indexes.Unlock()
	}
	return live
}

// keyOf is the hash of all that an index is made of: the day, on which entries become
// valid, the options and the library.
func keyOf(t testing.TB, d *db.DB, o match.Options) (key [sha256.Size]byte) {
	t.Helper()
	h := sha256.New()
	out := json.NewEncoder(h)
	note := func(v any) {
		t.Helper()
		if err := out.Encode(v); err != nil {
			t.Fatal(err)
		}
	}
	note(d.Now().Format(time.DateOnly))
	note(o)
	for _, query := range []string{
		`SELECT id, source FROM entries ORDER BY id`,
		`SELECT g.id, CAST(p.n AS TEXT) || ' ' || CAST(p.page AS TEXT) || ' ' || p.section || ' ' || p.text
			FROM guides g JOIN guide_file_passages p ON p.file_id = g.file_id ORDER BY g.id, p.n`,
		`SELECT id, meta FROM guides ORDER BY id`,
		`SELECT id, body FROM topics ORDER BY position, id`,
		`SELECT id, lang || terms FROM synonyms ORDER BY id`,
	} {
		note(query)
		err := d.Each(t.Context(), func(rows *sql.Rows) error {
			var id, text string
			err := rows.Scan(&id, &text)
			note([]string{id, text})
			return err
		}, query)
		if err != nil {
			t.Fatal(err)
		}
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// readAll holds a folder in memory.
func readAll(t testing.TB, dir string) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := os.ReadFile(filepath.Join(dir, path))
		files[path] = &fstest.MapFile{Data: body, Mode: 0o600}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
