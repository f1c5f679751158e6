package match

// DefaultModels are the models the product runs with.
//
// The weights of the rank were set beforehand, by reasoning: the resemblance
// of question and phrase counts most, then the text, and of a passage, the
// text alone. Fitting them gained nothing on bases left out.
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
			Rank: []float64{4, 3, 3, 3, 2, 1, 1, 3, 3, 1, 2, 3, 0, 1.5, 0.3},
			Confidence: []float64{
				-3.86, 1.58, 0, 0.7, 0.858, 0, 0.46, 0, 0, 0.469,
				1.29, 0, 0.786, 0, 0.028, 0, 0.496, 0.0344, 0.333, 0.949,
			},
		},
		KindPassage: {
			Rank: []float64{1, 1, 0, 0, 0, 0, 0, 12, 6, 3, 6, 0, 0, 1.5, 0.3},
			Confidence: []float64{
				-2.8, 2.13, 0.115, 0.761, 0.629, 0, 0.608, 0, 0, 0,
				0, 0, 0, 0, 0, 0, 1.49, 0.0439, 0, 0,
			},
		},
	}
}
