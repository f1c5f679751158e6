package seedtest

import (
	"context"
	"fmt"
	"time"

	"sportello/handoff"
)

var theQueues = []string{"fees", "exams"}

// people opens the counter and lets everybody come.
func (s *sim) people() {
	s.must(s.nodes[0].desk.SeedQueues(ctx, []handoff.Queue{s.queue("fees", 1), s.queue("exams", 2)}))
	routing := handoff.Push
	if s.plan.pull {
		routing = handoff.Pull
	}
	for _, queue := range theQueues {
		s.must(setRouting(ctx, s.nodes[0].desk, queue, routing, 1))
	}
	for i := range s.plan.operators {
		s.newOperator(fmt.Sprintf("op%d", i+1))
	}
	for i := range s.plan.students {
		s.newStudent(fmt.Sprintf("st%d", i+1))
	}
	s.again(time.Minute, s.reorganise)
	s.again(s.plan.every.boss, s.supervise)
	s.again(s.plan.every.boss, s.settle)
	s.again(s.plan.every.override, s.override)
}

// queue is open all day, or closes while everybody is there.
func (s *sim) queue(id string, position int) handoff.Queue {
	closes := "24:00"
	if s.plan.every.override > 0 && s.chance(0.3) {
		closes = opening.Add(s.between(0, s.plan.busy)).Format("15:04")
	}
	hours, err := handoff.ParseHours(handoff.Interval{Days: []string{"mon"}, From: "00:00", To: closes})
	s.must(err)
	return handoff.Queue{ID: id, Position: position, Hours: hours}
}

// supervise does what a supervisor may: with operators, chats, and queues.
func (s *sim) supervise() {
	by, o := handoff.Supervisor{Name: "boss"}, one(s, s.operators).name
	queue, c, n := one(s, theQueues), s.someChat(), 1+s.rng.IntN(3)
	what := []struct {
		name string
		do   func(context.Context, *handoff.Desk) error
		fit  []error
	}{
		{"capacity of " + o, func(ctx context.Context, d *handoff.Desk) error { return d.SetCapacity(ctx, o, n) }, nil},
		{"state of " + o, func(ctx context.Context, d *handoff.Desk) error { return d.SetStateFor(ctx, by, o, handoff.Available) }, nil},
		{"move " + s.model.alias(c), func(ctx context.Context, d *handoff.Desk) error { return d.Move(ctx, by, c, queue) }, []error{handoff.ErrTaken, handoff.ErrNotFound}},
		{"give " + s.model.alias(c) + " to " + o, func(ctx context.Context, d *handoff.Desk) error { return d.Give(ctx, by, c, o) },
			[]error{handoff.ErrAbsent, handoff.ErrAtCapacity, handoff.ErrTaken, handoff.ErrNotFound}},
		{"take away " + s.model.alias(c), func(ctx context.Context, d *handoff.Desk) error { return d.TakeAway(ctx, by, c) },
			[]error{handoff.ErrNotYours, handoff.ErrClosed, handoff.ErrNotFound}},
		{"close " + s.model.alias(c), func(ctx context.Context, d *handoff.Desk) error {
			return d.CloseFor(ctx, by, handoff.Closing{ChatID: c, Outcome: handoff.NotResolved})
		}, []error{handoff.ErrNotFound}},
	}
	act := one(s, what)
	order(s, one(s, s.nodes), "supervisor", act.name, act.do, func(err error) { s.allowed(act.name, err, act.fit...) })
}

// someChat draws one that was open a moment ago, "" when there is none.
func (s *sim) someChat() string {
	var open []string
	for _, c := range s.model.order {
		if c.state != handoff.Closed {
			open = append(open, c.id)
		}
	}
	if len(open) == 0 {
		return ""
	}
	return one(s, open)
}

// settle is a supervisor who changes how the chats of a queue come to operators.
func (s *sim) settle() {
	queue, routing, ask := one(s, theQueues), one(s, []handoff.Routing{handoff.Push, handoff.Pull}), s.rng.IntN(3)
	order(s, one(s, s.nodes), "supervisor", fmt.Sprintf("%s: %s, ask after %d minutes", queue, routing, ask),
		func(ctx context.Context, d *handoff.Desk) error { return setRouting(ctx, d, queue, routing, ask) },
		func(err error) { s.allowed("settings", err, handoff.ErrStale) })
}

func setRouting(ctx context.Context, d *handoff.Desk, queue string, routing handoff.Routing, ask int) error {
	q, err := d.Queue(ctx, queue)
	if err != nil {
		return err
	}
	q.Settings.Routing, q.Settings.AskAfter, q.Settings.LeaveAfter = routing, ask, 1
	return d.SetSettings(ctx, queue, q.Settings)
}

// reorganise is a supervisor who changes what an operator may do.
func (s *sim) reorganise() {
	who := one(s, s.operators)
	o := handoff.Operator{ID: who.name, Name: who.name, Level: who.level, Capacity: s.rng.IntN(4), Queues: s.someQueues()}
	order(s, one(s, s.nodes), "supervisor", fmt.Sprintf("%s: %d in %v", o.ID, o.Capacity, o.Queues),
		func(ctx context.Context, d *handoff.Desk) error { return d.SetOperator(ctx, o) },
		func(err error) { s.allowed("set operator", err) })
}

func (s *sim) someQueues() []string {
	return one(s, [][]string{{"fees"}, {"exams"}, {"fees", "exams"}})
}

// override is a supervisor who opens or closes a queue by hand, for now or for good.
func (s *sim) override() {
	queue, how, until := one(s, theQueues), one(s, []handoff.Override{handoff.ByHours, handoff.KeepOpen, handoff.KeepClose}), time.Time{}
	if s.chance(0.7) {
		until = s.now.Add(s.between(10*time.Second, 2*time.Minute))
	}
	order(s, one(s, s.nodes), "supervisor", fmt.Sprintf("%s %q", queue, how),
		func(ctx context.Context, d *handoff.Desk) error { return d.SetOverride(ctx, queue, how, until) },
		func(err error) { s.allowed("override", err, handoff.ErrInvalid) }) // until may be over by then
}
