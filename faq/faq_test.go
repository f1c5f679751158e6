package faq_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"sportello/content"
	"sportello/content/contenttest"
	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/content/pdf"
	"sportello/content/pdf/pdftest"
	"sportello/faq"
	"sportello/faq/faqtest"
	"sportello/faq/match"
)

func TestMain(m *testing.M) {
	pdftest.Child()
	dbtest.Main(m)
}

var ctx = context.Background()

// small is a part of the bundled library: one topic with its entries, one guide.
func small(t testing.TB) fstest.MapFS {
	t.Helper()
	return contenttest.Part(t, "entries/fees/*", "guides/guida-laurea.*")
}

// library is a database with the part of the library that [small] is.
var library = dbtest.NewImage(func(t testing.TB, d *db.DB) { importFS(t, faq.NewStore(d), small(t)) })

func importFS(t testing.TB, s *faq.Store, fsys fs.FS) *faq.Summary {
	t.Helper()
	l, problems, err := content.ReadLibrary(fsys)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	im := &faq.Importer{Store: s, Reader: pdftest.Reader(t), Author: "test"}
	sum, err := im.Import(ctx, fsys, l)
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

func live(t testing.TB, s *faq.Store) *faq.Live {
	t.Helper()
	return faqtest.Live(t, faq.Database(s), s, match.DefaultOptions())
}

func TestImportAndExportKeepEveryByte(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, files := faq.NewStore(d), small(t)
		first := importFS(t, s, files)
		if first.Added == 0 || first.Changed+first.Same+len(first.Problems) > 0 {
			t.Errorf("first import: %+v", first)
		}
		version, err := s.Version(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if again := importFS(t, s, files); again.Same != first.Added || again.Added+again.Changed > 0 {
			t.Errorf("second import: %+v", again)
		}
		if now, err := s.Version(ctx); err != nil || now != version {
			t.Errorf("a second import made version %d of %d (%v)", now, version, err)
		}
		dir := t.TempDir()
		n, err := s.Export(ctx, dir, nil)
		if err != nil || n != len(files) {
			t.Errorf("exported %d files of %d: %v", n, len(files), err)
		}
		for name, f := range files {
			got, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil || !bytes.Equal(got, f.Data) {
				t.Errorf("%s differs (%v)", name, err)
			}
		}
	})
}

func TestImportTakesChanges(t *testing.T) {
	s, files := faq.NewStore(dbtest.Open(t, library.SQLiteURL(t))), small(t)
	for name, f := range files {
		if strings.HasSuffix(name, ".md") {
			files[name] = &fstest.MapFile{Data: append(bytes.Clone(f.Data), "\nIn più.\n"...)}
			break
		}
	}
	if sum := importFS(t, s, files); sum.Changed != 1 || sum.Added != 0 {
		t.Errorf("%+v", sum)
	}
}

func TestPruneTakesBackWhatTheFolderLacks(t *testing.T) {
	t.Parallel()
	library.Each(t, func(t *testing.T, d *db.DB) {
		s, files := faq.NewStore(d), small(t)
		delete(files, "guides/guida-laurea.pdf")
		delete(files, "guides/guida-laurea.yaml")
		delete(files, "entries/fees/fees-tax-receipt.md")
		l, _, err := content.ReadLibrary(files)
		if err != nil {
			t.Fatal(err)
		}
		sum, err := (&faq.Importer{Store: s, Author: "test", Prune: true}).Import(ctx, files, l)
		if err != nil || sum.Removed != 2 || sum.Added+sum.Changed > 0 {
			t.Errorf("%+v, %v", sum, err)
		}
		base, err := s.Load(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if _, there := base.Entry("fees-tax-receipt"); there || len(base.Guides) > 0 {
			t.Error("still published")
		}
		importFS(t, s, small(t)) // and it may come back
		if e, err := s.Entry(ctx, "fees-tax-receipt"); err != nil || e.Revision != 3 {
			t.Errorf("%+v, %v", e, err)
		}
	})
}

func TestGuideIsFoundQuotedAndPictured(t *testing.T) {
	t.Parallel()
	s := faq.NewStore(dbtest.Open(t, library.SQLiteURL(t)))
	l := live(t, s)
	result, base, err := l.Match(ctx, match.Query{Text: "quanti laureandi può seguire un relatore per sessione?", Lang: "it"})
	if err != nil || len(result.Candidates) == 0 {
		t.Fatal(result, err)
	}
	p, ok := base.Passage(result.Candidates[0].Item.ID)
	if !ok {
		t.Fatalf("first is %s", result.Candidates[0].Item.ID)
	}
	page, err := s.Page(ctx, p.Guide.ID, p.Passage.Page)
	if err != nil {
		t.Fatal(err)
	}
	if boxes := pdf.Highlight(*page, result.Candidates[0].Quote); len(boxes) == 0 {
		t.Errorf("%q is not found on page %d", result.Candidates[0].Quote, p.Passage.Page)
	}
	pictures := faq.NewPictures(s, pdftest.Reader(t), t.TempDir())
	name, err := pictures.Page(ctx, p.Guide, p.Passage.Page)
	if err != nil {
		t.Fatal(err)
	}
	if png, err := os.ReadFile(name); err != nil || !bytes.HasPrefix(png, []byte("\x89PNG")) {
		t.Errorf("no picture: %v", err)
	}
	for _, n := range []int{0, -1, p.Guide.Pages + 1} {
		if _, err := pictures.Page(ctx, p.Guide, n); !errors.Is(err, faq.ErrNotFound) {
			t.Errorf("page %d: %v", n, err)
		}
	}
}

func TestHostileGuideIsToldAndTheRestImported(t *testing.T) {
	d := dbtest.Open(t, dbtest.SQLiteURL(t))
	files := small(t)
	files["guides/guida-laurea.pdf"] = &fstest.MapFile{Data: []byte("%PDF-1.7\nnothing of the kind")}
	sum := importFS(t, faq.NewStore(d), files)
	if len(sum.Problems) != 1 || sum.Problems[0].File != "guides/guida-laurea.pdf" || sum.Added == 0 {
		t.Errorf("%+v", sum)
	}
}

const entryID = "fees-test"

func source(question, alternate string) string {
	return "---\nid: " + entryID + "\ntopic: fees\nlang: it\nquestion: " + question + "\nalternates:\n  - " + alternate +
		"\naudience: [all]\nowner: Ufficio\nupdated: 2026-09-01\nreview_by: 2027-06-30\n---\n\nRisposta.\n"
}

func TestSaveIsLiveAndNeverOverwrites(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		importFS(t, s, fstest.MapFS{content.TopicsPath: small(t)[content.TopicsPath]})
		l := live(t, s)
		e, _, err := s.Save(ctx, entryID, source("Dove pago il bollettino zafferano?", "bollettino zafferano"), 0, "Elena")
		if err != nil || e.Revision != 1 {
			t.Fatal(e, err)
		}
		if err := l.Refresh(ctx); err != nil {
			t.Fatal(err)
		}
		if result, _, err := l.Match(ctx, match.Query{Text: "bollettino zafferano"}); err != nil || len(result.Candidates) == 0 || result.Candidates[0].Item.ID != entryID {
			t.Errorf("not live: %+v, %v", result, err)
		}
		if _, _, err := s.Save(ctx, entryID, source("Altro?", "un'altra cosa"), 0, "Elena"); !errors.Is(err, faq.ErrStale) {
			t.Errorf("saved over another's text: %v", err)
		}
		_, problems, err := s.Save(ctx, entryID, strings.Replace(source("A?", "b"), "topic: fees", "topic: none", 1), 1, "Elena")
		if !errors.Is(err, faq.ErrProblems) || len(problems) == 0 {
			t.Errorf("published broken: %v %v", err, problems)
		}
		twin := strings.Replace(source("Altro ancora?", "b"), "audience", "translations:\n  en: no-such-entry\naudience", 1)
		if _, problems, err = s.Save(ctx, entryID, twin, 1, "Elena"); !errors.Is(err, faq.ErrProblems) {
			t.Errorf("published a twin that is not there: %v %v", err, problems)
		}
		second := strings.Replace(source("Altro ancora?", "bollettino zafferano"), entryID, "fees-second", 1)
		if _, problems, err = s.Save(ctx, "fees-second", second, 0, "Elena"); !errors.Is(err, faq.ErrProblems) {
			t.Errorf("published another entry's wording: %v %v", err, problems)
		}
		if _, problems, err = s.Save(ctx, "fees-other", source("A?", "b"), 0, "Elena"); !errors.Is(err, faq.ErrProblems) {
			t.Errorf("changed its id: %v %v", err, problems)
		}
	})
}

func TestTwoEditorsAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		importFS(t, s, fstest.MapFS{content.TopicsPath: small(t)[content.TopicsPath]})
		var all sync.WaitGroup
		var mu sync.Mutex
		saved := 0
		for i := range 8 {
			all.Go(func() {
				_, _, err := s.Save(ctx, entryID, source(fmt.Sprintf("Domanda %d?", i), "come"), 0, "Elena")
				if err != nil && !errors.Is(err, faq.ErrStale) {
					t.Error(err)
				}
				if err == nil {
					mu.Lock()
					saved++
					mu.Unlock()
				}
			})
		}
		all.Wait()
		if saved != 1 {
			t.Errorf("%d of 8 saved the first revision", saved)
		}
	})
}

func TestSuggestions(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		importFS(t, s, fstest.MapFS{content.TopicsPath: small(t)[content.TopicsPath]})
		if _, _, err := s.Save(ctx, entryID, source("Dove pago?", "dove si paga"), 0, "Elena"); err != nil {
			t.Fatal(err)
		}
		g := faq.Suggestion{ChatID: "chat-1", Kind: faq.SuggestAlternate, EntryID: entryID, Topic: "fees", Lang: "it", Text: "  dove   verso i soldi? ", Author: "Giulia"}
		for range 2 { // closing again proposes once
			if err := s.Suggest(ctx, g); err != nil {
				t.Fatal(err)
			}
		}
		list, err := s.Suggestions(ctx, faq.SuggestionOpen)
		if err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		for range 2 { // a retry adds nothing
			if _, err := s.Settle(ctx, faq.Settling{ID: list[0].ID, State: faq.SuggestionAccepted, Author: "Elena"}); err != nil {
				t.Fatal(err)
			}
		}
		draft, err := s.Draft(ctx, entryID)
		if err != nil || strings.Count(draft.Source, "- dove verso i soldi?\n") != 1 {
			t.Errorf("%+v, %v", draft, err)
		}
		if e, err := s.Entry(ctx, entryID); err != nil || len(e.Alternates) != 1 {
			t.Errorf("published by itself: %+v, %v", e, err)
		}
		if list, err := s.Suggestions(ctx, faq.SuggestionOpen); err != nil || len(list) != 0 {
			t.Errorf("still open: %v, %v", list, err)
		}
		if _, err := s.Settle(ctx, faq.Settling{ID: "none", State: faq.SuggestionDeclined, Author: "Elena"}); !errors.Is(err, faq.ErrNotFound) {
			t.Errorf("unknown: %v", err)
		}
	})
}

// An answer is given only on the days on which it is right.
func TestValidity(t *testing.T) {
	d := dbtest.Open(t, dbtest.SQLiteURL(t))
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	d.Now = func() time.Time { return now }
	s := faq.NewStore(d)
	importFS(t, s, fstest.MapFS{content.TopicsPath: small(t)[content.TopicsPath]})
	dated := strings.Replace(source("Quando apre il bando zafferano?", "bando zafferano"), "review_by", "valid_from: 2026-11-01\nvalid_to: 2026-11-30\nreview_by", 1)
	if _, _, err := s.Save(ctx, entryID, dated, 0, "Elena"); err != nil {
		t.Fatal(err)
	}
	l := live(t, s)
	found := func() bool {
		result, _, err := l.Match(ctx, match.Query{Text: "bando zafferano"})
		if err != nil {
			t.Fatal(err)
		}
		return len(result.Candidates) > 0 && result.Candidates[0].Item.ID == entryID
	}
	if !found() {
		t.Error("not found while valid")
	}
	now = now.AddDate(0, 1, 0)
	if err := l.Refresh(ctx); err != nil {
		t.Fatal(err)
	}
	if found() {
		t.Error("found after its last day")
	}
}

func TestIndexIsOpenedAgain(t *testing.T) {
	s := faq.NewStore(dbtest.Open(t, library.SQLiteURL(t)))
	dir := t.TempDir()
	for range 2 {
		l, err := faq.NewLive(ctx, s, dir, match.DefaultOptions(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		if dirs, err := filepath.Glob(filepath.Join(dir, "*")); err != nil || len(dirs) != 1 {
			t.Errorf("indexes on disk: %v, %v", dirs, err)
		}
	}
}

// What one node publishes, another answers from soon after, without being told.
func TestAnotherNodeFollows(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		l := live(t, s) // of a library that is empty still
		running, stop := context.WithCancel(ctx)
		renewed := make(chan int, 100)
		var loop sync.WaitGroup
		loop.Go(func() {
			l.Run(running, nil, func(context.Context) error { renewed <- len(l.Base().Entries); return nil }, func(err error) { t.Error(err) })
		})
		defer loop.Wait()
		defer stop()
		importFS(t, s, fstest.MapFS{content.TopicsPath: small(t)[content.TopicsPath]})
		if _, _, err := s.Save(ctx, entryID, source("Dove pago?", "dove si paga"), 0, "Elena"); err != nil {
			t.Fatal(err)
		}
		for n := range renewed {
			if n == 1 {
				return
			}
		}
	})
}
