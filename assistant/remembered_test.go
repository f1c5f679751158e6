package assistant_test

import (
	"errors"
	"log/slog"
	"testing"

	"sportello/assistant"
	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/faq/faqtest"
	"sportello/faq/match"
)

// What a node remembers of a conversation is never believed where another node has changed
// it, or erased it.
func TestRememberedConversationIsAskedInAsItIsNow(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := open(t, d)
		other := &office{Assistant: assistant.New(d, o.store, faqtest.Live(t, d, o.store, match.DefaultOptions()), o.desk, slog.New(slog.DiscardHandler))}
		c, token, err := o.Start(ctx, assistant.Opening{Lang: "it"})
		if err != nil {
			t.Fatal(err)
		}
		ask := func(on *office, text, clientID string) *assistant.Turn {
			t.Helper()
			c, err := on.OpenToAsk(ctx, c.ID, token)
			if err != nil {
				t.Fatal(err)
			}
			turn, err := on.Ask(ctx, c, text, clientID)
			if err != nil {
				t.Fatal(err)
			}
			return turn
		}
		first := ask(o, o.known(t).Question, "1")
		if first.N != 1 || first.Reply.Kind != assistant.KindAnswer {
			t.Fatalf("%+v", first.Reply)
		}
		ask(other, "sono una matricola", "2")
		if third := ask(o, "e quanto costa?", "3"); third.N != 3 {
			t.Errorf("the third turn is number %d", third.N)
		}
		now, err := o.Open(ctx, c.ID, token)
		if err != nil || len(now.Hints.Audience) != 1 || now.Hints.Audience[0] != "enrolled" {
			t.Errorf("what the other node heard is %+v, %v", now.Hints, err)
		}
		if again := ask(o, o.known(t).Question, "1"); again.N != 1 || again.Reply.Answer.HTML != first.Reply.Answer.HTML {
			t.Errorf("the repeat is %+v", again)
		}
		if _, err := o.OpenToAsk(ctx, c.ID, token+"x"); !errors.Is(err, assistant.ErrNotFound) {
			t.Errorf("a wrong token: %v", err)
		}
		err = d.Tx(ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(`DELETE FROM conversations WHERE id = $1`, c.ID)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if c, err = o.OpenToAsk(ctx, c.ID, token); err == nil {
			_, err = o.Ask(ctx, c, "e adesso?", "4")
		}
		if !errors.Is(err, assistant.ErrNotFound) {
			t.Errorf("asked in a conversation that is gone: %v", err)
		}
	})
}
