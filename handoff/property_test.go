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

// round is a desk that random operations drive. Its names begin with the name of the round.
type round struct {
	*handoff.Desk
	office *office
	name   string
}

// rounds plays random rounds. One database serves all of an engine; SQLite, which waits
// for the disk at each step, has fewer.
func rounds(t *testing.T, onSQLite int, play func(t *rapid.T, r round)) {
	each(t, func(t *testing.T, o *office) {
		played, enough := 0, 60
		if o.db.Engine == db.SQLite {
			enough = onSQLite
		}
		rapid.Check(t, func(t *rapid.T) {
			if played++; played <= enough {
				play(t, round{o.Desk, o, fmt.Sprintf("%d-", played)})
			}
		})
	})
}

func (r round) one(t *rapid.T, what string, of []string) string {
	return r.name + rapid.SampledFrom(of).Draw(t, what)
}

func (r round) student(t *rapid.T) string  { return r.one(t, "student", someStudents) }
func (r round) operator(t *rapid.T) string { return r.one(t, "operator", someOperators) }
func (r round) queue(t *rapid.T) string    { return r.one(t, "queue", someQueues) }

// vanish lets a minute pass in which all but one operator give no sign of life.
func (r round) vanish(t *rapid.T) (stays string) {
	stays = r.operator(t)
	r.office.wait(handoff.PresentFor + time.Millisecond)
	must(t, r.Touch(ctx, stays))
	_, err := r.Vanished(ctx)
	must(t, err)
	return stays
}

// world is a round and what a simple mind expects of it: conversations and who has
// them. The operations have no regard for what is possible just now.
type world struct {
	round
	last    int64 // the number of the last event
	sent    map[string]int64
	stored  []int64 // the numbers that Send gave out
	current map[string]*expected
}

// expected is the open chat of a conversation.
type expected struct{ id, queue, channel, operator string }

// Random sequences of operations keep the promises.
func TestAnySequenceKeepsThePromises(t *testing.T) {
	rounds(t, 20, func(t *rapid.T, r round) {
		w := newWorld(t, r)
		t.Repeat(map[string]func(*rapid.T){
			"join": w.join, "leave": w.leave, "claim": w.claim, "next": w.next, "send": w.send,
			"transfer": w.transfer, "return": w.giveBack, "close": w.close, "seen": w.seen,
			"vanish": w.vanish, "": w.check,
		})
		w.end(t)
	})
}

func newWorld(t *rapid.T, r round) *world {
	w := &world{round: r, sent: map[string]int64{}, current: map[string]*expected{}}
	var err error
	w.last, err = r.LastSeq(ctx)
	must(t, err)
	var queues []handoff.Queue
	for i, id := range someQueues {
		queues = append(queues, queue(r.office.t, r.name+id, i))
	}
	must(t, r.SeedQueues(ctx, queues))
	for _, q := range queues { // push has a test of its own: who has what is not foreseen there
		s := handoff.DefaultSettings()
		s.Routing = handoff.Pull
		must(t, r.SetSettings(ctx, q.ID, s))
	}
	for i, id := range someOperators {
		must(t, r.SetOperator(ctx, handoff.Operator{ID: r.name + id, Capacity: i, Queues: []string{queues[0].ID, queues[i%2].ID}}))
		must(t, r.SetState(ctx, r.name+id, handoff.Available))
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
		o, err := w.Operator(ctx, w.name+id)
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
		events, err := w.Events(ctx, w.name+name, 0, 0, false)
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
		waiting, err := w.Waiting(ctx, "", w.name+id, 0)
		must(t, err)
		for i, c := range waiting {
			if place, err := w.Place(ctx, c.ID); err != nil || place != i+1 {
				t.Fatalf("place %d of number %d in line, %v", place, i+1, err)
			}
		}
	}
}
