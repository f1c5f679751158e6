package match

// DefaultModels are the models the product runs with.
//
// The weights of the rank were set beforehand, by reasoning: the resemblance
// of question and phrase counts most, then the text, and of a passage, the
// text alone; what the ranker learned counts as much as the first four
// together. Fitting them gained nothing on bases left out.
//
// The weights of the confidence were fitted by
//
//	go run ./faq/eval/measure -fit -final DIR...
//
// on nine sets of judged questions from seven bases (an office of students, a
// waterworks, a shop, two voice assistants, an encyclopedia, a university's
// course pages), each base counting alike; see eval.Fit. That they carry over
// is measured with -fit alone, which leaves out one base after the other. What it
// costs to be of another level or campus, or negated, was set by hand, and the bias
// less by that: hardly a question of those sets says.
func DefaultModels() map[Kind]Model {
	return map[Kind]Model{
		KindEntry: {
			Rank: []float64{4, 3, 3, 3, 2, 1, 1, 3, 3, 1, 2, 3, 16, 0, 0, 0, 0, 1, 0, 0, 1.5, 0.3, 0.3},
			Confidence: []float64{
				-4.83, 1.33, 0.567, 0.146, 0.7, 0, 2.09, 0.585, 0, 0.0493, 0.325, 0.763,
				0, 0.205, 0, 0.389, 0, 0.161, 0.482, 0.282, 2.02, -0.477, 0.27, 0,
				0.339, 1, 0.2, 0,
			},
		},
		KindPassage: {
			Rank: []float64{1, 1, 0, 0, 0, 0, 4, 8, 6, 7, 6, 0, 0, 0, 12, 0, 0, 1, 0, 0, 1.5, 0.3, 0.3},
			Confidence: []float64{
				-3.48, 2.03, 0.174, 0.898, 1, 0, 0, 0.381, 0, 0, 0, 0,
				0, 0, 0, 0, 0, 1.2, 0, 0, 0, 0, 0.0654, 0,
				0, 1, 0, 0,
			},
		},
	}
}
