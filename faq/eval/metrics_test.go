package eval

import (
	"bytes"
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// The five outcomes that most figures below are worked out from by hand.
var five = []outcome{
	{inScope: true, place: 1, top: "a", gold: "a", answered: true, confidence: 0.9, took: 1 * time.Millisecond},
	{inScope: true, place: 2, top: "a", gold: "b", answered: true, confidence: 0.7, took: 2 * time.Millisecond},
	{inScope: true, place: 1, top: "c", gold: "c", answered: false, confidence: 0.3, took: 3 * time.Millisecond},
	{inScope: false, top: "c", answered: false, confidence: 0.2, took: 4 * time.Millisecond},
	{inScope: false, top: "a", answered: true, confidence: 0.5, took: 9 * time.Millisecond},
}

func TestMeasure(t *testing.T) {
	m := measure("s", 7, five)
	if m.Set != "s" || m.Entries != 7 || m.InScope != 3 || m.OutOfScope != 2 {
		t.Errorf("counts %+v", m)
	}
	near(t, "success@1", m.SuccessAt1, 2.0/3)
	near(t, "success@5", m.SuccessAt5, 1)
	near(t, "mrr", m.MRRAt10, (1+0.5+1)/3)
	near(t, "c@1", m.CAt1, (1+1.0*1/3)/3) // one right, one unanswered, of three
	near(t, "in-scope accuracy", m.InScopeAccuracy, 1.0/3)
	near(t, "out-of-scope recall", m.OutOfScopeRecall, 0.5)
	// right: .9 .3; wrong: .7 .2 .5; pairs in order: 3 of .9 and 1 of .3
	near(t, "auroc", m.AUROC, 4.0/6)
	near(t, "precision at 60", m.PrecisionAt60, 1.0/3) // .9 .7 .5
	near(t, "precision at 80", m.PrecisionAt80, 2.0/4)
	if m.P50 != 3 || m.P99 != 4 {
		t.Errorf("times %v %v", m.P50, m.P99)
	}
}

// near compares with a tolerance for rounding.
func near(t *testing.T, what string, got *float64, want float64) {
	t.Helper()
	if got == nil || math.Abs(*got-want) > 1e-9 {
		t.Errorf("%s: %v, want %v", what, deref(got), want)
	}
}

func deref(x *float64) any {
	if x == nil {
		return nil
	}
	return *x
}

func TestMCC(t *testing.T) {
	for _, c := range []struct {
		gold, predicted string
		want            float64
	}{
		{"a b c", "a b c", 1},
		{"a a a", "a a a", 0}, // one label only: not defined
		// two labels, the classic form: tp 2, tn 1, fp 1, fn 1:
		// (2*1 - 1*1) / sqrt(3*3*2*2) = 1/6
		{"x x x - -", "x x - x -", 1.0 / 6},
		// three labels: n 4, correct 2, gold a2 b1 c1, predicted a2 b2:
		// (2*4 - (2*2 + 1*2)) / sqrt((16-8)*(16-6))
		{"a a b c", "a b b a", 2 / math.Sqrt(8*10)},
	} {
		if got := mcc(strings.Fields(c.gold), strings.Fields(c.predicted)); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s / %s: %v, want %v", c.gold, c.predicted, got, c.want)
		}
	}
}

func TestAUROCOfTies(t *testing.T) {
	same := []outcome{{inScope: true, place: 1, confidence: 0.5}, {confidence: 0.5}}
	near(t, "ties", auroc(same), 0.5)
	if auroc(same[:1]) != nil {
		t.Error("defined without a wrong one")
	}
}

func TestECE(t *testing.T) {
	// two bins of two: (.9+.7 - 1) and (.5+.1 - 0) away, over four
	all := []outcome{
		{inScope: true, place: 1, confidence: 0.9}, {confidence: 0.7}, {confidence: 0.5}, {confidence: 0.1},
	}
	near(t, "ece", ece(all, 2), (0.6+0.6)/4)
	if ece(nil, 10) != nil {
		t.Error("defined of nothing")
	}
}

func TestUndefinedIsNull(t *testing.T) {
	var b bytes.Buffer
	if err := WriteJSON(&b, []Metrics{measure("s", 1, five[:3])}); err != nil {
		t.Fatal(err)
	}
	var got []map[string]any
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	want := strings.Fields(`set entries in_scope out_of_scope success_at_1 success_at_5 mrr_at_10 c_at_1 auroc mcc
		in_scope_accuracy out_of_scope_recall precision_at_60 precision_at_70 precision_at_80 ece
		answered answers_right offered choices_right p50_ms p99_ms`)
	if len(got[0]) != len(want) {
		t.Errorf("%d fields, want %d", len(got[0]), len(want))
	}
	for _, name := range want {
		x, ok := got[0][name]
		undefined := []string{"mcc", "out_of_scope_recall", "answers_right", "choices_right"}
		if null := slices.Contains(undefined, name); !ok || null != (x == nil) {
			t.Errorf("%s: %v", name, x)
		}
	}
}

func TestTypo(t *testing.T) {
	a, b := rand.New(rand.NewPCG(7, 1)), rand.New(rand.NewPCG(7, 1))
	changed := 0
	for range 100 {
		const text = "dove pago la tassa"
		x := Typo(a, text)
		if y := Typo(b, text); x != y {
			t.Fatalf("%q and %q from one seed", x, y)
		}
		if x != text {
			changed++
		}
	}
	if changed < 70 { // swapping equal letters changes nothing
		t.Errorf("%d of 100 changed", changed)
	}
	if got := Typo(a, "a b 12"); got != "a b 12" {
		t.Errorf("%q", got)
	}
}
