package eval

import (
	"math/rand/v2"

	"sportello/faq/match"
)

// refitEvery is after how many questions the matcher learns from what was said.
const refitEvery = 20

// listener stands for the students of a run: some say whether the first candidate was
// right, and the matcher learns from it for the questions to come. What it was sure of
// before is measured, so nothing is measured on what it was fitted to (prequential
// evaluation; Dawid, JRSS A 147, 1984).
type listener struct {
	rnd   *rand.Rand
	share float64
	said  []match.Feedback
	asked int
}

func newListener(f Flags) *listener {
	return &listener{rnd: rand.New(rand.NewPCG(f.Seed, 2)), share: f.Feedback}
}

func (l *listener) hear(m *match.Matcher, r *match.Result, right bool) {
	if l.share <= 0 {
		return
	}
	if len(r.Candidates) > 0 && l.rnd.Float64() < l.share {
		l.said = append(l.said, match.Feedback{Confidence: r.Candidates[0].Model, Helped: right, Weight: 1})
	}
	if l.asked++; l.asked%refitEvery == 0 {
		m.Learn(match.Experience{Calibration: match.FitCalibration(l.said)})
	}
}
