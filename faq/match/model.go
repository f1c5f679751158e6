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
	cUnknown     // share of idf mass in unknown words
	cLength      // ln(1 + terms) / 4
	cShort       // 1 / (content words + 1)
	cRank        // here begin the rank features of the first candidate
	confFeatures = cRank + fExact + 1
)

// ConfidenceNames names the features of the confidence, in their order.
var ConfidenceNames = append([]string{
	"bias", "share", "score", "margin", "ahead", "unknown", "length", "short",
}, RankNames[:fExact+1]...)

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

// Lead is the position of the best and of the second best score, -1 if none.
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
// features of all candidates of a kind, their scores, and what is known of the
// question (unknown share, terms, content words). It also returns
// the position of the first candidate.
func ConfidenceVector(rank [][]float64, scores, question []float64) ([]float64, int) {
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
	v[cUnknown] = question[0]
	v[cLength] = math.Log1p(question[1]) / 4
	v[cShort] = 1 / (question[2] + 1)
	copy(v[cRank:], rank[first][:fExact+1])
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
