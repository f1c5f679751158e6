package web_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"sync"
	"testing"
	"testing/fstest"

	"sportello/content"
	"sportello/content/contenttest"
	"sportello/content/db"
	"sportello/content/pdf/pdftest"
	"sportello/faq"
	"sportello/faq/match"
)

// begin puts the library of the tests into the database of which each has a copy.
func begin(t testing.TB, d *db.DB) {
	t.Helper()
	files := contenttest.Part(t, "entries/fees/*", "entries/exams/*", "entries/graduation/*", "guides/guida-laurea.*")
	takeTwin(files, "entries/fees/fees-tax-receipt")
	l, problems, err := content.ReadLibrary(files)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	im := &faq.Importer{Store: faq.NewStore(d), Reader: pdftest.Reader(t)}
	if sum, err := im.Import(ctx, files, l); err != nil || len(sum.Problems) > 0 {
		t.Fatal(err, sum)
	}
}

// takeTwin takes the English twin of an entry away, so that one is there in Italian only.
func takeTwin(files fstest.MapFS, name string) {
	delete(files, name+"-en.md")
	it := files[name+".md"]
	it.Data = regexp.MustCompile(`(?m)^translations:\n {2}en: .*\n`).ReplaceAll(it.Data, nil)
}

// index is what the first test's server makes of that library. The others open a copy,
// as a server that starts again does.
var index struct {
	sync.Mutex
	files fstest.MapFS
}

func openLive(t testing.TB, store *faq.Store) *faq.Live {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "index")
	index.Lock()
	defer index.Unlock()
	if index.files != nil {
		if err := os.CopyFS(dir, index.files); err != nil {
			t.Fatal(err)
		}
	}
	live, err := faq.NewLive(ctx, store, dir, match.DefaultOptions(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if index.files == nil {
		index.files = readAll(t, dir)
	}
	return live
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
