package faq_test

import (
	"io/fs"
	"testing"
	"time"

	"sportello/content"
	"sportello/content/db/dbtest"
	"sportello/faq"
	"sportello/faq/faqtest"
	"sportello/faq/match/matchtest"
)

// BenchmarkImpact replays 2,000 questions on the bundled library, and on one of a thousand
// made-up entries.
func BenchmarkImpact(b *testing.B) {
	b.Run("bundled", func(b *testing.B) {
		s := faq.NewStore(dbtest.Open(b, dbtest.SQLiteURL(b)))
		entries, err := fs.Sub(content.Bundled(), ".")
		if err != nil {
			b.Fatal(err)
		}
		importFS(b, s, entries)
		l := live(b, s)
		var questions []faq.Asked
		for _, e := range l.Base().Entries {
			for _, text := range e.Alternates {
				if len(questions) < 2000 {
					questions = append(questions, faq.Asked{Text: text + " grazie", Lang: e.Lang, N: 1})
				}
			}
		}
		impact(b, l, questions)
	})
	b.Run("1000", func(b *testing.B) {
		d := dbtest.Open(b, dbtest.SQLiteURL(b))
		faqtest.Fill(b, d, 1000, 10_000)
		var questions []faq.Asked
		for n := range 2000 {
			questions = append(questions, faq.Asked{Text: matchtest.Question(n%1000, 1000, n/1000), Lang: "it", N: 1})
		}
		impact(b, live(b, faq.NewStore(d)), questions)
	})
}

func impact(b *testing.B, l *faq.Live, questions []faq.Asked) {
	b.Helper()
	e := l.Base().Entries[0]
	changed := 0
	for b.Loop() {
		im, err := l.Impact(ctx, faq.Trial{ID: e.ID}, questions, time.Minute)
		if err != nil || im.CutShort {
			b.Fatal(im, err)
		}
		changed = len(im.Changes)
		if _, err := l.Wordings(ctx, e.ID, []byte(e.Source)); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(im.Took.Seconds(), "s-impact")
	}
	b.ReportMetric(float64(len(questions)), "questions")
	b.ReportMetric(float64(changed), "changed")
}
