package match

import (
	"context"
	"maps"
	"slices"
)

// absentShare is what the questions that nothing answers weigh together,
// against those that something does. How many there will be, a base cannot
// know: one in eight is between the logs we have, of which some have hardly any
// and some two in five; those held out are nearer to the base than most.
const absentShare = 0.15

// calibrate fits the rank and the confidence in entries to the base: it asks
// what was held out of it and moves the model's weights by what came of that.
// On bases without alternates there is nothing to hold out.
func (m *Matcher) calibrate(ctx context.Context) error {
	model := m.models[KindEntry]
	items, trials, removed := m.holdOut()
	if len(trials) == 0 || len(model.Confidence) != confFeatures || len(model.Rank) != rankFeatures {
		return nil
	}
	h := m.without(items)
	if err := h.train(ctx); err != nil {
		return err
	}
	var seen []examined
	for _, t := range trials {
		e, err := h.try(ctx, t, removed)
		if err != nil {
			return err
		}
		if len(e.list.items) > 0 {
			seen = append(seen, e)
		}
	}
	copy(model.Rank, refitRank(seen, model.Rank))
	observed := make([]observation, len(seen))
	for i := range seen {
		observed[i] = seen[i].observe(&model)
	}
	weigh(observed)
	copy(model.Confidence, refit(observed, model.Confidence))
	m.settle(seen, observed)
	return nil
}

// without is the matcher with items, at their places, less than they were; it
// is not to be closed.
func (m *Matcher) without(items []Item) *Matcher {
	from := make([]int, len(items))
	for i := range items {
		if from[i] = i; !sameItem(&items[i], &m.items[i]) {
			from[i] = -1
		}
	}
	h := &Matcher{options: m.options, models: m.models, shelf: m.shelf, places: m.places, newcomers: m.newcomers, spare: m.spare}
	h.take(items, m.stats.update(m.items, items, from, m.options.Synonyms))
	return h
}

// ownModels is a copy of models of which those of entries may be changed.
func ownModels(models map[Kind]Model) map[Kind]Model {
	own := maps.Clone(models)
	if x, ok := own[KindEntry]; ok {
		x.Rank, x.Confidence = slices.Clone(x.Rank), slices.Clone(x.Confidence)
		own[KindEntry] = x
	}
	return own
}

// observation is what the confidence saw of a question, and how it was.
type observation struct {
	v      []float64
	right  bool
	absent bool // nothing answers it
	weight float64
}

// try asks the question of a trial.
func (m *Matcher) try(ctx context.Context, t trial, removed []string) (examined, error) {
	e := examined{right: -1, absent: t.right < 0}
	lists, err := m.compared(ctx, Query{Text: t.text, Exclude: removed})
	if err != nil || len(lists[0].items) == 0 {
		return e, err
	}
	model := m.models[KindEntry]
	e.list, _ = m.mergeTwins(lists[0], &model)
	for i, at := range e.list.items {
		if !e.absent && (at == t.right || m.twin[at] == t.right) {
			e.right = i
		}
	}
	return e, nil
}

// observe is what the confidence sees of a question under a model's rank.
func (e *examined) observe(model *Model) observation {
	scores := make([]float64, len(e.list.rank))
	for i, v := range e.list.rank {
		scores[i] = model.score(v)
	}
	v, first := ConfidenceVector(e.list.rank, scores, e.list.unknown)
	return observation{v: v, right: first == e.right, absent: e.absent}
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
