package assistant_test

import (
	"errors"
	"testing"

	"sportello/assistant"
	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/faq"
	"sportello/handoff"
)

// What a supervisor closes from the board proposes what an operator's closing would.
func TestASupervisorsClosingSuggests(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := open(t, d)
		by := handoff.Supervisor{Name: "Paolo"}
		e := o.known(t)
		for i, closing := range []handoff.Closing{
			{Outcome: handoff.AnsweredByEntry, EntryID: e.ID}, {Outcome: handoff.MissingEntry, Note: "monete"}, {Outcome: handoff.Resolved},
		} {
			c := o.start(t)
			o.ask(t, c, "posso pagare la retta con i punti del supermercato?")
			chat, err := o.Handoff(ctx, c, assistant.Handover{Channel: handoff.ChannelChat, Queue: "fees"})
			if err != nil {
				t.Fatal(err)
			}
			if i == 0 { // the others wait
				if _, err := o.desk.Claim(ctx, operatorID, chat.ID); err != nil {
					t.Fatal(err)
				}
			}
			closing.ChatID = chat.ID
			wrong := handoff.Closing{ChatID: chat.ID, Outcome: handoff.AnsweredByEntry, EntryID: "no-such-entry"}
			if err := o.CloseChatFor(ctx, by, wrong); !errors.Is(err, faq.ErrNotFound) {
				t.Errorf("closed with an unknown entry: %v", err)
			}
			for range 2 {
				if err := o.CloseChatFor(ctx, by, closing); err != nil {
					t.Fatal(err)
				}
			}
			closed, err := o.desk.Chat(ctx, chat.ID)
			if err != nil || closed.State != handoff.Closed || closed.Outcome != closing.Outcome {
				t.Errorf("%+v, %v", closed, err)
			}
			if err := o.CloseChatFor(ctx, by, handoff.Closing{ChatID: chat.ID, Outcome: handoff.MissingEntry}); err != nil {
				t.Error(err) // too late to propose anything
			}
		}
		list, err := o.store.Suggestions(ctx, faq.SuggestionOpen)
		if err != nil || len(list) != 2 || list[0].EntryID != e.ID || list[1].Kind != faq.SuggestEntry || list[1].Note != "monete" || list[1].Author != "Paolo" {
			t.Errorf("%+v, %v", list, err)
		}
	})
}
