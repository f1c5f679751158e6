package report

import (
	"cmp"
	"context"
	"slices"
	"time"
)

const (
	// MostMonths is how far back gaps are looked for.
	MostMonths = 12
	// gapsFresh is how long what was found counts as new: it takes a second or two to find.
	gapsFresh = time.Minute
)

// Gaps finds what is missing from the library, and remembers it for a minute. It is safe
// for concurrent use: one looks at a time, for all.
type Gaps struct {
	r    *Reporter
	twin func(id string) string

	looking chan struct{} // holds one while somebody looks
	last    *looked       // nil until somebody has looked; never changed
}

// looked is all that was found at one time.
type looked struct {
	at     time.Time
	gaps   []*Gap
	of     map[string]*Gap // by the key of each question
	all    bool
	oldest time.Time
}

// NewGaps looks for gaps; twin names an entry and its translation by one id.
func (r *Reporter) NewGaps(twin func(id string) string) *Gaps {
	return &Gaps{r: r, twin: twin, looking: make(chan struct{}, 1)}
}

// FoundGaps is what was found.
type FoundGaps struct {
	Gaps     []*Gap // the costliest first
	Students int    // distinct conversations with a question that counts
	Engaged  time.Duration
	// All says that all questions were looked at; else those since Oldest.
	All    bool
	Oldest time.Time // zero of none
}

// List finds the gaps that f is about.
func (g *Gaps) List(ctx context.Context, f OfGaps) (*FoundGaps, error) {
	last, err := g.look(ctx)
	if err != nil {
		return nil, err
	}
	found, students := &FoundGaps{All: last.all, Oldest: last.oldest}, map[string]bool{}
	for _, gap := range last.gaps {
		if part := gap.within(&f); part != nil {
			found.Gaps = append(found.Gaps, part)
			found.Engaged += part.Engaged
			for _, q := range part.asked {
				students[q.Conversation] = true
			}
		}
	}
	found.Students = len(students)
	for _, gap := range found.Gaps {
		gap.Cost = float64(gap.Students) / float64(max(1, found.Students))
		if found.Engaged > 0 {
			gap.Cost += float64(gap.Engaged) / float64(found.Engaged)
		}
	}
	slices.SortStableFunc(found.Gaps, func(a, b *Gap) int {
		return cmp.Or(cmp.Compare(b.Cost, a.Cost), b.Last.Compare(a.Last), cmp.Compare(a.Key, b.Key))
	})
	return found, nil
}

// Find is the gap that has a question of the key, of all the months; nil if there is none.
func (g *Gaps) Find(ctx context.Context, key string) (*Gap, error) {
	last, err := g.look(ctx)
	if err != nil || last.of[key] == nil {
		return nil, err
	}
	return last.of[key].within(&OfGaps{}), nil
}

// look finds all gaps of the last months, one caller after the other.
func (g *Gaps) look(ctx context.Context) (*looked, error) {
	select {
	case g.looking <- struct{}{}:
		defer func() { <-g.looking }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	now := g.r.db.Now()
	if g.last != nil && now.Sub(g.last.at) < g.r.db.Lapse(gapsFresh) {
		return g.last, nil
	}
	open, all, err := g.r.OpenQuestions(ctx, now.AddDate(0, -MostMonths, 0))
	if err != nil {
		return nil, err
	}
	gaps, err := group(ctx, open, g.twin)
	if err != nil {
		return nil, err
	}
	last := &looked{at: now, gaps: gaps, of: map[string]*Gap{}, all: all}
	for _, gap := range gaps {
		for _, q := range gap.asked {
			last.of[q.key] = gap
			if last.oldest.IsZero() || q.At.Before(last.oldest) {
				last.oldest = q.At
			}
		}
	}
	g.last = last
	return last, nil
}
