package handoff

import (
	"context"
	"errors"
	"fmt"
)

// Escalate passes a chat that the operator has to the second level, in the queue named
// or in its own when that is empty. It waits there under the number it has, so before
// those who came after it; the reason stays as an internal note. ErrNobody where no
// operator of the second level serves the queue; ErrNotYours, ErrClosed, ErrNotFound for
// chat and queue, and those of a text for the reason.
func (d *Desk) Escalate(ctx context.Context, operatorID, chatID, queueID, reason string) error {
	reason, err := cleanText(reason)
	if err != nil {
		return fmt.Errorf("escalate chat: reason: %w", err)
	}
	return d.giveUp(ctx, "escalate chat", operatorID, chatID, func(w *writing, c Chat) error {
		to := queueID
		if to == "" {
			to = c.QueueID
		}
		some, err := querier(w.QueryRow).exists(`SELECT 1 FROM operator_queues q JOIN operators o ON o.id = q.operator_id
			WHERE q.queue_id = $1 AND o.level >= 2 AND o.id <> $2 LIMIT 1`, to, operatorID)
		if err != nil {
			return err
		}
		if !some {
			return errors.Join(querier(w.QueryRow).queueExists(to), ErrNobody)
		}
		return w.passOn(c, passing{queue: to, level: 2, behind: 1, note: reason, kind: KindEscalated, from: c.OperatorID, fromQueue: c.QueueID})
	})
}

// SendBack returns an escalated chat that the operator has to the first level, to the
// head of the queue it came from, with a note. Whoever escalated it has it first, if
// they are there and have a slot. ErrNotEscalated, ErrNotYours, ErrClosed, ErrNotFound,
// and those of a text for the note.
func (d *Desk) SendBack(ctx context.Context, operatorID, chatID, note string) error {
	note, err := cleanText(note)
	if err != nil {
		return fmt.Errorf("send chat back: note: %w", err)
	}
	return d.giveUp(ctx, "send chat back", operatorID, chatID, func(w *writing, c Chat) error {
		if c.EscalatedBy == "" {
			return ErrNotEscalated
		}
		from, err := w.one(`SELECT escalated_from FROM chats WHERE id = $1`, c.ID)
		if err != nil {
			return err
		}
		return w.passOn(c, passing{queue: from, level: 1, behind: 0, note: note, kind: KindSentBack, to: c.EscalatedBy})
	})
}
