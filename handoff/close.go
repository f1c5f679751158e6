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
	c, err := c.clean()
	if err != nil {
		return err
	}
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
		return w.closeAs(chat, ByOperator, c, "")
	})
}

// clean refuses what can't be, and trims the note.
func (c Closing) clean() (Closing, error) {
	if !c.Outcome.valid() || (c.Outcome == AnsweredByEntry && c.EntryID == "") {
		return c, fmt.Errorf("close chat: outcome %q, entry %q: %w", c.Outcome, c.EntryID, ErrInvalid)
	}
	var err error
	if c.Note, err = optionalText(c.Note); err != nil {
		return c, fmt.Errorf("close chat: note: %w", err)
	}
	return c, nil
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

// closeAs closes a chat in the state that it was read in, and frees its slot.
func (w *writing) closeAs(c Chat, author Author, how Closing, by string) error {
	if err := w.waited(c.ID, false); err != nil {
		return err
	}
	seq, err := w.add(c, Event{Kind: KindClosed, Author: author, OperatorID: c.OperatorID, Data: EventData{Outcome: how.Outcome, By: by}})
	if err != nil {
		return err
	}
	lapsed := 0
	if author == BySystem && c.State == Engaged {
		lapsed = 1
	}
	err = w.change(`UPDATE chats SET state = 'closed', closed_at = $3, closed_seq = $4, outcome = $5, entry_id = $6, note = $7, lapsed = $9
		WHERE id = $1 AND operator_id = $2 AND state = $8`,
		c.ID, c.OperatorID, db.Millis(w.Now), seq, how.Outcome, how.EntryID, how.Note, c.State, lapsed)
	if err != nil {
		return err
	}
	w.wake(QueuesTopic)
	return w.release(c)
}

// release counts that the chat has left its operator, whose slot may be filled at once.
// Who wanted a last chat before a pause has had it.
func (w *writing) release(c Chat) error {
	if c.OperatorID == "" || c.Channel != ChannelChat {
		return nil
	}
	w.freed = append(w.freed, c.OperatorID)
	_, err := w.Exec(`UPDATE operators SET engaged = engaged - 1, idle_since = $2,
			state = CASE WHEN state = 'finishing' AND engaged = 1 THEN 'paused' ELSE state END,
			state_at = CASE WHEN state = 'finishing' AND engaged = 1 THEN $2 ELSE state_at END
		WHERE id = $1 AND engaged > 0`, c.OperatorID, db.Millis(w.Now))
	return err
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

// Transfer moves a chat that the operator has to another queue, where it waits for the
// first level under the number it has, and leaves the note, if there is one, for whoever
// takes it. ErrNotYours, ErrClosed, ErrNotFound for chat and queue, and those of a text.
func (d *Desk) Transfer(ctx context.Context, operatorID, chatID, queueID, note string) error {
	note, err := optionalText(note)
	if err != nil {
		return fmt.Errorf("transfer chat: note: %w", err)
	}
	return d.giveUp(ctx, "transfer chat", operatorID, chatID, func(w *writing, c Chat) error {
		return w.passOn(c, passing{queue: queueID, level: 1, behind: 1, note: note, kind: KindTransferred})
	})
}

// passing is how an operator hands a chat on.
type passing struct {
	queue, note   string
	level, behind int
	kind          Kind
	to            string // who is to have it first
	from          string // who escalated it, from which queue; empty otherwise
	fromQueue     string
}

// passOn puts the operator's chat in line elsewhere, with a word to whoever takes it.
func (w *writing) passOn(c Chat, p passing) error {
	if err := querier(w.QueryRow).queueExists(p.queue); err != nil {
		return err
	}
	if p.note != "" {
		if _, err := w.add(c, Event{Kind: KindNote, Author: ByOperator, OperatorID: c.OperatorID, Text: p.note}); err != nil {
			return err
		}
	}
	err := w.change(`UPDATE chats SET state = 'waiting', operator_id = '', queue_id = $3, level = $4, claimed_at = 0,
			behind = CASE WHEN behind < 0 THEN behind ELSE $5 END,
			last_operator = $6, escalated_by = $7, escalated_from = $8, refused_by = $2, refused_until = $9, gone_at = 0
		WHERE id = $1 AND operator_id = $2 AND state = 'engaged'`,
		c.ID, c.OperatorID, p.queue, p.level, p.behind, p.to, p.from, p.fromQueue, db.Millis(w.Now.Add(sparedFor)))
	if err != nil {
		return err
	}
	w.brought = append(w.brought, c.ID)
	if err := w.release(c); err != nil {
		return err
	}
	_, err = w.add(c, Event{Kind: p.kind, Author: ByOperator, OperatorID: c.OperatorID, Data: EventData{Queue: p.queue, From: c.QueueID}})
	return err
}

// Return puts a chat that the operator has back at the head of its queue. For a minute it
// is not pushed to the same operator, unless no colleague is there who may have it.
// ErrNotYours, ErrClosed, ErrNotFound.
func (d *Desk) Return(ctx context.Context, operatorID, chatID string) error {
	return d.giveUp(ctx, "return chat", operatorID, chatID, func(w *writing, c Chat) error {
		return w.giveBack(c, ByOperator, "")
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

// giveBack puts a chat at the head of its queue. Who vanished is not spared it: they are
// who the student knows, if they come back in time.
func (w *writing) giveBack(c Chat, author Author, by string) error {
	rather, spared := "", w.Now.Add(sparedFor)
	if author == BySystem {
		rather, spared = c.OperatorID, w.Now
	}
	err := w.change(`UPDATE chats SET state = 'waiting', operator_id = '', behind = CASE WHEN behind < 0 THEN behind ELSE 0 END, last_operator = $3,
			refused_by = $2, refused_until = $4, gone_at = 0
		WHERE id = $1 AND operator_id = $2 AND state = 'engaged'`, c.ID, c.OperatorID, rather, db.Millis(spared))
	if err != nil {
		return err
	}
	w.brought = append(w.brought, c.ID)
	if err := w.release(c); err != nil {
		return err
	}
	_, err = w.add(c, Event{Kind: KindReturned, Author: author, OperatorID: c.OperatorID, Data: EventData{Queue: c.QueueID, By: by}})
	return err
}

// optionalText is cleanText for a text that may be left out.
func optionalText(s string) (string, error) {
	if strings.TrimSpace(s) == "" {
		return "", nil
	}
	return cleanText(s)
}
