package seedtest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sportello/handoff"
)

// operator is a person at the desk, in one or two tabs of a browser.
type operator struct {
	s       *sim
	name    string
	level   int
	tabs    []*tab
	here    bool
	written int
}

func (s *sim) newOperator(name string) {
	o := &operator{s: s, name: name, level: one(s, []int{1, 1, 2})}
	s.must(s.nodes[0].desk.SetOperator(ctx, handoff.Operator{ID: name, Name: name, Level: o.level, Capacity: 1 + s.rng.IntN(3), Queues: s.someQueues()}))
	for i := range 1 + s.rng.IntN(2) {
		o.tabs = append(o.tabs, newTab(o, fmt.Sprintf("%s/%d", name, i+1)))
	}
	s.operators = append(s.operators, o)
	s.after(s.between(0, 20*time.Second), o.comeBack)
	s.again(3*time.Second, o.act)
}

// comeBack opens the tabs and says that one is there.
func (o *operator) comeBack() {
	if !o.here {
		o.here = true
		o.s.note("%s comes", o.name)
		for _, t := range o.tabs {
			t.start()
		}
	}
	o.setState(handoff.Available)
}

// vanish is a laptop that is shut: nobody is told.
func (o *operator) vanish() {
	o.here = false
	o.s.note("%s vanishes", o.name)
	for _, t := range o.tabs {
		t.close()
	}
}

func (o *operator) setState(state handoff.State) {
	order(o.s, one(o.s, o.s.nodes), o.name, string(state),
		func(ctx context.Context, d *handoff.Desk) error { return d.SetState(ctx, o.name, state) },
		func(err error) {
			o.s.allowed("set state", err)
			if passing(err) && o.s.calm && o.here {
				o.setState(state)
			}
		})
}

// act is what the operator does next, in one of the tabs.
func (o *operator) act() {
	s := o.s
	if !o.here {
		if s.chance(0.1) {
			o.comeBack()
		}
		return
	}
	t := one(s, o.tabs)
	switch what := s.rng.IntN(100); {
	case !t.ready:
	case what < 2:
		o.vanish()
	case what < 4:
		o.setState(one(s, []handoff.State{handoff.Available, handoff.Available, handoff.Paused, handoff.Finishing, handoff.Away}))
	case what < 7:
		t.close()
		t.start()
	case what < 10 && t.page.l != nil:
		t.page.l.cut(s.chance(0.5))
	case what < 25:
		t.claimNext(one(s, []string{"", "", "fees", "exams"}), nil)
	case what < 35:
		t.claimSeen()
		if s.chance(0.3) {
			one(s, o.tabs).claimSeen() // at once in the other tab, or twice
		}
	default:
		t.serve(t.some())
	}
}

// serve does something with a chat that the tab shows, rightly or not.
func (t *tab) serve(h *held) {
	s := t.o.s
	if h == nil {
		return
	}
	switch what := s.rng.IntN(100); {
	case what < 55:
		t.write(h)
	case what < 62:
		t.annotate(h)
	case what < 72:
		t.order(h, "seen", func(ctx context.Context, d *handoff.Desk) error {
			return d.Seen(ctx, handoff.Side{Author: handoff.ByOperator, ChatID: h.id, OperatorID: t.o.name}, t.page.after)
		})
	case what < 77:
		t.order(h, "typing", func(ctx context.Context, d *handoff.Desk) error {
			return d.Typing(ctx, handoff.Side{Author: handoff.ByOperator, ChatID: h.id, OperatorID: t.o.name})
		})
	case what < 82:
		queue, note := one(s, []string{"fees", "exams"}), one(s, []string{"", "please"})
		t.order(h, "transfer to "+queue, func(ctx context.Context, d *handoff.Desk) error {
			return d.Transfer(ctx, t.o.name, h.id, queue, note)
		})
	case what < 84:
		t.order(h, "escalate", func(ctx context.Context, d *handoff.Desk) error { return d.Escalate(ctx, t.o.name, h.id, "", "hard") }, handoff.ErrNobody)
	case what < 86:
		t.order(h, "send back", func(ctx context.Context, d *handoff.Desk) error { return d.SendBack(ctx, t.o.name, h.id, "easy") }, handoff.ErrNotEscalated)
	case what < 89:
		t.order(h, "return", func(ctx context.Context, d *handoff.Desk) error { return d.Return(ctx, t.o.name, h.id) })
	default:
		how := handoff.Closing{ChatID: h.id, OperatorID: t.o.name, Outcome: one(s, []handoff.Outcome{handoff.Resolved, handoff.NotResolved})}
		ask(s, one(s, s.nodes), t.name, "close "+s.model.alias(h.id), how, func(ctx context.Context, d *handoff.Desk) (struct{}, error) {
			return struct{}{}, d.Close(ctx, how)
		}, func(_ struct{}, err error) { s.allowed("close", err, handoff.ErrNotYours, handoff.ErrClosed) })
	}
}

// order asks for something that is refused where the chat is not the operator's.
func (t *tab) order(h *held, what string, do func(context.Context, *handoff.Desk) error, fit ...error) {
	s := t.o.s
	order(s, one(s, s.nodes), t.name, what+" "+s.model.alias(h.id), do, func(err error) {
		s.allowed(what, err, append(fit, handoff.ErrNotYours, handoff.ErrClosed)...)
	})
}

// claimNext takes what is first in line.
func (t *tab) claimNext(queue string, done func(error)) {
	s := t.o.s
	ask(s, one(s, s.nodes), t.name, "claim next "+queue, nil, func(ctx context.Context, d *handoff.Desk) (detail, error) {
		c, err := d.ClaimNext(ctx, t.o.name, queue)
		if err != nil {
			return detail{}, err
		}
		return readDetail(ctx, d, c.ID)
	}, func(got detail, err error) {
		s.allowed("claim next", err, handoff.ErrNothingWaiting, handoff.ErrAtCapacity, handoff.ErrNotYourQueue)
		t.claimed(got, err)
		if done != nil {
			done(err)
		}
	})
}

// claim is what an operator asks who takes one chat of those that wait.
type claim struct{ operator, chat string }

// claimSeen looks at the line and then takes one of it, which may be gone by then.
func (t *tab) claimSeen() {
	s := t.o.s
	ask(s, one(s, s.nodes), t.name, "waiting", nil, func(ctx context.Context, d *handoff.Desk) ([]handoff.Chat, error) {
		return d.Waiting(ctx, t.o.name, "", 0)
	}, func(line []handoff.Chat, err error) {
		s.allowed("waiting", err)
		for range min(len(line), 1+s.rng.IntN(2)) { // one click after the other
			t.claim(one(s, line).ID)
		}
	})
}

func (t *tab) claim(id string) {
	s := t.o.s
	ask(s, one(s, s.nodes), t.name, "claim "+s.model.alias(id), claim{t.o.name, id}, func(ctx context.Context, d *handoff.Desk) (detail, error) {
		if _, err := d.Claim(ctx, t.o.name, id); err != nil {
			return detail{}, err
		}
		return readDetail(ctx, d, id)
	}, func(got detail, err error) {
		s.allowed("claim", err, handoff.ErrTaken, handoff.ErrAtCapacity, handoff.ErrNotYourQueue, handoff.ErrStudentGone)
		t.claimed(got, err)
		if errors.Is(err, errNoAnswer) && s.chance(0.5) {
			t.claim(id)
		}
	})
}

func (t *tab) claimed(got detail, err error) {
	if err == nil && t.ready {
		t.show(got)
	}
}

// write sends a message until it is acknowledged or refused.
func (t *tab) write(h *held) {
	t.o.written++
	id := fmt.Sprintf("%s-m%d", t.o.name, t.o.written)
	m := handoff.Message{ChatID: h.id, Author: handoff.ByOperator, OperatorID: t.o.name, ClientID: id, Text: "text of " + id}
	var try func()
	try = func() {
		t.o.s.send(t.name, m, func(err error) {
			if passing(err) {
				t.o.s.after(t.o.s.between(time.Second, 5*time.Second), try)
				return
			}
			t.o.s.allowed("send", err, handoff.ErrNotYours, handoff.ErrClosed)
		})
	}
	try()
}

func (t *tab) annotate(h *held) {
	t.o.written++
	n := handoff.Note{ChatID: h.id, OperatorID: t.o.name, ClientID: fmt.Sprintf("%s-n%d", t.o.name, t.o.written), Text: "nota bene"}
	order(t.o.s, one(t.o.s, t.o.s.nodes), t.name, "note", func(ctx context.Context, d *handoff.Desk) error {
		_, err := d.Note(ctx, n)
		return err
	}, func(err error) { t.o.s.allowed("note", err, handoff.ErrNotYours) })
}
