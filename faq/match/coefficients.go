package match

// DefaultModels are the models the product runs with.
func DefaultModels() map[Kind]Model {
	return map[Kind]Model{
		KindEntry: {
			Rank:       []float64{4, 3, 3, 3, 2, 1, 1, 3, 3, 1, 2, 3, 1.5, 0.3},
			Confidence: []float64{-3, 3},
		},
		KindPassage: {
			Rank:       []float64{1, 1, 0, 0, 0, 0, 0, 12, 6, 3, 6, 0, 1.5, 0.3},
			Confidence: []float64{-3, 3},
		},
	}
}
