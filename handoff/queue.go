package handoff

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Queue is where the conversations of one theme wait for a person.
type Queue struct {
	ID       string            `json:"id"`
	Position int               `json:"position"` // its place in lists, from 1
	Names    map[string]string `json:"names"`    // by language
	Owner    string            `json:"owner"`    // the office that answers for it
	Email    string            `json:"email"`
	Phone    string            `json:"phone"`
	Counter  map[string]string `json:"counter"` // where and when to come in person, by language
	Hours    Hours             `json:"hours"`   // of the chat, as the topic has them
	// Settings are read only here: see [Desk.SetSettings].
	Settings Settings `json:"-"`

	days *days // out of the ordinary, of the office
}

// Open reports whether the queue's chat is open at t: see [Calendar].
func (q Queue) Open(t time.Time) bool { return q.Calendar().Open(t) }

// NextOpening returns the first moment from t on at which the chat is open: t itself
// while it is, the zero time when it does not open within a year.
func (q Queue) NextOpening(t time.Time) time.Time { return q.Calendar().NextOpening(t) }

// Name returns the queue's name in the language, or in any it has, or its id.
func (q Queue) Name(lang string) string {
	for _, l := range []string{lang, "it", "en"} {
		if name := q.Names[l]; name != "" {
			return name
		}
	}
	return q.ID
}

// SeedQueues adds the queues, or brings those that are there up to date. It removes
// none: chats refer to them.
func (d *Desk) SeedQueues(ctx context.Context, queues []Queue) error {
	return d.writeLater(ctx, "seed queues", func(w *writing) error {
		for _, q := range queues {
			body, err := json.Marshal(q)
			if err != nil {
				return err
			}
			_, err = w.Exec(`INSERT INTO queues (id, position, body) VALUES ($1, $2, $3)
				ON CONFLICT (id) DO UPDATE SET position = excluded.position, body = excluded.body`,
				q.ID, q.Position, string(body))
			if err != nil {
				return fmt.Errorf("queue %q: %w", q.ID, err)
			}
		}
		w.wake(QueuesTopic, TimetableTopic)
		return nil
	})
}

// Queues returns all queues in their order.
func (d *Desk) Queues(ctx context.Context) ([]Queue, error) {
	p, err := d.timetable.plan(ctx, d.db)
	if err != nil {
		return nil, fmt.Errorf("list queues: %w", err)
	}
	return slices.Clone(p.queues), nil
}

func scanQueue(row scanner) (q Queue, err error) {
	var body, settings string
	s := DefaultSettings()
	if err = row.Scan(&body, &settings, &s.Revision); err != nil {
		return q, err
	}
	err = errors.Join(json.Unmarshal([]byte(body), &q), json.Unmarshal([]byte(settings), &s))
	q.Settings = s
	return q, err
}
