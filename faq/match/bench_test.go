package match_test

import (
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	"sportello/faq/match"
	"sportello/faq/match/matchtest"
)

// size is a base that the benchmarks are run on.
type size struct{ entries, passages int }

var small, large = size{1000, 0}, size{10_000, 100_000}

func (s size) String() string {
	if s.passages == 0 {
		return fmt.Sprint(s.entries)
	}
	return fmt.Sprintf("%d+%d", s.entries, s.passages)
}

func (s size) items() []match.Item { return matchtest.Base(s.entries, s.passages) }

// megabytes is what is in use.
func megabytes() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / 1e6
}

// report says how long the median and the slowest of a hundred took.
func report(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-us")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-us")
}

// BenchmarkMatch asks one question after another. MB is what the matcher takes beside
// the texts, after all the questions.
func BenchmarkMatch(b *testing.B) {
	for _, s := range []size{small, large} {
		b.Run(s.String(), func(b *testing.B) {
			items := s.items()
			before := megabytes()
			m, err := match.Build(b.Context(), b.TempDir(), items, match.DefaultOptions(), nil)
			if err != nil {
				b.Fatal(err)
			}
			var took []time.Duration
			for n := 0; b.Loop(); n++ {
				q := match.Query{Text: matchtest.Question(n, s.entries, s.passages)}
				start := time.Now()
				if _, err := m.Match(b.Context(), q); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(start))
			}
			report(b, took)
			b.ReportMetric(megabytes()-before, "MB")
			if err := m.Close(); err != nil {
				b.Fatal(err)
			}
		})
	}
}

// BenchmarkBuild builds, BenchmarkOpen opens what was built.
func BenchmarkBuild(b *testing.B) {
	for _, s := range []size{small, large} {
		b.Run(s.String(), func(b *testing.B) {
			items := s.items()
			for b.Loop() {
				closeAll(b, must(match.Build(b.Context(), b.TempDir(), items, match.DefaultOptions(), nil)))
			}
		})
	}
}

func BenchmarkOpen(b *testing.B) {
	for _, s := range []size{small, large} {
		b.Run(s.String(), func(b *testing.B) {
			items, dir := s.items(), b.TempDir()
			closeAll(b, must(match.Build(b.Context(), dir, items, match.DefaultOptions(), nil)))
			for b.Loop() {
				closeAll(b, must(match.Open(b.Context(), dir, items, match.DefaultOptions())))
			}
		})
	}
}

// BenchmarkUpdate edits one alternate of an entry at a time.
func BenchmarkUpdate(b *testing.B) {
	for _, s := range []size{{500, 0}, small, {800, 100_000}, large} {
		b.Run(s.String(), func(b *testing.B) {
			items := s.items()
			m := must(match.Build(b.Context(), b.TempDir(), items, match.DefaultOptions(), nil))
			var took []time.Duration
			for n := 0; b.Loop(); n++ {
				items = slices.Clone(items)
				x := &items[n%s.entries]
				x.Alternates = append([]string{matchtest.Question(n, s.entries, s.passages)}, x.Alternates[1:]...)
				start := time.Now()
				next := must(m.Update(b.Context(), items, match.DefaultOptions()))
				took = append(took, time.Since(start))
				closeAll(b, m)
				m = next
			}
			report(b, took)
			closeAll(b, m)
		})
	}
}

func must(m *match.Matcher, err error) *match.Matcher {
	if err != nil {
		panic(err)
	}
	return m
}

func closeAll(b *testing.B, matchers ...*match.Matcher) {
	b.Helper()
	for _, m := range matchers {
		if err := m.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
