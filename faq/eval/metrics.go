package eval

import (
	"math"
	"slices"
	"sort"
	"time"

	"sportello/faq/match"
)

// Metrics is what a run on a set gives. A pointer is nil where the measure is
// not defined: without questions out of scope, or without any in scope.
type Metrics struct {
	Set              string   `json:"set"`
	Entries          int      `json:"entries"`
	InScope          int      `json:"in_scope"`
	OutOfScope       int      `json:"out_of_scope"`
	SuccessAt1       *float64 `json:"success_at_1"`
	SuccessAt5       *float64 `json:"success_at_5"`
	MRRAt10          *float64 `json:"mrr_at_10"`
	CAt1             *float64 `json:"c_at_1"`
	AUROC            *float64 `json:"auroc"`
	MCC              *float64 `json:"mcc"`
	InScopeAccuracy  *float64 `json:"in_scope_accuracy"`
	OutOfScopeRecall *float64 `json:"out_of_scope_recall"`
	PrecisionAt60    *float64 `json:"precision_at_60"`
	PrecisionAt70    *float64 `json:"precision_at_70"`
	PrecisionAt80    *float64 `json:"precision_at_80"`
	ECE              *float64 `json:"ece"`
	// What the matcher decided at the precision wanted, of all questions.
	Answered     float64  `json:"answered"`      // share that got an answer
	AnswersRight *float64 `json:"answers_right"` // share of the answers that were right
	Offered      float64  `json:"offered"`       // share that got choices
	ChoicesRight *float64 `json:"choices_right"` // share of the choices that held the right one
	P50          float64  `json:"p50_ms"`
	P99          float64  `json:"p99_ms"`
}

// right reports whether the first candidate answers the question.
func (o *outcome) right() bool { return o.inScope && o.place == 1 }

// measure computes all metrics of a run.
func measure(name string, entries int, all []outcome) Metrics {
	m := Metrics{Set: name, Entries: entries}
	for i := range all {
		if all[i].inScope {
			m.InScope++
		} else {
			m.OutOfScope++
		}
	}
	m.ranks(all)
	m.decisions(all)
	m.AUROC = auroc(all)
	m.PrecisionAt60, m.PrecisionAt70, m.PrecisionAt80 = precisionAt(all, 0.6), precisionAt(all, 0.7), precisionAt(all, 0.8)
	m.ECE = ece(all, 10)
	m.given(all)
	m.P50, m.P99 = quantile(all, 0.5), quantile(all, 0.99)
	return m
}

// ranks computes the measures over the questions in scope. c@1 is that of
// Peñas and Rodrigo (ACL 2011): (right + unanswered * right / all) / all.
func (m *Metrics) ranks(all []outcome) {
	if m.InScope == 0 {
		return
	}
	var at1, at5, mrr, answeredRight, unanswered float64
	for i := range all {
		o := &all[i]
		if !o.inScope {
			continue
		}
		if o.place == 1 {
			at1++
		}
		if 1 <= o.place && o.place <= 5 {
			at5++
		}
		if 1 <= o.place && o.place <= 10 {
			mrr += 1 / float64(o.place)
		}
		if !o.answered {
			unanswered++
		} else if o.place == 1 {
			answeredRight++
		}
	}
	n := float64(m.InScope)
	m.SuccessAt1, m.SuccessAt5, m.MRRAt10 = ptr(at1/n), ptr(at5/n), ptr(mrr/n)
	m.CAt1 = ptr((answeredRight + unanswered*answeredRight/n) / n)
	m.InScopeAccuracy = ptr(answeredRight / n)
}

// decisions computes the measures of answering or not. The predicted label of
// the MCC is the item if it is answered, else "out of scope".
func (m *Metrics) decisions(all []outcome) {
	if m.OutOfScope == 0 {
		return
	}
	var kept float64
	gold, predicted := make([]string, len(all)), make([]string, len(all))
	for i := range all {
		o := &all[i]
		if o.inScope {
			gold[i] = o.gold
		} else if !o.answered {
			kept++
		}
		if o.answered {
			predicted[i] = o.top
		}
	}
	m.OutOfScopeRecall = ptr(kept / float64(m.OutOfScope))
	m.MCC = ptr(mcc(gold, predicted))
}

// mcc is the correlation coefficient of Matthews for many labels: R_K of
// Gorodkin (Computational Biology and Chemistry 28, 2004), in the form
// scikit-learn computes it; 0 where it is not defined.
func mcc(gold, predicted []string) float64 {
	n := float64(len(gold))
	g, p := map[string]float64{}, map[string]float64{}
	var correct float64
	for i := range gold {
		g[gold[i]]++
		p[predicted[i]]++
		if gold[i] == predicted[i] {
			correct++
		}
	}
	var gp, gg, pp float64
	for label, x := range g {
		gp += x * p[label]
		gg += x * x
	}
	for _, x := range p {
		pp += x * x
	}
	if n*n == pp || n*n == gg {
		return 0
	}
	return (correct*n - gp) / math.Sqrt((n*n-pp)*(n*n-gg))
}

// given computes the measures of what the matcher decided.
func (m *Metrics) given(all []outcome) {
	var answered, right, offered, held float64
	for i := range all {
		switch o := &all[i]; o.decision {
		case match.Answer:
			answered++
			if o.right() {
				right++
			}
		case match.Choices:
			offered++
			if o.offered {
				held++
			}
		}
	}
	if n := float64(len(all)); n > 0 {
		m.Answered, m.Offered = answered/n, offered/n
	}
	if answered > 0 {
		m.AnswersRight = ptr(right / answered)
	}
	if offered > 0 {
		m.ChoicesRight = ptr(held / offered)
	}
}

// auroc is the chance that the confidence of a right first candidate is above
// that of a wrong one (Mann-Whitney, ties count half).
func auroc(all []outcome) *float64 {
	s := byConfidence(all)
	var right, wrong, sum float64
	for i := 0; i < len(s); {
		j, r, w := i, 0.0, 0.0
		for ; j < len(s) && s[j].confidence == s[i].confidence; j++ {
			if s[j].right() {
				r++
			} else {
				w++
			}
		}
		sum += w * (right + r/2) // s falls: the right ones so far are above
		right, wrong, i = right+r, wrong+w, j
	}
	if right == 0 || wrong == 0 {
		return nil
	}
	return ptr(sum / (right * wrong))
}

// precisionAt is the share of right ones among the most confident part.
func precisionAt(all []outcome, coverage float64) *float64 {
	s := byConfidence(all)
	n := int(math.Round(coverage * float64(len(s))))
	if n == 0 {
		return nil
	}
	right := 0.0
	for i := range s[:n] {
		if s[i].right() {
			right++
		}
	}
	return ptr(right / float64(n))
}

// ece is the expected calibration error over bins of equal mass: the mean
// distance between confidence and share of right ones (Naeini et al. 2015).
func ece(all []outcome, bins int) *float64 {
	s := byConfidence(all)
	if len(s) == 0 {
		return nil
	}
	var sum float64
	for b := range bins {
		var conf, right float64
		for _, o := range s[len(s)*b/bins : len(s)*(b+1)/bins] {
			conf += o.confidence
			if o.right() {
				right++
			}
		}
		sum += math.Abs(conf - right)
	}
	return ptr(sum / float64(len(s)))
}

// byConfidence is a copy in falling order.
func byConfidence(all []outcome) []outcome {
	s := append([]outcome(nil), all...)
	sort.SliceStable(s, func(i, j int) bool { return s[i].confidence > s[j].confidence })
	return s
}

// quantile is a quantile of the times, in milliseconds.
func quantile(all []outcome, q float64) float64 {
	if len(all) == 0 {
		return 0
	}
	times := make([]time.Duration, len(all))
	for i := range all {
		times[i] = all[i].took
	}
	slices.Sort(times)
	return float64(times[int(q*float64(len(times)-1))]) / float64(time.Millisecond)
}

func ptr(x float64) *float64 { return &x }
