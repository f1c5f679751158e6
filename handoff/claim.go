package handoff

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"sportello/content/db"
)

// inLine is the order in which chats c are given out: chats before tickets ("chat" sorts
// before "ticket"), what is urgent before those that go first, these before the rest, then
// by the number under which they were queued. Where chats and tickets wait together, as in
// the operators' lists, what is urgent comes before either: urgentFirst.
const (
	inLine      = `c.channel, c.behind, c.line`
	urgentFirst = `CASE WHEN c.behind < 0 THEN 0 ELSE 1 END, ` + inLine
)

// Claim gives the waiting chat to the operator and returns it; claiming again what one
// has is no error. It is a sign of life. Of several operators who claim one chat, one
// gets it and the others ErrTaken. ErrAtCapacity, ErrNotYourQueue (or level),
// ErrStudentGone, ErrNotFound.
func (d *Desk) Claim(ctx context.Context, operatorID, chatID string) (Chat, error) {
	err := d.write(ctx, "claim chat", func(w *writing) error { return w.claim(operatorID, chatID) })
	if err != nil {
		return Chat{}, err
	}
	return d.Chat(ctx, chatID)
}

// ClaimNext gives the operator the first in line of the queue, or of all that they may
// take from when queueID is empty. ErrNothingWaiting, ErrAtCapacity when the first is a
// chat and the operator may have no more, ErrNotYourQueue.
func (d *Desk) ClaimNext(ctx context.Context, operatorID, queueID string) (Chat, error) {
	var id string
	err := d.write(ctx, "claim the next chat", func(w *writing) error {
		for _, first := range []string{firstUrgent, firstIn} {
			for _, channel := range []Channel{ChannelChat, ChannelTicket} {
				var err error
				if id, err = w.first(first, db.Millis(w.Now), operatorID, channel, queueID); err != nil {
					return err
				}
				if id != "" {
					return w.claim(operatorID, id)
				}
			}
		}
		return w.whyNothing(operatorID, queueID)
	})
	if err != nil {
		return Chat{}, err
	}
	return d.Chat(ctx, id)
}

// whyNothing tells an empty line from a line that is not the operator's.
func (w *writing) whyNothing(operatorID, queueID string) error {
	mine, err := querier(w.QueryRow).exists(`SELECT 1 FROM `+reach+` WHERE r.queue_id = $2`, operatorID, queueID)
	if err == nil && !mine && queueID != "" {
		return ErrNotYourQueue
	}
	return errors.Join(err, ErrNothingWaiting)
}

// claim is one conditional update: it changes one row or none.
func (w *writing) claim(operatorID, chatID string) error {
	n, err := w.take(operatorID, chatID, mayTake)
	if err != nil {
		return err
	}
	if n == 0 {
		return w.whyNotClaimed(operatorID, chatID)
	}
	now := db.Millis(w.Now)
	if _, err := w.Exec(`UPDATE operators SET seen_at = $2 WHERE id = $1 AND seen_at < $2`, operatorID, now); err != nil {
		return err
	}
	w.freed = append(w.freed, operatorID) // who had vanished is back
	return w.taken(chatID, Event{Kind: KindClaimed, Author: ByOperator, OperatorID: operatorID})
}

// take gives the chat c to the operator o where both fit the condition, which may use
// $1, the time.
func (w *writing) take(operatorID, chatID, condition string) (int64, error) {
	return w.Exec(`UPDATE chats AS c SET state = 'engaged', operator_id = $2, last_operator = $2, claimed_at = $1, gone_at = 0
		WHERE c.id = $3 AND EXISTS (SELECT 1 FROM operators o WHERE o.id = $2 AND `+condition+`)`,
		db.Millis(w.Now), operatorID, chatID)
}

// taken counts the chat that was just taken, and tells.
func (w *writing) taken(chatID string, e Event) error {
	c, err := findChat(w.QueryRow, chatID)
	if err != nil {
		return err
	}
	if c.Channel == ChannelChat {
		err := w.change(`UPDATE operators SET engaged = engaged + 1, idle_since = $2 WHERE id = $1 AND engaged < capacity`,
			c.OperatorID, db.Millis(w.Now))
		if err != nil {
			return err
		}
	}
	if err := w.waited(c.ID, true); err != nil {
		return err
	}
	w.wake(QueuesTopic)
	_, err = w.add(c, e)
	return err
}

// whyNotClaimed says which of the conditions failed.
func (w *writing) whyNotClaimed(operatorID, chatID string) error {
	c, err := findChat(w.QueryRow, chatID)
	switch {
	case err != nil:
		return err
	case c.State == Engaged && c.OperatorID == operatorID:
		return nil // claimed before: the answer was lost
	case c.State != Waiting:
		return ErrTaken
	}
	mine, err := querier(w.QueryRow).exists(`SELECT 1 FROM operators o JOIN chats c ON c.id = $3 WHERE o.id = $2 AND `+serves,
		db.Millis(w.Now), operatorID, chatID)
	switch {
	case err != nil:
		return err
	case !mine:
		return ErrNotYourQueue
	case c.Gone:
		return ErrStudentGone
	}
	return ErrAtCapacity
}

// placeOf reads the chat's place, now and in one query. Those ahead who are gone are passed
// over, so they don't count.
func placeOf(q querier, chatID string) (int, error) {
	var place int
	err := q(`SELECT COUNT(c.id) FROM chats me LEFT JOIN chats c
			ON me.state = 'waiting' AND c.state = 'waiting' AND c.queue_id = me.queue_id
			AND (c.channel, c.behind, c.line) <= (me.channel, me.behind, me.line) AND (c.gone_at = 0 OR c.id = me.id)
		WHERE me.id = $1 GROUP BY me.id`, chatID).Scan(&place)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return 0, fmt.Errorf("place of chat %q: %w", chatID, err)
	}
	return place, nil
}
