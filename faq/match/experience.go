package match

import (
	"math"
	"time"
)

// Experience is what students' words on the replies have taught. It moves how sure a
// Matcher is and settles near-ties; it never touches a text. The zero Experience
// changes nothing.
type Experience struct {
	Calibration Calibration
	Popular     map[string]float64 // item -> 0 to 1; what is missing has 0
}

// Calibration moves a confidence: logit p' = Shift + Slope * logit p. The zero value
// leaves it as it is.
type Calibration struct {
	Shift float64 `json:"shift"` // within ±2
	Slope float64 `json:"slope"` // 0.5 to 2; 0 means 1
}

// Feedback is a student's word on the first candidate of one question.
type Feedback struct {
	Confidence float64 // Candidate.Model, as it was when the question was asked
	Helped     bool
	Weight     float64 // 1 for one student; see also Aged
}

// The bounds of what experience may do. Beyond a shift of 2 (0.5 becomes 0.88) or a
// slope of 2 something else is wrong, and the model should be fitted anew.
const (
	maxShift           = 2.0
	minSlope, maxSlope = 0.5, 2.0
)

// popularMost is what popularity adds to a score at most. Scores are logarithms of how
// often an item is the right one, so the most popular item overtakes another only where
// that was thought right less than e^0.2 = 1.22 times as often: a near-tie. It is less
// than what the topic of the turn before adds (0.3), and than a twentieth in each of the
// first four features.
const popularMost = 0.2

// calibrationPrior is what the precision of shift and slope is before anything was heard.
// A word tells p(1-p), about 0.2, so it takes some 50 of them to go half of the way.
const calibrationPrior = 10.0

// halfLife is how long it takes until a word counts half: the base, the students'
// questions and the model change with the year.
const halfLife = 90 * 24 * time.Hour

// Forgotten is the age from which a word counts for nothing (less than a sixteenth).
const Forgotten = 4 * halfLife

// Aged is the weight of a word that was said so long ago.
func Aged(age time.Duration) float64 {
	if age > Forgotten {
		return 0
	}
	return math.Exp2(-max(0, age.Hours()) / halfLife.Hours())
}

// FitCalibration is the calibration that makes what students said likeliest, near none
// while they have said little.
//
// It assumes that whether a student speaks depends on whether the reply was right, not
// on how sure it was of that. Then, that the unhappy speak more often than the happy
// moves the shift alone (by the logarithm of the ratio), never the slope, and to the side
// of caution; silence itself is not counted. That only confident candidates are shown
// does no harm, for the fit is given the confidence; below what was ever shown, the
// straight line through the logits is believed.
func FitCalibration(said []Feedback) Calibration {
	all := make([]observation, len(said))
	for i, f := range said {
		all[i] = observation{v: []float64{1, logit(f.Confidence)}, right: f.Helped, weight: f.Weight * refitPrior / calibrationPrior}
	}
	w := refit(all, []float64{0, 1})
	return Calibration{Shift: clamp(w[0], -maxShift, maxShift), Slope: clamp(w[1], minSlope, maxSlope)}
}

// logit is bounded, as no confidence is certain.
func logit(p float64) float64 {
	p = clamp(p, 0.001, 0.999)
	return math.Log(p / (1 - p))
}

func clamp(x, least, most float64) float64 { return min(max(x, least), most) }

// none reports whether the calibration changes nothing.
func (c Calibration) none() bool { return c.Shift == 0 && (c.Slope == 0 || c.Slope == 1) }

// apply moves one confidence. What is nothing or certain stays.
func (c Calibration) apply(p float64) float64 {
	if c.none() || p <= 0 || p >= 1 {
		return p
	}
	slope := c.Slope
	if slope == 0 {
		slope = 1
	}
	return logistic(clamp(c.Shift, -maxShift, maxShift) + clamp(slope, minSlope, maxSlope)*math.Log(p/(1-p)))
}

// experience is an Experience by the positions of a matcher's items.
type experience struct {
	calibration Calibration
	popular     []float64 // nil where nothing is
}

// Learn takes what students have taught in place of what was known before. Questions
// being answered go on with that.
func (m *Matcher) Learn(e Experience) {
	x := &experience{calibration: e.Calibration}
	for id, popular := range e.Popular {
		i, ok := m.byID[id]
		if !ok {
			continue
		}
		if x.popular == nil {
			x.popular = make([]float64, len(m.items))
		}
		for _, j := range []int{i, m.twin[i]} {
			if j >= 0 {
				x.popular[j] = max(x.popular[j], clamp(popular, 0, 1))
			}
		}
	}
	m.experience.Store(x)
}

// popularity of an item, from 0 to 1.
func (m *Matcher) popularity(item int) float64 {
	if x := m.experience.Load(); x != nil && x.popular != nil {
		return x.popular[item]
	}
	return 0
}

// recalibrate makes the confidences what experience says of such.
func (m *Matcher) recalibrate(r *Result) {
	if x := m.experience.Load(); x != nil {
		r.Calibration = x.calibration
	}
	for i := range r.Candidates {
		c := &r.Candidates[i]
		c.Model = c.Confidence
		c.Confidence = r.Calibration.apply(c.Model)
	}
}
