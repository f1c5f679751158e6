package assistant_test

import (
	"testing"
	"time"

	"sportello/assistant"
	"sportello/assistant/report"
	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/handoff"
)

// Each turn says what it showed, and what an entry did for students is counted from that;
// the turns of an older program are looked through once.
func TestTurnsSayWhatTheyShowed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := open(t, d)
		e := o.known(t)
		c := o.start(t)
		first := o.ask(t, c, e.Question)
		if _, err := o.Feedback(ctx, c, first.N, false); err != nil {
			t.Fatal(err)
		}
		again := o.ask(t, c, e.Question)
		if again.Reply.Answer == nil || again.Reply.Answer.Source.ID != e.ID {
			t.Fatalf("%+v", again.Reply)
		}
		if _, err := o.Handoff(ctx, c, assistant.Handover{Channel: handoff.ChannelTicket, Queue: "fees", Email: "a@b.it"}); err != nil {
			t.Fatal(err)
		}
		other := o.start(t)
		if _, err := o.Feedback(ctx, other, o.ask(t, other, e.Question).N, true); err != nil {
			t.Fatal(err)
		}
		o.ask(t, other, "posso parlare con una persona?")
		want := report.Use{Shown: 3, Helped: 1, Rejected: 1, HandedOver: 1}
		check := func(when string) {
			t.Helper()
			uses, err := report.New(d, time.UTC).Uses(ctx, 3)
			if err != nil || uses[e.ID] != want {
				t.Errorf("%s: %+v %v, want %+v", when, uses[e.ID], err, want)
			}
			months, err := report.New(d, time.UTC).UseOf(ctx, e.ID, 2)
			if err != nil || len(months) != 2 || months[1].Use != want || months[0].Use != (report.Use{}) {
				t.Errorf("%s: %+v %v", when, months, err)
			}
		}
		check("as they come")
		forget := func(tx *db.Tx) error {
			_, err := tx.Exec(`UPDATE turns SET shown = NULL`)
			return err
		}
		if err := d.Tx(ctx, forget); err != nil {
			t.Fatal(err)
		}
		o.ReadOldTurns(ctx)
		check("looked through")
	})
}

// Questions come without what could tell whose they are, the latest first, each once.
func TestQuestionsOfStudents(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := open(t, d)
		c := o.start(t)
		for _, text := range []string{"Quando scade la rata?", "mi chiamo Anna Neri, matricola 912345", "quando scade la RATA", "mi chiamo Ugo Blu, matricola 912346"} {
			o.ask(t, c, text)
		}
		list, all, err := report.New(d, time.UTC).Questions(ctx, 1, 100)
		if err != nil || all != 4 || len(list) != 2 || list[0].N != 2 || list[1].N != 2 || list[0].Lang != "it" {
			t.Fatalf("%+v %d %v", list, all, err)
		}
		if list[0].Text != "mi chiamo •••, matricola •••" {
			t.Errorf("%q", list[0].Text)
		}
		if list, all, err = report.New(d, time.UTC).Questions(ctx, 1, 1); err != nil || all != 4 || len(list) != 1 {
			t.Errorf("%+v %d %v", list, all, err)
		}
	})
}
