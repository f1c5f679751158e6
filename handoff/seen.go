package handoff

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
)

// Side is one end of a chat, for receipts and typing: the student, who is named by
// the conversation, or the operator, who is named together with the chat.
type Side struct {
	ConversationID string // with ByStudent
	ChatID         string // with ByOperator
	Author         Author
	OperatorID     string // with ByOperator
}

// chat finds the open chat that the side is in.
func (s Side) chat(q querier) (Chat, error) {
	switch s.Author {
	case ByStudent:
		return findOpen(q, s.ConversationID)
	case ByOperator:
		c, err := findChat(q, s.ChatID)
		if err == nil {
			err = c.had(s.OperatorID)
		}
		return c, err
	}
	return Chat{}, fmt.Errorf("side %q: %w", s.Author, ErrInvalid)
}

// Seen says that the side's screen has shown everything up to seq. It is stored as an
// event only when that covers a message of the other side that no earlier receipt
// covered, so receipts never answer receipts; otherwise it costs two reads. Once the
// chat is closed it does nothing. ErrNotYours, ErrNotFound for the operator's chat.
func (d *Desk) Seen(ctx context.Context, s Side, seq int64) error {
	c, err := s.chat(d.read(ctx))
	if errors.Is(err, ErrClosed) || (s.Author == ByStudent && errors.Is(err, ErrNotFound)) {
		return nil
	}
	if err == nil {
		_, err = c.unseen(d.read(ctx), s.Author, seq)
	}
	if errors.Is(err, errNothingNew) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("seen: %w", err)
	}
	err = d.write(ctx, "seen", func(w *writing) error {
		c, err := s.chat(w.QueryRow)
		if err != nil {
			return err
		}
		shown, err := c.unseen(w.QueryRow, s.Author, seq)
		if err != nil {
			return err
		}
		_, err = w.add(c, Event{Kind: KindSeen, Author: s.Author, OperatorID: s.OperatorID, Data: EventData{Seq: shown}})
		return err
	})
	if errors.Is(err, errNothingNew) || errors.Is(err, ErrClosed) || (s.Author == ByStudent && errors.Is(err, ErrNotFound)) {
		return nil // somebody was faster
	}
	return err
}

var errNothingNew = errors.New("nothing new was seen")

// unseen returns the number of the other side's last message up to seq, or
// errNothingNew when an earlier receipt covers it.
func (c Chat) unseen(q querier, by Author, seq int64) (int64, error) {
	other := ByOperator
	if by == ByOperator {
		other = ByStudent
	}
	var shown int64
	err := q(`SELECT COALESCE(MAX(seq), 0) FROM events
		WHERE chat_id = $1 AND kind = 'message' AND author = $2 AND seq <= $3`, c.ID, other, seq).Scan(&shown)
	if err != nil {
		return 0, err
	}
	data, before := "{}", EventData{}
	err = q(`SELECT data FROM events WHERE chat_id = $1 AND kind = 'seen' AND author = $2
		ORDER BY seq DESC LIMIT 1`, c.ID, by).Scan(&data)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, err
	}
	if err := json.Unmarshal([]byte(data), &before); err != nil {
		return 0, err
	}
	if shown <= before.Seq {
		return 0, errNothingNew
	}
	return shown, nil
}

// typing is the frame that Typing publishes.
type typing struct {
	Kind   string `json:"kind"`
	Author Author `json:"author"`
	Chat   string `json:"chat"`
}

// Typing shows the other side, if there is one, that this one is typing: a frame
// {"kind":"typing","author":...,"chat":...} on the operator's topic or on the
// conversation's. Nothing is stored. ErrNotYours, ErrClosed, ErrNotFound.
func (d *Desk) Typing(ctx context.Context, s Side) error {
	c, err := s.chat(d.read(ctx))
	if err != nil {
		return fmt.Errorf("typing: %w", err)
	}
	frame, err := json.Marshal(typing{"typing", s.Author, c.ID})
	if err != nil {
		return fmt.Errorf("typing: %w", err)
	}
	switch {
	case s.Author == ByOperator:
		d.bus.Publish(ConversationTopic(c.ConversationID), string(frame))
	case c.OperatorID != "":
		d.bus.Publish(OperatorTopic(c.OperatorID), string(frame))
	}
	return nil
}
