package match_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"sportello/faq/match"
	"sportello/faq/match/matchtest"
)

// edit changes a base as editors do: other words for an entry, an alternate more or
// less, an entry or passage gone, a new one, or back as it was.
func edit(rnd *rand.Rand, items []match.Item, entries, passages int) []match.Item {
	items = slices.Clone(items)
	for range 1 + rnd.IntN(4) {
		at := rnd.IntN(len(items))
		x := &items[at]
		switch rnd.IntN(6) {
		case 0:
			items = slices.Delete(items, at, at+1)
		case 1:
			items = slices.Insert(items, at, matchtest.Entry(entries+rnd.IntN(1000), 0))
			items = slices.CompactFunc(items, func(a, b match.Item) bool { return a.ID == b.ID })
		case 2:
			x.Alternates = append(slices.Clone(x.Alternates), matchtest.Question(rnd.IntN(1000), entries, passages))
		case 3:
			x.Alternates = slices.Clone(x.Alternates[:len(x.Alternates)/2])
		case 4:
			x.Answer = matchtest.Entry(rnd.IntN(entries), 5).Answer
		case 5:
			if x.Kind == match.KindEntry {
				x.Question, x.Section = matchtest.Entry(at, 1+rnd.IntN(3)).Question, ""
			}
		}
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(items, func(x match.Item) bool { defer func() { seen[x.ID] = true }(); return seen[x.ID] })
}

// TestUpdateIsBuild holds a matcher updated again and again, and one opened from what
// that left on disk, to one built anew of the same items: candidates, their scores and
// confidence must be the very same.
func TestUpdateIsBuild(t *testing.T) {
	ctx, o := context.Background(), match.DefaultOptions()
	for seed := range uint64(3) {
		const entries, passages = 80, 60
		rnd := rand.New(rand.NewPCG(seed, 1))
		items, dir := matchtest.Base(entries, passages), t.TempDir()
		m, err := match.Build(ctx, dir, items, o, nil)
		if err != nil {
			t.Fatal(err)
		}
		for step := range 6 {
			items = edit(rnd, items, entries, passages)
			next, err := m.Update(ctx, items, o)
			if err != nil {
				t.Fatal(err)
			}
			if err := m.Close(); err != nil {
				t.Fatal(err)
			}
			m = next
			built := buildIn(t, t.TempDir(), items)
			same(t, fmt.Sprint("updated ", step), m, built, entries, passages)
			if step%3 == 2 {
				opened, err := match.Open(ctx, dir, items, o)
				if err != nil {
					t.Fatal(err)
				}
				same(t, fmt.Sprint("opened ", step), opened, built, entries, passages)
				closed(t, opened)
			}
			closed(t, built)
		}
		closed(t, m)
	}
}

func buildIn(t *testing.T, dir string, items []match.Item) *match.Matcher {
	t.Helper()
	m, err := match.Build(context.Background(), dir, items, match.DefaultOptions(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func closed(t *testing.T, m *match.Matcher) {
	t.Helper()
	if err := m.Close(); err != nil {
		t.Error(err)
	}
}

// same asks two matchers the same questions.
func same(t *testing.T, what string, a, b *match.Matcher, entries, passages int) {
	t.Helper()
	for n := range 150 {
		q := match.Query{Text: matchtest.Question(n, entries, passages)}
		x, errX := a.Match(context.Background(), q)
		y, errY := b.Match(context.Background(), q)
		if err := errors.Join(errX, errY); err != nil {
			t.Fatal(err)
		}
		if x.Decision != y.Decision || x.Choices != y.Choices || len(x.Candidates) != len(y.Candidates) ||
			math.Abs(x.Confidence-y.Confidence) > 1e-12 {
			t.Fatalf("%s, %q: %s %v, built %s %v", what, q.Text, x.Decision, x.Confidence, y.Decision, y.Confidence)
		}
		for i := range x.Candidates {
			c, d := &x.Candidates[i], &y.Candidates[i]
			if c.Item.ID != d.Item.ID || c.Score != d.Score || c.Quote != d.Quote {
				t.Fatalf("%s, %q: candidate %d is %s, %v, built %s, %v", what, q.Text, i, c.Item.ID, c.Score, d.Item.ID, d.Score)
			}
		}
	}
}

// TestOldMatcherWorksOn checks that an update takes nothing from the matcher that it
// came from, whichever is closed first.
func TestOldMatcherWorksOn(t *testing.T) {
	ctx, items := context.Background(), matchtest.Base(60, 40)
	other := slices.Delete(slices.Clone(items), 3, 9)
	m, built := buildIn(t, t.TempDir(), items), buildIn(t, t.TempDir(), items)
	defer closed(t, built)
	a, errA := m.Update(ctx, other, match.DefaultOptions())
	b, errB := m.Update(ctx, items[:80], match.DefaultOptions())
	if err := errors.Join(errA, errB); err != nil {
		t.Fatal(err)
	}
	same(t, "old", m, built, 60, 40)
	closed(t, a)
	same(t, "old, when the new one is closed", m, built, 60, 40)
	closed(t, m)
	if _, err := m.Update(ctx, items, match.DefaultOptions()); !errors.Is(err, match.ErrClosed) {
		t.Errorf("update of a closed one: %v", err)
	}
	again, err := b.Update(ctx, items, match.DefaultOptions())
	if err != nil {
		t.Fatal(err)
	}
	same(t, "back as it was", again, built, 60, 40)
	closed(t, again)
	closed(t, b)
}

// TestUpdateKilled leaves on disk what an update killed at any point does: the weights
// of before, none, or half a file beside them. None may show in an answer.
func TestUpdateKilled(t *testing.T) {
	ctx, dir, items := context.Background(), t.TempDir(), matchtest.Base(60, 40)
	closed(t, buildIn(t, dir, items))
	learned := filepath.Join(dir, "learned")
	before, err := os.ReadFile(learned)
	if err != nil {
		t.Fatal(err)
	}
	items = edit(rand.New(rand.NewPCG(7, 7)), items, 60, 40)
	built := buildIn(t, t.TempDir(), items)
	defer closed(t, built)
	for i, left := range [][]byte{before, nil, before[:len(before)/2], append(slices.Clip(before), 0)} {
		if err := os.WriteFile(learned, left, 0o600); err != nil {
			t.Fatal(err)
		}
		m, err := match.Open(ctx, dir, items, match.DefaultOptions())
		if err != nil {
			t.Fatal(err)
		}
		same(t, fmt.Sprint("left ", i), m, built, 60, 40)
		closed(t, m)
	}
	if err := os.Truncate(filepath.Join(dir, "fingerprint"), 40); err != nil {
		t.Fatal(err)
	}
	if _, err := match.Open(ctx, dir, items, match.DefaultOptions()); !errors.Is(err, match.ErrStale) {
		t.Errorf("cut short: %v, want ErrStale", err)
	}
}

// TestTooMuchHasChanged checks that another base is built, not made up for.
func TestTooMuchHasChanged(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	m := buildIn(t, dir, matchtest.Base(20, 10))
	defer closed(t, m)
	other := matchtest.Base(20, 900)
	if _, err := m.Update(ctx, other, match.DefaultOptions()); !errors.Is(err, match.ErrStale) {
		t.Errorf("update: %v, want ErrStale", err)
	}
	if _, err := match.Open(ctx, dir, other, match.DefaultOptions()); !errors.Is(err, match.ErrStale) {
		t.Errorf("open: %v, want ErrStale", err)
	}
}

// TestUpdateTakesSynonyms checks that other synonyms need no other index.
func TestUpdateTakesSynonyms(t *testing.T) {
	ctx, o, items := context.Background(), match.DefaultOptions(), matchtest.Base(60, 40)
	m := buildIn(t, t.TempDir(), items)
	defer closed(t, m)
	for n := range 40 {
		o.Synonyms = append(o.Synonyms, match.Synonym{Lang: "it", Terms: []string{matchtest.Question(n, 60, 40), items[n].Question}})
	}
	updated, errU := m.Update(ctx, items, o)
	built, errB := match.Build(ctx, t.TempDir(), items, o, nil)
	if err := errors.Join(errU, errB); err != nil {
		t.Fatal(err)
	}
	same(t, "with synonyms", updated, built, 60, 40)
	closed(t, updated)
	closed(t, built)
}
