package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sportello/content"
	"sportello/content/db/dbtest"
)

// An office's file becomes files of a library, beside those that are there, and the second
// time none.
func TestIntakeWritesALibrary(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, content.Bundled()); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "office.csv")
	rows := "Domanda;Risposta;Argomento\nDove parcheggio la bicicletta?;Nel cortile.;Alloggi\nQuanto dura il parcheggio?;Un giorno.;\n"
	if err := os.WriteFile(file, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	before := libraryOf(t, dir)
	for range 2 {
		if err := run(context.Background(), []string{"content", "intake", file, "--topic", "fees", "--out", dir}); err != nil {
			t.Fatal(err)
		}
		if l := libraryOf(t, dir); len(l.Entries) != len(before.Entries)+2 {
			t.Errorf("%d entries, before %d", len(l.Entries), len(before.Entries))
		}
	}
	if err := run(context.Background(), []string{"content", "check", dir}); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "entries", "fees", "fees-broken.md"), []byte("no fields"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := run(context.Background(), []string{"content", "check", dir, "--lang", "it"}); err == nil || !strings.Contains(err.Error(), "problems") {
		t.Errorf("a broken library is right: %v", err)
	}
	err := run(context.Background(), []string{"content", "intake", file, "--columns", "nonsense", "--out", dir})
	if err == nil || !strings.Contains(err.Error(), "--columns") {
		t.Errorf("%v", err)
	}
}

func libraryOf(t *testing.T, dir string) *content.Library {
	t.Helper()
	l, problems, err := content.ReadLibrary(os.DirFS(dir))
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	return l
}

// A script learns from the status whether there is anything to commit, or to import first.
func TestTheStatusOfAnExportForGit(t *testing.T) {
	t.Parallel()
	databaseURL, dir := dbtest.SQLiteURL(t), t.TempDir()
	message := filepath.Join(t.TempDir(), "message")
	begun(t, databaseURL)
	export := func(want int) {
		t.Helper()
		err := run(context.Background(), []string{"--db", databaseURL, "--data", t.TempDir(), "content", "export", dir, "--git", "--message", message})
		status := 0
		if told, ok := errors.AsType[*toldError](err); ok {
			status = told.status
		} else if err != nil {
			t.Fatal(err)
		}
		if status != want {
			t.Errorf("status %d, want %d: %v", status, want, err)
		}
	}
	export(0)
	if text, err := os.ReadFile(message); err != nil || !strings.HasPrefix(string(text), "studio: ") {
		t.Errorf("%v %s", err, text)
	}
	export(statusNoEdits)
	if err := os.WriteFile(filepath.Join(dir, "entries", "fees", "fees-mine.md"), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	export(statusForeign)
}
