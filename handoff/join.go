package handoff

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"sportello/content/db"
)

// Join asks for a person.
type Join struct {
	ConversationID string
	QueueID        string
	Channel        Channel
	Lang           string
	Subject        string // cut at MaxText characters
	Student        string // how the student is called, may be empty
	// Limited lets a chat in only while the queue's longest wait can be kept.
	Limited bool
	// Urgent puts it before all others, and lets it in where it is limited too.
	Urgent bool
}

// Enqueue puts the conversation in line and returns its chat. A conversation joins
// once: while a chat of it is open that one is returned as it is, except that asking
// for a ticket turns a waiting chat into one, in its place. Whether the queue is open
// and staffed is not asked here but by [Desk.Ways]. ErrNoRoom when it is limited and the
// line is full, ErrNotFound for the queue, ErrInvalid. Who begins to wait in a queue that is
// about to close is told so.
func (d *Desk) Enqueue(ctx context.Context, j Join) (Chat, error) {
	j, err := j.clean()
	if err != nil {
		return Chat{}, fmt.Errorf("enqueue: %w", err)
	}
	o, err := d.Outlook(ctx)
	if err != nil {
		return Chat{}, err
	}
	_, stands, err := d.Standing(ctx, j.QueueID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return Chat{}, err
	}
	var id string
	err = d.writeLater(ctx, "enqueue", func(w *writing) error {
		if err := querier(w.QueryRow).queueExists(j.QueueID); err != nil {
			return err
		}
		if id, err = w.join(j, o); err == nil && stands.ClosesSoon(w.Now) {
			err = w.warnNewcomer(id, stands)
		}
		return err
	})
	if err = d.changeCallback(j.ConversationID, err); err != nil {
		return Chat{}, err
	}
	return d.Chat(ctx, id)
}

// clean never refuses words, which are the student's only chance: what a database
// cannot hold is left out.
func (j Join) clean() (Join, error) {
	if j.Channel != ChannelChat && j.Channel != ChannelTicket {
		return j, fmt.Errorf("channel %q: %w", j.Channel, ErrInvalid)
	}
	if j.ConversationID == "" {
		return j, fmt.Errorf("no conversation: %w", ErrInvalid)
	}
	for _, s := range []*string{&j.Subject, &j.Student, &j.Lang} {
		*s = storable(*s)
	}
	return j, nil
}

func storable(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
	if utf8.RuneCountInString(s) > MaxText {
		s = string([]rune(s)[:MaxText])
	}
	return s
}

// join inserts a chat unless one is open, which is the last that was queued. Its place in
// line is the number of its first event. Who fell silent and comes back goes first, once.
func (w *writing) join(j Join, o *Outlook) (string, error) {
	last, err := findLatest(w.QueryRow, j.ConversationID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return "", err
	}
	if err == nil && last.State != Closed {
		return w.rejoin(j)
	}
	behind, resumed := 1, 0
	if err == nil && last.MayResume(w.Now) && j.Channel == ChannelChat {
		behind, resumed = 0, 1
	}
	if j.Urgent {
		behind = urgent
	}
	e, err := w.letIn(j, o, behind < 1)
	if err != nil {
		return "", err
	}
	c := Chat{ID: newID(), ConversationID: j.ConversationID, QueueID: j.QueueID}
	seq, err := w.Next("event")
	if err != nil {
		return "", err
	}
	_, err = w.Exec(`INSERT INTO chats (id, conversation_id, queue_id, channel, state, operator_id, lang, subject,
			student, created_at, queued_at, claimed_at, closed_at, closed_seq, outcome, entry_id, note,
			line, behind, last_operator, student_at, resumed)
		VALUES ($1, $2, $3, $4, 'waiting', '', $5, $6, $7, $8, $8, 0, 0, 0, '', '', '', $9, $10, $11, $8, $12)`,
		c.ID, c.ConversationID, c.QueueID, j.Channel, j.Lang, j.Subject, j.Student, db.Millis(w.Now),
		seq, behind, last.OperatorID, resumed)
	if err = errors.Join(err, w.joined(c, j, e)); err != nil {
		return "", err
	}
	w.wake(QueuesTopic)
	w.brought = append(w.brought, c.ID)
	return c.ID, w.put(seq, c, queuedEvent(c, j.Channel))
}

func queuedEvent(c Chat, channel Channel) Event {
	return Event{Kind: KindQueued, Author: ByStudent, Data: EventData{Queue: c.QueueID, Channel: channel}}
}

// rejoin returns the open chat, as a ticket if it waits and that is what is asked.
func (w *writing) rejoin(j Join) (string, error) {
	c, err := findOpen(w.QueryRow, j.ConversationID)
	if err != nil || j.Channel != ChannelTicket {
		return c.ID, err
	}
	n, err := w.Exec(`UPDATE chats SET channel = 'ticket'
		WHERE id = $1 AND state = 'waiting' AND channel = 'chat'`, c.ID)
	if err != nil || n == 0 {
		return c.ID, err
	}
	if err := w.unexpect(c.ID); err != nil {
		return c.ID, err
	}
	w.wake(QueuesTopic)
	_, err = w.add(c, queuedEvent(c, ChannelTicket))
	return c.ID, err
}

// Leave is the student giving up: a chat that waits is closed as abandoned, one that
// an operator has stays with them to close and is told once. Leaving when nothing is
// open is no error.
func (d *Desk) Leave(ctx context.Context, conversationID string) error {
	return d.write(ctx, "leave", func(w *writing) error {
		c, err := findOpen(w.QueryRow, conversationID)
		if errors.Is(err, ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		if c.State == Engaged {
			return w.left(c)
		}
		return w.closeAs(c, ByStudent, Closing{Outcome: Abandoned}, "")
	})
}

// left adds the event unless it is the last that the student did.
func (w *writing) left(c Chat) error {
	var last Kind
	err := w.QueryRow(`SELECT kind FROM events WHERE chat_id = $1 AND author = 'student'
		AND kind IN ('queued', 'message', 'left') ORDER BY seq DESC LIMIT 1`, c.ID).Scan(&last)
	if (err != nil && !errors.Is(err, sql.ErrNoRows)) || last == KindLeft {
		return err
	}
	_, err = w.add(c, Event{Kind: KindLeft, Author: ByStudent})
	return err
}
