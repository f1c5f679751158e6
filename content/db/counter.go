package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// counters are the numbers that a batch gives out. The first of a counter is taken from
// the database, which locks its row; the others are counted here, and where there are
// any, the last is written once, before the commit.
type counters struct {
	value     map[string]int64
	rewritten bool // all are written: what took the first may have been undone
	more      map[string]bool
}

func newCounters() *counters { return &counters{value: map[string]int64{}, more: map[string]bool{}} }

// Next adds one to the named counter and returns it. The row stays locked until the
// commit, so on PostgreSQL too a smaller number is never committed after a larger.
// A number that somebody took and who then failed may be left out.
func (t *Tx) Next(counter string) (int64, error) {
	t.counted = true
	if t.counters != nil && t.counters.value[counter] > 0 {
		t.counters.value[counter]++
		t.counters.more[counter] = true
		return t.counters.value[counter], nil
	}
	var n int64
	err := t.on.QueryRowContext(t.ctx, `INSERT INTO counters (name, value) VALUES ($1, 1)
		ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value`, counter).Scan(&n)
	if t.note(err) != nil {
		return 0, fmt.Errorf("count %s: %w", counter, err)
	}
	if t.counters != nil {
		t.counters.value[counter] = n
	}
	return n, nil
}

// writeCounters never sets a counter back.
func (t *Tx) writeCounters() error {
	for name, n := range t.counters.value {
		if !t.counters.more[name] && !t.counters.rewritten {
			continue
		}
		_, err := t.on.ExecContext(t.ctx, `INSERT INTO counters (name, value) VALUES ($1, $2)
			ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE counters.value < excluded.value`, name, n)
		if err != nil {
			return fmt.Errorf("count %s: %w", name, err)
		}
	}
	return nil
}

// Counter reads the named counter, 0 before its first use.
func (d *DB) Counter(ctx context.Context, counter string) (int64, error) {
	var n int64
	err := d.QueryRow(ctx, `SELECT value FROM counters WHERE name = $1`, counter).Scan(&n)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("read the counter %s: %w", counter, err)
	}
	return n, nil
}
