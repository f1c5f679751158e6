package faq

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"sportello/content/db"
)

// hereFor is how long a sign of somebody who has an entry open counts. Pages give one
// every 20 seconds.
const hereFor = 50 * time.Second

// Colleague is somebody who has an entry open.
type Colleague struct {
	ID, Name string
	SeenAt   time.Time
}

// Here notes that somebody has an entry open and lists the others who do, on any node.
func (s *Store) Here(ctx context.Context, entry string, who Colleague) (others []Colleague, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		if _, err := tx.Exec(`DELETE FROM editing WHERE seen_at < $1`, db.Millis(tx.Now.Add(-hereFor))); err != nil {
			return err
		}
		_, err := tx.Exec(`INSERT INTO editing (entry_id, user_id, name, seen_at) VALUES ($1, $2, $3, $4)
			ON CONFLICT (entry_id, user_id) DO UPDATE SET name = excluded.name, seen_at = excluded.seen_at`,
			entry, who.ID, who.Name, db.Millis(tx.Now))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("note who edits %s: %w", entry, err)
	}
	return s.Others(ctx, entry, who.ID)
}

// Others lists who has an entry open, but one.
func (s *Store) Others(ctx context.Context, entry, but string) (others []Colleague, err error) {
	err = s.db.Each(ctx, func(rows *sql.Rows) error {
		var c Colleague
		var seen int64
		err := rows.Scan(&c.ID, &c.Name, &seen)
		c.SeenAt = db.Time(seen)
		others = append(others, c)
		return err
	}, `SELECT user_id, name, seen_at FROM editing WHERE entry_id = $1 AND user_id <> $2 AND seen_at >= $3 ORDER BY name, user_id`,
		entry, but, db.Millis(s.db.Now().Add(-hereFor)))
	if err != nil {
		return nil, fmt.Errorf("list who edits %s: %w", entry, err)
	}
	return others, nil
}

// Gone notes that somebody has closed an entry.
func (s *Store) Gone(ctx context.Context, entry, user string) error {
	err := s.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`DELETE FROM editing WHERE entry_id = $1 AND user_id = $2`, entry, user)
		return err
	})
	if err != nil {
		return fmt.Errorf("note who has closed %s: %w", entry, err)
	}
	return nil
}
