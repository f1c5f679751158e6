package wait_test

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"sportello/handoff/wait"
)

// told is a line of students whose waits are off from what the model says by a factor
// and a spread of their own, each told what experience makes of it, and what share of
// the waits that students would have seen to their end the estimates held.
func told(n int, factor, spread float64, patience time.Duration) (held float64) {
	r := rand.New(rand.NewPCG(3, 3))
	var outcomes []wait.Outcome
	leaving, counted := wait.Leaving{}, 0
	s := busy(10, 15)
	services := exponential(300, 500*time.Second)
	for i := range n {
		e := look(s, services, leaving, outcomes[max(0, len(outcomes)-600):]...).Newcomer(0, 0)
		wouldWait := time.Duration(float64(e.Raw.Mid) * factor * math.Exp(spread*r.NormFloat64()))
		stays := time.Duration(r.ExpFloat64() * float64(patience))
		o := wait.Outcome{Raw: e.Raw, From: e.From, To: e.To, Waited: min(wouldWait, stays)}
		if leaving.Waited += o.Waited; stays < wouldWait {
			o.End = wait.Left
			leaving.Left++
		}
		outcomes = append(outcomes, o)
		if i >= n/3 {
			counted++
			if wouldWait >= e.From && wouldWait <= e.To {
				held++
			}
		}
	}
	return held / float64(counted)
}

// However far off the model is, the estimates come to hold 8 times in 10, and not much
// more often either.
func TestExperienceMendsTheModel(t *testing.T) {
	for _, c := range []struct{ factor, spread float64 }{{1, 0.3}, {1.8, 0.3}, {0.5, 0.3}, {1, 0.9}, {1, 0.1}} {
		if held := told(900, c.factor, c.spread, 100*time.Hour); held < 0.75 || held > 0.88 {
			t.Errorf("waits off by %v with spread %v: %.2f hold", c.factor, c.spread, held)
		}
	}
}

// An interval that begins at nothing cannot miss below. It holds 8 times in 10 all the same,
// also where as many others can.
func TestIntervalsThatBeginAtNothing(t *testing.T) {
	const n = 1200
	r := rand.New(rand.NewPCG(5, 5))
	services := exponential(300, 500*time.Second)
	var outcomes []wait.Outcome
	held, counted := 0.0, 0.0
	for i := range n {
		s, would := busy(10, 15), math.Exp(0.3*r.NormFloat64())
		if i%2 == 0 { // the first to be done of 60 with two chats each takes them
			s, would = busy(60, 0), r.ExpFloat64()/math.Ln2
		}
		e := look(s, services, wait.Leaving{}, outcomes[max(0, len(outcomes)-600):]...).Newcomer(0, 0)
		o := wait.Outcome{Raw: e.Raw, From: e.From, To: e.To, Waited: time.Duration(float64(e.Raw.Mid) * would)}
		outcomes = append(outcomes, o)
		if i < n/3 || e.From > 0 {
			continue
		}
		if counted++; o.Waited <= e.To {
			held++
		}
	}
	if share := held / counted; counted < n/4 || share < 0.75 || share > 0.86 {
		t.Errorf("of %.0f that begin at nothing %.2f hold", counted, share)
	}
}

// Where many leave, those who are served had the short waits. Weighing them by the
// chance to be seen makes up for it.
func TestLeaversCountForWhatTheyWouldHaveWaited(t *testing.T) {
	if held := told(900, 1.5, 0.5, 12*time.Minute); held < 0.75 || held > 0.88 {
		t.Errorf("%.2f of all waits hold", held)
	}
}

// An estimate that has been outwaited has failed, also before anybody knows by how much.
func TestWhoStillWaitsTells(t *testing.T) {
	raw := wait.Raw{Mid: 5 * time.Minute, Spread: 0.3}
	open := make([]wait.Outcome, 40)
	for i := range open {
		open[i] = wait.Outcome{Raw: raw, From: 3 * time.Minute, To: 7 * time.Minute, Waited: 9 * time.Minute, End: wait.Waits}
	}
	s, services := busy(10, 15), exponential(100, 500*time.Second)
	before, after := look(s, services, wait.Leaving{}).Newcomer(0, 0), look(s, services, wait.Leaving{}, open...).Newcomer(0, 0)
	if after.To <= before.To || after.Doubt != wait.Missed {
		t.Errorf("from %v to %v, doubt %q", before.To, after.To, after.Doubt)
	}
	for i := range open {
		open[i].Waited = time.Second // of these nothing is known
	}
	if same := look(s, services, wait.Leaving{}, open...).Newcomer(0, 0); same != before {
		t.Errorf("who has only just come changed %v to %v", before, same)
	}
}
