package handoff_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"sportello/handoff"
)

// pushed is an office in which the chats of both queues are pushed.
func pushed(t *testing.T, test func(t *testing.T, o *office)) {
	each(t, func(t *testing.T, o *office) {
		o.route(handoff.Push, "fees", "exams")
		test(t, o)
	})
}

// with adds an operator who is present, as given.
func (o *office) with(op handoff.Operator) {
	o.t.Helper()
	op.State = handoff.Available
	ok(o.t, o.SetOperator(ctx, op))
	ok(o.t, o.Touch(ctx, op.ID))
}

func (o *office) close(operator string, c handoff.Chat) {
	o.t.Helper()
	ok(o.t, o.Close(ctx, handoff.Closing{ChatID: c.ID, OperatorID: operator, Outcome: handoff.Resolved}))
}

func TestPushIsTheDefault(t *testing.T) {
	equal(t, "routing", handoff.DefaultSettings().Routing, handoff.Push)
}

func TestAFreeSlotIsFilledAtOnce(t *testing.T) {
	pushed(t, func(t *testing.T, o *office) {
		a, b, c := o.join("a", "fees", handoff.ChannelChat), o.join("b", "fees", handoff.ChannelChat), o.join("c", "fees", handoff.ChannelChat)
		ticket := o.join("t", "fees", handoff.ChannelTicket)
		o.operator("mario", 2, "fees") // comes in
		o.state(a, handoff.Engaged, "mario")
		o.state(b, handoff.Engaged, "mario")
		o.state(c, handoff.Waiting, "")
		events, err := o.ChatEvents(ctx, a.ID, 0, 0)
		ok(t, err)
		equal(t, "who gave it", fmt.Sprint(events[1].Kind, events[1].Author, events[1].OperatorID), "claimedsystemmario")
		o.close("mario", b)
		o.state(c, handoff.Engaged, "mario")
		o.close("mario", a)
		d := o.join("d", "fees", handoff.ChannelChat)
		o.state(d, handoff.Engaged, "mario")
		o.close("mario", d)
		o.state(ticket, handoff.Waiting, "") // is pulled
		other := o.join("e", "exams", handoff.ChannelChat)
		o.state(other, handoff.Waiting, "")
		ok(t, o.SetOperator(ctx, handoff.Operator{ID: "mario", Name: "Mario", Capacity: 2, Queues: []string{"exams"}}))
		o.state(other, handoff.Engaged, "mario")
	})
}

func TestWhoIsGivenAChat(t *testing.T) {
	pushed(t, func(t *testing.T, o *office) {
		both := []string{"fees", "exams"}
		o.with(handoff.Operator{ID: "it", Capacity: 4, Queues: both, Langs: []string{"it"}})
		o.wait(time.Second)
		o.with(handoff.Operator{ID: "all", Capacity: 2, Queues: both})
		give := func(name, lang, want string) handoff.Chat {
			t.Helper()
			o.wait(time.Second)
			c, err := o.Enqueue(ctx, handoff.Join{ConversationID: name, QueueID: "fees", Channel: handoff.ChannelChat, Lang: lang})
			ok(t, err)
			equal(t, name+" goes to", c.OperatorID, want)
			return c
		}
		first := give("idle longest", "it", "it")
		give("least loaded", "it", "all")
		give("less in proportion", "it", "it")
		give("speaks English", "en", "all")
		give("nobody else is free", "en", "it")
		o.close("it", first)
		o.wait(time.Hour)
		ok(t, o.Touch(ctx, "it"))
		give("idle longest", "en", "it") // known to the student
	})
}

func TestAChatThatIsReturnedGoesToAColleague(t *testing.T) {
	pushed(t, func(t *testing.T, o *office) {
		o.operator("mario", 1, "fees")
		c := o.join("a", "fees", handoff.ChannelChat)
		ok(t, o.Return(ctx, "mario", c.ID))
		o.state(c, handoff.Engaged, "mario") // nobody else is there
		o.operator("rosa", 1, "fees")
		ok(t, o.Return(ctx, "mario", c.ID))
		o.state(c, handoff.Engaged, "rosa")
		other := o.join("b", "fees", handoff.ChannelChat)
		o.state(other, handoff.Engaged, "mario")
		o.close("mario", other)
		o.operator("luca", 1, "fees")
		third := o.join("c", "fees", handoff.ChannelChat)
		o.state(third, handoff.Engaged, "luca")
		o.join("d", "fees", handoff.ChannelChat) // mario's
		ok(t, o.Return(ctx, "luca", third.ID))
		o.state(third, handoff.Waiting, "") // luca is spared it while mario and rosa are busy
		o.wait(59 * time.Second)
		ok(t, o.Touch(ctx, "luca"))
		ok(t, o.Touch(ctx, "mario"))
		ok(t, o.Fill(ctx))
		o.state(third, handoff.Waiting, "")
		o.wait(time.Second)
		ok(t, o.Fill(ctx))
		o.state(third, handoff.Engaged, "luca")
	})
}

func TestNeighboursHelpOutInTime(t *testing.T) {
	pushed(t, func(t *testing.T, o *office) {
		o.set("fees", func(s *handoff.Settings) { s.Overflow = []handoff.Overflow{{Queue: "exams", After: 45}} })
		o.operator("rosa", 2, "exams")
		c := o.join("a", "fees", handoff.ChannelChat)
		ways, err := o.Ways(ctx, "fees")
		ok(t, err)
		equal(t, "staffed by the neighbours", ways.Staffed, true)
		o.wait(45*time.Second - time.Millisecond)
		ok(t, o.Touch(ctx, "rosa"))
		ok(t, o.Fill(ctx))
		o.state(c, handoff.Waiting, "")
		_, err = o.Claim(ctx, "rosa", c.ID)
		refused(t, err, handoff.ErrNotYourQueue)
		waiting, err := o.Waiting(ctx, "rosa", "", 0)
		ok(t, err)
		equal(t, "nothing is hers yet", len(waiting), 0)
		o.wait(time.Millisecond)
		ok(t, o.Fill(ctx))
		o.state(c, handoff.Engaged, "rosa")

		o.route(handoff.Pull, "fees")
		pulled := o.join("b", "fees", handoff.ChannelChat)
		o.wait(45 * time.Second)
		ok(t, o.Touch(ctx, "rosa"))
		ok(t, o.Fill(ctx))
		o.state(pulled, handoff.Waiting, "")
		next, err := o.ClaimNext(ctx, "rosa", "")
		ok(t, err)
		equal(t, "the next in line", next.ID, pulled.ID)
	})
}

func TestNobodyWhoIsNotThereIsGivenAChat(t *testing.T) {
	pushed(t, func(t *testing.T, o *office) {
		o.operator("mario", 3, "fees")
		o.wait(handoff.PresentFor + time.Millisecond)
		c := o.join("a", "fees", handoff.ChannelChat)
		o.state(c, handoff.Waiting, "")
		ok(t, o.Touch(ctx, "mario"))
		o.state(c, handoff.Engaged, "mario")
		for _, state := range []handoff.State{handoff.Paused, handoff.Finishing, handoff.Away} {
			ok(t, o.SetState(ctx, "mario", state))
			o.state(c, handoff.Engaged, "mario") // is kept
			next := o.join(string(state), "fees", handoff.ChannelChat)
			o.state(next, handoff.Waiting, "")
			ok(t, o.Leave(ctx, string(state)))
		}
		ok(t, o.SetState(ctx, "mario", handoff.Finishing))
		o.close("mario", c)
		mario, err := o.Operator(ctx, "mario")
		ok(t, err)
		equal(t, "after the last chat", mario.State, handoff.Paused)
		ok(t, o.SetState(ctx, "mario", handoff.Finishing))
		mario, err = o.Operator(ctx, "mario")
		ok(t, err)
		equal(t, "without a chat", mario.State, handoff.Paused)
	})
}

// Two nodes give out chats at once, operators come and go, close and return.
func TestPushRace(t *testing.T) {
	pushed(t, func(t *testing.T, o *office) {
		const operators, students, capacity = 8, 60, 2
		desks := []*handoff.Desk{o.Desk, handoff.NewDesk(o.db, o.bus)}
		var all sync.WaitGroup
		for i := range students {
			all.Go(func() {
				_, err := desks[i%2].Enqueue(ctx, handoff.Join{ConversationID: fmt.Sprint(i), QueueID: "fees", Channel: handoff.ChannelChat})
				if err != nil {
					t.Error(err)
				}
			})
		}
		for i := range operators {
			id := o.operator(fmt.Sprint("op", i), capacity, "fees")
			all.Go(func() {
				for n := range 6 {
					has, err := desks[n%2].Chats(ctx, id, handoff.Engaged, 0)
					if err != nil || len(has) > capacity {
						t.Errorf("%s has %d chats, %v", id, len(has), err)
					}
					for _, c := range has {
						if n%3 == 2 {
							err = desks[n%2].Return(ctx, id, c.ID)
						} else {
							err = desks[i%2].Close(ctx, handoff.Closing{ChatID: c.ID, OperatorID: id, Outcome: handoff.Resolved})
						}
						if err != nil {
							t.Error(err)
						}
					}
					if err := desks[n%2].Fill(ctx); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		waiting, err := o.Waiting(ctx, "", "", 0)
		ok(t, err)
		everybody, err := o.Operators(ctx)
		ok(t, err)
		engaged := 0
		for _, op := range everybody {
			engaged += op.Engaged
		}
		if len(waiting) > 0 && engaged < operators*capacity {
			t.Errorf("%d wait while %d of %d slots are taken", len(waiting), engaged, operators*capacity)
		}
	})
}
