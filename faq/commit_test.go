package faq_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"sportello/content"
	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/faq"
)

// tree is a folder with the library of s.
func tree(t *testing.T, s *faq.Store) (dir string, exported func() ([]faq.FileEdit, []string)) {
	t.Helper()
	dir = t.TempDir()
	if _, err := s.Export(ctx, dir, nil); err != nil {
		t.Fatal(err)
	}
	return dir, func() ([]faq.FileEdit, []string) {
		t.Helper()
		edits, foreign, err := s.ExportEdits(ctx, dir, nil)
		if err != nil {
			t.Fatal(err)
		}
		return edits, foreign
	}
}

func TestEditsOfTheStudioAreReadyToCommit(t *testing.T) {
	library.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		dir, exported := tree(t, s)
		if edits, foreign := exported(); len(edits)+len(foreign) > 0 {
			t.Fatalf("%+v %v before anybody edited", edits, foreign)
		}
		before, err := s.Entry(ctx, "fees-amount")
		if err != nil {
			t.Fatal(err)
		}
		for i, author := range []string{"Elena Fontana", "Luca Ferri", "Elena Fontana"} {
			source := before.Source + strings.Repeat("\nAncora.\n", i+1)
			draft := save(t, s, faq.DraftChange{ID: before.ID, Source: source, Base: before.Revision + int64(i), Author: author})
			if _, err := s.Publish(ctx, author, faq.DraftRef{ID: draft.ID, Revision: draft.Revision}); err != nil {
				t.Fatal(err)
			}
		}
		edit(t, s, source("Dove pago il bollettino?", "bollettino zafferano"), 0)
		gone, err := s.Entry(ctx, "fees-second-instalment")
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Archive(ctx, gone.ID, gone.Revision, "fees-amount", "Luca Ferri"); err != nil {
			t.Fatal(err)
		}
		edits, foreign := exported()
		if len(foreign) > 0 {
			t.Errorf("foreign: %v", foreign)
		}
		message := faq.CommitMessage(edits)
		for _, want := range []string{
			"studio: 2 added, 2 changed, 1 removed\n",
			"\nentries/fees/fees-amount.md: changed\n    " + before.Question + "\n    by Elena Fontana, Luca Ferri\n",
			"\nentries/fees/fees-test.md: added\n    Dove pago il bollettino?\n    by Elena\n",
			"\nentries/fees/fees-second-instalment.md: removed\n    " + gone.Question + "\n    by Luca Ferri\n",
			"\nredirects.yaml: added\n",
		} {
			if !strings.Contains(message, want) {
				t.Errorf("no %q in\n%s", want, message)
			}
		}
		if again, _ := exported(); len(again) > 0 {
			t.Errorf("the second time: %+v", again)
		}
		l, problems, err := content.ReadLibrary(os.DirFS(dir))
		if err != nil || len(problems) > 0 || l.Redirects["fees-second-instalment"] != "fees-amount" {
			t.Errorf("%v %v %v", l.Redirects, problems, err)
		}
	})
}

// What somebody changed in the folder and nobody imported is not lost.
func TestAnExportWritesOverNothingThatIsNew(t *testing.T) {
	s := faq.NewStore(dbtest.Open(t, library.SQLiteURL(t)))
	dir, exported := tree(t, s)
	changed, added := filepath.Join(dir, "entries/fees/fees-amount.md"), filepath.Join(dir, "entries/fees/fees-mine.md")
	text, err := os.ReadFile(changed)
	if err != nil {
		t.Fatal(err)
	}
	text = append(text, "\nScritto a mano.\n"...)
	for _, name := range []string{changed, added} {
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	edits, foreign := exported()
	if len(edits) > 0 || !slices.Equal(foreign, []string{"entries/fees/fees-amount.md", "entries/fees/fees-mine.md"}) {
		t.Errorf("%+v, %v", edits, foreign)
	}
	for _, name := range []string{changed, added} {
		if got, err := os.ReadFile(name); err != nil || string(got) != string(text) {
			t.Errorf("%s: %v\n%s", name, err, got)
		}
	}
}

// Old addresses lead somewhere after a round trip, too; a file of redirects comes out as
// it was, and goes when there are none.
func TestRedirectsGoRound(t *testing.T) {
	library.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		files := small(t)
		const written = "# di prima\nfees-old: fees-amount\n"
		files[content.RedirectsPath] = &fstest.MapFile{Data: []byte(written)}
		importFS(t, s, files)
		dir, _ := tree(t, s)
		leads := func(id, to string) {
			t.Helper()
			base, err := s.Load(ctx)
			if err != nil {
				t.Fatal(err)
			}
			e, ok := base.Follow(id)
			if ok != (to != "") || ok && e.ID != to {
				t.Errorf("%s leads to %v", id, e)
			}
		}
		file := filepath.Join(dir, content.RedirectsPath)
		if got, err := os.ReadFile(file); err != nil || string(got) != written {
			t.Errorf("%v\n%s", err, got)
		}
		leads("fees-old", "fees-amount")
		importFS(t, s, files) // again: nothing changes
		delete(files, content.RedirectsPath)
		importFS(t, s, files) // a file less is no change, but for who prunes
		leads("fees-old", "fees-amount")
		l, problems, err := content.ReadLibrary(files)
		if err != nil || len(problems) > 0 {
			t.Fatal(problems, err)
		}
		if _, err := (&faq.Importer{Store: s, Author: "import", Prune: true, Unchanged: func(string) bool { return true }}).Import(ctx, files, l); err != nil {
			t.Fatal(err)
		}
		leads("fees-old", "")
		if _, err := s.ExportPruned(ctx, dir, nil); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(file); !os.IsNotExist(err) {
			t.Errorf("a file without redirects is left: %v", err)
		}
	})
}

func TestRedirectsThatLeadNowhere(t *testing.T) {
	files := small(t)
	files[content.RedirectsPath] = &fstest.MapFile{Data: []byte("fees-old: no-such\nfees-amount: fees-second-instalment\nX: fees-amount\n")}
	_, problems, err := content.ReadLibrary(files)
	if err != nil || len(problems) != 1 || problems[0].File != content.RedirectsPath || problems[0].Line != 3 {
		t.Errorf("%v %v", problems, err)
	}
	files[content.RedirectsPath] = &fstest.MapFile{Data: []byte("fees-old: no-such\nfees-amount: fees-second-instalment\n")}
	if _, problems, err = content.ReadLibrary(files); err != nil || len(problems) != 2 || problems[0].Line != 2 || problems[1].Line != 1 {
		t.Errorf("%v %v", problems, err)
	}
}
