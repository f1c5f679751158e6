package handoff

import (
	"context"
	"fmt"

	"sportello/content/db"
)

// Supervisor is who decides over the operators' heads. That they may is decided above;
// what they do is told with their name.
type Supervisor struct{ Name string }

// MaxCapacity is the most chats that an operator may have at a time.
const MaxCapacity = 20

// Move puts a waiting chat in another queue, for the first level, in the place that its
// number has there. ErrTaken when it waits no more, ErrNotFound.
func (d *Desk) Move(ctx context.Context, by Supervisor, chatID, queueID string) error {
	return d.write(ctx, "move chat", func(w *writing) error {
		c, err := w.waiting(chatID)
		if err != nil {
			return err
		}
		if err := querier(w.QueryRow).queueExists(queueID); err != nil || c.QueueID == queueID {
			return err
		}
		err = w.change(`UPDATE chats SET queue_id = $2, level = 1, escalated_by = '' WHERE id = $1 AND state = 'waiting'`, c.ID, queueID)
		if err != nil {
			return err
		}
		w.wake(QueuesTopic)
		w.brought = append(w.brought, c.ID)
		_, err = w.add(c, Event{Kind: KindMoved, Author: BySupervisor, Data: EventData{Queue: queueID, From: c.QueueID, By: by.Name}})
		return err
	})
}

func (w *writing) waiting(chatID string) (Chat, error) {
	c, err := findChat(w.QueryRow, chatID)
	if err == nil && c.State != Waiting {
		err = ErrTaken
	}
	return c, err
}

// Give hands a waiting chat to an operator, of whatever queue and level, who must be
// there and have a slot. ErrAbsent, ErrAtCapacity, ErrTaken, ErrNotFound.
func (d *Desk) Give(ctx context.Context, by Supervisor, chatID, operatorID string) error {
	return d.write(ctx, "give chat to an operator", func(w *writing) error {
		c, err := w.waiting(chatID)
		if err != nil {
			return err
		}
		o, err := scanOperator(w.QueryRow(`SELECT `+operatorColumns+` FROM operators o WHERE o.id = $1`, operatorID))
		switch {
		case err != nil:
			return err
		case !o.Present(w.Now) || o.State == Away:
			return ErrAbsent
		}
		n, err := w.take(operatorID, c.ID, `c.state = 'waiting' AND (c.channel = 'ticket' OR o.engaged < o.capacity)`)
		if err != nil {
			return err
		}
		if n == 0 {
			return ErrAtCapacity
		}
		return w.taken(c.ID, Event{Kind: KindClaimed, Author: BySupervisor, OperatorID: operatorID, Data: EventData{By: by.Name}})
	})
}

// TakeAway gives a chat that an operator has back to the head of its queue, and spares
// them it for a minute like [Desk.Return]. ErrClosed, ErrNotYours when nobody has it,
// ErrNotFound.
func (d *Desk) TakeAway(ctx context.Context, by Supervisor, chatID string) error {
	return d.write(ctx, "take chat away", func(w *writing) error {
		c, err := findChat(w.QueryRow, chatID)
		if err == nil {
			err = c.had(c.OperatorID)
		}
		if err != nil {
			return err
		}
		w.wake(QueuesTopic)
		return w.giveBack(c, BySupervisor, by.Name)
	})
}

// TakeBack undoes [Desk.Give] while the operator still has the chat: it waits in the place
// that it had before, and not at the head of its queue. They are spared it for a minute.
// ErrClosed, ErrNotYours when they have it no more, ErrNotFound.
func (d *Desk) TakeBack(ctx context.Context, by Supervisor, chatID, operatorID string) error {
	return d.giveUp(ctx, "take back a chat that was given", operatorID, chatID, func(w *writing, c Chat) error {
		var behind int
		if err := w.QueryRow(`SELECT behind FROM chats WHERE id = $1`, c.ID).Scan(&behind); err != nil {
			return err
		}
		if err := w.giveBack(c, BySupervisor, by.Name); err != nil {
			return err
		}
		return w.change(`UPDATE chats SET behind = $2 WHERE id = $1 AND state = 'waiting'`, c.ID, behind)
	})
}

// CloseFor ends a chat, waiting or with an operator; the closing names no operator.
// Closing what is closed is no error. ErrNotFound, ErrInvalid, and those of a text.
func (d *Desk) CloseFor(ctx context.Context, by Supervisor, how Closing) error {
	how, err := how.clean()
	if err != nil {
		return err
	}
	return d.write(ctx, "close chat for its operator", func(w *writing) error {
		c, err := findChat(w.QueryRow, how.ChatID)
		if err != nil || c.State == Closed {
			return err
		}
		return w.closeAs(c, BySupervisor, how, by.Name)
	})
}

// SetStateFor declares an operator's state for them. It is no sign of their life.
// ErrNotFound, ErrInvalid.
func (d *Desk) SetStateFor(ctx context.Context, by Supervisor, operatorID string, s State) error {
	if !s.valid() {
		return fmt.Errorf("set state %q: %w", s, ErrInvalid)
	}
	return d.write(ctx, "set state for operator", func(w *writing) error { return w.setState(operatorID, s, by.Name) })
}

// SetCapacity sets how many chats the operator may have at a time, from 1 to
// [MaxCapacity]; those above it they keep. ErrNotFound, ErrInvalid.
func (d *Desk) SetCapacity(ctx context.Context, operatorID string, n int) error {
	if n < 1 || n > MaxCapacity {
		return fmt.Errorf("set capacity %d: %w", n, ErrInvalid)
	}
	return d.write(ctx, "set capacity", func(w *writing) error {
		changed, err := w.Exec(`UPDATE operators SET capacity = $2, idle_since = $3 WHERE id = $1`, operatorID, n, db.Millis(w.Now))
		if err == nil && changed == 0 {
			err = ErrNotFound
		}
		w.wake(QueuesTopic, OperatorTopic(operatorID))
		w.freed = append(w.freed, operatorID)
		return err
	})
}
