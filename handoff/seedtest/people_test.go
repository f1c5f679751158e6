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
	for i := range s.plan.operators {
		s.newOperator(fmt.Sprintf("op%d", i+1))
	}
	for i := range s.plan.students {
		s.newStudent(fmt.Sprintf("st%d", i+1))
	}
	s.again(time.Minute, s.reorganise)
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

// reorganise is a supervisor who changes what an operator may do.
func (s *sim) reorganise() {
	o := handoff.Operator{ID: one(s, s.operators).name, Capacity: s.rng.IntN(4), Queues: s.someQueues()}
	o.Name = o.ID
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
