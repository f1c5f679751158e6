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
// is measured with -fit alone, which leaves out one base after the other.
func DefaultModels() map[Kind]Model {
	return map[Kind]Model{
		KindEntry: {
			Rank: []float64{4, 3, 3, 3, 2, 1, 1, 3, 3, 1, 2, 3, 16, 0, 0, 0, 0, 0, 0, 0, 1.5, 0.3},
			Confidence: []float64{
				-3.52, 1.25, 0.578, 0.368, 0.607, 0, 2.07, 0.467, 0, 0.0241, 0.242, 0.732,
				0, 0.295, 0, 0.3, 0, 0.0864, 0.495, 0.366, 2.44, -0.888, 0, 0, 0, 0, 0, 0,
			},
		},
		KindPassage: {
			Rank: []float64{1, 1, 0, 0, 0, 0, 0, 8, 6, 7, 6, 0, 0, 0, 12, 0, 0, 0, 0, 0, 1.5, 0.3},
			Confidence: []float64{
				-2.8, 2.13, 0.115, 0.761, 0.629, 0, 0, 0.608, 0, 0, 0,
				0, 0, 0, 0, 0, 0, 1.49, 0.0439, 0, 0, 0, 0, 0, 0, 0, 0, 0,
			},
		},
	}
}
