package handoff

import (
	"context"
	"fmt"
	"strings"

	"sportello/content/db"
)

// Closing ends a chat.
type Closing struct {
	ChatID     string
	OperatorID string
	Outcome    Outcome
	EntryID    string // with AnsweredByEntry
	Note       string // internal
}

func (o Outcome) valid() bool {
	switch o {
	case AnsweredByEntry, MissingEntry, Resolved, NotResolved, Abandoned:
		return true
	}
	return false
}

// Close ends a chat that the operator has. Closing again with the same outcome is no
// error. ErrNotYours, ErrClosed, ErrNotFound, ErrInvalid, and those of a text for the
// note.
func (d *Desk) Close(ctx context.Context, c Closing) error {
	if !c.Outcome.valid() || (c.Outcome == AnsweredByEntry && c.EntryID == "") {
		return fmt.Errorf("close chat: outcome %q, entry %q: %w", c.Outcome, c.EntryID, ErrInvalid)
	}
	note, err := optionalText(c.Note)
	if err != nil {
		return fmt.Errorf("close chat: note: %w", err)
	}
	c.Note = note
	return d.write(ctx, "close chat", func(w *writing) error {
		chat, err := findChat(w.QueryRow, c.ChatID)
		if err != nil {
			return err
		}
		if chat.State == Closed && chat.OperatorID == c.OperatorID && chat.Outcome == c.Outcome {
			return nil
		}
		if err := chat.had(c.OperatorID); err != nil {
			return err
		}
		return w.closeAs(chat, Engaged, ByOperator, c)
	})
}

// had refuses an operator who does not have the chat.
func (c Chat) had(operatorID string) error {
	switch {
	case c.State == Closed:
		return ErrClosed
	case c.State != Engaged || c.OperatorID != operatorID || operatorID == "":
		return ErrNotYours
	}
	return nil
}

func (w *writing) closeAs(c Chat, from ChatState, author Author, how Closing) error {
	seq, err := w.add(c, Event{Kind: KindClosed, Author: author, OperatorID: how.OperatorID, Data: EventData{Outcome: how.Outcome}})
	if err != nil {
		return err
	}
	return w.change(`UPDATE chats SET state = 'closed', closed_at = $3, closed_seq = $4, outcome = $5, entry_id = $6, note = $7
		WHERE id = $1 AND operator_id = $2 AND state = $8`,
		c.ID, c.OperatorID, db.Millis(w.Now), seq, how.Outcome, how.EntryID, how.Note, from)
}

// change updates one chat, which the transaction has read: that it fits no more would
// mean that somebody writes out of order, and undoes all.
func (w *writing) change(update string, args ...any) error {
	n, err := w.Exec(update, args...)
	if err == nil && n != 1 {
		err = ErrNotYours
	}
	return err
}

// Transfer moves a chat that the operator has to another queue, where it waits by the
// time it joined the first, and leaves the note, if there is one, for whoever takes
// it. ErrNotYours, ErrClosed, ErrNotFound for chat and queue, and those of a text.
func (d *Desk) Transfer(ctx context.Context, operatorID, chatID, queueID, note string) error {
	note, err := optionalText(note)
	if err != nil {
		return fmt.Errorf("transfer chat: note: %w", err)
	}
	return d.giveUp(ctx, "transfer chat", operatorID, chatID, func(w *writing, c Chat) error {
		if err := querier(w.QueryRow).queueExists(queueID); err != nil {
			return err
		}
		if note != "" {
			if _, err := w.add(c, Event{Kind: KindNote, Author: ByOperator, OperatorID: operatorID, Text: note}); err != nil {
				return err
			}
		}
		err := w.change(`UPDATE chats SET state = 'waiting', operator_id = '', queue_id = $3, claimed_at = 0
			WHERE id = $1 AND operator_id = $2 AND state = 'engaged'`, chatID, operatorID, queueID)
		if err != nil {
			return err
		}
		_, err = w.add(c, Event{Kind: KindTransferred, Author: ByOperator, OperatorID: operatorID,
			Data: EventData{Queue: queueID, From: c.QueueID}})
		return err
	})
}

// Return puts a chat that the operator has back at the head of its queue. ErrNotYours,
// ErrClosed, ErrNotFound.
func (d *Desk) Return(ctx context.Context, operatorID, chatID string) error {
	return d.giveUp(ctx, "return chat", operatorID, chatID, func(w *writing, c Chat) error {
		return w.giveBack(c, ByOperator)
	})
}

// giveUp runs fn on a chat that the operator has, and wakes the queues.
func (d *Desk) giveUp(ctx context.Context, what, operatorID, chatID string, fn func(w *writing, c Chat) error) error {
	return d.write(ctx, what, func(w *writing) error {
		c, err := findChat(w.QueryRow, chatID)
		if err != nil {
			return err
		}
		if err := c.had(operatorID); err != nil {
			return err
		}
		w.wake(QueuesTopic)
		return fn(w, c)
	})
}

// giveBack keeps claimed_at, by which the chat is first in line.
func (w *writing) giveBack(c Chat, author Author) error {
	err := w.change(`UPDATE chats SET state = 'waiting', operator_id = ''
		WHERE id = $1 AND operator_id = $2 AND state = 'engaged'`, c.ID, c.OperatorID)
	if err != nil {
		return err
	}
	_, err = w.add(c, Event{Kind: KindReturned, Author: author, OperatorID: c.OperatorID, Data: EventData{Queue: c.QueueID}})
	return err
}

// optionalText is cleanText for a text that may be left out.
func optionalText(s string) (string, error) {
	if strings.TrimSpace(s) == "" {
		return "", nil
	}
	return cleanText(s)
}
