package handoff_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sportello/content/db"
	"sportello/handoff"
)

// shop is an office whose chats are pushed, driven at random. What must hold is said in
// other words than the desk's, from what anybody can read of it.
type shop struct {
	*handoff.Desk
	office *office
	round  string
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
	each(t, func(t *testing.T, o *office) {
		rounds, enough := 0, 60
		if o.db.Engine == db.SQLite {
			enough = 25
		}
		rapid.Check(t, func(t *rapid.T) {
			if rounds++; rounds > enough {
				return
			}
			s := newShop(t, o, fmt.Sprintf("s%d-", rounds))
			t.Repeat(map[string]func(*rapid.T){
				"join": s.join, "leave": s.leave, "claim": s.claim, "give up": s.giveUp, "close": s.close,
				"state": s.state, "capacity": s.capacity, "routing": s.routing, "supervise": s.supervise,
				"wait": s.wait, "vanish": s.vanish, "students": s.students, "": s.check,
			})
		})
	})
}

func newShop(t *rapid.T, o *office, round string) *shop {
	s := &shop{Desk: o.Desk, office: o, round: round, spared: map[string]sparedChat{}}
	fees, exams := queue(o.t, round+"fees", 1), queue(o.t, round+"exams", 2)
	must(t, o.SeedQueues(ctx, []handoff.Queue{fees, exams}))
	settings := handoff.DefaultSettings()
	settings.Overflow = []handoff.Overflow{{Queue: exams.ID, After: 30}}
	must(t, o.SetSettings(ctx, fees.ID, settings))
	for i, id := range someOperators {
		must(t, o.SetOperator(ctx, handoff.Operator{ID: round + id, Capacity: 1 + i%2, Level: 1 + i/2, Queues: []string{[]string{fees.ID, exams.ID, exams.ID}[i]}}))
		must(t, o.SetState(ctx, round+id, handoff.Available))
	}
	return s
}

func (s *shop) one(t *rapid.T, what string, of []string) string {
	return s.round + rapid.SampledFrom(of).Draw(t, what)
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
		c, err := s.ByConversation(ctx, s.round+name)
		if allowed(t, err, handoff.ErrNotFound) && c.State != handoff.Closed {
			open = append(open, c)
		}
	}
	return open
}

func (s *shop) join(t *rapid.T) {
	_, err := s.Enqueue(ctx, handoff.Join{ConversationID: s.one(t, "student", someStudents), QueueID: s.one(t, "queue", someQueues),
		Channel: rapid.SampledFrom([]handoff.Channel{handoff.ChannelChat, handoff.ChannelChat, handoff.ChannelTicket}).Draw(t, "channel"),
		Lang:    rapid.SampledFrom([]string{"it", "en"}).Draw(t, "lang")})
	must(t, err)
}

func (s *shop) leave(t *rapid.T) { must(t, s.Leave(ctx, s.one(t, "student", someStudents))) }

func (s *shop) claim(t *rapid.T) {
	_, err := s.Claim(ctx, s.one(t, "operator", someOperators), s.chat(t).ID)
	allowed(t, err, handoff.ErrTaken, handoff.ErrAtCapacity, handoff.ErrNotYourQueue, handoff.ErrStudentGone)
}

// giveUp hands a chat on in one of the ways there are.
func (s *shop) giveUp(t *rapid.T) {
	c := s.chat(t)
	ways := map[string]func() error{
		"transfer":  func() error { return s.Transfer(ctx, c.OperatorID, c.ID, s.one(t, "queue", someQueues), "") },
		"return":    func() error { return s.Return(ctx, c.OperatorID, c.ID) },
		"escalate":  func() error { return s.Escalate(ctx, c.OperatorID, c.ID, s.round+"exams", "perché") },
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
	must(t, s.SetState(ctx, s.one(t, "operator", someOperators), rapid.SampledFrom(someStates).Draw(t, "state")))
}

func (s *shop) capacity(t *rapid.T) {
	must(t, s.SetCapacity(ctx, s.one(t, "operator", someOperators), rapid.IntRange(1, 3).Draw(t, "capacity")))
}

func (s *shop) routing(t *rapid.T) {
	q, err := s.Queue(ctx, s.one(t, "queue", someQueues))
	must(t, err)
	q.Settings.Routing = rapid.SampledFrom([]handoff.Routing{handoff.Push, handoff.Push, handoff.Pull}).Draw(t, "routing")
	must(t, s.SetSettings(ctx, q.ID, q.Settings))
}

func (s *shop) supervise(t *rapid.T) {
	c, by := s.chat(t), handoff.Supervisor{Name: "Paolo"}
	switch rapid.IntRange(0, 2).Draw(t, "what") {
	case 0:
		allowed(t, s.Move(ctx, by, c.ID, s.one(t, "queue", someQueues)), handoff.ErrTaken)
	case 1:
		allowed(t, s.Give(ctx, by, c.ID, s.one(t, "operator", someOperators)), handoff.ErrTaken, handoff.ErrAbsent, handoff.ErrAtCapacity)
	case 2:
		must(t, s.CloseFor(ctx, by, handoff.Closing{ChatID: c.ID, Outcome: handoff.NotResolved}))
	}
}

func (s *shop) wait(t *rapid.T) {
	s.office.wait(time.Duration(rapid.IntRange(1, 40).Draw(t, "seconds")) * time.Second)
	must(t, s.Fill(ctx))
}

// vanish lets a minute pass in which all but one operator give no sign of life.
func (s *shop) vanish(t *rapid.T) {
	stays := s.one(t, "operator", someOperators)
	s.office.wait(handoff.PresentFor + time.Millisecond)
	must(t, s.Touch(ctx, stays))
	_, err := s.Vanished(ctx)
	must(t, err)
	must(t, s.Fill(ctx))
}

// students passes over those of whom nothing was heard, and hears of one.
func (s *shop) students(t *rapid.T) {
	_, err := s.Missing(ctx)
	must(t, err)
	must(t, s.StudentsHere(ctx, s.one(t, "student", someStudents)))
}

// check looks at every operator and every chat.
func (s *shop) check(t *rapid.T) {
	now := s.office.db.Now()
	waiting, err := s.Waiting(ctx, "", "", 0)
	must(t, err)
	var all []handoff.Operator
	for _, id := range someOperators {
		o, err := s.Operator(ctx, s.round+id)
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
