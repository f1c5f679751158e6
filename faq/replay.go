package faq

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"

	lru "github.com/hashicorp/golang-lru/v2"

	"sportello/faq/match"
)

// replay matches questions before and after.
type replay struct {
	live          *Live
	base, then    *Base
	id            string
	before, after *match.Matcher
	known         *replays  // of what is published
	results       []*Change // by question; nil for those not replayed
}

// all replays the questions, as many at once as students' questions would be.
func (r *replay) all(ctx context.Context, questions []Asked) error {
	var workers sync.WaitGroup
	var next atomic.Int64
	errs := make([]error, matchAtOnce())
	for w := range errs {
		workers.Go(func() {
			for errs[w] == nil {
				i := int(next.Add(1)) - 1
				if i >= len(questions) {
					return
				}
				errs[w] = r.one(ctx, i, questions[i])
			}
		})
	}
	workers.Wait()
	return errors.Join(errs...)
}

func (r *replay) one(ctx context.Context, i int, q Asked) error {
	key := q.Lang + " " + q.Text
	before, ok := r.known.outcomes.Get(key)
	if !ok {
		var err error
		if before, err = r.live.outcome(ctx, r.before, q); err != nil {
			return err
		}
		r.known.outcomes.Add(key, before)
	}
	after, err := r.live.outcome(ctx, r.after, q)
	if err != nil {
		return err
	}
	r.results[i] = &Change{Asked: q, Verdict: VerdictChanged, Before: before, After: after}
	return nil
}

// mostReplayed bounds what is remembered of questions replayed.
const mostReplayed = 4096

// replays remembers what becomes of questions with what is published: an editor who mends
// a text tries it several times. It is forgotten with the matcher, as [asked] is.
type replays struct {
	outcomes *lru.Cache[string, Outcome]
}

func newReplays() *replays {
	outcomes, err := lru.New[string, Outcome](mostReplayed)
	if err != nil {
		panic(err) // only of a size below one
	}
	return &replays{outcomes}
}

// outcome asks a matcher, when it is its turn. A question without words is for a person.
func (l *Live) outcome(ctx context.Context, m *match.Matcher, q Asked) (Outcome, error) {
	select {
	case l.cores <- struct{}{}:
		defer func() { <-l.cores }()
	case <-ctx.Done():
		return Outcome{}, ctx.Err()
	}
	r, err := m.Match(ctx, match.Query{Text: q.Text, Lang: q.Lang})
	if errors.Is(err, match.ErrEmpty) {
		return Outcome{Decision: match.Handoff}, nil
	}
	if err != nil {
		return Outcome{}, err
	}
	o := Outcome{Decision: r.Decision, Confidence: r.Confidence}
	if r.Intent != match.IntentNone { // a greeting, or the wish for a person: no entry is shown
		o.Decision = match.Handoff
		return o, nil
	}
	if len(r.Candidates) > 0 {
		first := r.Candidates[0].Item
		o.First, o.Question = first.ID, first.Question
	}
	n := map[match.Decision]int{match.Answer: 1, match.Choices: r.Choices}[r.Decision]
	for _, c := range r.Candidates[:min(n, len(r.Candidates))] {
		o.Shown = append(o.Shown, c.Item.ID)
	}
	return o, nil
}
