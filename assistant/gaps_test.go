package assistant_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sportello/assistant"
	"sportello/assistant/report"
	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/faq"
	"sportello/handoff"
)

// itself names entries by their own ids.
func itself(id string) string { return id }

// gapOf is the gap with a wording that has the word, as it is found anew.
func (o *office) gapOf(t *testing.T, word string, f report.OfGaps) *report.Gap {
	t.Helper()
	found, err := report.New(o.db, time.UTC).NewGaps(itself).List(ctx, f)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range found.Gaps {
		for _, w := range g.Wordings {
			if strings.Contains(w.Text, word) {
				return g
			}
		}
	}
	return nil
}

const parking = "posso parcheggiare lo zorpibot in cortile?"

// engage takes the conversation to the operator, who writes and closes after so long.
func (o *office) engage(t *testing.T, c *assistant.Conversation, clock *time.Time, lasts time.Duration, closing handoff.Closing, says ...string) {
	t.Helper()
	chat, err := o.Handoff(ctx, c, assistant.Handover{Channel: handoff.ChannelChat, Queue: "fees", Name: "Ada Byron"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.desk.Claim(ctx, operatorID, chat.ID); err != nil {
		t.Fatal(err)
	}
	for i, text := range says {
		if _, err := o.desk.Send(ctx, handoff.Message{ChatID: chat.ID, Author: handoff.ByOperator, OperatorID: operatorID, ClientID: fmt.Sprint(i), Text: text}); err != nil {
			t.Fatal(err)
		}
	}
	*clock = clock.Add(lasts)
	if err := o.desk.Touch(ctx, operatorID); err != nil {
		t.Fatal(err)
	}
	closing.ChatID, closing.OperatorID = chat.ID, operatorID
	if err := o.CloseChat(ctx, closing, "Giulia"); err != nil {
		t.Fatal(err)
	}
}

// clocked is an office whose time stands still but for what the test adds.
func clocked(t *testing.T, d *db.DB) (*office, *time.Time) {
	now := time.Date(2026, 11, 4, 10, 0, 0, 0, time.UTC)
	d.Now = func() time.Time { return now }
	return open(t, d), &now
}

func TestAGapCountsStudentsAndTheOperatorsTime(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o, now := clocked(t, d)
		for range 2 { // the same student asks twice
			o.ask(t, o.start(t), parking)
		}
		c := o.start(t)
		o.ask(t, c, parking)
		o.ask(t, c, "dove parcheggio lo zorpibot in cortile")
		o.engage(t, c, now, 7*time.Minute, handoff.Closing{Outcome: handoff.Resolved}, "Buongiorno!", "Ada, lo zorpibot si parcheggia nel cortile interno dalle otto.")
		late := o.start(t)
		o.ask(t, late, "parcheggiare zorpibot cortile")
		o.engage(t, late, now, 9*time.Hour, handoff.Closing{Outcome: handoff.NotResolved})

		g := o.gapOf(t, "zorpibot", report.OfGaps{})
		if g == nil || g.Students != 4 || g.Engaged != 7*time.Minute+2*time.Hour || g.Reasons[report.OpenOperator] != 2 || g.Reasons[report.OpenUnanswered] != 3 || g.Topic != "fees" || g.Cost != 2 {
			t.Fatalf("%+v", g)
		}
		replies, err := report.New(d, time.UTC).Replies(ctx, g.Chats())
		if err != nil || len(replies) != 1 || replies[0].Text != "•••, lo zorpibot si parcheggia nel cortile interno dalle otto." {
			t.Errorf("%+v, %v", replies, err)
		}
		if only := o.gapOf(t, "zorpibot", report.OfGaps{Since: now.Add(-10 * time.Hour), Reasons: []report.OpenReason{report.OpenOperator}}); only.Students != 2 {
			t.Errorf("%+v", only)
		}
		*now = now.AddDate(0, report.MostMonths, 2)
		if old := o.gapOf(t, "zorpibot", report.OfGaps{}); old != nil {
			t.Errorf("of more than a year ago: %+v", old)
		}
	})
}

func TestWhatHelpedIsNoGap(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o, _ := clocked(t, d)
		e := o.known(t)
		for _, helped := range []bool{true, false} {
			c := o.start(t)
			turn := o.ask(t, c, e.Question)
			next, err := o.Feedback(ctx, c, turn.N, helped)
			if err != nil {
				t.Fatal(err)
			}
			g := o.gapOf(t, "", report.OfGaps{})
			switch {
			case helped && g != nil:
				t.Errorf("it helped: %+v", g)
			case !helped && (g == nil || g.Reasons[report.OpenRejected] != 1 || g.Rejected()[e.ID] != 1):
				t.Errorf("it was rejected (%+v): %+v", next, g)
			}
		}
	})
}

// Distress, greetings and the wish for a person are no questions to the library.
func TestWhatAsksNothingOfTheLibraryIsNoGap(t *testing.T) {
	o, now := clocked(t, dbtest.Open(t, dbtest.SQLiteURL(t)))
	for _, text := range []string{"voglio morire", "ciao", "voglio parlare con una persona", "grazie"} {
		o.ask(t, o.start(t), text)
	}
	c := o.start(t)
	o.ask(t, c, "non ce la faccio più, voglio farla finita")
	o.engage(t, c, now, time.Minute, handoff.Closing{Outcome: handoff.Resolved})
	if g := o.gapOf(t, "", report.OfGaps{}); g != nil {
		t.Errorf("%+v", g)
	}
}

// What was erased, or never had a word, breaks nothing.
func TestErasedConversationsLeaveTheOthers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o, now := clocked(t, d)
		gone, stays, mute := o.start(t), o.start(t), o.start(t)
		for _, c := range []*assistant.Conversation{gone, stays} {
			o.ask(t, c, parking)
			o.engage(t, c, now, time.Minute, handoff.Closing{Outcome: handoff.MissingEntry}, "Lo zorpibot si parcheggia nel cortile interno.")
		}
		o.engage(t, mute, now, time.Minute, handoff.Closing{Outcome: handoff.Resolved})
		err := d.Tx(ctx, func(tx *db.Tx) error {
			if _, err := tx.Exec(`DELETE FROM events WHERE conversation_id = $1`, gone.ID); err != nil {
				return err
			}
			_, err := tx.Exec(`DELETE FROM conversations WHERE id = $1`, gone.ID)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		g := o.gapOf(t, "zorpibot", report.OfGaps{})
		if g == nil || g.Students != 1 || len(g.Chats()) != 1 {
			t.Fatalf("%+v", g)
		}
		list, err := o.store.Suggestions(ctx, faq.SuggestionOpen)
		if err != nil || len(list) != 2 {
			t.Fatal(list, err)
		}
		for _, s := range list { // of the one erased there is none, and no error
			if _, err := report.New(d, time.UTC).ReplyIn(ctx, s.ChatID); err != nil {
				t.Error(err)
			}
		}
	})
}

// A decision is about the gap it was made of, and loses its hold when that grows.
func TestADecisionHoldsForItsGapAlone(t *testing.T) {
	o, now := clocked(t, dbtest.Open(t, dbtest.SQLiteURL(t)))
	asks := func(n int, text string) {
		for range n {
			*now = now.Add(time.Minute)
			o.ask(t, o.start(t), text)
		}
	}
	asks(2, parking)
	asks(1, "il blorfo grufolante della mensa")
	decided := faq.GapDecision{Keys: o.gapOf(t, "zorpibot", report.OfGaps{}).Keys(), Students: 2, At: *now}
	stands := func(word string) (held, returned bool) {
		d, returned := o.gapOf(t, word, report.OfGaps{}).SettledBy([]faq.GapDecision{decided})
		return d != nil, returned
	}
	asks(2, "parcheggio dello zorpibot in cortile")
	if held, returned := stands("zorpibot"); !held || returned {
		t.Errorf("two more: %v %v", held, returned)
	}
	if held, _ := stands("blorfo"); held {
		t.Error("it holds for another gap")
	}
	asks(1, parking)
	if held, returned := stands("zorpibot"); !held || !returned {
		t.Errorf("three more: %v %v", held, returned)
	}
}

// BenchmarkGaps looks for gaps in 5,000 conversations, each with a question of its own.
func BenchmarkGaps(b *testing.B) {
	d := dbtest.Open(b, dbtest.SQLiteURL(b))
	now := time.Now().UnixMilli()
	err := d.Tx(ctx, func(tx *db.Tx) error {
		for i := range 5000 {
			id := fmt.Sprint("c", i)
			if _, err := tx.Exec(`INSERT INTO conversations (id, token_hash, lang, entry_point, page, identity, topic, created_at, changed_at, hints)
				VALUES ($1, $1, 'it', '', '', '{}', 'fees', $2, $2, '{}')`, id, now); err != nil {
				return err
			}
			text := fmt.Sprintf("posso chiedere il modulo%d per la pratica%d in segreteria%d?", i%700, i%310, i%90)
			candidates := fmt.Sprintf(`[{"id":"e%d","type":"entry","topic":"fees","confidence":0.4},{"id":"e%d","type":"entry","topic":"fees","confidence":0.2}]`, i%400, i%37)
			if _, err := tx.Exec(`INSERT INTO turns (conversation_id, n, follows, client_id, text, kind, confidence, reply, candidates, decided, shown, helped, created_at)
				VALUES ($1, 1, 0, '', $2, 'handoff', 0.1, '{"kind":"handoff","queue":"fees"}', $3, '', '', '', $4)`, id, text, candidates, now); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	r := report.New(d, time.UTC)
	for b.Loop() {
		found, err := r.NewGaps(itself).List(ctx, report.OfGaps{})
		if err != nil || found.Students != 5000 {
			b.Fatal(found, err)
		}
		b.ReportMetric(float64(len(found.Gaps)), "gaps")
	}
}
