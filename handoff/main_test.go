package handoff_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/handoff"
	"sportello/handoff/bus"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

var ctx = context.Background()

// monday is a Monday morning at which the office is open.
var monday = time.Date(2026, 9, 7, 10, 0, 0, 0, time.UTC)

// office is a desk on a real database with a clock of the test's own and the queues
// "fees" and "exams", open on weekdays from 9 to 18, whose chats operators take
// themselves unless the test says otherwise.
type office struct {
	*handoff.Desk
	t     testing.TB
	db    *db.DB
	bus   bus.Bus
	clock *atomic.Int64 // milliseconds
}

func each(t *testing.T, test func(t *testing.T, o *office)) {
	t.Helper()
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) { test(t, newOffice(t, d)) })
}

func newOffice(t testing.TB, d *db.DB) *office {
	t.Helper()
	clock := new(atomic.Int64)
	clock.Store(monday.UnixMilli())
	d.Now = func() time.Time { return time.UnixMilli(clock.Load()) }
	b, err := bus.Open(ctx, d)
	ok(t, err)
	t.Cleanup(func() { ok(t, b.Close()) })
	o := &office{Desk: handoff.NewDesk(d, b), t: t, db: d, bus: b, clock: clock}
	ok(t, o.SeedQueues(ctx, []handoff.Queue{queue(t, "fees", 1), queue(t, "exams", 2)}))
	o.route(handoff.Pull, "fees", "exams")
	return o
}

// route has the chats of the queues pushed or pulled.
func (o *office) route(r handoff.Routing, queues ...string) {
	o.t.Helper()
	for _, id := range queues {
		o.set(id, func(s *handoff.Settings) { s.Routing = r })
	}
}

// set changes a queue's settings.
func (o *office) set(queue string, change func(*handoff.Settings)) {
	o.t.Helper()
	q, err := o.Queue(ctx, queue)
	ok(o.t, err)
	change(&q.Settings)
	ok(o.t, o.SetSettings(ctx, queue, q.Settings))
}

func queue(t testing.TB, id string, position int) handoff.Queue {
	return handoff.Queue{ID: id, Position: position, Names: map[string]string{"it": "Coda " + id, "en": "Queue " + id},
		Hours: hours(t, handoff.Interval{Days: weekdays, From: "09:00", To: "18:00"})}
}

func (o *office) wait(d time.Duration) { o.clock.Add(d.Milliseconds()) }

// operator adds one who is present.
func (o *office) operator(id string, capacity int, queues ...string) string {
	o.t.Helper()
	ok(o.t, o.SetOperator(ctx, handoff.Operator{ID: id, Name: "Op " + id, Level: 1, Capacity: capacity, Queues: queues}))
	ok(o.t, o.SetState(ctx, id, handoff.Available))
	return id
}

// join enqueues a conversation, a millisecond after the one before.
func (o *office) join(conversation, queue string, channel handoff.Channel) handoff.Chat {
	o.t.Helper()
	o.wait(time.Millisecond)
	c, err := o.Enqueue(ctx, handoff.Join{ConversationID: conversation, QueueID: queue, Channel: channel, Lang: "it", Subject: "Perché?"})
	ok(o.t, err)
	return c
}

func (o *office) claim(operator string, c handoff.Chat) handoff.Chat {
	o.t.Helper()
	c, err := o.Claim(ctx, operator, c.ID)
	ok(o.t, err)
	return c
}

func (o *office) say(conversation, text string) int64 {
	o.t.Helper()
	seq, err := o.Send(ctx, handoff.Message{ConversationID: conversation, Author: handoff.ByStudent, Text: text})
	ok(o.t, err)
	return seq
}

func (o *office) answer(operator string, c handoff.Chat, text string) int64 {
	o.t.Helper()
	seq, err := o.Send(ctx, handoff.Message{ChatID: c.ID, Author: handoff.ByOperator, OperatorID: operator, Text: text})
	ok(o.t, err)
	return seq
}

func (o *office) place(c handoff.Chat, want int) {
	o.t.Helper()
	place, err := o.Place(ctx, c.ID)
	ok(o.t, err)
	if place != want {
		o.t.Errorf("%s is at place %d, want %d", c.ConversationID, place, want)
	}
}

// state checks how a chat stands.
func (o *office) state(c handoff.Chat, state handoff.ChatState, operator string) {
	o.t.Helper()
	c, err := o.Chat(ctx, c.ID)
	ok(o.t, err)
	if c.State != state || c.OperatorID != operator {
		o.t.Errorf("%s is %s with %q, want %s with %q", c.ConversationID, c.State, c.OperatorID, state, operator)
	}
}

// kinds are the events of a chat, in short: "queued claimed message".
func (o *office) kinds(c handoff.Chat) string {
	o.t.Helper()
	events, err := o.ChatEvents(ctx, c.ID, 0, 0)
	ok(o.t, err)
	return kindsOf(events)
}

func kindsOf(events []handoff.Event) string {
	kinds := make([]handoff.Kind, len(events))
	for i, e := range events {
		kinds[i] = e.Kind
	}
	s := fmt.Sprint(kinds)
	return s[1 : len(s)-1]
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused checks the error of something that must not be.
func refused(t testing.TB, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%v, want %q", err, want)
	}
}

func equal[T comparable](t testing.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}
