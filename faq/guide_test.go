package faq_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"testing/iotest"
	"time"

	"sportello/content"
	"sportello/content/contenttest"
	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/content/pdf"
	"sportello/content/pdf/pdftest"
	"sportello/faq"
)

// readDrafts reads what was uploaded, by as many nodes, until nothing is left to read.
func readDrafts(t *testing.T, s *faq.Store, nodes int) {
	t.Helper()
	running, stop := context.WithCancel(ctx)
	var loops sync.WaitGroup
	for range nodes {
		loops.Go(func() {
			faq.NewGuideReader(s, pdftest.Reader(t)).Run(running, func(err error) { t.Error(err) })
		})
	}
	defer loops.Wait()
	defer stop()
	for {
		drafts, err := s.GuideDrafts(ctx)
		if err != nil {
			t.Fatal(err)
		}
		busy := false
		for _, d := range drafts {
			busy = busy || d.State == faq.GuideReading
		}
		if !busy {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
}

var guideText = []string{"Le borse di studio", "La domanda di borsa si presenta in linea entro il trenta settembre", "di ogni anno, allegando la dichiarazione dei redditi."}

// uploaded is a draft of a new guide with its fields, read.
func uploaded(t *testing.T, s *faq.Store, body []byte) *faq.GuideDraft {
	t.Helper()
	d, err := s.AddGuideDraft(ctx, faq.GuideUpload{Name: "Borse 2027.pdf", Author: "Elena", Body: bytes.NewReader(body)})
	if err != nil {
		t.Fatal(err)
	}
	readDrafts(t, s, 2)
	if d, err = s.GuideDraft(ctx, d.ID); err != nil || d.State != faq.GuideReady {
		t.Fatalf("%+v %v", d, err)
	}
	g, err := content.ParseGuide([]byte(d.Source))
	if err != nil {
		t.Fatal(err)
	}
	g.Topic, g.Title = "fees", `Borse: "tutto", dalla A alla Z`
	if d, err = s.SaveGuideDraft(ctx, d.ID, d.Revision, *g, "Elena"); err != nil {
		t.Fatal(err)
	}
	return d
}

// What was uploaded goes out as it came in, and is a library that can be read again.
func TestUploadedGuideComesOutAsItWas(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		importFS(t, s, contenttest.Part(t, "entries/fees/fees-amount*"))
		// Larger than a piece: what stands behind the end of a PDF is no matter to a reader.
		body := append(pdftest.Make(guideText), bytes.Repeat([]byte("% padding\n"), 60_000)...)
		draft := uploaded(t, s, body)
		p, err := s.PreviewGuide(ctx, draft.ID)
		if err != nil || len(p.Problems) > 0 || len(p.Passages) != 1 || p.Guide.Owner == "" {
			t.Fatalf("%+v %v", p, err)
		}
		// Twice at once, of the two one is published.
		errs := make([]error, 2)
		var both sync.WaitGroup
		for i := range errs {
			both.Go(func() {
				_, _, errs[i] = s.PublishGuide(ctx, faq.GuideRef{Draft: draft.ID, Revision: draft.Revision}, "Elena")
			})
		}
		both.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Errorf("%v", errs)
		}
		dir := t.TempDir()
		if _, err := s.Export(ctx, dir, nil); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(dir, "guides", "borse-2027.pdf"))
		if err != nil || !bytes.Equal(got, body) {
			t.Errorf("%d bytes of %d, %v", len(got), len(body), err)
		}
		if meta, err := os.ReadFile(filepath.Join(dir, "guides", "borse-2027.yaml")); err != nil || string(meta) != draft.Source {
			t.Errorf("%s %v", meta, err)
		}
		l, problems, err := content.ReadLibrary(os.DirFS(dir))
		if err != nil || len(problems) > 0 || len(l.Guides) != 1 {
			t.Errorf("%v %v", problems, err)
		}
		if sum := importFS(t, s, os.DirFS(dir)); sum.Added+sum.Changed > 0 {
			t.Errorf("%+v", sum)
		}
		f, err := s.PDF(ctx, "borse-2027")
		if err != nil {
			t.Fatal(err)
		}
		if err := iotest.TestReader(f, body); err != nil {
			t.Error(err)
		}
	})
}

// A guide that is imported keeps its versions too, and gives back any of them.
func TestImportedVersionsAreKept(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, files := faq.NewStore(d), fstest.MapFS{}
		for name, f := range small(t) {
			if name == "topics.yaml" || name == "guides/guida-laurea.yaml" {
				files[name] = f
			}
		}
		put := func(pages ...[]string) []byte {
			body := pdftest.Make(pages...)
			files["guides/guida-laurea.pdf"] = &fstest.MapFile{Data: body}
			importFS(t, s, files)
			return body
		}
		first := put(guideText)
		put(nil, guideText)
		put(nil, nil, guideText)
		base, err := s.Load(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if g, _ := base.Guide("guida-laurea"); g.Revision != 3 || g.Passages[0].Page != 3 {
			t.Errorf("%+v", g)
		}
		if err := s.RestoreGuide(ctx, "guida-laurea", 1, 2, "Elena"); !errors.Is(err, faq.ErrStale) {
			t.Error(err)
		}
		if err := s.RestoreGuide(ctx, "guida-laurea", 1, 3, "Elena"); err != nil {
			t.Fatal(err)
		}
		f, err := s.PDF(ctx, "guida-laurea")
		if err != nil {
			t.Fatal(err)
		}
		if body, err := io.ReadAll(f); err != nil || !bytes.Equal(body, first) {
			t.Errorf("%d bytes of %d, %v", len(body), len(first), err)
		}
		history, err := s.GuideRevisions(ctx, "guida-laurea")
		if err != nil || len(history) != 4 || history[0].Kind != faq.RevisionRestore || history[3].Author != "test" || !history[1].Kept() {
			t.Errorf("%+v %v", history, err)
		}
	})
}

// An entry is told where its page went, through all the versions since it was written.
func TestDoubtsFollowAPageThroughVersions(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, dbtest.SQLiteURL(t))
	s, files := faq.NewStore(d), small(t)
	other := []string{"I tirocini", "Il tirocinio si concorda con un docente e con l'ente che ospita", "e vale tanti crediti quanti ne prevede il piano di studi."}
	put := func(pages ...[]string) {
		files["guides/guida-laurea.pdf"] = &fstest.MapFile{Data: pdftest.Make(pages...)}
		importFS(t, s, files)
	}
	put(guideText, other)
	for name := range files { // or an import brings them back as they were
		if strings.HasPrefix(name, "entries/") {
			delete(files, name)
		}
	}
	e, err := s.Entry(ctx, "fees-second-instalment")
	if err != nil {
		t.Fatal(err)
	}
	source := e.Source + "\nVedi [qui](https://x.example/guides/guida-laurea.pdf#page=1), [là](https://x.example/guides/guida-laurea.pdf#page=2) e [tutto](https://x.example/guides/guida-laurea.pdf).\n"
	if _, problems, err := s.Save(ctx, e.ID, source, e.Revision, "Elena"); err != nil {
		t.Fatal(problems, err)
	}
	doubts := func() string {
		base, err := s.Load(ctx)
		if err != nil {
			t.Fatal(err)
		}
		e, _ := base.Entry(e.ID)
		var out string
		for _, d := range base.Doubts(e) {
			out += fmt.Sprintf("%d: %d %v %v, ", d.Page, d.Fate.Page, d.Fate.Changed, d.Gone)
		}
		return out
	}
	if got := doubts(); got != "" {
		t.Error(got)
	}
	put(nil, guideText, other)
	if got := doubts(); got != "1: 2 false false, 2: 3 false false, 0: 0 true false, " {
		t.Error(got)
	}
	put(nil, nil, guideText)
	if got := doubts(); got != "1: 3 false false, 2: 0 false true, 0: 0 true false, " {
		t.Error(got)
	}
	if err := s.RestoreGuide(ctx, "guida-laurea", 1, 3, "Elena"); err != nil {
		t.Fatal(err)
	}
	if got := doubts(); got != "" {
		t.Errorf("the version that it cites is back: %s", got)
	}
	if err := s.RestoreGuide(ctx, "guida-laurea", 2, 4, "Elena"); err != nil {
		t.Fatal(err)
	}
	if got := doubts(); got != "1: 2 false false, 2: 3 false false, 0: 0 true false, " {
		t.Error(got)
	}
	if e, err = s.Entry(ctx, e.ID); err != nil {
		t.Fatal(err)
	}
	if _, problems, err := s.Save(ctx, e.ID, e.Source+"\nRivista.\n", e.Revision, "Elena"); err != nil {
		t.Fatal(problems, err)
	}
	if got := doubts(); got != "" {
		t.Errorf("an entry that was looked at since: %s", got)
	}
}

// The drafts of guides have their limits, and one that was thrown away is not read on.
func TestDraftsOfGuidesAreBounded(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		importFS(t, s, contenttest.Part(t, "entries/fees/fees-amount*"))
		add := func() (*faq.GuideDraft, error) {
			return s.AddGuideDraft(ctx, faq.GuideUpload{Name: "a.pdf", Author: "Elena", Body: bytes.NewReader(pdftest.Make(guideText))})
		}
		if _, err := s.AddGuideDraft(ctx, faq.GuideUpload{Body: bytes.NewReader([]byte("no PDF"))}); !errors.Is(err, pdf.ErrNotPDF) {
			t.Error(err)
		}
		for range faq.MaxGuideDrafts {
			if _, err := add(); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := add(); !errors.Is(err, faq.ErrTooMany) {
			t.Errorf("one more than allowed: %v", err)
		}
		drafts, err := s.GuideDrafts(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := s.PublishGuide(ctx, faq.GuideRef{Draft: drafts[0].ID, Revision: drafts[0].Revision}, "Elena"); !errors.Is(err, faq.ErrProblems) && !errors.Is(err, faq.ErrUnread) {
			t.Errorf("published unread: %v", err)
		}
		for _, d := range drafts {
			if err := s.DiscardGuideDraft(ctx, d.ID, d.Revision+1); !errors.Is(err, faq.ErrStale) {
				t.Error(err)
			}
			if err := s.DiscardGuideDraft(ctx, d.ID, d.Revision); err != nil {
				t.Error(err)
			}
		}
		d.Now = func() time.Time { return time.Now().Add(2 * time.Hour) }
		if err := s.Tidy(ctx); err != nil {
			t.Error(err)
		}
		for _, table := range []string{"guide_files", "guide_file_pieces"} {
			var n int
			if err := d.QueryRow(ctx, `SELECT COUNT(*) FROM `+table).Scan(&n); err != nil || n != 0 {
				t.Errorf("%s: %d rows of files that nothing names, %v", table, n, err)
			}
		}
	})
}
