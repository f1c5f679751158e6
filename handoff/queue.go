package handoff

import (
	"context"
	"encoding/json"
	"fmt"
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
	Hours    Hours             `json:"hours"`   // of the chat
}

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
	return d.write(ctx, "seed queues", func(w *writing) error {
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
		w.wake(QueuesTopic)
		return nil
	})
}

// Queues returns all queues in their order.
func (d *Desk) Queues(ctx context.Context) ([]Queue, error) {
	queues, err := d.queues(ctx, "")
	if err != nil {
		return nil, fmt.Errorf("list queues: %w", err)
	}
	return queues, nil
}

// queues reads one queue, or all when the id is empty.
func (d *Desk) queues(ctx context.Context, id string) ([]Queue, error) {
	return list(ctx, d.db, scanQueue, `SELECT body FROM queues
		WHERE $1 = '' OR id = $1 ORDER BY position, id LIMIT $2`, id, MaxList)
}

func scanQueue(row scanner) (q Queue, err error) {
	var body string
	if err = row.Scan(&body); err == nil {
		err = json.Unmarshal([]byte(body), &q)
	}
	return q, err
}
