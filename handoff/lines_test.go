package handoff_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"sportello/handoff"
	"sportello/handoff/bus"
)

// patience is how long something that must come may take on a busy machine.
const patience = 20 * time.Second

// readUntil reads the lines until they are as wanted.
func readUntil(t *testing.T, o *office, what string, wanted func(*handoff.Lines) bool) {
	t.Helper()
	within, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	found := false
	o.FollowLines(within, func(l *handoff.Lines) error {
		if found = wanted(l); found {
			cancel()
		}
		return nil
	}, func(err error) { t.Error(err) })
	if !found {
		t.Errorf("never read: %s", what)
	}
}

func TestLinesAreTheOrderOfClaiming(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		op := o.operator("op", 5, "fees", "exams")
		anna, ticket := o.join("anna", "fees", handoff.ChannelChat), o.join("tea", "fees", handoff.ChannelTicket)
		o.join("bruno", "fees", handoff.ChannelChat)
		o.join("carla", "exams", handoff.ChannelChat)
		back := o.claim(op, o.join("dario", "fees", handoff.ChannelChat))
		ok(t, o.Return(ctx, op, back.ID))
		want := "carla/exams/1 dario/fees/1 anna/fees/2 bruno/fees/3 tea/fees/4 "
		readUntil(t, o, want, func(l *handoff.Lines) bool {
			got := ""
			for w := range l.All() {
				got += fmt.Sprintf("%s/%s/%d ", w.ConversationID, w.QueueID, w.Position)
			}
			tea, waits := l.Of("tea")
			if got == want && (!waits || tea.ChatID != ticket.ID || tea.Channel != handoff.ChannelTicket || tea.QueuedAt.UnixMilli() != ticket.QueuedAt.UnixMilli()) {
				t.Errorf("%+v", tea)
			}
			return got == want && l.Len() == 5 && l.Waiting("fees") == 4
		})
		o.claim(op, anna)
		readUntil(t, o, "anna gone", func(l *handoff.Lines) bool {
			_, waits := l.Of("anna")
			bruno, _ := l.Of("bruno")
			return !waits && bruno.Position == 2
		})
	})
}

// One reading serves all who ask, however many.
func TestLinesAreReadOnceForAll(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.join("anna", "fees", handoff.ChannelChat)
		first, err := o.Lines(ctx)
		ok(t, err)
		for range 1000 {
			l, err := o.Lines(ctx)
			ok(t, err)
			if l != first {
				t.Fatal("read again, though nothing has changed")
			}
		}
	})
}

// In a crowd a place costs no count of all who wait.
func TestPlaceInACrowd(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		const crowd = 600
		for i := range crowd {
			o.join(fmt.Sprint("student ", i), "fees", handoff.ChannelChat)
		}
		readUntil(t, o, "the crowd", func(l *handoff.Lines) bool { return l.Len() == crowd })
		c, err := o.ByConversation(ctx, "student 99")
		ok(t, err)
		o.place(c, 100)
		o.place(o.join("last", "fees", handoff.ChannelChat), crowd+1)
		op := o.operator("op", 1, "fees")
		o.place(o.claim(op, c), 0)
		_, err = o.Place(ctx, "nothing")
		refused(t, err, handoff.ErrNotFound)
	})
}

// A program that shares the database and tells nobody: its events are heard of.
func TestWhatOthersWroteIsHeardOf(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		op := o.operator("op", 5, "fees")
		ok(t, o.Hear(ctx)) // where things stand
		mute := bus.NewLocal()
		other := handoff.NewDesk(o.db, mute)
		sub := o.Subscribe(handoff.ConversationTopic("anna"), handoff.OperatorTopic(op), handoff.QueuesTopic)
		defer sub.Close()
		heard := func(want string) {
			t.Helper()
			ok(t, o.Hear(ctx))
			if got := fmt.Sprint(sub.Take()); got != want {
				t.Errorf("woken for %s, want %s", got, want)
			}
		}
		heard("[]")
		anna, err := other.Enqueue(ctx, handoff.Join{ConversationID: "anna", QueueID: "fees", Channel: handoff.ChannelChat, Lang: "it"})
		ok(t, err)
		heard("[conversation:anna queues]")
		_, err = other.Claim(ctx, op, anna.ID)
		ok(t, err)
		heard("[conversation:anna operator:op queues]")
		_, err = other.Send(ctx, handoff.Message{ConversationID: "anna", Author: handoff.ByStudent, Text: "Ci siete?"})
		ok(t, err)
		heard("[conversation:anna operator:op]")
		heard("[]")
		o.say("anna", "Ci siete?")
		sub.Take()
		heard("[]")      // what this desk has told of is not told again
		for range 1001 { // more than are read at once
			_, err = other.Send(ctx, handoff.Message{ConversationID: "anna", Author: handoff.ByStudent, Text: "x"})
			ok(t, err)
		}
		ok(t, other.Leave(ctx, "anna"))
		heard("[conversation:anna operator:op queues]")
	})
}

// Nobody writes that an operator's presence has run out.
func TestWhoseThereIsTold(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		op := o.operator("op", 5, "fees")
		ok(t, o.Attend(ctx))
		sub := o.Subscribe(handoff.QueuesTopic)
		defer sub.Close()
		attend := func(what string, want int) {
			t.Helper()
			ok(t, o.Attend(ctx))
			if n := len(sub.Take()); n != want {
				t.Errorf("%s: woken for %d topics, want %d", what, n, want)
			}
		}
		attend("nothing", 0)
		o.wait(handoff.PresentFor + time.Second)
		attend("presence ran out", 1)
		attend("nothing more", 0)
		ok(t, o.Touch(ctx, op))
		sub.Take()
		attend("back", 1)
	})
}
