package faq_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"testing"
	"testing/fstest"
	"time"

	"sportello/content/contenttest"
	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/content/pdf/pdftest"
	"sportello/faq"
)

// A draft that was thrown away comes back with its file, for an hour; one whose file was
// being read is read then.
func TestADiscardedGuideDraftComesBack(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := faq.NewStore(d)
		importFS(t, s, contenttest.Part(t, "entries/fees/fees-amount*"))
		body := pdftest.Make(guideText)
		g, err := s.AddGuideDraft(ctx, faq.GuideUpload{Name: "borse.pdf", Author: "Elena", Body: bytes.NewReader(body)})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.DiscardGuideDraft(ctx, g.ID, g.Revision); err != nil {
			t.Fatal(err)
		}
		if drafts, err := s.GuideDrafts(ctx); err != nil || len(drafts) > 0 {
			t.Errorf("%+v %v", drafts, err)
		}
		now := time.Now().Add(59 * time.Minute)
		d.Now = func() time.Time { return now }
		if err := s.Tidy(ctx); err != nil {
			t.Fatal(err)
		}
		if _, err := s.RestoreGuideDraft(ctx, g.ID); err != nil {
			t.Fatal(err)
		}
		readDrafts(t, s, 1)
		back, err := s.GuideDraft(ctx, g.ID)
		if err != nil || back.State != faq.GuideReady || back.Name != g.Name || back.Revision <= g.Revision {
			t.Errorf("%+v %v", back, err)
		}
		f, err := s.GuideDraftFile(ctx, g.ID)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(f); err != nil || !bytes.Equal(got, body) {
			t.Errorf("%d bytes, %v", len(got), err)
		}
		if err := s.DiscardGuideDraft(ctx, g.ID, back.Revision); err != nil {
			t.Fatal(err)
		}
		now = now.Add(61 * time.Minute)
		if _, err := s.RestoreGuideDraft(ctx, g.ID); !errors.Is(err, faq.ErrNotFound) {
			t.Errorf("after an hour: %v", err)
		}
	})
}

// A draft is told where a page that it cites went, until it is published or cites another:
// what it took over counts since its entry was published, the rest since it came in.
func TestDraftsAreToldWhereAPageWent(t *testing.T) {
	t.Parallel()
	library.Each(t, func(t *testing.T, d *db.DB) {
		now := time.Now()
		d.Now = func() time.Time { now = now.Add(time.Second); return now }
		s, files := faq.NewStore(d), small(t)
		bring := func(pages ...[]string) {
			next := fstest.MapFS{}
			for _, name := range []string{"topics.yaml", "guides/guida-laurea.yaml"} {
				next[name] = files[name]
			}
			next["guides/guida-laurea.pdf"] = &fstest.MapFile{Data: pdftest.Make(pages...)}
			importFS(t, s, next)
		}
		other := []string{"I tirocini", "Il tirocinio si concorda con un docente e con l'ente che ospita", "e vale tanti crediti quanti ne prevede il piano di studi."}
		bring(guideText, other)
		cites := func(pages ...int) (links string) {
			for _, page := range pages {
				links += fmt.Sprintf("\nVedi [qui](https://x.example/guides/guida-laurea.pdf#page=%d).\n", page)
			}
			return links
		}
		e, err := s.Entry(ctx, "fees-second-instalment")
		if err != nil {
			t.Fatal(err)
		}
		if e, _, err = s.Save(ctx, e.ID, e.Source+cites(1), e.Revision, "Elena"); err != nil {
			t.Fatal(err)
		}
		told := func(want string) {
			t.Helper()
			base, err := s.Load(ctx)
			if err != nil {
				t.Fatal(err)
			}
			draft, err := s.Draft(ctx, e.ID)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, d := range base.DraftDoubts(draft) {
				got += fmt.Sprintf("%d: %d, ", d.Page, d.Fate.Page)
			}
			if got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		}
		bring(nil, guideText, other)
		draft := save(t, s, faq.DraftChange{ID: e.ID, Source: e.Source + cites(3), Base: e.Revision})
		told("1: 2, ")
		bring(nil, nil, guideText, other)
		draft = save(t, s, faq.DraftChange{ID: e.ID, Source: draft.Source + "\nAncora.\n", Base: e.Revision, Revision: draft.Revision})
		told("1: 3, 3: 4, ")
		draft = save(t, s, faq.DraftChange{ID: e.ID, Source: "---\nbroken", Base: e.Revision, Revision: draft.Revision})
		told("")
		draft = save(t, s, faq.DraftChange{ID: e.ID, Source: e.Source + cites(3), Base: e.Revision, Revision: draft.Revision})
		told("1: 3, 3: 4, ")
		save(t, s, faq.DraftChange{ID: e.ID, Source: e.Source + cites(4), Base: e.Revision, Revision: draft.Revision})
		told("1: 3, ")
	})
}
