package match

import (
	"cmp"
	"math"
	"slices"
)

// thresholds are the confidences from which the first candidate is the answer and
// from which the best few together are offered as choices.
type thresholds struct{ Answer, Choices float64 }

// evenThreshold is the threshold for a precision where nothing is known of the
// confidences there will be: above t they are 1/2 + t/2 on average if they lie
// evenly, and that is to be the precision.
func evenThreshold(precision float64) float64 { return clamp(2*precision-1, 0, 1) }

// leastAnswer is the confidence below which nothing is an answer, however right the
// answers are on the whole: what is likelier wrong than right is not said.
const leastAnswer = 0.5

// evenThresholds are the thresholds where nothing is known of the confidences.
func evenThresholds(o *Options) thresholds {
	return thresholds{max(leastAnswer, evenThreshold(o.Precision)), evenThreshold(o.ChoicesPrecision)}
}

// stake is a confidence and how often there is one like it.
type stake struct{ confidence, weight float64 }

// thresholdFor is the lowest threshold at which those not below it are right in the
// share wanted, going by what they say of themselves. Where all of them together
// are, it is the lowest of them; where not even the surest is, just above it.
func thresholdFor(precision float64, all []stake) float64 {
	slices.SortFunc(all, func(a, b stake) int { return cmp.Compare(b.confidence, a.confidence) })
	at := 1.0
	var right, asked float64
	for _, s := range all {
		right, asked = right+s.confidence*s.weight, asked+s.weight
		if right >= precision*asked {
			at = s.confidence
		}
	}
	return at
}

// settle sets the thresholds by the questions held out of the base. They are not
// above those for even confidences: what is held out is mostly harder than what
// students ask, for no two wordings of an entry are alike.
func (m *Matcher) settle(seen []examined, observed []observation) {
	model := m.models[KindEntry]
	most := evenThresholds(&m.options)
	var first, few []stake
	for i := range seen {
		c := seen[i].candidates(&model)
		weight := observed[i].weight
		first = append(first, stake{c[0].Confidence, weight})
		if n, sum := m.choices(c); n >= 2 {
			few = append(few, stake{min(1, sum), weight})
		}
	}
	m.thresholds.Answer = clamp(thresholdFor(m.options.Precision, first), leastAnswer, most.Answer)
	m.thresholds.Choices = min(thresholdFor(m.options.ChoicesPrecision, few), most.Choices)
}

// candidates are those of a held-out question, surest first.
func (e *examined) candidates(model *Model) []Candidate {
	scores := make([]float64, len(e.list.rank))
	for i, v := range e.list.rank {
		scores[i] = model.score(v)
	}
	conf, first := ConfidenceVector(e.list.rank, scores, e.list.unknown)
	out := make([]Candidate, len(scores))
	for i, s := range scores {
		out[i].Confidence = model.confidence(conf) * math.Exp(s-scores[first])
	}
	slices.SortFunc(out, func(a, b Candidate) int { return cmp.Compare(b.Confidence, a.Confidence) })
	return out
}
