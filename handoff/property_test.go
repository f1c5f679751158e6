package handoff_test

import (
	"errors"
	"fmt"
	"maps"
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
	for _, q := range queues { // push has a test of its own: who has what is not foreseen there
		s := handoff.DefaultSettings()
		s.Routing = handoff.Pull
		must(t, o.SetSettings(ctx, q.ID, s))
	}
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

// open draws a conversation that has an open chat; where none has, somebody joins.
func (w *world) open(t *rapid.T) (string, *expected) {
	if len(w.current) == 0 {
		w.join(t)
	}
	name := rapid.SampledFrom(slices.Sorted(maps.Keys(w.current))).Draw(t, "open")
	return name, w.current[name]
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
