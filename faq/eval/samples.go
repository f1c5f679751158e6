package eval

import (
	"context"
	"errors"

	"sportello/faq/match"
)

// sample is a match.Sample with its judgement.
type sample struct {
	match.Sample
	right  []bool // by candidate
	weight float64
}

// perSet bounds the queries of a set that models are fitted on, so that large
// sets cost no more than they tell.
const perSet = 500

// samples collects what models of a kind are fitted on from a set.
func (s *Set) samples(ctx context.Context, o match.Options) (out []sample, err error) {
	m, closeAll, err := s.build(ctx, o)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, closeAll()) }()
	for _, q := range s.pick(Flags{Max: perSet}) {
		list, err := m.Samples(ctx, match.Query{Text: q.Text})
		if errors.Is(err, match.ErrEmpty) {
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, x := range list {
			y := sample{Sample: x, right: make([]bool, len(x.IDs))}
			for i, id := range x.IDs {
				y.right[i] = q.Right[id]
			}
			out = append(out, y)
		}
	}
	return out, nil
}

// without is the sample as it would be if no right entry were in the base: a
// question inside the domain that nothing answers.
func (s *sample) without() sample {
	out := sample{Sample: match.Sample{Kind: s.Kind, Unknown: s.Unknown}, weight: s.weight}
	for i, r := range s.right {
		if !r {
			out.IDs, out.Rank = append(out.IDs, s.IDs[i]), append(out.Rank, s.Rank[i])
			out.right = append(out.right, false)
		}
	}
	return out
}

// anyRight reports whether a right candidate was found.
func (s *sample) anyRight() bool {
	for _, r := range s.right {
		if r {
			return true
		}
	}
	return false
}
