package handoff_test

import (
	"fmt"
	"testing"
	"time"

	"sportello/handoff"
	"sportello/handoff/wait"
)

func TestBoard(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("mario", 2, "fees", "exams")
		o.operator("rosa", 3, "exams")
		fast, slow := o.join("anna", "fees", handoff.ChannelChat), o.join("bea", "fees", handoff.ChannelChat)
		o.claim("mario", fast)
		o.wait(50 * time.Second)
		ok(t, o.Touch(ctx, "mario"))
		o.wait(11 * time.Second) // beyond the goal; rosa has vanished
		o.claim("mario", slow)
		ok(t, o.Return(ctx, "mario", slow.ID))
		o.claim("mario", slow) // again: answered once
		o.join("carlo", "fees", handoff.ChannelChat)
		ok(t, o.Leave(ctx, "carlo"))
		first := o.join("dora", "fees", handoff.ChannelChat)
		o.join("elio", "fees", handoff.ChannelTicket)
		b, err := o.Board(ctx)
		ok(t, err)
		fees, exams := b.Queues[0], b.Queues[1]
		equal(t, "fees: waiting, tickets, engaged, present, free", fmt.Sprint(fees.Waiting, fees.Tickets, fees.Engaged, fees.Present, fees.Free), "1 1 2 1 0")
		equal(t, "fees: since", fees.Since, first.QueuedAt)
		equal(t, "fees: today", fees.Today, handoff.Today{Answered: 2, InTime: 1, Abandoned: 1})
		equal(t, "exams", fmt.Sprint(exams.Waiting, exams.Engaged, exams.Present, exams.Free, exams.Since.IsZero()), "0 0 1 0 true")
		equal(t, "what a newcomer is told", fmt.Sprintf("%s %t %t", fees.Wait.Doubt, fees.Wait.To > 0, fees.Full), "few_chats true false")
		mario, rosa := b.Operators[0], b.Operators[1]
		equal(t, "mario", fmt.Sprintln(mario.ID, mario.Here, mario.Engaged, mario.Capacity, mario.Queues), "mario true 2 2 [exams fees]\n")
		equal(t, "rosa", fmt.Sprintln(rosa.ID, rosa.Here, rosa.State), "rosa false available\n")
	})
}

// However many supervisors look, it is read once a second.
func TestTheBoardIsShared(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		first, err := o.Board(ctx)
		ok(t, err)
		equal(t, "nothing is said of a wait for nobody", first.Queues[0].Wait.Doubt, wait.NoStaff)
		o.wait(999 * time.Millisecond)
		again, err := o.Board(ctx)
		ok(t, err)
		equal(t, "the same", again, first)
		o.wait(time.Millisecond)
		o.join("anna", "fees", handoff.ChannelChat)
		later, err := o.Board(ctx)
		ok(t, err)
		equal(t, "waiting", later.Queues[0].Waiting, 1)
	})
}
