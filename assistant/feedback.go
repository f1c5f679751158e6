package assistant

import (
	"context"
	"fmt"
)

// Choose takes the student's pick among the choices of turn n: the id of a candidate,
// or "" for none of these. The reply is a turn of its own.
func (a *Assistant) Choose(ctx context.Context, c *Conversation, n int, id string) (*Turn, error) {
	t, err := a.turn(ctx, c.ID, n)
	if err != nil {
		return nil, err
	}
	if again, err := a.follower(ctx, c.ID, n); err == nil {
		return again, nil
	}
	next := &Turn{Text: t.Text, Follows: t.N}
	if id == "" {
		if err := a.mark(ctx, c.ID, n, HelpedNo); err != nil {
			return nil, err
		}
		next.Candidates = t.remaining()
		next.Reply = Reply{Kind: KindHandoff, Reason: ReasonRejected, Queue: queueOf(t.Candidates, c.Topic), Question: t.Reply.Question}
		a.hearOf(ctx, c, t, func(first *Turn) []word { return onNone(first, t) })
		return next, a.keep(ctx, c, next, "")
	}
	picked, ok := pick(t, id)
	if !ok {
		return nil, fmt.Errorf("%w: that was not among the choices", ErrInvalid)
	}
	c.Hints.take(t.Reply.Ask, id)
	next.Candidates = append([]Candidate{picked}, without(t.Candidates, id)...)
	next.Reply = Reply{Kind: KindHandoff, Reason: ReasonNoAnswer, Queue: picked.Topic, Question: t.Reply.Question}
	a.answer(ctx, a.live.Base(), next, picked)
	a.hearOf(ctx, c, t, func(first *Turn) []word { return onPick(first, id) })
	return next, a.keep(ctx, c, next, "")
}

// pick finds a choice of t; those offered for a greeting are no candidates.
func pick(t *Turn, id string) (Candidate, bool) {
	for _, c := range t.Candidates {
		if c.ID == id {
			return c, true
		}
	}
	for _, c := range t.Reply.Choices {
		if c.Entry == id {
			return Candidate{ID: id, Type: "entry", Question: c.Question, Confidence: 1}, true
		}
	}
	return Candidate{}, false
}

func without(list []Candidate, id string) (rest []Candidate) {
	for _, c := range list {
		if c.ID != id {
			rest = append(rest, c)
		}
	}
	return rest
}

// Feedback takes the student's word on turn n. If it did not help, the reply is the
// next best or the way to a person, as a turn of its own; if it did, it is turn n.
func (a *Assistant) Feedback(ctx context.Context, c *Conversation, n int, helped bool) (*Turn, error) {
	t, err := a.turn(ctx, c.ID, n)
	if err != nil {
		return nil, err
	}
	a.hearOf(ctx, c, t, func(first *Turn) []word { return onReply(first, t, helped) })
	if helped {
		t.Helped = HelpedYes
		return t, a.mark(ctx, c.ID, n, HelpedYes)
	}
	if err := a.mark(ctx, c.ID, n, HelpedNo); err != nil {
		return nil, err
	}
	if t.Reply.Kind == KindHandoff { // there is nothing beyond a person
		t.Helped = HelpedNo
		return t, nil
	}
	if again, err := a.follower(ctx, c.ID, n); err == nil {
		return again, nil
	}
	next, err := a.nextBest(ctx, c, t)
	if err != nil {
		return nil, err
	}
	return next, a.keep(ctx, c, next, "")
}

func (a *Assistant) nextBest(ctx context.Context, c *Conversation, t *Turn) (*Turn, error) {
	first, rejections, err := a.chain(ctx, c.ID, t)
	if err != nil {
		return nil, err
	}
	next := &Turn{Text: t.Text, Follows: t.N, Candidates: t.remaining()}
	// The question belongs where its best match does, whatever was tried after that.
	next.Reply = Reply{Kind: KindHandoff, Reason: ReasonRejected, Queue: queueOf(first.Candidates, c.Topic), Question: t.Reply.Question}
	if first.Reply.Answer != nil {
		next.Reply.Queue = first.Reply.Answer.Source.Topic
	}
	base := a.live.Base()
	var worth []Candidate
	for _, r := range next.Candidates {
		if r.Confidence >= nextBestAt && a.stands(base, r.ID) && len(worth) < maxNextBest && rejections < maxRejections {
			worth = append(worth, r)
		}
	}
	switch {
	case len(worth) == 1:
		next.Candidates = worth
		a.answer(ctx, base, next, worth[0])
	case len(worth) > 1:
		next.Reply.Kind, next.Reply.Reason = KindChoices, ""
		next.Reply.Confidence, next.Reply.Choices = worth[0].Confidence, choices(worth)
		next.Reply.Ask = ask(sides(base, worth), c.Lang)
	}
	return next, nil
}

// chain finds the first turn for the question of t, and how many there are up to t. A
// question taken by itself, after it was joined with the one before, begins anew.
func (a *Assistant) chain(ctx context.Context, conversationID string, t *Turn) (first *Turn, n int, err error) {
	for n = 1; t.Follows != 0 && !t.Reply.Understood.is(ReadAlone); n++ {
		if t, err = a.turn(ctx, conversationID, t.Follows); err != nil {
			return nil, n, err
		}
	}
	return t, n, nil
}
