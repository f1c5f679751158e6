package seedtest

import (
	"context"
	"errors"
	"time"

	"sportello/handoff"
)

// patience is how long a client waits for an answer.
const patience = 10 * time.Second

// What a client sees when it sees no answer: it cannot know whether it was done.
var (
	errNoAnswer = errors.New("no answer")
	errRefused  = errors.New("connection refused")
)

// passing reports whether a client tries again.
func passing(err error) bool { return is(err, errNoAnswer, errRefused) }

// request is what a client asks of a node.
type request struct {
	who, what string
	about     any // a message or a claim, for the planted bugs
	do        func(ctx context.Context, d *handoff.Desk) (any, error)
}

// ask sends a request to a node, over a network that loses, delays and doubles, and has
// the answer handed to done, once. The same request may so run twice, and long after
// the client has given it up.
func ask[T any](s *sim, n *node, who, what string, about any, do func(context.Context, *handoff.Desk) (T, error), done func(T, error)) {
	r := request{who, what, about, func(ctx context.Context, d *handoff.Desk) (any, error) { return do(ctx, d) }}
	open := true
	answer := func(v any, err error) {
		if open {
			open = false
			s.note("%s hears of %s: %s", r.who, r.what, word(err))
			t, _ := v.(T) // the zero value where there is no answer
			done(t, err)
		}
	}
	s.after(patience, func() { answer(nil, errNoAnswer) })
	if !s.lose() {
		s.after(s.lag(), func() { n.serve(r, answer) })
	}
	if !s.calm && s.chance(s.plan.doubled) {
		s.after(s.lag()+s.between(0, 5*time.Second), func() { n.serve(r, answer) })
	}
}

// order is [ask] for what has no result.
func order(s *sim, n *node, who, what string, do func(context.Context, *handoff.Desk) error, done func(error)) {
	ask(s, n, who, what, nil, func(ctx context.Context, d *handoff.Desk) (struct{}, error) { return struct{}{}, do(ctx, d) },
		func(_ struct{}, err error) { done(err) })
}

// serve runs the request and sends the answer back.
func (n *node) serve(r request, answer func(any, error)) {
	s := n.s
	if !n.up {
		s.after(s.lag(), func() { answer(nil, errRefused) })
		return
	}
	if s.bugs.do != nil {
		r = s.bugs.do(s, n, r)
	}
	n.spawn(func() {
		v, err := r.do(ctx, n.desk)
		s.note("%s: %s does %s: %s", n.name, r.who, r.what, word(err))
		if !s.lose() {
			s.after(s.answerLag(), func() { answer(v, err) })
		}
	})
}

// refusals are what the desk may answer to those who do not know how things stand, and
// what the trace calls it.
var refusals = []struct {
	err  error
	word string
}{
	{errNoAnswer, "no answer"}, {errRefused, "refused"},
	{handoff.ErrNotFound, "not found"}, {handoff.ErrTaken, "taken"}, {handoff.ErrAtCapacity, "at capacity"},
	{handoff.ErrNotYourQueue, "not your queue"}, {handoff.ErrNothingWaiting, "nothing waiting"},
	{handoff.ErrNotYours, "not yours"}, {handoff.ErrClosed, "closed"}, {handoff.ErrClientID, "client id"},
	{handoff.ErrStale, "stale"}, {handoff.ErrStudentGone, "student gone"}, {handoff.ErrAbsent, "absent"},
	{handoff.ErrNobody, "nobody"}, {handoff.ErrNotEscalated, "not escalated"}, {handoff.ErrInvalid, "invalid"},
}

func word(err error) string {
	if err == nil {
		return "ok"
	}
	for _, r := range refusals {
		if errors.Is(err, r.err) {
			return r.word
		}
	}
	return err.Error()
}

// allowed breaks the simulation where the answer is none of those that fit.
func (s *sim) allowed(what string, err error, fit ...error) {
	if err != nil && !passing(err) && !is(err, fit...) {
		s.fail("%s: %v", what, err)
	}
}
