package handoff_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"sportello/handoff"
)

func TestSend(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("mario", 2, "fees")
		o.operator("rosa", 2, "fees")
		student := func(text string) error {
			_, err := o.Send(ctx, handoff.Message{ConversationID: "anna", Author: handoff.ByStudent, OperatorID: "ignored", Text: text})
			return err
		}
		operator := func(id string, c handoff.Chat) error {
			_, err := o.Send(ctx, handoff.Message{ChatID: c.ID, Author: handoff.ByOperator, OperatorID: id, Text: "Buongiorno"})
			return err
		}
		refused(t, student("Pronto?"), handoff.ErrNotFound)
		c := o.join("anna", "fees", handoff.ChannelChat)
		ok(t, student("  Ci sono  \n"))
		refused(t, operator("mario", c), handoff.ErrNotYours)
		o.claim("mario", c)
		ok(t, operator("mario", c))
		refused(t, operator("rosa", c), handoff.ErrNotYours)
		refused(t, operator("", c), handoff.ErrInvalid)
		_, err := o.Send(ctx, handoff.Message{ChatID: c.ID, Author: handoff.BySystem, Text: "x"})
		refused(t, err, handoff.ErrInvalid)
		_, err = o.Send(ctx, handoff.Message{ChatID: c.ID, ConversationID: "bruno", Author: handoff.ByStudent, Text: "x"})
		refused(t, err, handoff.ErrNotFound)
		events, err := o.ChatEvents(ctx, c.ID, 0, 0)
		ok(t, err)
		equal(t, "what was said", fmt.Sprint(events[1].Author, events[1].OperatorID, events[1].Text, events[3].Author, events[3].OperatorName, events[3].Text),
			"studentCi sonooperatorOp marioBuongiorno")
		ok(t, o.Close(ctx, handoff.Closing{ChatID: c.ID, OperatorID: "mario", Outcome: handoff.Resolved}))
		refused(t, student("Grazie"), handoff.ErrClosed)
		refused(t, operator("mario", c), handoff.ErrClosed)
		again := o.join("anna", "fees", handoff.ChannelTicket)
		ok(t, student("Ancora io"))
		equal(t, "in the new chat", o.kinds(again), "queued message")
	})
}

func TestTextLimits(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := o.claim(o.operator("mario", 1, "fees"), o.join("anna", "fees", handoff.ChannelChat))
		for _, try := range []struct {
			text string
			want error
		}{
			{"", handoff.ErrEmpty}, {" \n\t\u00a0", handoff.ErrEmpty},
			{strings.Repeat("è", handoff.MaxText+1), handoff.ErrTooLong},
			{"a\xffb", handoff.ErrBadText}, {"a\x00b", handoff.ErrBadText},
			{" " + strings.Repeat("🙂", handoff.MaxText) + " ", nil}, {"?", nil},
		} {
			_, err := o.Send(ctx, handoff.Message{ConversationID: "anna", Author: handoff.ByStudent, Text: try.text})
			refused(t, err, try.want)
			_, err = o.Note(ctx, handoff.Note{ChatID: c.ID, OperatorID: "mario", Text: try.text})
			refused(t, err, try.want)
		}
		refused(t, o.Transfer(ctx, "mario", c.ID, "exams", "\xff"), handoff.ErrBadText)
		refused(t, o.Close(ctx, handoff.Closing{ChatID: c.ID, OperatorID: "mario", Outcome: handoff.Resolved,
			Note: strings.Repeat("x", handoff.MaxText+1)}), handoff.ErrTooLong)
	})
}

func TestARepeatIsStoredOnce(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("mario", 2, "fees")
		o.operator("rosa", 2, "fees")
		c := o.claim("mario", o.join("anna", "fees", handoff.ChannelChat))
		seqs := make([]int64, 64)
		send := func(i int) (int64, error) {
			m := handoff.Message{ConversationID: "anna", Author: handoff.ByStudent, ClientID: fmt.Sprint("m", i%4), Text: fmt.Sprint("text ", i)}
			if i%8 >= 4 {
				m.Author, m.OperatorID = handoff.ByOperator, "mario"
			}
			return o.Send(ctx, m)
		}
		var all sync.WaitGroup
		for i := range seqs {
			all.Go(func() {
				var err error
				if seqs[i], err = send(i); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		for i, seq := range seqs {
			equal(t, "number of a repeat", seq, seqs[i%8])
		}
		equal(t, "events", o.kinds(c), "queued claimed"+strings.Repeat(" message", 8))

		note := handoff.Note{ChatID: c.ID, OperatorID: "mario", ClientID: "m1", Text: "x"}
		_, err := o.Note(ctx, note)
		refused(t, err, handoff.ErrClientID)
		note.ClientID = "n1"
		first, err := o.Note(ctx, note)
		ok(t, err)
		ok(t, o.Transfer(ctx, "mario", c.ID, "fees", ""))
		o.claim("rosa", c)
		_, err = o.Send(ctx, handoff.Message{ChatID: c.ID, Author: handoff.ByOperator, OperatorID: "rosa", ClientID: "m1", Text: "x"})
		refused(t, err, handoff.ErrClientID)
		ok(t, o.Close(ctx, handoff.Closing{ChatID: c.ID, OperatorID: "rosa", Outcome: handoff.Resolved}))
		for i := range 8 { // accepted once, so answered still
			seq, err := send(i)
			ok(t, err)
			equal(t, "number of a late repeat", seq, seqs[i])
		}
		second, err := o.Note(ctx, note)
		ok(t, err)
		equal(t, "number of the note's repeat", second, first)
	})
}

func TestNotesAreNotForTheStudent(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("mario", 2, "fees")
		o.operator("rosa", 2, "fees")
		o.operator("luca", 2, "exams")
		c := o.claim("mario", o.join("anna", "fees", handoff.ChannelChat))
		for _, colleague := range []string{"mario", "rosa"} {
			_, err := o.Note(ctx, handoff.Note{ChatID: c.ID, OperatorID: colleague, Text: "Attenzione"})
			ok(t, err)
		}
		_, err := o.Note(ctx, handoff.Note{ChatID: c.ID, OperatorID: "luca", Text: "?"})
		refused(t, err, handoff.ErrNotYours)
		ok(t, o.Transfer(ctx, "mario", c.ID, "exams", "  È per voi "))
		o.claim("luca", c)
		ok(t, o.Close(ctx, handoff.Closing{ChatID: c.ID, OperatorID: "luca", Outcome: handoff.MissingEntry, Note: "Manca"}))
		_, err = o.Note(ctx, handoff.Note{ChatID: c.ID, OperatorID: "mario", Text: "Vista"}) // had it
		ok(t, err)
		equal(t, "the operators'", o.kinds(c), "queued claimed note note note transferred claimed closed note")
		for _, forStudent := range []bool{true, false} {
			events, err := o.Events(ctx, "anna", 0, 0, forStudent)
			ok(t, err)
			var said, outcome string
			for _, e := range events {
				said += e.Text
				outcome += string(e.Data.Outcome)
			}
			equal(t, "a note", strings.Contains(said, "È per voi"), !forStudent)
			equal(t, "the outcome", outcome == "missing_entry", !forStudent)
		}
		detail, err := o.Chat(ctx, c.ID)
		ok(t, err)
		equal(t, "closing note", detail.Note, "Manca")
	})
}

// Eight senders write while a reader follows: it sees each message once, each sender's
// in their order, woken by notices alone.
func TestAReaderMissesNothing(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		const senders, messages = 8, 25
		c := o.claim(o.operator("mario", 1, "fees"), o.join("anna", "fees", handoff.ChannelChat))
		var readers, all sync.WaitGroup
		readers.Go(func() {
			follow(t, o, handoff.ConversationTopic("anna"), senders*messages, func(after int64) ([]handoff.Event, error) {
				return o.Events(ctx, "anna", after, 7, true)
			})
		})
		readers.Go(func() {
			follow(t, o, handoff.OperatorTopic("mario"), senders*messages, func(after int64) ([]handoff.Event, error) {
				return o.OperatorEvents(ctx, "mario", after, 7)
			})
		})
		for s := range senders {
			all.Go(func() {
				for n := range messages {
					m := handoff.Message{ConversationID: "anna", Author: handoff.ByStudent, Text: fmt.Sprint(s, " ", n)}
					if s%2 == 0 {
						m.Author, m.OperatorID, m.ChatID = handoff.ByOperator, "mario", c.ID
					}
					if _, err := o.Send(ctx, m); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		readers.Wait()
	})
}

func follow(t *testing.T, o *office, topic string, messages int, read func(after int64) ([]handoff.Event, error)) {
	sub := o.Subscribe(topic)
	defer sub.Close()
	late := time.After(20 * time.Second)
	next := map[int]int{} // by sender, the message to come
	for after, seen := int64(0), 0; seen < messages; {
		events, err := read(after)
		if err != nil {
			t.Error(err)
			return
		}
		for _, e := range events {
			if e.Seq <= after {
				t.Errorf("number %d after %d", e.Seq, after)
			}
			after = e.Seq
			if e.Kind != handoff.KindMessage {
				continue
			}
			var sender, n int
			if _, err := fmt.Sscan(e.Text, &sender, &n); err != nil || n != next[sender] {
				t.Errorf("%q where %d was to come", e.Text, next[sender])
			}
			next[sender]++
			seen++
		}
		if len(events) > 0 {
			continue
		}
		select {
		case <-sub.C:
		case <-late:
			t.Errorf("asleep after %d of %d messages", seen, messages)
			return
		}
	}
}
