package faq_test

import (
	"testing"
	"time"

	"sportello/content/db/dbtest"
	"sportello/content/pdf"
	"sportello/faq"
	"sportello/faq/match"
)

// Passages of a new version have other numbers: only those whose words changed change an
// answer.
func TestGuideImpactLooksAtWords(t *testing.T) {
	s := faq.NewStore(dbtest.Open(t, library.SQLiteURL(t)))
	l := live(t, s)
	g, _ := l.Base().Guide("guida-laurea")
	asked := []faq.Asked{{Text: "guida alla laurea calcolo del voto di partenza media ponderata", Lang: "it", N: 1}}
	shown := func(passages []pdf.Passage) *faq.Impact {
		im, err := l.GuideImpact(ctx, g.Guide, passages, asked, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		return im
	}
	moved := append([]pdf.Passage{{Page: 1, Text: "Questa pagina saluta chi legge, e null'altro."}}, g.Passages...)
	im := shown(moved)
	if len(im.Changes) != 0 || im.Replayed != 1 {
		t.Fatalf("%+v", im)
	}
	im = shown(moved[:1])
	if len(im.Changes) != 1 || im.Changes[0].Before.Decision == match.Handoff {
		t.Fatalf("the guide is gone, and nothing changes: %+v", im)
	}
	if _, ok := l.Base().Passage(im.Changes[0].Before.Shown[0]); !ok {
		t.Errorf("no passage answered before: %+v", im.Changes[0])
	}
}
