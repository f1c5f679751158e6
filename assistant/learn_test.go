package assistant_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sportello/assistant"
	"sportello/content/db"
	"sportello/content/db/dbtest"
)

// From words to what the matcher makes of them, on a real database.
func TestLearnFromConversations(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := open(t, d)
		question := o.known(t).Question
		say := func(address string, helped bool) *assistant.Turn {
			c := o.start(t)
			c.Address = address
			turn := o.ask(t, c, question)
			if _, err := o.Feedback(ctx, c, turn.N, helped); err != nil {
				t.Fatal(err)
			}
			return turn
		}
		before := say("", true) // of nowhere: not counted
		for range 30 {
			say("192.0.2.1", false)
		}
		learn(t, o)
		if one := o.ask(t, o.start(t), question); one.Reply.Confidence != before.Reply.Confidence {
			t.Errorf("thirty conversations of one network: %+v", one.Decided)
		}
		for i := range 60 {
			say(fmt.Sprintf("192.0.2.%d", i), false)
		}
		learn(t, o)
		after := o.ask(t, o.start(t), question)
		if after.Reply.Confidence >= before.Reply.Confidence-0.02 || after.Candidates[0].ID != before.Candidates[0].ID ||
			after.Candidates[0].Model != before.Candidates[0].Model {
			t.Errorf("sure %.3f, before anything was said %.3f", after.Reply.Confidence, before.Reply.Confidence)
		}
		d.Now = func() time.Time { return time.Now().AddDate(2, 0, 0) }
		learn(t, o)
		if later := o.ask(t, o.start(t), question); later.Reply.Confidence != before.Reply.Confidence {
			t.Errorf("sure %.3f two years later, %.3f before", later.Reply.Confidence, before.Reply.Confidence)
		}
	})
}

func learn(t *testing.T, o *office) {
	t.Helper()
	if err := o.Learn(ctx); err != nil {
		t.Fatal(err)
	}
}

// A conversation says one thing of an entry, the last; no address is anywhere.
func TestFeedbackIsKeptOnceAndWithoutAddress(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := open(t, d)
		c := o.start(t)
		c.Address = "198.51.100.77"
		for range 3 {
			turn := o.ask(t, c, o.known(t).Question)
			for _, helped := range []bool{true, false, true} {
				if _, err := o.Feedback(ctx, c, turn.N, helped); err != nil {
					t.Fatal(err)
				}
			}
		}
		var n int
		var said, origin string
		if err := d.QueryRow(ctx, `SELECT COUNT(*), MAX(said), MAX(origin) FROM feedback`).Scan(&n, &said, &origin); err != nil {
			t.Fatal(err)
		}
		if n != 1 || said != "yes" || len(origin) != 32 || strings.Contains(origin, "198") && strings.Contains(origin, ".") {
			t.Errorf("%d rows, %s, from %s", n, said, origin)
		}
		other := o.start(t)
		other.Address = c.Address
		turn := o.ask(t, other, "ciao")
		if _, err := o.Choose(ctx, other, turn.N, turn.Reply.Choices[0].Entry); err != nil {
			t.Fatal(err)
		}
		if err := d.QueryRow(ctx, `SELECT COUNT(*) FROM feedback`).Scan(&n); err != nil || n != 1 {
			t.Errorf("%d rows after a greeting's choice (%v)", n, err)
		}
	})
}

// Old feedback goes, and with a week its key.
func TestForget(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := open(t, d)
		c := o.start(t)
		c.Address = "198.51.100.77"
		turn := o.ask(t, c, o.known(t).Question)
		if _, err := o.Feedback(ctx, c, turn.N, true); err != nil {
			t.Fatal(err)
		}
		count := func() (feedback, keys int) {
			if err := d.QueryRow(ctx, `SELECT (SELECT COUNT(*) FROM feedback), (SELECT COUNT(*) FROM origin_keys)`).Scan(&feedback, &keys); err != nil {
				t.Fatal(err)
			}
			return feedback, keys
		}
		for _, step := range []struct{ days, feedback, keys int }{{0, 1, 1}, {8, 1, 0}, {370, 0, 0}} {
			d.Now = func() time.Time { return time.Now().AddDate(0, 0, step.days) }
			if err := assistant.Forget(o.Assistant, ctx); err != nil {
				t.Fatal(err)
			}
			if feedback, keys := count(); feedback != step.feedback || keys != step.keys {
				t.Errorf("after %d days %d words and %d keys", step.days, feedback, keys)
			}
		}
	})
}

// A turn of old, without what decided on it, reads as before and says so.
func TestOldTurnsStayReadable(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := open(t, d)
		c := o.start(t)
		turn := o.ask(t, c, o.known(t).Question)
		next, err := o.Feedback(ctx, c, turn.N, false)
		if err != nil {
			t.Fatal(err)
		}
		e, err := o.Explain(ctx, c.ID, next.N)
		if err != nil || e.Turn != turn.N || e.Decided == nil || len(e.Candidates[0].Why) == 0 || e.Candidates[0].Model == 0 {
			t.Fatalf("%+v, %v", e, err)
		}
		for name, x := range e.Candidates[0].Why {
			if x == 0 || x*1000 != float64(int(x*1000+0.5)) && x > 0 && x < 0.001 {
				t.Errorf("%s is %v", name, x)
			}
		}
		err = d.Tx(ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(`UPDATE turns SET decided = '', candidates = '[{"id":"x","type":"entry","question":"?","topic":"fees","confidence":0.5}]' WHERE n = 1`)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if e, err = o.Explain(ctx, c.ID, turn.N); err != nil || e.Decided != nil || len(e.Candidates) != 1 {
			t.Errorf("%+v, %v", e, err)
		}
	})
}
