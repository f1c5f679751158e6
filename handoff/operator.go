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

// maxLang is how long the code of a language may be.
const maxLang = 16

// touchEvery is how close together signs of life are worth storing.
const touchEvery = 5 * time.Second

// Operator is who takes chats.
type Operator struct {
	ID       string
	Name     string
	Level    int      // 1 or 2; 0 is taken for 1
	Capacity int      // how many chats at a time; tickets do not count
	Queues   []string // ids; sorted when read
	Langs    []string // the languages they speak; none: all. Sorted when read
	// State may be left empty in SetOperator: a known operator's then stays, a new
	// one is Away.
	State State

	// What follows is read only.
	SeenAt  time.Time // the last sign of life
	Engaged int       // chats (channel chat) they have now
	StateAt time.Time // since when they are in their state
	StateBy string    // the supervisor who put them there, by name; empty: they themselves
}

// SetOperator adds the operator or brings them up to date. A smaller capacity and
// fewer queues hold from the next claim on: what they have, they keep.
func (d *Desk) SetOperator(ctx context.Context, o Operator) error {
	o.Level = max(o.Level, 1)
	if (o.State != "" && !o.State.valid()) || o.ID == "" || o.Capacity < 0 || o.Level > 2 {
		return fmt.Errorf("set operator %q: %w", o.ID, ErrInvalid)
	}
	return d.writeLater(ctx, "set operator", func(w *writing) error {
		_, err := w.Exec(`INSERT INTO operators (id, name, level, capacity, state, seen_at, idle_since, state_at)
			VALUES ($1, $2, $3, $4, CASE WHEN $5 = '' THEN 'away' ELSE $5 END, 0, $6, $6)
			ON CONFLICT (id) DO UPDATE SET name = excluded.name, level = excluded.level, capacity = excluded.capacity,
				state = CASE WHEN $5 = '' THEN operators.state ELSE excluded.state END,
				engaged = (SELECT COUNT(*) FROM chats WHERE operator_id = $1 AND state = 'engaged' AND channel = 'chat')`,
			o.ID, o.Name, o.Level, o.Capacity, o.State, db.Millis(w.Now))
		if err != nil {
			return err
		}
		for _, table := range []string{"operator_queues", "operator_languages"} {
			if _, err := w.Exec(`DELETE FROM `+table+` WHERE operator_id = $1`, o.ID); err != nil {
				return err
			}
		}
		w.wake(QueuesTopic, OperatorTopic(o.ID))
		w.freed = append(w.freed, o.ID)
		return errors.Join(w.setQueues(o), w.setLangs(o))
	})
}

func (w *writing) setLangs(o Operator) error {
	for _, lang := range o.Langs {
		if lang == "" || len(lang) > maxLang {
			return fmt.Errorf("%w: language %q", ErrInvalid, lang)
		}
		_, err := w.Exec(`INSERT INTO operator_languages (operator_id, lang) VALUES ($1, $2) ON CONFLICT DO NOTHING`, o.ID, lang)
		if err != nil {
			return err
		}
	}
	return nil
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
	o, err := scanOperator(d.db.QueryRow(ctx, `SELECT `+operatorColumns+` FROM operators o WHERE o.id = $1`, id))
	if err != nil {
		return o, err
	}
	o.Queues, err = list(ctx, d.db, scanID, `SELECT queue_id FROM operator_queues
		WHERE operator_id = $1 ORDER BY queue_id LIMIT $2`, id, MaxList)
	if err != nil {
		return o, err
	}
	o.Langs, err = list(ctx, d.db, scanID, `SELECT lang FROM operator_languages
		WHERE operator_id = $1 ORDER BY lang LIMIT $2`, id, MaxList)
	return o, err
}

const operatorColumns = `o.id, o.name, o.level, o.capacity, o.state, o.seen_at, o.engaged, o.state_at, o.state_by`

func scanOperator(row scanner) (o Operator, err error) {
	var seen, since int64
	err = row.Scan(&o.ID, &o.Name, &o.Level, &o.Capacity, &o.State, &seen, &o.Engaged, &since, &o.StateBy)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	o.SeenAt, o.StateAt = db.Time(seen), db.Time(since)
	return o, err
}

// Present reports whether the operator gave a sign of life lately.
func (o Operator) Present(now time.Time) bool { return now.Sub(o.SeenAt) <= PresentFor }

// Operators returns all operators by name, without their queues and languages.
func (d *Desk) Operators(ctx context.Context) ([]Operator, error) {
	all, err := list(ctx, d.db, scanOperator, `SELECT `+operatorColumns+` FROM operators o ORDER BY o.name, o.id LIMIT $1`, MaxList)
	return all, wrap("list operators", err)
}
