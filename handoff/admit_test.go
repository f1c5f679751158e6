package handoff_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"sportello/handoff"
)

// ask is a student who asks for a chat, and is let in only if there is room.
func (o *office) ask(conversation, queue string) (handoff.Chat, error) {
	return o.Enqueue(ctx, handoff.Join{ConversationID: conversation, QueueID: queue, Channel: handoff.ChannelChat, Limited: true})
}

// fill lets students in until the line is full, and returns how many there are.
func (o *office) fill(queue string) int {
	o.t.Helper()
	for n := range 200 {
		_, err := o.ask(fmt.Sprintf("%s-%d", queue, n), queue)
		if errors.Is(err, handoff.ErrNoRoom) {
			return n
		}
		ok(o.t, err)
	}
	o.t.Fatal("the line is never full")
	return 0
}

// later passes time in which operators show that they are there, until the desk is looked
// at anew.
func (o *office) later(d time.Duration, operators ...string) {
	o.t.Helper()
	o.wait(d)
	for _, id := range operators {
		ok(o.t, o.Touch(ctx, id))
	}
}

// With 4 slots and assumed chats of 530 s, the half hour that is promised is about 13
// chats long; the interval's upper end makes it fewer.
func TestACrowdIsLetInUpToThePromise(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("mario", 4, "fees")
		var all sync.WaitGroup
		var mu sync.Mutex
		in, out := 0, 0
		for i := range 60 {
			all.Go(func() {
				_, err := o.ask(fmt.Sprint(i), "fees")
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					in++
				case errors.Is(err, handoff.ErrNoRoom):
					out++
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		if in < 5 || in > 18 || in+out != 60 {
			t.Errorf("%d are let in, %d refused", in, out)
		}
		look, err := o.Outlook(ctx)
		ok(t, err)
		refused(t, look.Full("fees"), handoff.ErrNoRoom)
		ok(t, look.Full("exams")) // where nobody is, nothing is promised
		c, err := o.Enqueue(ctx, handoff.Join{ConversationID: "ticket", QueueID: "fees", Channel: handoff.ChannelTicket, Limited: true})
		ok(t, err)
		equal(t, "a ticket is always taken", c.Channel, handoff.ChannelTicket)

		o.later(2*time.Second, "mario")
		look, err = o.Outlook(ctx)
		ok(t, err)
		waiting, err := o.Waiting(ctx, "", "fees", 0)
		ok(t, err)
		first, known := look.Of(waiting[0].ConversationID)
		last, _ := look.Of(waiting[in-1].ConversationID)
		if !known || last.To > 31*time.Minute || last.To <= first.To {
			t.Errorf("the first waits %+v, the last %+v", first, last)
		}
	})
}

// Who is in line already is answered with their chat, however full it is.
func TestAskingAgainIsNeverRefused(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("mario", 1, "fees")
		first, err := o.ask("anna", "fees")
		ok(t, err)
		o.fill("fees")
		again, err := o.ask("anna", "fees")
		ok(t, err)
		equal(t, "chat", again.ID, first.ID)
		_, err = o.ask("bruno", "fees")
		refused(t, err, handoff.ErrNoRoom)
	})
}

// Who fell silent and may come back is let into a full line, at its head, once.
func TestWhoMayComeBackIsNeverRefused(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("mario", 1, "fees")
		o.set("fees", func(s *handoff.Settings) { s.AskAfter, s.LeaveAfter = 4, 2 })
		c, err := o.ask("anna", "fees")
		ok(t, err)
		for _, back := range []bool{true, false} {
			o.claim("mario", c)
			o.answer("mario", c, "Eccomi")
			o.pass(4*time.Minute, false)
			o.pass(2*time.Minute, false)
			o.state(c, handoff.Closed, "mario")
			ok(t, o.Touch(ctx, "mario"))
			o.fill("fees")
			refused(t, o.Refuse(ctx, "bruno", "fees"), handoff.ErrNoRoom)
			if !back {
				refused(t, o.Refuse(ctx, "anna", "fees"), handoff.ErrNoRoom)
				_, err = o.ask("anna", "fees")
				refused(t, err, handoff.ErrNoRoom)
				return
			}
			ok(t, o.Refuse(ctx, "anna", "fees"))
			c, err = o.ask("anna", "fees")
			ok(t, err)
			o.place(c, 1)
		}
	})
}

// Queues that share operators have one line: a crowd in each fills it once.
func TestSharedOperatorsAreOneLine(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("mario", 4, "fees", "exams")
		n := o.fill("fees")
		if m := o.fill("exams"); n < 5 || m > 1 {
			t.Errorf("%d in one queue, then %d in the other", n, m)
		}
	})
}

func TestWaitingRoom(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("mario", 4, "fees")
		n := o.fill("fees")
		_, err := o.Callback(ctx, "anna")
		refused(t, err, handoff.ErrNotFound)
		for _, name := range []string{"anna", "bruno", "carla", "anna"} {
			o.wait(time.Millisecond)
			ok(t, o.AskCallback(ctx, name, "fees"))
		}
		refused(t, o.AskCallback(ctx, "dino", "nothing"), handoff.ErrNotFound)
		o.later(2*time.Second, "mario")
		ok(t, o.Call(ctx))
		o.calls("anna waiting 1", "bruno waiting 2", "carla waiting 3")

		o.end("mario", n/2)
		o.later(2*time.Second, "mario")
		ok(t, o.Call(ctx))
		ok(t, o.Call(ctx))
		o.later(2*time.Second, "mario")
		o.calls("anna offered 0", "bruno offered 0", "carla offered 0")
		for i := range 40 { // newcomers may not take what is held
			if _, err := o.ask(fmt.Sprint("new", i), "fees"); err != nil {
				refused(t, err, handoff.ErrNoRoom)
				break
			}
		}
		_, err = o.ask("anna", "fees")
		ok(t, err)
		ok(t, o.CancelCallback(ctx, "bruno"))
		o.later(2*time.Second, "mario")
		o.calls("anna joined 0", "bruno cancelled 0", "carla offered 0")
		for range 6 {
			o.later(time.Minute, "mario")
		}
		ok(t, o.Call(ctx))
		o.later(2*time.Second, "mario")
		o.calls("carla lapsed 0")
	})
}

// calls checks how call-backs stand: "name state position".
func (o *office) calls(want ...string) {
	o.t.Helper()
	for _, one := range want {
		var name, state string
		var position int
		_, err := fmt.Sscan(one, &name, &state, &position)
		ok(o.t, err)
		c, err := o.Callback(ctx, name)
		ok(o.t, err)
		equal(o.t, name, fmt.Sprint(name, " ", c.State, " ", c.Position), one)
		if c.AskAgain <= 0 || (c.State == handoff.CallOffered) != c.HeldUntil.After(o.db.Now()) {
			o.t.Errorf("%s: %+v", name, c)
		}
	}
}

// end has the operator take and close chats, so many.
func (o *office) end(operator string, n int) {
	o.t.Helper()
	for range n {
		c, err := o.ClaimNext(ctx, operator, "")
		ok(o.t, err)
		ok(o.t, o.Close(ctx, handoff.Closing{ChatID: c.ID, OperatorID: operator, Outcome: handoff.Resolved}))
	}
}

// The first who asked is first also when only one place comes free, and two nodes that
// look at once offer it once.
func TestOnePlaceIsOfferedOnce(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("mario", 4, "fees")
		o.fill("fees")
		for i := range 12 {
			o.wait(time.Millisecond)
			ok(t, o.AskCallback(ctx, fmt.Sprint("s", i), "fees"))
		}
		o.end("mario", 4)
		o.later(2*time.Second, "mario")
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				if err := o.Call(ctx); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		o.later(2*time.Second, "mario")
		offered := 0
		for i := range 12 {
			c, err := o.Callback(ctx, fmt.Sprint("s", i))
			ok(t, err)
			if c.State == handoff.CallOffered {
				if offered++; offered != i+1 {
					t.Errorf("s%d was offered a place before others who asked earlier", i)
				}
			}
		}
		if offered < 2 || offered > 8 {
			t.Errorf("%d places were offered for the 4 that came free", offered)
		}
	})
}

// What was expected is kept with what came, for those who were taken and who left.
func TestWhatWasExpectedIsKept(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("mario", 2, "fees")
		a, b := o.join("anna", "fees", handoff.ChannelChat), o.join("bruno", "fees", handoff.ChannelChat)
		o.join("carla", "fees", handoff.ChannelChat)
		o.later(30*time.Second, "mario")
		o.claim("mario", a)
		ok(t, o.Leave(ctx, "bruno"))
		o.join("carla", "fees", handoff.ChannelTicket)
		ok(t, o.Return(ctx, "mario", a.ID))
		o.later(30*time.Second, "mario")
		o.claim("mario", a)
		var text string
		err := o.db.QueryRow(ctx, `SELECT (SELECT COUNT(*) FROM waits) || ' ' || (SELECT decided_at - joined_at FROM waits WHERE chat_id = $1 AND taken = 1)
			|| ' ' || (SELECT COUNT(*) FROM waits WHERE chat_id = $2 AND decided_at > 0 AND taken = 0)`, a.ID, b.ID).Scan(&text)
		ok(t, err)
		equal(t, "waits, the first one's, who left", text, "2 30002 1")
	})
}
