package assistant

import (
	"context"
	"fmt"
	"log/slog"

	"sportello/content/db"
	"sportello/faq"
	"sportello/faq/match"
	"sportello/handoff"
)

// Settings of a conversation.
const (
	keepCandidates = 8    // that travel with a turn
	nextBestAt     = 0.10 // confidence from which a candidate is worth offering after a rejection
	maxNextBest    = 3
	maxRejections  = 2 // of one question; then a person, not a third guess
)

// Assistant answers students. This file is where the library and the desk meet.
type Assistant struct {
	db    *db.DB
	store *faq.Store
	live  *faq.Live
	desk  *handoff.Desk
	log   *slog.Logger

	recognised *recognised
	remembered *remembered
}

// New makes an assistant over the library and the desk.
func New(d *db.DB, store *faq.Store, live *faq.Live, desk *handoff.Desk, log *slog.Logger) *Assistant {
	return &Assistant{db: d, store: store, live: live, desk: desk, log: log, recognised: newRecognised(), remembered: newRemembered()}
}

// SeedQueues gives each topic of the library its queue. With always, the chat is open
// at all hours, whatever the topic says.
func (a *Assistant) SeedQueues(ctx context.Context, always bool) error {
	var queues []handoff.Queue
	for i, t := range a.live.Base().Topics {
		interval := handoff.Interval{Days: t.Hours.Days, From: t.Hours.From, To: t.Hours.To}
		if always {
			interval = handoff.Interval{Days: []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}, From: "00:00", To: "24:00"}
		}
		hours, err := handoff.ParseHours(interval)
		if err != nil {
			return fmt.Errorf("hours of the topic %s: %w", t.ID, err)
		}
		if always {
			hours = hours.OnHolidays()
		}
		queues = append(queues, handoff.Queue{ID: t.ID, Position: i + 1, Names: t.Name, Owner: t.Owner,
			Email: t.Email, Phone: t.Phone, Counter: t.Counter, Hours: hours})
	}
	return a.desk.SeedQueues(ctx, queues)
}

// Say sends what a student writes in their chat and returns its number. Words of distress
// put the chat before all others. If nobody reads them as they come, because the chat waits
// or is a ticket, the student is shown whom to call; else the operator is. An error may leave the message sent:
// said again with the same client id, it is not sent twice. For the errors see
// [handoff.Desk.Send].
func (a *Assistant) Say(ctx context.Context, m handoff.Message) (seq int64, err error) {
	m.Author = handoff.ByStudent
	seq, err = a.desk.Send(ctx, m)
	if err == nil && match.Urgent(m.Text) {
		err = a.desk.Urge(ctx, m.ConversationID, seq)
	}
	return seq, err
}

// CloseChat closes a chat. What its outcome proposes to the editors is kept first and
// the chat's state changed last, so a retry mends a crash in between.
func (a *Assistant) CloseChat(ctx context.Context, c handoff.Closing, operatorName string) error {
	chat, err := a.desk.Chat(ctx, c.ChatID)
	if err != nil {
		return err
	}
	if chat.State == handoff.Waiting || chat.OperatorID != c.OperatorID {
		return a.desk.Close(ctx, c) // which refuses it
	}
	if err := a.suggest(ctx, chat, c, operatorName); err != nil {
		return err
	}
	return a.desk.Close(ctx, c)
}

// CloseChatFor is CloseChat by a supervisor, of any chat that is open.
func (a *Assistant) CloseChatFor(ctx context.Context, by handoff.Supervisor, c handoff.Closing) error {
	chat, err := a.desk.Chat(ctx, c.ChatID)
	if err == nil && chat.State != handoff.Closed {
		err = a.suggest(ctx, chat, c, by.Name)
	}
	if err != nil {
		return err
	}
	return a.desk.CloseFor(ctx, by, c)
}

// suggest keeps what the outcome of a chat proposes to the editors, if anything.
// faq.ErrNotFound when there is no such entry.
func (a *Assistant) suggest(ctx context.Context, chat handoff.Chat, c handoff.Closing, author string) error {
	g := faq.Suggestion{ChatID: chat.ID, Topic: chat.QueueID, Lang: chat.Lang, Text: chat.Subject, Note: c.Note, Author: author, AuthorID: c.OperatorID}
	switch c.Outcome {
	case handoff.AnsweredByEntry:
		if _, ok := a.live.Base().Entry(c.EntryID); !ok {
			return fmt.Errorf("%w: no entry %q", faq.ErrNotFound, c.EntryID)
		}
		g.Kind, g.EntryID = faq.SuggestAlternate, c.EntryID
	case handoff.MissingEntry:
		g.Kind = faq.SuggestEntry
	}
	if g.Kind == "" || g.Text == "" {
		return nil
	}
	return a.store.Suggest(ctx, g)
}
