package match

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"
)

// twinBase has five entries in two languages each, and one in Italian only.
func twinBase() []Item {
	items := append(taughtBase(), Item{
		ID: "bike", Lang: "it", Question: "Dove lascio la bici?",
		Alternates: []string{"parcheggio bici", "rastrelliera per biciclette", "posso portare la bici?"},
	})
	for i, x := range items[:5] {
		items[i].Twin = x.ID + "-en"
		items = append(items, Item{
			ID: x.ID + "-en", Lang: "en", Question: "english " + x.Question,
			Alternates: []string{"one " + x.ID, "two of " + x.ID, "where is three of " + x.ID},
		})
	}
	return append(items, Item{ID: "gym", Lang: "it", Question: "Palestra", Alternates: []string{"iscrizione palestra", "corsi di ginnastica"}})
}

func TestHoldOut(t *testing.T) {
	m := build(t, twinBase())
	items, trials, removed := m.holdOut()
	if want := []string{"bike", "bike-en"}; !slices.Equal(removed, want) {
		t.Errorf("removed %v, want %v", removed, want)
	}
	var known, absent int
	for _, x := range trials {
		for i := range items {
			if slices.Contains(phrases(&items[i]), x.text) {
				t.Errorf("%q is still in %s", x.text, items[i].ID)
			}
		}
		if x.right < 0 {
			absent++
			continue
		}
		known++
		if !slices.Contains(phrases(&m.items[x.right]), x.text) {
			t.Errorf("%q is not of %s", x.text, m.items[x.right].ID)
		}
	}
	if known != 9 || absent != 8 {
		t.Errorf("%d known, %d absent", known, absent)
	}
	for i := range items {
		if items[i].ID != m.items[i].ID || kindOf(&items[i]) != KindEntry {
			t.Errorf("place %d: %s, %s", i, items[i].ID, kindOf(&items[i]))
		}
	}
}

// TestCalibrateIsTheMatchersOwn checks that a base moves its own confidence and
// neither that of the options nor, without alternates, anything.
func TestCalibrateIsTheMatchersOwn(t *testing.T) {
	o := DefaultOptions()
	o.Models = DefaultModels()
	for _, c := range []struct {
		items []Item
		moves bool
	}{{twinBase(), true}, {testBase(t)[:2], false}} {
		m, err := Build(context.Background(), t.TempDir(), c.items, o, nil)
		if err != nil {
			t.Fatal(err)
		}
		own := m.models[KindEntry].Confidence
		if moved := !slices.Equal(own, o.Models[KindEntry].Confidence); moved != c.moves {
			t.Errorf("%d items: moved is %v", len(c.items), moved)
		}
		if err := m.Close(); err != nil {
			t.Error(err)
		}
	}
	if !slices.Equal(o.Models[KindEntry].Confidence, DefaultModels()[KindEntry].Confidence) {
		t.Error("the options' weights moved")
	}
}

// TestOtherModels checks that what was calibrated from one model does not stay
// with another, neither on disk nor in an update.
func TestOtherModels(t *testing.T) {
	ctx, dir, o := context.Background(), t.TempDir(), DefaultOptions()
	m, err := Build(ctx, dir, twinBase(), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	o.Models = DefaultModels()
	o.Models[KindEntry].Confidence[0]++
	updated, errU := m.Update(ctx, twinBase(), o)
	opened, errO := Open(ctx, dir, twinBase(), o)
	built, errB := Build(ctx, t.TempDir(), twinBase(), o, nil)
	if err := errors.Join(errU, errO, errB); err != nil {
		t.Fatal(err)
	}
	for _, x := range []*Matcher{updated, opened} {
		if !slices.Equal(x.models[KindEntry].Confidence, built.models[KindEntry].Confidence) {
			t.Errorf("%v, built %v", x.models[KindEntry].Confidence, built.models[KindEntry].Confidence)
		}
	}
	if err := errors.Join(m.Close(), updated.Close(), opened.Close(), built.Close()); err != nil {
		t.Error(err)
	}
}

// TestRefit holds the result to what defines it: the gradient is zero, and
// with observations enough the mean confidence is the share of right ones.
func TestRefit(t *testing.T) {
	prior := []float64{2, 1}
	if w := refit(nil, prior); !slices.Equal(w, prior) {
		t.Errorf("moved to %v by nothing", w)
	}
	var all []observation
	for i := range 1000 {
		x := float64(i%10) / 10
		all = append(all, observation{v: []float64{1, x}, right: i%4 == 0 || i%10 > 6, weight: 1})
	}
	w := refit(all, prior)
	g := []float64{refitPrior * (prior[0] - w[0]), refitPrior * (prior[1] - w[1])}
	var sure, right float64
	for _, o := range all {
		p, y := logistic(inner(o.v, w)), 0.0
		if o.right {
			y = 1
		}
		sure, right = sure+p, right+y
		for j, x := range o.v {
			g[j] += (y - p) * x
		}
	}
	if math.Abs(g[0]) > 1e-3 || math.Abs(g[1]) > 1e-3 {
		t.Errorf("gradient %v", g)
	}
	if math.Abs(sure-right) > 50 {
		t.Errorf("%.0f sure, %.0f right", sure, right)
	}
}

func TestSolve(t *testing.T) {
	x := solve([][]float64{{4, 0, 0}, {2, 5, 0}, {1, 3, 6}}, []float64{4 + 4 + 3, 2 + 10 + 9, 1 + 6 + 18})
	for i, want := range []float64{1, 2, 3} {
		if math.Abs(x[i]-want) > 1e-9 {
			t.Errorf("x %d is %v, want %v", i, x[i], want)
		}
	}
}

func TestWeigh(t *testing.T) {
	all := []observation{{}, {}, {}, {}, {absent: true}, {absent: true}}
	weigh(all)
	if all[0].weight != 1 || all[5].weight != 4*absentShare/2 {
		t.Errorf("%+v", all)
	}
}
