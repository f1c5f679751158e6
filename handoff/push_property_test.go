package handoff_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sportello/handoff"
)

// shop is a round whose chats are pushed. What must hold is said in other words than the
// desk's, from what anybody can read of it.
type shop struct {
	round
	spared map[string]sparedChat // by chat
}

// sparedChat is one that its operator gave up, for a minute.
type sparedChat struct {
	operator string
	until    time.Time
}

// After each operation no slot is free while a chat waits that its operator may have, and
// nobody has more than they may.
func TestNoSlotIsFreeWhileSomebodyWaits(t *testing.T) {
	rounds(t, 25, func(t *rapid.T, r round) {
		s := newShop(t, r)
		t.Repeat(map[string]func(*rapid.T){
			"join": s.join, "leave": s.leave, "claim": s.claim, "give up": s.giveUp, "close": s.close,
			"state": s.state, "capacity": s.capacity, "routing": s.routing, "supervise": s.supervise,
			"wait": s.wait, "vanish": s.vanish, "students": s.students, "": s.check,
		})
	})
}

func newShop(t *rapid.T, r round) *shop {
	fees, exams := queue(r.office.t, r.name+"fees", 1), queue(r.office.t, r.name+"exams", 2)
	must(t, r.SeedQueues(ctx, []handoff.Queue{fees, exams}))
	settings := handoff.DefaultSettings()
	settings.Overflow = []handoff.Overflow{{Queue: exams.ID, After: 30}}
	must(t, r.SetSettings(ctx, fees.ID, settings))
	for i, id := range someOperators {
		must(t, r.SetOperator(ctx, handoff.Operator{ID: r.name + id, Capacity: 1 + i%2, Level: 1 + i/2, Queues: []string{[]string{fees.ID, exams.ID, exams.ID}[i]}}))
		must(t, r.SetState(ctx, r.name+id, handoff.Available))
	}
	return &shop{round: r, spared: map[string]sparedChat{}}
}

// chat draws an open chat; where there is none, somebody joins.
func (s *shop) chat(t *rapid.T) handoff.Chat {
	open := s.open(t)
	if len(open) == 0 {
		s.join(t)
		open = s.open(t)
	}
	return rapid.SampledFrom(open).Draw(t, "chat")
}

// open returns the open chats.
func (s *shop) open(t *rapid.T) (open []handoff.Chat) {
	for _, name := range someStudents {
		c, err := s.ByConversation(ctx, s.name+name)
		if allowed(t, err, handoff.ErrNotFound) && c.State != handoff.Closed {
			open = append(open, c)
		}
	}
	return open
}

func (s *shop) join(t *rapid.T) {
	_, err := s.Enqueue(ctx, handoff.Join{ConversationID: s.student(t), QueueID: s.queue(t),
		Channel: rapid.SampledFrom([]handoff.Channel{handoff.ChannelChat, handoff.ChannelChat, handoff.ChannelTicket}).Draw(t, "channel"),
		Lang:    rapid.SampledFrom([]string{"it", "en"}).Draw(t, "lang")})
	must(t, err)
}

func (s *shop) leave(t *rapid.T) { must(t, s.Leave(ctx, s.student(t))) }

func (s *shop) claim(t *rapid.T) {
	_, err := s.Claim(ctx, s.operator(t), s.chat(t).ID)
	allowed(t, err, handoff.ErrTaken, handoff.ErrAtCapacity, handoff.ErrNotYourQueue, handoff.ErrStudentGone)
}

// giveUp hands a chat on in one of the ways there are.
func (s *shop) giveUp(t *rapid.T) {
	c := s.chat(t)
	ways := map[string]func() error{
		"transfer":  func() error { return s.Transfer(ctx, c.OperatorID, c.ID, s.queue(t), "") },
		"return":    func() error { return s.Return(ctx, c.OperatorID, c.ID) },
		"escalate":  func() error { return s.Escalate(ctx, c.OperatorID, c.ID, s.name+"exams", "perché") },
		"send back": func() error { return s.SendBack(ctx, c.OperatorID, c.ID, "ecco") },
		"take away": func() error { return s.TakeAway(ctx, handoff.Supervisor{Name: "Paolo"}, c.ID) },
	}
	names := []string{"transfer", "return", "escalate", "send back", "take away"}
	err := ways[rapid.SampledFrom(names).Draw(t, "how")]()
	if allowed(t, err, handoff.ErrNotYours, handoff.ErrNotEscalated, handoff.ErrNobody) {
		s.spared[c.ID] = sparedChat{c.OperatorID, s.office.db.Now().Add(time.Minute)}
	}
}

func (s *shop) close(t *rapid.T) {
	c := s.chat(t)
	allowed(t, s.Close(ctx, handoff.Closing{ChatID: c.ID, OperatorID: c.OperatorID, Outcome: handoff.Resolved}), handoff.ErrNotYours)
}

var someStates = []handoff.State{handoff.Available, handoff.Available, handoff.Paused, handoff.Finishing, handoff.Away}

func (s *shop) state(t *rapid.T) {
	must(t, s.SetState(ctx, s.operator(t), rapid.SampledFrom(someStates).Draw(t, "state")))
}

func (s *shop) capacity(t *rapid.T) {
	must(t, s.SetCapacity(ctx, s.operator(t), rapid.IntRange(1, 3).Draw(t, "capacity")))
}

func (s *shop) routing(t *rapid.T) {
	q, err := s.Queue(ctx, s.queue(t))
	must(t, err)
	q.Settings.Routing = rapid.SampledFrom([]handoff.Routing{handoff.Push, handoff.Push, handoff.Pull}).Draw(t, "routing")
	must(t, s.SetSettings(ctx, q.ID, q.Settings))
}

func (s *shop) supervise(t *rapid.T) {
	c, by := s.chat(t), handoff.Supervisor{Name: "Paolo"}
	switch rapid.IntRange(0, 2).Draw(t, "what") {
	case 0:
		allowed(t, s.Move(ctx, by, c.ID, s.queue(t)), handoff.ErrTaken)
	case 1:
		allowed(t, s.Give(ctx, by, c.ID, s.operator(t)), handoff.ErrTaken, handoff.ErrAbsent, handoff.ErrAtCapacity)
	case 2:
		must(t, s.CloseFor(ctx, by, handoff.Closing{ChatID: c.ID, Outcome: handoff.NotResolved}))
	}
}

func (s *shop) wait(t *rapid.T) {
	s.office.wait(time.Duration(rapid.IntRange(1, 40).Draw(t, "seconds")) * time.Second)
	must(t, s.Fill(ctx))
}

func (s *shop) vanish(t *rapid.T) {
	s.round.vanish(t)
	must(t, s.Fill(ctx))
}

// students passes over those of whom nothing was heard, and hears of one.
func (s *shop) students(t *rapid.T) {
	_, err := s.Missing(ctx)
	must(t, err)
	must(t, s.StudentsHere(ctx, s.student(t)))
}

// check looks at every operator and every chat.
func (s *shop) check(t *rapid.T) {
	now := s.office.db.Now()
	waiting, err := s.Waiting(ctx, "", "", 0)
	must(t, err)
	var all []handoff.Operator
	for _, id := range someOperators {
		o, err := s.Operator(ctx, s.name+id)
		must(t, err)
		all = append(all, o)
		has, err := s.Chats(ctx, o.ID, handoff.Engaged, 0)
		must(t, err)
		has = slices.DeleteFunc(has, func(c handoff.Summary) bool { return c.Channel == handoff.ChannelTicket })
		if len(has) != o.Engaged || (o.State == handoff.Finishing && o.Engaged == 0) {
			t.Fatalf("%s is %s and counts %d chats, has %d", o.ID, o.State, o.Engaged, len(has))
		}
	}
	for _, c := range waiting {
		for _, o := range all {
			if s.serves(t, o, c, now) && o.Engaged < o.Capacity && !s.isSpared(t, all, o, c, now) {
				t.Fatalf("%s (%d of %d) is free while %s waits: %+v", o.ID, o.Engaged, o.Capacity, c.ConversationID, c)
			}
		}
	}
}

// serves is the rule in other words: the operator is there and may be given the chat.
func (s *shop) serves(t *rapid.T, o handoff.Operator, c handoff.Chat, now time.Time) bool {
	q, err := s.Queue(ctx, c.QueueID)
	must(t, err)
	if q.Settings.Routing != handoff.Push || c.Channel != handoff.ChannelChat || c.Gone {
		return false
	}
	mine := slices.Contains(o.Queues, c.QueueID)
	for _, v := range q.Settings.Overflow {
		mine = mine || slices.Contains(o.Queues, v.Queue) && now.Sub(c.QueuedAt) >= time.Duration(v.After)*time.Second
	}
	return mine && o.Level >= c.Level && o.State == handoff.Available && o.Present(now)
}

func (s *shop) isSpared(t *rapid.T, all []handoff.Operator, o handoff.Operator, c handoff.Chat, now time.Time) bool {
	by := s.spared[c.ID]
	return by.operator == o.ID && now.Before(by.until) && slices.ContainsFunc(all, func(p handoff.Operator) bool {
		return p.ID != o.ID && s.serves(t, p, c, now)
	})
}
