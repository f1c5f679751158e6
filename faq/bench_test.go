package faq_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/faq"
	"sportello/faq/faqtest"
	"sportello/faq/match"
	"sportello/faq/match/matchtest"
)

// BenchmarkEdit changes an entry and waits until it is found.
func BenchmarkEdit(b *testing.B) {
	for _, s := range []struct{ entries, passages int }{{1000, 0}, {10_000, 100_000}} {
		b.Run(fmt.Sprintf("%d+%d", s.entries, s.passages), func(b *testing.B) {
			d := dbtest.Open(b, dbtest.SQLiteURL(b))
			faqtest.Fill(b, d, s.entries, s.passages)
			store := faq.NewStore(d)
			start := time.Now()
			l, err := faq.NewLive(ctx, store, filepath.Join(b.TempDir(), "index"), match.DefaultOptions(), nil)
			if err != nil {
				b.Fatal(err)
			}
			defer l.Close() //nolint:errcheck // a benchmark
			first := time.Since(start)
			for n := 0; b.Loop(); n++ {
				x := matchtest.Entry(n%s.entries, 0)
				x.Alternates = []string{matchtest.Question(n, s.entries, 0)}
				source, err := faqtest.Source(&x)
				if err != nil {
					b.Fatal(err)
				}
				err = d.Tx(ctx, func(tx *db.Tx) error {
					if _, err := tx.Exec(`UPDATE entries SET source = $1, revision = revision + 1 WHERE id = $2`, source, x.ID); err != nil {
						return err
					}
					_, err := tx.Next("library")
					return err
				})
				if err != nil {
					b.Fatal(err)
				}
				if err := l.Refresh(ctx); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(first.Seconds(), "s-start")
		})
	}
}
