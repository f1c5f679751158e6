package match

import "context"

// Sample is what a model is fitted on: one question with the features of the
// candidates of one kind, before any score.
type Sample struct {
	Kind    Kind
	IDs     []string
	Rank    [][]float64 // by RankNames, one row a candidate
	Unknown float64     // see ConfidenceVector
}

// Samples returns the features of a question's candidates, one Sample a kind
// that has any. It is for faq/eval, which fits the models.
func (m *Matcher) Samples(ctx context.Context, q Query) ([]Sample, error) {
	lists, err := m.compared(ctx, q)
	if err != nil {
		return nil, err
	}
	var out []Sample
	for _, l := range lists {
		if len(l.items) == 0 {
			continue
		}
		s := Sample{Kind: l.kind, Rank: l.rank, Unknown: l.unknown}
		for _, i := range l.items {
			s.IDs = append(s.IDs, m.items[i].ID)
		}
		out = append(out, s)
	}
	return out, nil
}
