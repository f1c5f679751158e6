package pdf

import (
	"context"
	"testing"
)

// BenchmarkRead reads a handbook of ten pages, child process included.
func BenchmarkRead(b *testing.B) {
	path := write(b, guide())
	r := testReader(b, Limits{})
	pages := 0
	for b.Loop() {
		doc, err := r.Read(context.Background(), path)
		if err != nil {
			b.Fatal(err)
		}
		pages += len(doc.Pages)
	}
	b.ReportMetric(float64(pages)/b.Elapsed().Seconds(), "pages/s")
}

// BenchmarkReadLong reads 300 pages, so that starting the child weighs little.
func BenchmarkReadLong(b *testing.B) {
	var pages []testPage
	for range 300 {
		pages = append(pages, testPage{content: lines(60, 760, wrap(sentenceOf("prova", 350))...)})
	}
	path := write(b, build(pages))
	r := testReader(b, Limits{})
	done := 0
	for b.Loop() {
		doc, err := r.Read(context.Background(), path)
		if err != nil {
			b.Fatal(err)
		}
		done += len(doc.Pages)
	}
	b.ReportMetric(float64(done)/b.Elapsed().Seconds(), "pages/s")
}

// BenchmarkRender draws a page 800 pixels wide, child process included.
func BenchmarkRender(b *testing.B) {
	path := write(b, guide())
	r := testReader(b, Limits{})
	for b.Loop() {
		if _, err := r.Render(context.Background(), path, 3, 800); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/picture")
}

// BenchmarkPassages cuts a handbook that has been read.
func BenchmarkPassages(b *testing.B) {
	doc := read(b, guide())
	for b.Loop() {
		Passages(doc)
	}
}
