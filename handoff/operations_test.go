package handoff_test

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"sportello/handoff"
)

// The operations of a world: each does one thing at random and checks that it was
// allowed exactly when it should be.

func (w *world) join(t *rapid.T) {
	name, channel := w.student(t), rapid.SampledFrom([]handoff.Channel{handoff.ChannelChat, handoff.ChannelTicket}).Draw(t, "channel")
	c, err := w.Enqueue(ctx, handoff.Join{ConversationID: name, QueueID: w.queue(t), Channel: channel})
	must(t, err)
	e := w.current[name]
	if e == nil {
		e = &expected{id: c.ID, queue: c.QueueID, channel: string(channel)}
		w.current[name] = e
	} else if e.operator == "" && channel == handoff.ChannelTicket {
		e.channel = string(channel)
	}
	if c.ID != e.id {
		t.Fatalf("%s has two open chats", name)
	}
}

func (w *world) leave(t *rapid.T) {
	name := w.student(t)
	must(t, w.Leave(ctx, name))
	if e := w.current[name]; e != nil && e.operator == "" {
		delete(w.current, name)
	}
}

// engaged counts what an operator has against their capacity.
func (w *world) engaged(operator string) (n int) {
	for _, e := range w.current {
		if e.operator == operator && e.channel == "chat" {
			n++
		}
	}
	return n
}

func (w *world) capacity(operator string) int {
	return slices.Index(someOperators, operator[len(w.name):])
}

// mayClaim is the rule in other words.
func (w *world) mayClaim(operator string, e *expected) bool {
	i := w.capacity(operator)
	mine := e.queue == w.name+someQueues[0] || e.queue == w.name+someQueues[i%2]
	return e.operator == "" && mine && (e.channel == "ticket" || w.engaged(operator) < i)
}

func (w *world) claim(t *rapid.T) {
	name, e := w.open(t)
	operator := w.operator(t)
	may := w.mayClaim(operator, e) || e.operator == operator
	_, err := w.Claim(ctx, operator, e.id)
	if allowed(t, err, handoff.ErrTaken, handoff.ErrAtCapacity, handoff.ErrNotYourQueue) != may {
		t.Fatalf("%s claims %s: %v, should be allowed: %v", operator, name, err, may)
	}
	if may {
		e.operator = operator
	}
}

func (w *world) next(t *rapid.T) {
	operator := w.operator(t)
	waiting, err := w.Waiting(ctx, operator, "", 0)
	must(t, err)
	c, err := w.ClaimNext(ctx, operator, "")
	if !allowed(t, err, handoff.ErrNothingWaiting, handoff.ErrAtCapacity) {
		if len(waiting) > 0 && w.mayClaim(operator, w.current[waiting[0].ConversationID]) {
			t.Fatalf("%s gets nothing while %s waits", operator, waiting[0].ConversationID)
		}
		return
	}
	if c.ID != waiting[0].ID || !w.mayClaim(operator, w.current[c.ConversationID]) {
		t.Fatalf("%s got %s, first in line is %s", operator, c.ConversationID, waiting[0].ConversationID)
	}
	w.current[c.ConversationID].operator = operator
}

func (w *world) send(t *rapid.T) {
	name := w.student(t)
	m := handoff.Message{ConversationID: name, Author: handoff.ByStudent, Text: "x", ClientID: rapid.StringMatching(`[ab][0-9]`).Draw(t, "client id")}
	e, may := w.current[name], w.current[name] != nil
	if rapid.Bool().Draw(t, "by operator") {
		m.Author, m.OperatorID = handoff.ByOperator, w.operator(t)
		may = may && e.operator == m.OperatorID
	}
	key := fmt.Sprint(name, " ", m.Author, " ", m.ClientID)
	seq, err := w.Send(ctx, m)
	done := allowed(t, err, handoff.ErrNotFound, handoff.ErrClosed, handoff.ErrNotYours, handoff.ErrClientID)
	switch before, repeat := w.sent[key]; {
	case repeat && done && seq != before:
		t.Fatalf("%s: %d, then %d", key, before, seq)
	case !repeat && done != may:
		t.Fatalf("%s: %v, should be allowed: %v", key, err, may)
	case !repeat && done:
		w.sent[key] = seq
		w.stored = append(w.stored, seq)
	}
}

func (w *world) transfer(t *rapid.T) {
	_, e := w.open(t)
	operator, to := w.operator(t), w.queue(t)
	if allowed(t, w.Transfer(ctx, operator, e.id, to, ""), handoff.ErrNotYours) != (e.operator == operator) {
		t.Fatalf("%s transferred what %q has", operator, e.operator)
	}
	if e.operator == operator {
		e.operator, e.queue = "", to
	}
}

func (w *world) giveBack(t *rapid.T) {
	_, e := w.open(t)
	operator := w.operator(t)
	if allowed(t, w.Return(ctx, operator, e.id), handoff.ErrNotYours) != (e.operator == operator) {
		t.Fatalf("%s returned what %q has", operator, e.operator)
	}
	if e.operator == operator {
		e.operator = ""
		if place, err := w.Place(ctx, e.id); err != nil || place > len(w.current) || place < 1 {
			t.Fatalf("place %d, %v", place, err)
		}
	}
}

func (w *world) close(t *rapid.T) {
	name, e := w.open(t)
	operator := w.operator(t)
	err := w.Close(ctx, handoff.Closing{ChatID: e.id, OperatorID: operator, Outcome: handoff.Resolved})
	if allowed(t, err, handoff.ErrNotYours) != (e.operator == operator) {
		t.Fatalf("%s closed what %q has", operator, e.operator)
	}
	if e.operator == operator {
		delete(w.current, name)
	}
}

func (w *world) seen(t *rapid.T) {
	_, e := w.open(t)
	side := handoff.Side{ChatID: e.id, Author: handoff.ByOperator, OperatorID: w.operator(t)}
	if rapid.Bool().Draw(t, "by student") {
		side = handoff.Side{ConversationID: w.student(t), Author: handoff.ByStudent}
	}
	allowed(t, w.Seen(ctx, side, w.last), handoff.ErrNotYours)
}

func (w *world) vanish(t *rapid.T) {
	stays := w.round.vanish(t)
	for _, e := range w.current {
		if e.channel == "chat" && e.operator != stays {
			e.operator = ""
		}
	}
}
