package match

import (
	"context"
	"maps"
	"slices"
)

// absentShare is what the questions that nothing answers weigh together,
// against those that something does. How many there will be, a base cannot
// know: one in six is between the logs we have, of which some have hardly any
// and some two in five; those held out are nearer to the base than most.
const absentShare = 0.2

// calibrate fits the confidence in entries to the base: it asks what was held
// out of it and moves the model's weights by what came of that. On bases
// without alternates there is nothing to hold out.
func (m *Matcher) calibrate(ctx context.Context) error {
	weights := m.models[KindEntry].Confidence
	items, trials, removed := m.holdOut()
	if len(trials) == 0 || len(weights) != confFeatures {
		return nil
	}
	h := &Matcher{options: m.options, models: m.models, index: m.index} // not to be closed
	h.load(items)
	if err := h.train(ctx); err != nil {
		return err
	}
	var all []observation
	for _, t := range trials {
		o, err := h.try(ctx, t, removed)
		if err != nil {
			return err
		}
		if o.v != nil {
			all = append(all, o)
		}
	}
	weigh(all)
	copy(weights, refit(all, weights))
	return nil
}

// ownModels is a copy of models whose confidence in entries may be changed.
func ownModels(models map[Kind]Model) map[Kind]Model {
	own := maps.Clone(models)
	if x, ok := own[KindEntry]; ok {
		x.Confidence = slices.Clone(x.Confidence)
		own[KindEntry] = x
	}
	return own
}

// observation is what the confidence saw of a question, and how it was.
type observation struct {
	v      []float64 // nil if there was no candidate
	right  bool
	absent bool // nothing answers it
	weight float64
}

// try asks the question of a trial.
func (m *Matcher) try(ctx context.Context, t trial, removed []string) (o observation, err error) {
	lists, _, err := m.compare(ctx, Query{Text: t.text, Exclude: removed})
	if err != nil || len(lists[0].items) == 0 {
		return o, err
	}
	model := m.models[KindEntry]
	l, scores := m.mergeTwins(lists[0], &model)
	v, first := ConfidenceVector(l.rank, scores, l.unknown)
	at := l.items[first]
	right := t.right >= 0 && (at == t.right || m.twin[at] == t.right)
	return observation{v: v, right: right, absent: t.right < 0}, nil
}

// weigh gives the questions that nothing answers their share.
func weigh(all []observation) {
	var absent float64
	for i := range all {
		if all[i].absent {
			absent++
		}
	}
	known := float64(len(all)) - absent
	for i := range all {
		all[i].weight = 1
		if all[i].absent {
			all[i].weight = absentShare * known / absent
		}
	}
}
