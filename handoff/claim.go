package handoff

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"sportello/content/db"
)

// inLine is the order in which chats c are claimed: chats before tickets, those that
// an operator had and gave back before the rest, then by the time they joined. A chat
// that was transferred waits by its time like any other.
const inLine = `CASE c.channel WHEN 'chat' THEN 0 ELSE 1 END, CASE WHEN c.claimed_at > 0 THEN 0 ELSE 1 END, c.queued_at, c.id`

// Claim gives the waiting chat to the operator and returns it; claiming again what one
// has is no error. It is a sign of life. Of several operators who claim one chat, one
// gets it and the others ErrTaken. ErrAtCapacity, ErrNotYourQueue, ErrNotFound.
func (d *Desk) Claim(ctx context.Context, operatorID, chatID string) (Chat, error) {
	err := d.write(ctx, "claim chat", func(w *writing) error { return w.claim(operatorID, chatID) })
	if err != nil {
		return Chat{}, err
	}
	return d.Chat(ctx, chatID)
}

// ClaimNext gives the operator the first in line of the queue, or of all of their
// queues when queueID is empty. ErrNothingWaiting, ErrAtCapacity when the first is a
// chat and the operator may have no more, ErrNotYourQueue.
func (d *Desk) ClaimNext(ctx context.Context, operatorID, queueID string) (Chat, error) {
	var id string
	err := d.write(ctx, "claim the next chat", func(w *writing) error {
		err := w.QueryRow(`SELECT c.id FROM chats c
			JOIN operator_queues q ON q.queue_id = c.queue_id AND q.operator_id = $1
			WHERE c.state = 'waiting' AND ($2 = '' OR c.queue_id = $2)
			ORDER BY `+inLine+` LIMIT 1`, operatorID, queueID).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			return w.whyNothing(operatorID, queueID)
		}
		if err != nil {
			return err
		}
		return w.claim(operatorID, id)
	})
	if err != nil {
		return Chat{}, err
	}
	return d.Chat(ctx, id)
}

// whyNothing tells an empty line from a line that is not the operator's.
func (w *writing) whyNothing(operatorID, queueID string) error {
	mine, err := w.serves(operatorID, queueID)
	if err == nil && !mine && queueID != "" {
		return ErrNotYourQueue
	}
	return errors.Join(err, ErrNothingWaiting)
}

func (w *writing) serves(operatorID, queueID string) (bool, error) {
	return querier(w.QueryRow).exists(`SELECT 1 FROM operator_queues WHERE operator_id = $1 AND queue_id = $2`, operatorID, queueID)
}

// claim is one conditional update: it changes one row or none.
func (w *writing) claim(operatorID, chatID string) error {
	now := db.Millis(w.Now)
	n, err := w.Exec(`UPDATE chats SET state = 'engaged', operator_id = $1, claimed_at = $3
		WHERE id = $2 AND state = 'waiting'
		AND EXISTS (SELECT 1 FROM operator_queues q WHERE q.operator_id = $1 AND q.queue_id = chats.queue_id)
		AND (channel = 'ticket' OR (SELECT COUNT(*) FROM chats had
				WHERE had.operator_id = $1 AND had.state = 'engaged' AND had.channel = 'chat')
			< (SELECT capacity FROM operators WHERE id = $1))`, operatorID, chatID, now)
	if err != nil {
		return err
	}
	if n == 0 {
		return w.whyNotClaimed(operatorID, chatID)
	}
	if _, err := w.Exec(`UPDATE operators SET seen_at = $2 WHERE id = $1`, operatorID, now); err != nil {
		return err
	}
	c, err := findChat(w.QueryRow, chatID)
	if err != nil {
		return err
	}
	w.wake(QueuesTopic)
	_, err = w.add(c, Event{Kind: KindClaimed, Author: ByOperator, OperatorID: operatorID})
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
	mine, err := w.serves(operatorID, c.QueueID)
	switch {
	case err != nil:
		return err
	case !mine:
		return ErrNotYourQueue
	}
	return ErrAtCapacity
}

// Place returns the chat's place in its queue, from 1; 0 when it does not wait.
// ErrNotFound.
func (d *Desk) Place(ctx context.Context, chatID string) (int, error) {
	var place int
	err := d.db.QueryRow(ctx, `SELECT COUNT(c.id) FROM chats me LEFT JOIN chats c
			ON me.state = 'waiting' AND c.state = 'waiting' AND c.queue_id = me.queue_id
			AND (CASE c.channel WHEN 'chat' THEN 0 ELSE 1 END, CASE WHEN c.claimed_at > 0 THEN 0 ELSE 1 END, c.queued_at, c.id)
			<= (CASE me.channel WHEN 'chat' THEN 0 ELSE 1 END, CASE WHEN me.claimed_at > 0 THEN 0 ELSE 1 END, me.queued_at, me.id)
		WHERE me.id = $1 GROUP BY me.id`, chatID).Scan(&place)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return 0, fmt.Errorf("place of chat %q: %w", chatID, err)
	}
	return place, nil
}
