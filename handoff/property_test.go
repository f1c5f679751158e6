package handoff_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sportello/content/db"
	"sportello/handoff"
)

var (
	someStudents  = []string{"anna", "bruno", "carla", "dino", "elsa"}
	someOperators = []string{"mario", "rosa", "luca"}
	someQueues    = []string{"fees", "exams"}
)

// world is a desk and what a simple mind expects of it: conversations and who has
// them. It is driven by random operations, by name and without regard for what is
// possible just now.
type world struct {
	*handoff.Desk
	office  *office
	round   string // tells the rounds on one database apart
	last    int64  // the number of the last event
	sent    map[string]int64
	stored  []int64 // the numbers that Send gave out
	current map[string]*expected
}

// expected is the open chat of a conversation.
type expected struct{ id, queue, channel, operator string }

// Random sequences of operations keep the promises. One database serves all rounds of
// an engine, each with names of its own; SQLite, which waits for the disk at each step,
// has fewer.
func TestAnySequenceKeepsThePromises(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		rounds, enough := 0, 60
		if o.db.Engine == db.SQLite {
			enough = 20
		}
		rapid.Check(t, func(t *rapid.T) {
			if rounds++; rounds > enough {
				return
			}
			w := newWorld(t, o, fmt.Sprintf("%d-", rounds))
			t.Repeat(map[string]func(*rapid.T){
				"join": w.join, "leave": w.leave, "claim": w.claim, "next": w.next, "send": w.send,
				"transfer": w.transfer, "return": w.giveBack, "close": w.close, "seen": w.seen,
				"vanish": w.vanish, "": w.check,
			})
			w.end(t)
		})
	})
}

func newWorld(t *rapid.T, o *office, round string) *world {
	w := &world{Desk: o.Desk, office: o, round: round, sent: map[string]int64{}, current: map[string]*expected{}}
	var err error
	w.last, err = o.LastSeq(ctx)
	must(t, err)
	var queues []handoff.Queue
	for i, id := range someQueues {
		queues = append(queues, queue(o.t, round+id, i))
	}
	must(t, o.SeedQueues(ctx, queues))
	for i, id := range someOperators {
		must(t, o.SetOperator(ctx, handoff.Operator{ID: round + id, Capacity: i, Queues: []string{queues[0].ID, queues[i%2].ID}}))
		must(t, o.SetState(ctx, round+id, handoff.Available))
	}
	return w
}

func must(t *rapid.T, err error) {
	if err != nil {
		t.Fatal(err)
	}
}

// allowed are the refusals that an operation may meet.
func allowed(t *rapid.T, err error, refusals ...error) bool {
	if err != nil && !slices.ContainsFunc(refusals, func(r error) bool { return errors.Is(err, r) }) {
		t.Fatalf("%v", err)
	}
	return err == nil
}

func (w *world) one(t *rapid.T, what string, of []string) string {
	return w.round + rapid.SampledFrom(of).Draw(t, what)
}

func (w *world) student(t *rapid.T) string  { return w.one(t, "student", someStudents) }
func (w *world) operator(t *rapid.T) string { return w.one(t, "operator", someOperators) }

// open draws a conversation that has an open chat.
func (w *world) open(t *rapid.T) (string, *expected) {
	if len(w.current) == 0 {
		t.Skip("nothing is open")
	}
	var names []string
	for name := range w.current {
		names = append(names, name)
	}
	slices.Sort(names)
	name := rapid.SampledFrom(names).Draw(t, "open")
	return name, w.current[name]
}

func (w *world) join(t *rapid.T) {
	name, channel := w.student(t), rapid.SampledFrom([]handoff.Channel{handoff.ChannelChat, handoff.ChannelTicket}).Draw(t, "channel")
	c, err := w.Enqueue(ctx, handoff.Join{ConversationID: name, QueueID: w.one(t, "queue", someQueues), Channel: channel})
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
	return slices.Index(someOperators, operator[len(w.round):])
}

// mayClaim is the rule in other words.
func (w *world) mayClaim(operator string, e *expected) bool {
	i := w.capacity(operator)
	mine := e.queue == w.round+someQueues[0] || e.queue == w.round+someQueues[i%2]
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
	operator, to := w.operator(t), w.one(t, "queue", someQueues)
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

// vanish lets a minute pass in which all but one operator give no sign of life.
func (w *world) vanish(t *rapid.T) {
	stays := w.operator(t)
	w.office.wait(handoff.PresentFor + time.Millisecond)
	must(t, w.Touch(ctx, stays))
	_, err := w.Vanished(ctx)
	must(t, err)
	for _, e := range w.current {
		if e.channel == "chat" && e.operator != stays {
			e.operator = ""
		}
	}
}

// check compares the desk with what is expected, after each operation.
func (w *world) check(t *rapid.T) {
	w.office.wait(time.Millisecond)
	last, err := w.LastSeq(ctx)
	must(t, err)
	if last < w.last {
		t.Fatalf("event %d after %d", last, w.last)
	}
	w.last = last
	for name, e := range w.current {
		c, err := w.ByConversation(ctx, name)
		must(t, err)
		state := handoff.Engaged
		if e.operator == "" {
			state = handoff.Waiting
		}
		if got := (expected{c.ID, c.QueueID, string(c.Channel), c.OperatorID}); got != *e || c.State != state {
			t.Fatalf("%s: %+v %s, expected %+v %s", name, got, c.State, *e, state)
		}
	}
	for _, id := range someOperators {
		o, err := w.Operator(ctx, w.round+id)
		must(t, err)
		if o.Engaged > o.Capacity || o.Engaged != w.engaged(o.ID) {
			t.Fatalf("%s has %d chats of %d, expected %d", o.ID, o.Engaged, o.Capacity, w.engaged(o.ID))
		}
	}
}

// end reads everything back: numbers grow, every message is there once, and no places
// are shared.
func (w *world) end(t *rapid.T) {
	var found []int64
	for _, name := range someStudents {
		events, err := w.Events(ctx, w.round+name, 0, 0, false)
		must(t, err)
		for i, e := range events {
			if i > 0 && e.Seq <= events[i-1].Seq {
				t.Fatalf("number %d after %d", e.Seq, events[i-1].Seq)
			}
			if e.Kind == handoff.KindMessage {
				found = append(found, e.Seq)
			}
		}
	}
	slices.Sort(found)
	slices.Sort(w.stored)
	if !slices.Equal(found, w.stored) {
		t.Fatalf("messages %v, sent %v", found, w.stored)
	}
	for _, id := range someQueues {
		waiting, err := w.Waiting(ctx, "", w.round+id, 0)
		must(t, err)
		for i, c := range waiting {
			if place, err := w.Place(ctx, c.ID); err != nil || place != i+1 {
				t.Fatalf("place %d of number %d in line, %v", place, i+1, err)
			}
		}
	}
}
