package handoff

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"sportello/content/db"
)

// State is what an operator has declared about themselves, or a supervisor about them.
type State string

// The states of an operator. Only who is available is given chats; in each they keep
// those they have.
const (
	Available State = "available"
	Paused    State = "paused"    // a break
	Finishing State = "finishing" // paused by itself once the last chat is over
	Away      State = "away"      // not at work
)

func (s State) valid() bool {
	return s == Available || s == Paused || s == Finishing || s == Away
}

// SetState declares the operator's state, which is a sign of life too. Who has no chat
// and wants none is paused at once. ErrNotFound, ErrInvalid.
func (d *Desk) SetState(ctx context.Context, id string, s State) error {
	if !s.valid() {
		return fmt.Errorf("set state %q: %w", s, ErrInvalid)
	}
	return d.write(ctx, "set state", func(w *writing) error {
		now := db.Millis(w.Now)
		if _, err := w.Exec(`UPDATE operators SET seen_at = $2 WHERE id = $1`, id, now); err != nil {
			return err
		}
		return w.setState(id, s, "")
	})
}

func (w *writing) setState(id string, s State, by string) error {
	n, err := w.Exec(`UPDATE operators SET state = CASE WHEN $3 = 'finishing' AND engaged = 0 THEN 'paused' ELSE $3 END,
			state_by = $4, state_at = CASE WHEN state = $3 THEN state_at ELSE $2 END,
			idle_since = CASE WHEN state = 'available' THEN idle_since ELSE $2 END
		WHERE id = $1`, id, db.Millis(w.Now), s, by)
	if err == nil && n == 0 {
		err = ErrNotFound
	}
	w.wake(QueuesTopic, OperatorTopic(id))
	w.all = true // for them, or for who was spared a chat because of them
	return err
}

// Touch is a sign of life of the operator. It costs a read when the last one is a few
// seconds old; who was thought gone and is available is given what waits for them.
func (d *Desk) Touch(ctx context.Context, id string) error {
	var seen int64
	err := d.db.QueryRow(ctx, `SELECT seen_at FROM operators WHERE id = $1`, id).Scan(&seen)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err == nil && d.db.Now().Sub(db.Time(seen)) >= d.db.Lapse(touchEvery) {
		err = d.sign(ctx, id)
	}
	if err != nil {
		return fmt.Errorf("touch operator %q: %w", id, err)
	}
	return nil
}

// sign stores a sign of life. Where it follows the last one closely, it does so beside
// all others; where the operator was, or may by now have been thought gone, in the order
// of events, so that what came meanwhile is given to them.
func (d *Desk) sign(ctx context.Context, id string) error {
	var n int64
	err := d.db.Tx(ctx, func(tx *db.Tx) (err error) {
		n, err = tx.Exec(`UPDATE operators SET seen_at = $2 WHERE id = $1 AND (state <> 'available' OR seen_at >= $3)`,
			id, db.Millis(tx.Now), db.Millis(tx.Now.Add(-d.db.Lapse(PresentFor/2))))
		return err
	})
	if err != nil || n > 0 {
		return err
	}
	return d.write(ctx, "store the sign", func(w *writing) error {
		gone, err := querier(w.QueryRow).exists(`SELECT 1 FROM operators WHERE id = $1 AND seen_at < $2`, id, w.present())
		if err != nil {
			return err
		}
		if gone {
			w.wake(QueuesTopic)
		}
		w.freed = append(w.freed, id)
		_, err = w.Exec(`UPDATE operators SET seen_at = $2 WHERE id = $1`, id, db.Millis(w.Now))
		return err
	})
}
