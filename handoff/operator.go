package handoff

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"sportello/content/db"
)

// PresentFor is how long an operator counts as present after the last sign of life,
// and after how long their engaged chats go back to the head of the queue. The desk's
// page gives a sign ([Desk.Touch]) every 20 seconds, so two may be lost.
const PresentFor = 60 * time.Second

// touchEvery is how close together signs of life are worth storing.
const touchEvery = 5 * time.Second

// State is what an operator has declared about themselves.
type State string

// The states of an operator.
const (
	Available State = "available" // takes new chats
	Paused    State = "paused"    // finishes what they have
	Away      State = "away"      // not at work
)

func (s State) valid() bool { return s == Available || s == Paused || s == Away }

// Operator is who takes chats.
type Operator struct {
	ID       string
	Name     string
	Level    int      // 1 or 2
	Capacity int      // how many chats at a time; tickets do not count
	Queues   []string // ids; sorted when read
	// State may be left empty in SetOperator: a known operator's then stays, a new
	// one is Away.
	State State

	// What follows is read only.
	SeenAt  time.Time // the last sign of life
	Engaged int       // chats (channel chat) they have now
}

// Present reports whether the operator is available and gave a sign of life lately.
func (o Operator) Present(now time.Time) bool {
	return o.State == Available && now.Sub(o.SeenAt) <= PresentFor
}

// SetOperator adds the operator or brings them up to date. A smaller capacity and
// fewer queues hold from the next claim on: what they have, they keep.
func (d *Desk) SetOperator(ctx context.Context, o Operator) error {
	if (o.State != "" && !o.State.valid()) || o.ID == "" || o.Capacity < 0 {
		return fmt.Errorf("set operator %q: %w", o.ID, ErrInvalid)
	}
	return d.writeLater(ctx, "set operator", func(w *writing) error {
		_, err := w.Exec(`INSERT INTO operators (id, name, level, capacity, state, seen_at)
			VALUES ($1, $2, $3, $4, CASE WHEN $5 = '' THEN 'away' ELSE $5 END, 0)
			ON CONFLICT (id) DO UPDATE SET name = excluded.name, level = excluded.level, capacity = excluded.capacity,
				state = CASE WHEN $5 = '' THEN operators.state ELSE excluded.state END`,
			o.ID, o.Name, o.Level, o.Capacity, o.State)
		if err != nil {
			return err
		}
		if _, err := w.Exec(`DELETE FROM operator_queues WHERE operator_id = $1`, o.ID); err != nil {
			return err
		}
		w.wake(QueuesTopic, OperatorTopic(o.ID))
		return w.setQueues(o)
	})
}

func (w *writing) setQueues(o Operator) error {
	for _, queue := range o.Queues {
		if err := querier(w.QueryRow).queueExists(queue); err != nil {
			return err
		}
		_, err := w.Exec(`INSERT INTO operator_queues (operator_id, queue_id) VALUES ($1, $2)
			ON CONFLICT DO NOTHING`, o.ID, queue)
		if err != nil {
			return err
		}
	}
	return nil
}

// Operator returns the operator. ErrNotFound.
func (d *Desk) Operator(ctx context.Context, id string) (Operator, error) {
	o, err := d.operator(ctx, id)
	if err != nil {
		return Operator{}, fmt.Errorf("operator %q: %w", id, err)
	}
	return o, nil
}

func (d *Desk) operator(ctx context.Context, id string) (Operator, error) {
	o, seen := Operator{ID: id}, int64(0)
	err := d.db.QueryRow(ctx, `SELECT name, level, capacity, state, seen_at, (SELECT COUNT(*) FROM chats
			WHERE operator_id = $1 AND state = 'engaged' AND channel = 'chat')
		FROM operators WHERE id = $1`, id).Scan(&o.Name, &o.Level, &o.Capacity, &o.State, &seen, &o.Engaged)
	if errors.Is(err, sql.ErrNoRows) {
		return o, ErrNotFound
	}
	if err != nil {
		return o, err
	}
	o.SeenAt = db.Time(seen)
	o.Queues, err = list(ctx, d.db, scanID, `SELECT queue_id FROM operator_queues
		WHERE operator_id = $1 ORDER BY queue_id LIMIT $2`, id, MaxList)
	return o, err
}

// SetState declares the operator's state, which is a sign of life too. ErrNotFound,
// ErrInvalid.
func (d *Desk) SetState(ctx context.Context, id string, s State) error {
	if !s.valid() {
		return fmt.Errorf("set state %q: %w", s, ErrInvalid)
	}
	err := d.sign(ctx, `UPDATE operators SET state = $3, seen_at = $2 WHERE id = $1`, id, s)
	if err != nil {
		return fmt.Errorf("set state: %w", err)
	}
	d.bus.Publish(OperatorTopic(id), "")
	d.bus.Publish(QueuesTopic, "")
	return nil
}

// Touch is a sign of life of the operator. It costs a read when the last one is a few
// seconds old, and tells the queues when the operator was not present before it.
func (d *Desk) Touch(ctx context.Context, id string) error {
	var state State
	var seen int64
	err := d.db.QueryRow(ctx, `SELECT state, seen_at FROM operators WHERE id = $1`, id).Scan(&state, &seen)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("touch operator %q: %w", id, err)
	}
	now := d.db.Now()
	if now.Sub(db.Time(seen)) < d.db.Lapse(touchEvery) {
		return nil
	}
	if err := d.sign(ctx, `UPDATE operators SET seen_at = $2 WHERE id = $1`, id); err != nil {
		return fmt.Errorf("touch operator %q: %w", id, err)
	}
	if state == Available && now.Sub(db.Time(seen)) > d.db.Lapse(PresentFor) {
		d.bus.Publish(QueuesTopic, "")
	}
	return nil
}

// sign updates one operator: $1 is the id, $2 now, then more.
func (d *Desk) sign(ctx context.Context, update, id string, more ...any) error {
	return d.db.Tx(ctx, func(tx *db.Tx) error {
		n, err := tx.Exec(update, append([]any{id, db.Millis(tx.Now)}, more...)...)
		if err == nil && n == 0 {
			err = ErrNotFound
		}
		return err
	})
}
