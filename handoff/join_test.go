package handoff_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"sportello/handoff"
)

func TestEnqueue(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c, err := o.Enqueue(ctx, handoff.Join{ConversationID: "anna", QueueID: "fees", Channel: handoff.ChannelChat, Lang: "en",
			Subject: "Why\x00?\xff" + strings.Repeat("x", handoff.MaxText), Student: "Anna"})
		ok(t, err)
		if !strings.HasPrefix(c.Subject, "Why?\uFFFDx") || len([]rune(c.Subject)) != handoff.MaxText {
			t.Errorf("subject %q...", c.Subject[:10])
		}
		equal(t, "chat", fmt.Sprint(c.ConversationID, c.QueueID, c.Channel, c.State, c.Lang, c.Student, c.OperatorID),
			"annafeeschatwaitingenAnna")
		if !c.QueuedAt.Equal(o.db.Now()) || !c.CreatedAt.Equal(c.QueuedAt) || !c.ClaimedAt.IsZero() || !c.ClosedAt.IsZero() {
			t.Errorf("times: %+v", c)
		}
		events, err := o.Events(ctx, "anna", 0, 0, true)
		ok(t, err)
		equal(t, "event", fmt.Sprint(events[0].Kind, " ", events[0].Author), "queued student")
		equal(t, "what it says", events[0].Data, handoff.EventData{Queue: "fees", Channel: handoff.ChannelChat})

		for name, j := range map[string]handoff.Join{
			"channel":      {ConversationID: "x", QueueID: "fees", Channel: "fax"},
			"conversation": {QueueID: "fees", Channel: handoff.ChannelChat},
		} {
			_, err := o.Enqueue(ctx, j)
			if refused(t, err, handoff.ErrInvalid); t.Failed() {
				t.Log(name)
			}
		}
		_, err = o.Enqueue(ctx, handoff.Join{ConversationID: "x", QueueID: "nothing", Channel: handoff.ChannelChat})
		refused(t, err, handoff.ErrNotFound)
	})
}

func TestEnqueueOnceUnderConcurrentRepeats(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ids := make([]string, 40)
		var all sync.WaitGroup
		for i := range ids {
			all.Go(func() {
				c, err := o.Enqueue(ctx, handoff.Join{ConversationID: fmt.Sprint(i % 4), QueueID: "fees", Channel: handoff.ChannelChat})
				if err != nil {
					t.Error(err)
				}
				ids[i] = c.ID
			})
		}
		all.Wait()
		for i, id := range ids {
			equal(t, "chat of a repeat", id, ids[i%4])
		}
		waiting, err := o.Waiting(ctx, "", "", 0)
		ok(t, err)
		equal(t, "waiting", len(waiting), 4)
		equal(t, "events", o.kinds(waiting[0]), "queued")
	})
}

func TestAWaitingChatBecomesATicket(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("mario", 2, "fees")
		a, b := o.join("a", "fees", handoff.ChannelChat), o.join("b", "fees", handoff.ChannelChat)
		ticket := o.join("a", "exams", handoff.ChannelTicket)
		equal(t, "the same chat", fmt.Sprint(ticket.ID, ticket.Channel, ticket.QueueID), fmt.Sprint(a.ID, "ticket", "fees"))
		o.join("a", "fees", handoff.ChannelTicket)
		o.join("a", "fees", handoff.ChannelChat) // stays a ticket
		equal(t, "events", o.kinds(a), "queued queued")
		o.place(b, 1)
		o.place(a, 2)
		o.claim("mario", b)
		same := o.join("b", "fees", handoff.ChannelTicket)
		equal(t, "an engaged chat stays one", same.Channel, handoff.ChannelChat)
	})
}

func TestJoinAgainAfterTheEnd(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("mario", 2, "fees")
		first := o.join("a", "fees", handoff.ChannelChat)
		o.claim("mario", first)
		ok(t, o.Close(ctx, handoff.Closing{ChatID: first.ID, OperatorID: "mario", Outcome: handoff.Resolved}))
		latest, err := o.ByConversation(ctx, "a")
		ok(t, err)
		equal(t, "the last chat", latest.ID, first.ID)
		second := o.join("a", "fees", handoff.ChannelTicket)
		if second.ID == first.ID {
			t.Fatal("joined a closed chat")
		}
		latest, err = o.ByConversation(ctx, "a")
		ok(t, err)
		equal(t, "the open chat", latest.ID, second.ID)
		_, err = o.ByConversation(ctx, "nobody")
		refused(t, err, handoff.ErrNotFound)
		earlier, err := o.Earlier(ctx, 5, "nobody", "a")
		ok(t, err)
		if len(earlier) != 1 || earlier[0].ID != first.ID {
			t.Errorf("earlier: %+v", earlier)
		}
		o.place(first, 0)
		o.place(second, 1)
		_, err = o.Place(ctx, "nothing")
		refused(t, err, handoff.ErrNotFound)
	})
}

func TestLeave(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("mario", 2, "fees")
		ok(t, o.Leave(ctx, "nobody"))
		a, b := o.join("a", "fees", handoff.ChannelChat), o.join("b", "fees", handoff.ChannelChat)
		ok(t, o.Leave(ctx, "a"))
		ok(t, o.Leave(ctx, "a"))
		o.state(a, handoff.Closed, "")
		equal(t, "events", o.kinds(a), "queued closed")
		c, err := o.Chat(ctx, a.ID)
		ok(t, err)
		equal(t, "outcome", c.Outcome, handoff.Abandoned)
		o.place(b, 1)

		o.claim("mario", b)
		ok(t, o.Leave(ctx, "b"))
		ok(t, o.Leave(ctx, "b"))
		o.state(b, handoff.Engaged, "mario")
		o.answer("mario", b, "C'è ancora?")
		ok(t, o.Leave(ctx, "b"))
		equal(t, "left once", o.kinds(b), "queued claimed left message")
		o.say("b", "Sì")
		ok(t, o.Leave(ctx, "b"))
		equal(t, "left again", o.kinds(b), "queued claimed left message message left")
	})
}
