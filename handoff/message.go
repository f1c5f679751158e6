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

// Message is what one side says to the other. The chat is named by its own id or by
// its conversation's, which means the open one; with both it must be of the conversation.
type Message struct {
	ChatID         string
	ConversationID string
	Author         Author // ByStudent or ByOperator
	OperatorID     string // with ByOperator
	ClientID       string // made by the client: a repeat is recognised by it; empty: never
	Text           string // may be empty beside an attachment
	AttachmentID   string // of a file that the same side has added, see [Attachments.Add]; may be empty
}

// Note is what an operator writes for colleagues only.
type Note struct {
	ChatID     string
	OperatorID string
	ClientID   string
	Text       string
}

// Send stores the message and returns its number. A repeat, that is the same
// conversation, author and client id, returns the number of the first and stores
// nothing. The student writes while waiting too, an operator only in a chat they
// have. ErrNotYours, ErrClosed, ErrNotFound (for the attachment too), ErrEmpty, ErrTooLong,
// ErrBadText, ErrClientID, ErrInvalid.
func (d *Desk) Send(ctx context.Context, m Message) (seq int64, err error) {
	e := Event{Kind: KindMessage, Author: m.Author, OperatorID: m.OperatorID, ClientID: m.ClientID}
	switch {
	case m.Author == ByStudent:
		e.OperatorID = ""
	case m.Author != ByOperator || m.OperatorID == "":
		return 0, fmt.Errorf("send message as %q: %w", m.Author, ErrInvalid)
	}
	clean := cleanText
	if m.AttachmentID != "" {
		clean = optionalText
	}
	if e.Text, err = clean(m.Text); err != nil {
		return 0, fmt.Errorf("send message: %w", err)
	}
	if m.AttachmentID == "" {
		if seq, err = d.say(ctx, m, e); err != nil || seq > 0 {
			return seq, wrap("send message", err)
		}
	}
	err = d.write(ctx, "send message", func(w *writing) error {
		c, err := addressed(w.QueryRow, m.ChatID, m.ConversationID)
		if err != nil {
			return err
		}
		if seq, err = w.repeated(c, e); err != nil || seq > 0 {
			return err // a repeat is answered even where it would be refused now
		}
		if err := c.mayWrite(e.Author, e.OperatorID); err != nil {
			return err
		}
		seq, err = w.addWith(c, e, m.AttachmentID)
		return err
	})
	return seq, err
}

// The usual message in one statement: it is new, and its side is in an open chat. $7 is
// the conversation of a student, or the chat of an operator.
const (
	say = `INSERT INTO events (seq, created_at, conversation_id, chat_id, kind, author, operator_id, client_id, text, data)
		SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), c.conversation_id, c.id, 'message', CAST($3 AS TEXT), CAST($4 AS TEXT),
			CAST($5 AS TEXT), CAST($6 AS TEXT), '{}'
		FROM chats c WHERE `
	said = ` ON CONFLICT (conversation_id, author, client_id) WHERE client_id <> '' DO NOTHING
		RETURNING conversation_id, (SELECT c.operator_id FROM chats c WHERE c.id = events.chat_id)`
	sayStudent  = say + `c.conversation_id = $7 AND c.state <> 'closed'` + said
	sayOperator = say + `c.id = $7 AND c.state = 'engaged' AND c.operator_id = $4` + said
)

// say stores the message if nothing is unusual about it, and returns 0 otherwise.
func (d *Desk) say(ctx context.Context, m Message, e Event) (int64, error) {
	statement, where := sayStudent, m.ConversationID
	if e.Author == ByOperator {
		statement, where = sayOperator, m.ChatID
	}
	if where == "" || m.ChatID != "" && m.ConversationID != "" {
		return 0, nil
	}
	var c Chat
	seq, err := d.db.Insert(ctx, &db.Insert{Counter: "event", Query: statement, Into: []any{&c.ConversationID, &c.OperatorID},
		Args: []any{string(e.Author), e.OperatorID, e.ClientID, e.Text, where}})
	if err != nil || seq == 0 {
		return 0, err
	}
	w := &writing{seqs: []int64{seq}}
	w.wakeSides(c)
	d.told(w)
	return seq, nil
}

// mayWrite refuses who may not say anything in the chat.
func (c Chat) mayWrite(author Author, operatorID string) error {
	switch {
	case author == ByOperator:
		return c.had(operatorID)
	case c.State == Closed:
		return ErrClosed
	}
	return nil
}

// Note stores a note that only operators see, once as with [Desk.Send], and returns
// its number. Who may see the chat may write one, closed or not: others ErrNotYours.
func (d *Desk) Note(ctx context.Context, n Note) (seq int64, err error) {
	e := Event{Kind: KindNote, Author: ByOperator, OperatorID: n.OperatorID, ClientID: n.ClientID}
	if e.Text, err = cleanText(n.Text); err != nil {
		return 0, fmt.Errorf("write note: %w", err)
	}
	err = d.write(ctx, "write note", func(w *writing) error {
		c, err := findChat(w.QueryRow, n.ChatID)
		if err != nil {
			return err
		}
		seq, err = w.once(c, e, func() error {
			may, err := canSee(w.QueryRow, n.OperatorID, n.ChatID)
			if err == nil && !may {
				err = ErrNotYours
			}
			return err
		})
		return err
	})
	return seq, err
}

// once adds the event if it is allowed, unless it was added before: a repeat is
// answered even where it would be refused now, because it was accepted.
func (w *writing) once(c Chat, e Event, allowed func() error) (int64, error) {
	seq, err := w.repeated(c, e)
	if err != nil || seq > 0 {
		return seq, err
	}
	if err := allowed(); err != nil {
		return 0, err
	}
	return w.add(c, e)
}

// repeated returns the number under which the event is stored already, or 0.
func (w *writing) repeated(c Chat, e Event) (int64, error) {
	if e.ClientID == "" {
		return 0, nil
	}
	var seq int64
	var kind Kind
	var operator string
	err := w.QueryRow(`SELECT seq, kind, operator_id FROM events
		WHERE conversation_id = $1 AND author = $2 AND client_id = $3 AND client_id <> ''`,
		c.ConversationID, e.Author, e.ClientID).Scan(&seq, &kind, &operator)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return 0, nil
	case err == nil && (kind != e.Kind || operator != e.OperatorID):
		return 0, ErrClientID
	}
	return seq, err
}

// cleanText trims a text and refuses what is no message.
func cleanText(s string) (string, error) {
	if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
		return "", ErrBadText
	}
	s = strings.TrimSpace(s)
	switch {
	case s == "":
		return "", ErrEmpty
	case utf8.RuneCountInString(s) > MaxText:
		return "", ErrTooLong
	}
	return s, nil
}
