package handoff_test

import (
	"fmt"
	"testing"
	"time"

	"sportello/handoff"
)

func TestOperatorEvents(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("mario", 3, "fees")
		o.operator("rosa", 3, "fees")
		mine, other := o.join("a", "fees", handoff.ChannelChat), o.join("b", "fees", handoff.ChannelChat)
		o.claim("mario", mine)
		o.claim("rosa", other)
		o.say("b", "non per Mario")
		after, err := o.LastSeq(ctx)
		ok(t, err)
		o.say("a", "per Mario")
		o.say("b", "non per Mario")
		since := func(want string) {
			t.Helper()
			events, err := o.OperatorEvents(ctx, "mario", after, 0)
			ok(t, err)
			equal(t, "events", kindsOf(events), want)
		}
		since("message")
		ok(t, o.Close(ctx, handoff.Closing{ChatID: mine.ID, OperatorID: "mario", Outcome: handoff.Resolved}))
		since("message closed")
		ok(t, o.Transfer(ctx, "rosa", other.ID, "fees", ""))
		o.claim("mario", other)
		since("message message closed transferred claimed") // the whole of the new chat
		ok(t, o.Return(ctx, "mario", other.ID))
		since("message closed returned")
		after, err = o.LastSeq(ctx)
		ok(t, err)
		since("")
	})
}

func TestLists(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("mario", 9, "fees", "exams")
		o.operator("rosa", 9, "fees")
		var chats []handoff.Chat
		for i, queue := range []string{"fees", "exams", "fees", "exams"} {
			chats = append(chats, o.join(fmt.Sprint(i), queue, handoff.ChannelChat))
		}
		waiting := func(operator, queue string, limit int, want string) {
			t.Helper()
			got, err := o.Waiting(ctx, operator, queue, limit)
			ok(t, err)
			var ids string
			for _, c := range got {
				ids += c.ConversationID
			}
			equal(t, "waiting", ids, want)
		}
		waiting("mario", "", 0, "0123")
		waiting("mario", "", 3, "012")
		waiting("mario", "exams", 0, "13")
		waiting("rosa", "", 0, "02")
		waiting("rosa", "exams", 0, "")
		waiting("", "exams", 0, "13")

		for _, c := range chats[:3] {
			o.wait(time.Second)
			o.claim("mario", c)
		}
		o.say("1", "Pronto?")
		last := o.answer("mario", chats[1], "Eccomi")
		ok(t, o.Seen(ctx, handoff.Side{ConversationID: "1", Author: handoff.ByStudent}, last))
		for _, c := range []handoff.Chat{chats[2], chats[0]} {
			ok(t, o.Close(ctx, handoff.Closing{ChatID: c.ID, OperatorID: "mario", Outcome: handoff.Resolved}))
		}
		engaged, err := o.Chats(ctx, "mario", handoff.Engaged, 0)
		ok(t, err)
		equal(t, "engaged", fmt.Sprint(len(engaged), engaged[0].ID == chats[1].ID), "1 true")
		equal(t, "last message", fmt.Sprint(engaged[0].LastText, engaged[0].LastAuthor, engaged[0].LastAt.Equal(o.db.Now())), "Eccomioperatortrue")
		equal(t, "last event", engaged[0].LastSeq, last+1)
		closed, err := o.Chats(ctx, "mario", handoff.Closed, 0)
		ok(t, err)
		equal(t, "closed", fmt.Sprint(closed[0].ConversationID, closed[1].ConversationID, closed[0].LastText == "", len(closed)), "02true 2")
		_, err = o.Chats(ctx, "mario", handoff.Waiting, 0)
		refused(t, err, handoff.ErrInvalid)
		one, err := o.Summary(ctx, chats[1].ID)
		ok(t, err)
		equal(t, "one summary", one.LastText, "Eccomi")
		_, err = o.Summary(ctx, "nothing")
		refused(t, err, handoff.ErrNotFound)
		_, err = o.Chat(ctx, "nothing")
		refused(t, err, handoff.ErrNotFound)
		earlier, err := o.Earlier(ctx, 1, "0", "1", "2", "3")
		ok(t, err)
		equal(t, "earlier", fmt.Sprint(len(earlier), earlier[0].ConversationID), "10")
	})
}

func TestCanSee(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("mario", 9, "fees")
		o.operator("rosa", 9, "exams")
		c := o.join("anna", "fees", handoff.ChannelChat)
		sees := func(operator string, want bool) {
			t.Helper()
			may, err := o.CanSee(ctx, operator, c.ID)
			ok(t, err)
			equal(t, operator+" sees it", may, want)
		}
		sees("mario", true)
		sees("rosa", false)
		sees("", false)
		o.claim("mario", c)
		ok(t, o.Transfer(ctx, "mario", c.ID, "exams", ""))
		sees("mario", true) // had it
		sees("rosa", true)
		o.claim("rosa", c)
		ok(t, o.SetOperator(ctx, handoff.Operator{ID: "rosa", Name: "Rosa", Capacity: 9}))
		sees("rosa", true) // has it
		c.ID = "nothing"
		sees("mario", false)
	})
}
