package match

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// testBase reads the small base of testdata.
func testBase(t testing.TB) []Item {
	t.Helper()
	var items []Item
	readJSON(t, "base.json", &items)
	return items
}

func readJSON(t testing.TB, name string, to any) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, to); err != nil {
		t.Fatal(name, err)
	}
}

// build makes a matcher that is closed when the test ends.
func build(t testing.TB, items []Item) *Matcher {
	t.Helper()
	m, err := Build(context.Background(), t.TempDir(), items, DefaultOptions(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := m.Close(); err != nil {
			t.Error(err)
		}
	})
	return m
}

// TestCases runs testdata/cases.json: a case needs no Go.
func TestCases(t *testing.T) {
	var cases []struct {
		Comment, Query, UI, First, Lang, Quote string
		Decision                               Decision
		Intent                                 *string
		Exclude, Absent                        []string
	}
	readJSON(t, "cases.json", &cases)
	m := build(t, testBase(t))
	for _, c := range cases {
		t.Run(c.Comment, func(t *testing.T) {
			r, err := m.Match(context.Background(), Query{Text: c.Query, Lang: c.UI, Exclude: c.Exclude})
			if err != nil {
				t.Fatal(err)
			}
			first, ids := Candidate{Item: &Item{}}, []string(nil)
			for i, x := range r.Candidates {
				if i == 0 {
					first = x
				}
				ids = append(ids, x.Item.ID)
			}
			check(t, "first", first.Item.ID, c.First)
			check(t, "decision", string(r.Decision), string(c.Decision))
			check(t, "language", r.Lang, c.Lang)
			check(t, "quote", first.Quote, c.Quote)
			if c.Intent != nil && r.Intent != *c.Intent {
				t.Errorf("intent %q, want %q", r.Intent, *c.Intent)
			}
			for _, id := range c.Absent {
				if slices.Contains(ids, id) {
					t.Errorf("%s is among the candidates %v", id, ids)
				}
			}
			if t.Failed() {
				t.Logf("confidence %.2f, candidates %v, why %v", r.Confidence, ids, first.Why.Named())
			}
		})
	}
}

// check compares what a case expects, if it does.
func check(t *testing.T, what, got, want string) {
	t.Helper()
	if want != "" && got != want {
		t.Errorf("%s %q, want %q", what, got, want)
	}
}

func TestResultIsSound(t *testing.T) {
	items := testBase(t)
	m := build(t, items)
	for i := range items {
		for _, text := range append(phrases(&items[i]), items[i].Answer) {
			r, err := m.Match(context.Background(), Query{Text: text})
			if err != nil {
				t.Fatal(err)
			}
			seen := map[string]bool{}
			for _, c := range r.Candidates {
				if c.Confidence < 0 || c.Confidence > 1 {
					t.Errorf("%q: confidence %v of %s", text, c.Confidence, c.Item.ID)
				}
				if seen[c.Item.ID] || seen[c.Item.Twin] {
					t.Errorf("%q: %s twice, or with its twin", text, c.Item.ID)
				}
				seen[c.Item.ID] = true
				if !strings.Contains(c.Item.Answer, c.Quote) {
					t.Errorf("%q: the quote %q is not verbatim", text, c.Quote)
				}
			}
			if r.Decision == Choices && (r.Choices < 2 || r.Choices > len(r.Candidates)) {
				t.Errorf("%q: %d choices of %d", text, r.Choices, len(r.Candidates))
			}
		}
	}
}

func TestMatchErrors(t *testing.T) {
	m := build(t, testBase(t))
	for _, text := range []string{"", "  \n", "?!…", "\xff\xfe", "'''"} {
		if _, err := m.Match(context.Background(), Query{Text: text}); !errors.Is(err, ErrEmpty) {
			t.Errorf("%q: error %v, want ErrEmpty", text, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := m.Match(ctx, Query{Text: "quando scade la rata"}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: error %v", err)
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := m.Match(context.Background(), Query{Text: "quando scade la rata"}); !errors.Is(err, ErrClosed) {
		t.Errorf("closed: error %v", err)
	}
}

func TestEmptyBase(t *testing.T) {
	m := build(t, nil)
	r, err := m.Match(context.Background(), Query{Text: "quando scade la rata"})
	if err != nil || r.Decision != Handoff || len(r.Candidates) != 0 {
		t.Errorf("got %+v, %v", r, err)
	}
}

func TestOpen(t *testing.T) {
	ctx, dir, items := context.Background(), t.TempDir(), testBase(t)
	if _, err := Open(ctx, dir, items, DefaultOptions()); !errors.Is(err, ErrStale) {
		t.Fatalf("nothing built: error %v, want ErrStale", err)
	}
	var last, total int
	m, err := Build(ctx, dir, items, DefaultOptions(), func(d, n int) { last, total = d, n })
	if err != nil {
		t.Fatal(err)
	}
	if last != len(items) || total != len(items) {
		t.Errorf("progress ended at %d of %d", last, total)
	}
	q := Query{Text: "come chiedo il rimborso"}
	want, err := m.Match(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Open(ctx, dir, items, DefaultOptions()) // while the first is open
	if err != nil {
		t.Fatal(err)
	}
	got, err := again.Match(ctx, q)
	if err != nil || got.Confidence != want.Confidence || got.Candidates[0].Item.ID != "tax-refund" {
		t.Errorf("reopened: %v, %v; want confidence %v", got, err, want.Confidence)
	}
	if err := errors.Join(m.Close(), again.Close(), again.Close()); err != nil {
		t.Error(err)
	}
}

func TestTopicIsAWeakHint(t *testing.T) {
	m := build(t, testBase(t))
	score := func(topic string) float64 {
		r, err := m.Match(context.Background(), Query{Text: "come chiedo il rimborso", Topic: topic})
		if err != nil || r.Candidates[0].Item.ID != "tax-refund" {
			t.Fatal(r, err)
		}
		return r.Candidates[0].Score
	}
	if a, b := score(""), score("fees"); b <= a {
		t.Errorf("score %v with the topic, %v without", b, a)
	}
	score("exams") // still first
}

// TestConcurrent is for the race detector.
func TestConcurrent(t *testing.T) {
	m := build(t, testBase(t))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for _, text := range []string{"quando scade la rata", "exam registration", "lavandria", "parlare con un operatore"} {
				if _, err := m.Match(context.Background(), Query{Text: text}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

func TestPassagesYieldToEntries(t *testing.T) {
	entry, passage := &Item{Kind: KindEntry}, &Item{Kind: KindPassage}
	c := []Candidate{
		{Item: entry, Confidence: 0.25}, {Item: entry, Confidence: 0.5},
		{Item: passage, Confidence: 0.8}, {Item: passage, Confidence: 0.4},
	}
	yield(c)
	for i, want := range []float64{0.25, 0.5, 0.4, 0.2} {
		if c[i].Confidence != want {
			t.Errorf("%d: %v, want %v", i, c[i].Confidence, want)
		}
	}
	if yield(c[2:]); c[2].Confidence != 0.4 {
		t.Errorf("%v without entries", c[2].Confidence)
	}
}
