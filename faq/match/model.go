package match

import "math"

// The features of the confidence: of the list of candidates as a whole and of
// its first one. Like those of the rank they mean the same on every base.
const (
	cBias        = iota
	cShare       // softmax share of the first candidate's score
	cScore       // its score, squashed
	cMargin      // 1 - exp(-d), d the lead in score over the next different item
	cAhead       // lead in the share of idf mass covered
	cKnown       // share of idf mass in words the base has
	cLead        // lead of the first candidate in what the ranker says
	cBoth        // softmax share times share of idf mass covered
	cRank        // here begin the rank features of the first candidate
	confFeatures = cRank + fCount + 1
)

// ConfidenceNames names the features of the confidence, in their order.
var ConfidenceNames = append([]string{
	"bias", "share", "score", "margin", "ahead", "known", "lead", "both",
}, RankNames[:fCount+1]...)

// Model turns features into a score and a confidence. It is fitted by
// faq/eval on several bases and holds for all.
type Model struct {
	Rank       []float64 // by RankNames; the score is the inner product
	Confidence []float64 // by ConfidenceNames; logistic
}

// score is the logarithm of how often the item is the right one, up to a
// constant (a conditional logit, McFadden 1974).
func (m *Model) score(v []float64) (sum float64) {
	for i, w := range m.Rank {
		sum += w * v[i]
	}
	return sum
}

// lead is the position of the best and of the second best score, -1 if none.
func lead(scores []float64) (first, second int) {
	first, second = -1, -1
	for i, s := range scores {
		switch {
		case first < 0 || s > scores[first]:
			first, second = i, first
		case second < 0 || s > scores[second]:
			second = i
		}
	}
	return first, second
}

// ConfidenceVector computes the features of the confidence from the rank
// features of all candidates of a kind, their scores, and the share of the
// question's idf mass in unknown words. It also returns the position of the
// first candidate.
func ConfidenceVector(rank [][]float64, scores []float64, unknown float64) ([]float64, int) {
	v := make([]float64, confFeatures)
	first, second := lead(scores)
	if first < 0 {
		return v, first
	}
	var total float64
	for _, s := range scores {
		total += math.Exp(s - scores[first])
	}
	v[cBias] = 1
	v[cShare] = 1 / total
	v[cScore] = logistic((scores[first] - scoreCentre) / scoreCentre)
	v[cMargin], v[cAhead] = 1, rank[first][fAll]
	if second >= 0 {
		v[cMargin] = 1 - math.Exp(scores[second]-scores[first])
		v[cAhead] = rank[first][fAll] - rank[second][fAll]
	}
	v[cKnown] = 1 - unknown
	v[cLead] = learnedLead(rank, first)
	v[cBoth] = v[cShare] * rank[first][fAll]
	copy(v[cRank:], rank[first][:fCount+1])
	return v, first
}

// scoreCentre is about the score of a fair match, where cScore is 1/2.
const scoreCentre = 5.0

// confidence is the probability that the first candidate is right.
func (m *Model) confidence(v []float64) float64 {
	var sum float64
	for i, w := range m.Confidence {
		sum += w * v[i]
	}
	return logistic(sum)
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// learnedLead is the lead of a candidate by the ranker over all others.
func learnedLead(rank [][]float64, first int) float64 {
	var best float64
	for i, v := range rank {
		if i != first {
			best = max(best, v[fLearned])
		}
	}
	return max(0, rank[first][fLearned]-best)
}
