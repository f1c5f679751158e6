package handoff

import (
	"context"
	"fmt"
)

// Vanished gives the chats of operators who gave no sign of life for [PresentFor] back
// to the head of their queues and returns how many. Tickets stay with their operator.
// Safe on several nodes at once: each chat goes back once.
func (d *Desk) Vanished(ctx context.Context) (int, error) {
	if some, err := d.read(ctx).exists(`SELECT 1 `+vanished+` LIMIT 1`, d.present()); err != nil || !some {
		return 0, wrap("look for vanished operators", err)
	}
	var back int
	err := d.write(ctx, "give back the chats of vanished operators", func(w *writing) error {
		ids, err := listIn(w.Tx, scanID, `SELECT c.id `+vanished+` ORDER BY c.id LIMIT $2`, d.present(), MaxList)
		if err != nil {
			return err
		}
		for _, id := range ids {
			c, err := findChat(w.QueryRow, id)
			if err != nil {
				return err
			}
			if err := w.giveBack(c, BySystem, ""); err != nil {
				return err
			}
		}
		back = len(ids)
		w.wake(QueuesTopic)
		return nil
	})
	return back, err
}

// vanished are the engaged chats c of operators unseen since $1. CROSS JOIN makes
// SQLite begin with the operators, of whom there are few.
const vanished = `FROM operators o CROSS JOIN chats c
	WHERE c.operator_id = o.id AND o.seen_at < $1 AND c.state = 'engaged' AND c.channel = 'chat'`

func wrap(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}
