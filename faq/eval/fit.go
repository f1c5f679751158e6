package eval

import (
	"math"

	"sportello/faq/match"
)

const (
	fitSteps   = 600
	ridge      = 0.003 // pull to zero, against the mean log likelihood
	unanswered = 0.1   // weight of a question with its right entries taken away
)

// fitKind fits the confidence of a kind. The rank keeps the weights it has:
// fitted as a conditional logit and measured on bases left out, it gained
// nothing on any and lost up to seven points of success@1 on some.
func fitKind(all []sample, old match.Model) match.Model {
	return match.Model{Rank: old.Rank, Confidence: fitConfidence(all, old.Rank)}
}

func scores(s *sample, w []float64) []float64 {
	out := make([]float64, len(s.Rank))
	for i, row := range s.Rank {
		for j, x := range row {
			out[i] += w[j] * x
		}
	}
	return out
}

// fitConfidence fits a logistic regression of "the first candidate is right"
// on the features of the confidence, given the weights of the rank. All
// features but the biases (of every base, of those with a ranker) speak for it, so no weight may be negative: what a
// base makes of them beyond that did not carry over to others. Taking the
// right entries away adds questions of the domain that nothing answers, which
// most sets have none of.
func fitConfidence(all []sample, rank []float64) []float64 {
	var rows [][]float64
	var right, weight []float64
	var total float64
	add := func(s *sample, share float64) {
		v, first := match.ConfidenceVector(s.Rank, scores(s, rank), s.Unknown)
		if first < 0 {
			return
		}
		y := 0.0
		if s.right[first] {
			y = 1
		}
		rows, right, weight = append(rows, v), append(right, y), append(weight, s.weight*share)
		total += s.weight * share
	}
	for i := range all {
		add(&all[i], 1)
		if all[i].anyRight() {
			w := all[i].without()
			add(&w, unanswered)
		}
	}
	w := make([]float64, len(match.ConfidenceNames))
	floor := make([]bool, len(w))
	for i, name := range match.ConfidenceNames {
		floor[i] = name != "bias" && name != "trained"
	}
	ascend(w, floor, fitSteps, func(w, g []float64) {
		for i, row := range rows {
			d := weight[i] / total * (right[i] - logistic(row, w))
			for j, x := range row {
				g[j] += d * x
			}
		}
		for j := 1; j < len(g); j++ { // the bias is free
			g[j] -= ridge * w[j]
		}
	})
	return w
}

func logistic(row, w []float64) float64 {
	var sum float64
	for j, x := range row {
		sum += w[j] * x
	}
	return 1 / (1 + math.Exp(-sum))
}
