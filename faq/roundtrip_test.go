package faq_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"sportello/content"
	"sportello/content/contenttest"
	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/faq"
)

// awkward are entries as editors of every system leave them.
func awkward(t *testing.T, files fstest.MapFS) {
	t.Helper()
	source := onlyQuestion(string(files[watchedEntry].Data))
	put := func(id string, change func(string) string) {
		text := strings.Replace(source, "id: fees-second-instalment\n", "id: "+id+"\n", 1)
		text = strings.Replace(text, "\nquestion: ", "\nquestion: Caso "+id+", ", 1)
		files["entries/fees/"+id+".md"] = &fstest.MapFile{Data: []byte(change(text))}
	}
	put("fees-windows", func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") })
	put("fees-mark", func(s string) string { return "\ufeff" + s })
	put("fees-unfinished", func(s string) string { return strings.TrimRight(s, "\n") })
	put("fees-spaces", func(s string) string { return strings.Replace(s, "\n---\n\n", "   \n---\n\n\n\n", 1) + "\n\n\t\n" })
	put("fees-comments", func(s string) string {
		return strings.Replace(s, "---\nid:", "---\n# chi scrive: l'ufficio, «perché» 漢字 🎓\nid:", 1)
	})
	put("fees-quotes", func(s string) string { return strings.Replace(s, "lang: it", "lang: 'it'", 1) })
	files["topics.yaml"] = &fstest.MapFile{Data: append([]byte("\ufeff# argomenti\r\n"), files["topics.yaml"].Data...)}
	files["campuses.yaml"] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(string(files["campuses.yaml"].Data), "\n", "\r\n"))}
}

// What goes in comes out byte for byte, and a second export changes nothing.
func TestAwkwardFilesComeOutAsTheyWere(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		files := contenttest.Part(t, "entries/fees/*", "synonyms.yaml")
		awkward(t, files)
		importFS(t, s, files)
		dir := t.TempDir()
		n, err := s.Export(ctx, dir, nil)
		if err != nil || n != len(files) {
			t.Fatalf("exported %d files of %d: %v", n, len(files), err)
		}
		same(t, dir, files)
	})
}

// The whole bundled library, but for the PDFs, whose bytes an import takes as they are.
func TestBundledLibraryComesOutAsItWas(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		files := contenttest.Part(t, "entries/*/*", "synonyms.yaml")
		importFS(t, s, files)
		dir := t.TempDir()
		if n, err := s.Export(ctx, dir, nil); err != nil || n != len(files) {
			t.Fatalf("exported %d files of %d: %v", n, len(files), err)
		}
		same(t, dir, files)
		l, problems, err := content.ReadLibrary(os.DirFS(dir))
		if err != nil || len(problems) > 0 || len(l.Entries) < 200 {
			t.Errorf("%v %v", problems, err)
		}
	})
}

// same holds a folder against files, in both directions.
func same(t *testing.T, dir string, files fstest.MapFS) {
	t.Helper()
	for name, f := range files {
		got, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil || string(got) != string(f.Data) {
			t.Errorf("%s: %v\n%q\nwant\n%q", name, err, got, f.Data)
		}
	}
	err := fs.WalkDir(os.DirFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && files[p] == nil {
			t.Errorf("%s was not there", p)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// An export into a folder takes away what the library no longer has, and nothing else.
func TestExportTakesAwayWhatIsGone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		files := contenttest.Part(t, "entries/fees/*")
		importFS(t, s, files)
		dir := t.TempDir()
		for name, text := range map[string]string{"entries/fees/old.md": "old", "entries/gone/old.md": "old", "entries/fees/notes.txt": "mine", "guides/old.pdf": "%PDF",
			"guides/old.yaml": "id: old", "guides/src/draft.md": "mine", "README.md": "mine", ".git/entries/x.md": "git's"} {
			files[name] = &fstest.MapFile{Data: []byte(text)}
			full := filepath.Join(dir, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(full), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(full, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		gone, err := s.ExportPruned(ctx, dir, nil)
		if err != nil || gone != 4 {
			t.Errorf("%d files went: %v", gone, err)
		}
		for _, name := range []string{"entries/fees/old.md", "entries/gone/old.md", "guides/old.pdf", "guides/old.yaml"} {
			delete(files, name)
		}
		same(t, dir, files)
	})
}
