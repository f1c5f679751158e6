package match

import (
	"context"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"
)

func TestCalibrationStaysNearNoneUntilMuchWasSaid(t *testing.T) {
	if got := FitCalibration(nil); got.Shift != 0 || got.Slope != 1 || !got.none() {
		t.Errorf("of nothing: %+v", got)
	}
	one := FitCalibration([]Feedback{{Confidence: 0.9, Weight: 1}})
	if math.Abs(one.Shift) > 0.1 || math.Abs(one.Slope-1) > 0.2 {
		t.Errorf("of one word: %+v", one)
	}
}

// What students say of a matcher that is too sure brings it to what is true, at
// confidences that were shown and at those that were not.
func TestCalibrationFindsWhatIsTrue(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	truth := Calibration{Shift: -0.8, Slope: 0.7}
	var said []Feedback
	for range 4000 {
		p := 0.35 + 0.6*rnd.Float64() // less sure candidates are not shown
		said = append(said, Feedback{Confidence: p, Helped: rnd.Float64() < truth.apply(p), Weight: 1})
	}
	got := FitCalibration(said)
	for _, p := range []float64{0.2, 0.4, 0.6, 0.9} {
		if d := math.Abs(got.apply(p) - truth.apply(p)); d > 0.04 {
			t.Errorf("%.2f becomes %.3f, want %.3f", p, got.apply(p), truth.apply(p))
		}
	}
}

func TestCalibrationIsBounded(t *testing.T) {
	for _, helped := range []bool{false, true} {
		said := make([]Feedback, 5000)
		for i := range said {
			said[i] = Feedback{Confidence: 0.01, Helped: helped, Weight: 1}
			if !helped {
				said[i].Confidence = 0.99
			}
		}
		c := FitCalibration(said)
		if math.Abs(c.Shift) > maxShift || c.Slope < minSlope || c.Slope > maxSlope {
			t.Errorf("%+v", c)
		}
	}
	wild := Calibration{Shift: 50, Slope: -3}
	if p, want := wild.apply(0.5), (Calibration{Shift: maxShift, Slope: minSlope}).apply(0.5); p != want {
		t.Errorf("%v, want %v", p, want)
	}
	if (Calibration{Shift: 1}).apply(0) != 0 || (Calibration{Shift: -1}).apply(1) != 1 {
		t.Error("what is nothing or certain moved")
	}
}

func TestAged(t *testing.T) {
	for age, want := range map[time.Duration]float64{-time.Hour: 1, 0: 1, halfLife: 0.5, 2 * halfLife: 0.25, Forgotten + 1: 0} {
		if got := Aged(age); math.Abs(got-want) > 1e-9 {
			t.Errorf("%v old: %v, want %v", age, got, want)
		}
	}
}

// An experience of nothing changes not one bit.
func TestNoExperienceChangesNothing(t *testing.T) {
	m := build(t, testBase(t))
	for _, text := range []string{"quando si paga la seconda rata", "borsa", "chi vende biglietti"} {
		before := matched(t, m, text)
		m.Learn(Experience{Calibration: FitCalibration(nil), Popular: map[string]float64{"no-such": 1}})
		after := matched(t, m, text)
		after.Calibration = before.Calibration
		if !reflect.DeepEqual(before, after) {
			t.Errorf("%s: %+v, was %+v", text, after, before)
		}
		m.experience.Store(nil)
	}
}

func matched(t *testing.T, m *Matcher, text string) Result {
	t.Helper()
	r, err := m.Match(context.Background(), Query{Text: text})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestCalibrationMovesConfidenceNotOrder(t *testing.T) {
	m := build(t, twinBase())
	before := matched(t, m, "orari piscina")
	m.Learn(Experience{Calibration: Calibration{Shift: -1, Slope: 1}})
	after := matched(t, m, "orari piscina")
	for i, c := range after.Candidates {
		was := before.Candidates[i]
		if c.Item.ID != was.Item.ID || c.Model != was.Confidence || c.Confidence >= was.Confidence || c.Score != was.Score {
			t.Errorf("%d: %+v, was %+v", i, c, was)
		}
	}
}

// Two items alike to a letter: the popular one comes first, in both languages, and one
// that is clearly better stays before a popular one.
func TestPopularityBreaksNearTiesOnly(t *testing.T) {
	items := []Item{
		{ID: "a", Kind: KindEntry, Lang: "it", Question: "Quando apre la piscina?", Answer: "Alle nove.", Twin: "a-en"},
		{ID: "a-en", Kind: KindEntry, Lang: "en", Question: "When does the pool open?", Answer: "At nine."},
		{ID: "b", Kind: KindEntry, Lang: "it", Question: "Quando apre la piscina?", Answer: "Alle nove."},
		{ID: "c", Kind: KindEntry, Lang: "it", Question: "Quando apre la palestra del campus?", Answer: "Alle dieci."},
	}
	m := build(t, items)
	first := func(text string) Candidate { return matched(t, m, text).Candidates[0] }
	for _, popular := range []string{"a", "b"} {
		m.Learn(Experience{Popular: map[string]float64{popular: 1}})
		got := first("quando apre la piscina")
		if got.Item.ID != popular || got.Why.Of(popularName) != 1 {
			t.Errorf("%+v, want %s", got, popular)
		}
	}
	m.Learn(Experience{Popular: map[string]float64{"a-en": 1}})
	if got := first("quando apre la piscina"); got.Item.ID != "a" {
		t.Errorf("%s, want the twin of the popular one", got.Item.ID)
	}
	m.Learn(Experience{Popular: map[string]float64{"c": 99}})
	if got := first("quando apre la piscina"); got.Item.ID == "c" {
		t.Error("popularity beat the words")
	}
}
