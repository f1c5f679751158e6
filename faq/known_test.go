package faq_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"sportello/content"
	"sportello/content/contenttest"
	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/faq"
)

// put writes files into a folder.
func put(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		full := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// has wants files of a folder to be as they are here; empty: gone.
func has(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if want == "" && !os.IsNotExist(err) {
			t.Errorf("%s is still there: %v", name, err)
		}
		if want != "" && string(got) != want {
			t.Errorf("%s: %v\n%.200s", name, err, got)
		}
	}
}

// guided is a small library with a guide and two pictures, of which an answer shows one.
func guided(t testing.TB) fstest.MapFS {
	t.Helper()
	files := contenttest.Part(t, "entries/fees/fees-amount*", "guides/guida-laurea.*")
	e := files["entries/fees/fees-amount.md"]
	e.Data = append(bytes.Clone(e.Data), "\n![La mappa](../../pictures/mappa.png)\n"...)
	files["pictures/mappa.png"] = &fstest.MapFile{Data: drawn(t, 7)}
	files["pictures/spare.png"] = &fstest.MapFile{Data: drawn(t, 8)}
	return files
}

// guidedLibrary is a database with it.
var guidedLibrary = dbtest.NewImage(func(t testing.TB, d *db.DB) { importFS(t, faq.NewStore(d), guided(t)) })

// Guides, pictures and the files that a library has one of are left alone, too, where
// nobody has imported what stands in the folder.
func TestAnExportTakesAwayNothingThatIsNew(t *testing.T) {
	guidedLibrary.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		dir, exported := tree(t, s)
		topics, err := os.ReadFile(filepath.Join(dir, content.TopicsPath))
		if err != nil {
			t.Fatal(err)
		}
		mine := map[string]string{
			"guides/mia.yaml":          "id: mia\n",
			"guides/mia.pdf":           "%PDF-1.4 mia",
			"pictures/mia.png":         "mia",
			content.TopicsPath:         "# mio\n" + string(topics),
			content.RedirectsPath:      "fees-old: fees-amount\n",
			"entries/fees/note.yaml":   "mia",
			"guides/bozze/vecchia.pdf": "mia",
		}
		put(t, dir, mine)
		edits, foreign := exported()
		want := []string{"guides/mia.pdf", "guides/mia.yaml", "pictures/mia.png", content.RedirectsPath, content.TopicsPath}
		if len(edits) > 0 || !slices.Equal(foreign, want) {
			t.Errorf("%+v, left alone: %q", edits, foreign)
		}
		has(t, dir, mine)
	})
}

// What the library had is taken away when it is gone from there, though nothing of it is
// kept but that it was there.
func TestAnExportTakesAwayWhatTheLibraryHad(t *testing.T) {
	guidedLibrary.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		dir, exported := tree(t, s)
		dropped(t, d, s)
		edits, foreign := exported()
		var gone []string
		for _, e := range edits {
			if e.Edit == faq.Removed {
				gone = append(gone, e.Path)
			}
		}
		if want := []string{"guides/guida-laurea.pdf", "guides/guida-laurea.yaml", "pictures/spare.png"}; !slices.Equal(gone, want) || len(foreign) > 0 {
			t.Errorf("gone: %q, left alone: %q", gone, foreign)
		}
		has(t, dir, map[string]string{"guides/guida-laurea.yaml": "", "guides/guida-laurea.pdf": "", "pictures/spare.png": "",
			"pictures/mappa.png": string(drawn(t, 7))})
	})
}

// dropped takes the guide and the picture out that no answer shows, as a folder without
// them does, and what the database has of the picture.
func dropped(t *testing.T, d *db.DB, s *faq.Store) {
	t.Helper()
	files := guided(t)
	for _, name := range []string{"guides/guida-laurea.yaml", "guides/guida-laurea.pdf", "pictures/spare.png"} {
		delete(files, name)
	}
	l, problems, err := content.ReadLibrary(files)
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	if _, err := (&faq.Importer{Store: s, Author: "import", Prune: true}).Import(ctx, files, l); err != nil {
		t.Fatal(err)
	}
	steady := d.Now
	d.Now = func() time.Time { return steady().Add(48 * time.Hour) }
	if n, err := s.PrunePictures(ctx); err != nil || n != 1 {
		t.Fatalf("%d pictures deleted, %v", n, err)
	}
}

// A guide of which one file was changed in the folder stays whole, and the picture that a
// new entry shows stays with it.
func TestAnExportLeavesWhatBelongsToSomethingNew(t *testing.T) {
	guidedLibrary.Each(t, func(t *testing.T, d *db.DB) {
		s, files := faq.NewStore(d), guided(t)
		dir, exported := tree(t, s)
		dropped(t, d, s)
		kept := map[string]string{
			"guides/guida-laurea.yaml":  string(files["guides/guida-laurea.yaml"].Data) + "# mio\n",
			"entries/fees/fees-mine.md": "![](../../pictures/spare.png)\n",
		}
		put(t, dir, kept)
		_, foreign := exported()
		want := []string{"entries/fees/fees-mine.md", "guides/guida-laurea.pdf", "guides/guida-laurea.yaml", "pictures/spare.png"}
		if !slices.Equal(foreign, want) {
			t.Errorf("left alone: %q", foreign)
		}
		kept["guides/guida-laurea.pdf"], kept["pictures/spare.png"] = string(files["guides/guida-laurea.pdf"].Data), string(drawn(t, 8))
		has(t, dir, kept)
	})
}

// A file that a studio's edit wrote is brought up to date by the next.
func TestAnExportKnowsWhatItWrote(t *testing.T) {
	library.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		_, exported := tree(t, s)
		for _, term := range []string{"zafferano", "parapendio"} {
			if _, _, err := s.AddSynonym(ctx, italian(term, term+"one"), "Elena"); err != nil {
				t.Fatal(err)
			}
			edits, foreign := exported()
			if len(edits) != 1 || edits[0].Path != content.SynonymsPath || len(foreign) > 0 {
				t.Errorf("%+v, left alone: %q", edits, foreign)
			}
		}
	})
}
