package handoff

import (
	"context"
	"errors"
	"fmt"
)

// urgent is the column behind of a chat that goes before all others, also before those
// that go first. It keeps it wherever it waits next.
const urgent = -1

// Urge marks the conversation's open chat as urgent: wherever it waits from then on, it goes
// before all others and is not passed over if the student is gone. Its events tell so, once
// for each message that is given by its number. If nobody reads the message as it comes,
// because the chat waits or is a ticket, the student is shown whom to call ([KindUrgent]); an
// operator who talks with the student is told themselves ([KindDistress]), and decides. Where
// nothing is open it does nothing. That a message is urgent is decided above.
func (d *Desk) Urge(ctx context.Context, conversationID string, seq int64) error {
	return d.write(ctx, "urge chat", func(w *writing) error {
		c, err := findOpen(w.QueryRow, conversationID)
		if errors.Is(err, ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		e := Event{Kind: KindUrgent, Author: BySystem, ClientID: fmt.Sprintf("urgent %d", seq)}
		if c.State == Engaged && c.Channel == ChannelChat {
			e.Kind = KindDistress
		}
		if told, err := w.repeated(c, e); err != nil || told > 0 {
			return err
		}
		if _, err := w.Exec(`UPDATE chats SET behind = $2, gone_at = 0 WHERE id = $1`, c.ID, urgent); err != nil {
			return err
		}
		w.wake(QueuesTopic)
		if c.State == Waiting {
			w.brought = append(w.brought, c.ID)
		}
		_, err = w.add(c, e)
		return err
	})
}
