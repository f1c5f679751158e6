package match

import (
	"context"
	"errors"
	"reflect"
	"runtime"
	"slices"
	"testing"
)

// taughtBase has entries that share their nouns: only the verbs tell them
// apart, and no word is rarer than another.
func taughtBase() []Item {
	entry := func(id, question string, alternates ...string) Item {
		return Item{ID: id, Lang: "it", Question: question, Alternates: alternates}
	}
	return []Item{
		entry("renew", "Come rinnovo il badge?", "rinnovare badge mensa", "badge scaduto, rinnovo", "il rinnovo del badge della mensa", "rinnovo badge biblioteca"),
		entry("lost", "Ho perso il badge", "badge perso in mensa", "perdita del badge", "ho smarrito il badge in biblioteca", "smarrimento badge"),
		entry("top-up", "Come ricarico il badge?", "ricarica badge mensa", "ricaricare il badge", "mettere soldi sul badge della biblioteca", "ricarica del badge"),
		entry("hours", "Quando apre la mensa?", "orari mensa", "a che ora chiude la mensa", "la mensa apre di sera?", "orario della mensa"),
	}
}

func TestLearnerTellsApart(t *testing.T) {
	m := build(t, taughtBase())
	l := m.learned[it]
	if l == nil {
		t.Fatal("nothing learned")
	}
	for text, want := range map[string]string{
		"vorrei rinnovare il mio badge in mensa": "renew",
		"smarrito badge mensa":                   "lost",
		"dove ricarico il badge per la mensa":    "top-up",
		"orario apertura mensa":                  "hours",
	} {
		a, err := m.read(Query{Text: text})
		if err != nil {
			t.Fatal(err)
		}
		margins := l.margins(a.readings[it], newScratch(m.stats))
		for i := range m.items {
			margin, right := margins[l.classOf[i]], m.items[i].ID == want
			if right != (margin > 0) {
				t.Errorf("%q: margin %.2f for %s", text, margin, m.items[i].ID)
			}
		}
	}
}

// TestSVM checks the solution against the one that can be computed by hand:
// two rows at right angles, of two classes. With w = u*(1, -1) and no bias by
// symmetry, u = c/(1+c), where c is twice the cost, minimises
// u*u + cost * 2 * (1-u)^2.
func TestSVM(t *testing.T) {
	rows := []sparse{{id: []uint32{0}, w: []float32{1}}, {id: []uint32{1}, w: []float32{1}}}
	s := newSVM(rows, 2)
	s.train([]int32{7, 8}, 7)
	const want = 2 * svmCost / (1 + 2*svmCost)
	for i, x := range []float32{want, -want, 0} {
		if d := s.w[i] - x; d > 0.05 || d < -0.05 {
			t.Errorf("weight %d is %v, want %v", i, s.w[i], x)
		}
	}
}

func TestLearningDoesNotDependOnProcessors(t *testing.T) {
	s := newStats(taughtBase(), nil)
	var last *learner
	for _, n := range []int{1, 4} {
		l := newLearner(s, it)
		if err := l.train(context.Background(), n); err != nil {
			t.Fatal(err)
		}
		if last != nil && (!reflect.DeepEqual(l.weights, last.weights) || !slices.Equal(l.bias, last.bias)) {
			t.Error("other weights")
		}
		last = l
	}
}

func TestLearnerNeedsPhrases(t *testing.T) {
	items := taughtBase()
	for i := range items {
		items[i].Alternates = items[i].Alternates[:1]
	}
	if newLearner(newStats(items, nil), it) != nil {
		t.Error("learned from two phrases an entry")
	}
	if newLearner(newStats(taughtBase(), nil), en) != nil {
		t.Error("learned from no phrase at all")
	}
}

func TestLearningStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := newLearner(newStats(taughtBase(), nil), it).train(ctx, 2); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestLearnedIsKept checks that a matcher opened again is the one that was
// built, without learning again.
func TestLearnedIsKept(t *testing.T) {
	ctx, dir, items := context.Background(), t.TempDir(), taughtBase()
	built, err := Build(ctx, dir, items, DefaultOptions(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer built.Close() //nolint:errcheck // a test
	opened, err := Open(ctx, dir, items, DefaultOptions())
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close() //nolint:errcheck // a test
	if err := built.recollect(); err != nil {
		t.Error(err)
	}
	for _, text := range []string{"perso il badge", "mensa", "soldi sul badge"} {
		a, errA := built.Match(ctx, Query{Text: text})
		b, errB := opened.Match(ctx, Query{Text: text})
		if err := errors.Join(errA, errB); err != nil {
			t.Fatal(err)
		}
		if a.Confidence != b.Confidence || a.Candidates[0].Score != b.Candidates[0].Score {
			t.Errorf("%q: %v, then %v", text, a.Confidence, b.Confidence)
		}
	}
}

// BenchmarkLearn learns from 250 entries of six phrases.
func BenchmarkLearn(b *testing.B) {
	items := synthetic(250)
	for i := range items {
		x, y := &items[i], &items[(i+2)%250]
		x.Alternates = append(x.Alternates, x.Question[:len(x.Question)/2]+y.Question[:9], y.Question[:12]+x.Alternates[0])
	}
	s := newStats(items, nil)
	for b.Loop() {
		for lang := range s.lex {
			if err := newLearner(s, lang).train(context.Background(), runtime.GOMAXPROCS(0)); err != nil {
				b.Fatal(err)
			}
		}
	}
}
