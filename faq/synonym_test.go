package faq_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"sportello/content"
	"sportello/content/contenttest"
	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/faq"
	"sportello/faq/match"
)

const synonymsFile = "# Words.\nit:\n  # money\n  - [tasse, retta]\n  - [appello, esame]\nen:\n  - [fees, tuition]\n"

// withSynonyms is a library of topics and synonyms.
func withSynonyms(t *testing.T, file string) fstest.MapFS {
	t.Helper()
	files := contenttest.Part(t)
	files[content.SynonymsPath] = &fstest.MapFile{Data: []byte(file)}
	return files
}

// told is the groups in a form to compare.
func told(t *testing.T, s *faq.Store) string {
	t.Helper()
	groups, err := s.Synonyms(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, g := range groups {
		out = append(out, g.Lang+": "+strings.Join(g.Terms, ", "))
	}
	return strings.Join(out, "; ")
}

func find(t *testing.T, s *faq.Store, term string) faq.Synonym {
	t.Helper()
	groups, err := s.Synonyms(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range groups {
		if slices.Contains(g.Terms, term) {
			return g
		}
	}
	t.Fatalf("no group has %q", term)
	return faq.Synonym{}
}

func exported(t *testing.T, s *faq.Store) string {
	t.Helper()
	dir := t.TempDir()
	if _, err := s.Export(ctx, dir, nil); err != nil {
		t.Fatal(err)
	}
	body, err := os.ReadFile(filepath.Join(dir, content.SynonymsPath))
	if errors.Is(err, os.ErrNotExist) {
		return ""
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func italian(terms ...string) content.Synonym { return content.Synonym{Lang: "it", Terms: terms} }

func TestSynonymsAreEditedAndNeverOverwritten(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		version, err := s.Version(ctx)
		if err != nil {
			t.Fatal(err)
		}
		moves := func(what string) {
			t.Helper()
			now, err := s.Version(ctx)
			if err != nil || now <= version {
				t.Errorf("%s: version %d after %d, %v", what, now, version, err)
			}
			version = now
		}
		g, _, err := s.AddSynonym(ctx, italian("tasse", " contributi  universitari "), "Elena")
		if err != nil || g.Revision != 1 || g.ChangedBy != "Elena" || g.ChangedAt.IsZero() || g.Terms[1] != "contributi universitari" {
			t.Fatalf("%+v, %v", g, err)
		}
		moves("adding")
		saved, _, err := s.SaveSynonym(ctx, g.ID, []string{"tasse", "retta"}, 1, "Anna")
		if err != nil || saved.Revision != 2 || saved.Lang != "it" {
			t.Errorf("%+v, %v", saved, err)
		}
		moves("saving")
		if _, _, err := s.SaveSynonym(ctx, g.ID, []string{"tasse", "rata"}, 1, "Elena"); !errors.Is(err, faq.ErrStale) {
			t.Errorf("an older revision was saved: %v", err)
		}
		if err := s.RemoveSynonym(ctx, g.ID, 1); !errors.Is(err, faq.ErrStale) {
			t.Errorf("an older revision was removed: %v", err)
		}
		if now, err := s.Version(ctx); err != nil || now != version {
			t.Errorf("what was refused moved the version from %d to %d, %v", version, now, err)
		}
		if err := s.RemoveSynonym(ctx, g.ID, 2); err != nil {
			t.Error(err)
		}
		moves("removing")
		if err := s.RemoveSynonym(ctx, g.ID, 2); !errors.Is(err, faq.ErrNotFound) {
			t.Errorf("removed twice: %v", err)
		}
		if _, _, err := s.SaveSynonym(ctx, g.ID, []string{"tasse", "rata"}, 2, "Elena"); !errors.Is(err, faq.ErrNotFound) {
			t.Errorf("saved what is gone: %v", err)
		}
	})
}

func TestSynonymProblems(t *testing.T) {
	s := faq.NewStore(dbtest.Open(t, dbtest.SQLiteURL(t)))
	if _, _, err := s.AddSynonym(ctx, italian("tasse", "retta"), "Elena"); err != nil {
		t.Fatal(err)
	}
	_, problems, err := s.AddSynonym(ctx, italian("Rétta", "?"), "Elena")
	if got := fmt.Sprint(problems); !errors.Is(err, faq.ErrProblems) || got != "[{twice Rétta [tasse retta]} {no_word ? []}]" {
		t.Errorf("%s, %v", got, err)
	}
	if _, _, err := s.AddSynonym(ctx, content.Synonym{Lang: "en", Terms: []string{"tasse", "fees"}}, "Elena"); err != nil {
		t.Errorf("the other language: %v", err)
	}
}

// Of editors who add the same term at once, one does.
func TestOneTermStandsInOneGroup(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		var wg sync.WaitGroup
		for i := range 8 {
			wg.Go(func() {
				if _, _, err := s.AddSynonym(ctx, italian("tasse", fmt.Sprintf("parola%d", i)), "Elena"); err != nil && !errors.Is(err, faq.ErrProblems) {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if groups, err := s.Synonyms(ctx); err != nil || len(groups) != 1 {
			t.Errorf("%v, %v", groups, err)
		}
	})
}

func TestSynonymsAreImportedAndExported(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, files := faq.NewStore(d), withSynonyms(t, synonymsFile)
		if sum := importFS(t, s, files); sum.Added != 1 {
			t.Errorf("%+v", sum)
		}
		version, err := s.Version(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if sum := importFS(t, s, files); sum.Same != 1 || sum.Changed+sum.Added > 0 {
			t.Errorf("again: %+v", sum)
		}
		if now, err := s.Version(ctx); err != nil || now != version {
			t.Errorf("a second import made version %d of %d, %v", now, version, err)
		}
		if got := exported(t, s); got != synonymsFile {
			t.Errorf("exported\n%s", got)
		}
		g := find(t, s, "retta")
		if _, _, err := s.SaveSynonym(ctx, g.ID, []string{"tasse", "retta", "rata"}, g.Revision, "Elena"); err != nil {
			t.Fatal(err)
		}
		edited := strings.Replace(synonymsFile, "retta]", "retta, rata]", 1)
		if got := exported(t, s); got != edited {
			t.Errorf("exported after an edit\n%s", got)
		}
		empty := faq.NewStore(dbtest.Open(t, dbtest.SQLiteURL(t)))
		importFS(t, empty, withSynonyms(t, edited))
		if told(t, empty) != told(t, s) || exported(t, empty) != edited {
			t.Errorf("came back as %s", told(t, empty))
		}
	})
}

// What editors have added, moved or put together outlives a plain import.
func TestImportTakesNoSynonymAway(t *testing.T) {
	s := faq.NewStore(dbtest.Open(t, dbtest.SQLiteURL(t)))
	files := withSynonyms(t, synonymsFile)
	importFS(t, s, files)
	edit := func(term string, terms ...string) {
		g := find(t, s, term)
		if _, problems, err := s.SaveSynonym(ctx, g.ID, terms, g.Revision, "Elena"); err != nil {
			t.Fatal(err, problems)
		}
	}
	edit("tasse", "tasse", "rata", "mora")   // retta is free
	edit("esame", "esame", "prova", "retta") // appello is free
	if _, _, err := s.AddSynonym(ctx, italian("appello", "chiamata"), "Elena"); err != nil {
		t.Fatal(err)
	}
	files[content.SynonymsPath].Data = []byte("it:\n  - [Tasse, retta, tributi]\n  - [appello, esame, sessione]\n  - [badge, tesserino]\n")
	if sum := importFS(t, s, files); sum.Changed != 1 {
		t.Errorf("%+v", sum)
	}
	want := "it: Tasse, rata, mora, tributi; it: esame, prova, retta, sessione; it: appello, chiamata; it: badge, tesserino; en: fees, tuition"
	if got := told(t, s); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if sum := importFS(t, s, files); sum.Same != 1 {
		t.Errorf("again: %+v", sum)
	}
}

func TestImportTellsOfGroupsThatGrowTooLarge(t *testing.T) {
	s := faq.NewStore(dbtest.Open(t, dbtest.SQLiteURL(t)))
	terms := []string{"tasse"}
	for i := range content.MaxTerms - 1 {
		terms = append(terms, fmt.Sprintf("parola%d", i))
	}
	if _, _, err := s.AddSynonym(ctx, italian(terms...), "Elena"); err != nil {
		t.Fatal(err)
	}
	before := told(t, s)
	sum := importFS(t, s, withSynonyms(t, "it:\n  - [tasse, retta]\n  - [badge, tesserino]\n"))
	if len(sum.Problems) != 1 || !strings.Contains(sum.Problems[0].Error(), `the group of "tasse"`) {
		t.Errorf("%+v", sum)
	}
	if got := told(t, s); got != before+"; it: badge, tesserino" {
		t.Error(got)
	}
}

func TestPruneMakesTheFileAllThereIs(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		importFS(t, s, withSynonyms(t, synonymsFile))
		id := find(t, s, "tasse").ID
		if _, _, err := s.AddSynonym(ctx, italian("badge", "tesserino"), "Elena"); err != nil {
			t.Fatal(err)
		}
		prune := func(files fstest.MapFS) *faq.Summary {
			l, problems, err := content.ReadLibrary(files)
			if err != nil || len(problems) > 0 {
				t.Fatal(err, problems)
			}
			sum, err := (&faq.Importer{Store: s, Author: "test", Prune: true}).Import(ctx, files, l)
			if err != nil {
				t.Fatal(err)
			}
			return sum
		}
		file := "it:\n  - [tasse, contributi]\n  - [retta, rata]\n"
		if sum := prune(withSynonyms(t, file)); sum.Changed != 1 {
			t.Errorf("%+v", sum)
		}
		if got := told(t, s); got != "it: tasse, contributi; it: retta, rata" || exported(t, s) != file {
			t.Error(got)
		}
		if g := find(t, s, "tasse"); g.ID != id || g.Revision != 2 {
			t.Errorf("the group is another: %+v", g)
		}
		if sum := prune(contenttest.Part(t)); sum.Removed != 1 {
			t.Errorf("%+v", sum)
		}
		if got := told(t, s) + exported(t, s); got != "" {
			t.Error(got)
		}
	})
}

// Every node takes a change of the synonyms as it takes that of an entry.
func TestSynonymsAreLive(t *testing.T) {
	s := faq.NewStore(dbtest.Open(t, library.SQLiteURL(t)))
	dir := t.TempDir()
	open := func() *faq.Live {
		l, err := faq.NewLive(ctx, s, dir, match.DefaultOptions(), nil)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	index := func() string {
		names, err := filepath.Glob(filepath.Join(dir, "index-*"))
		if err != nil || len(names) != 1 {
			t.Fatal(names, err)
		}
		return names[0]
	}
	l := open()
	before := index()
	if _, _, err := s.AddSynonym(ctx, italian("tasse", "gabelle"), "Elena"); err != nil {
		t.Fatal(err)
	}
	if err := l.Refresh(ctx); err != nil {
		t.Fatal(err)
	}
	if n := len(l.Base().Synonyms); n != 1 || index() != before {
		t.Errorf("%d groups, index %s", n, index())
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l = open()
	defer l.Close() //nolint:errcheck // the test is over
	if index() != before {
		t.Error("a start with the same synonyms made the index anew")
	}
}
