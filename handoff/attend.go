package handoff

import (
	"context"
	"fmt"
	"strings"
	"sync"
)

// attendance is who was there when Attend last looked.
type attendance struct {
	mu    sync.Mutex
	known bool
	last  string
}

// Attend wakes the readers of [QueuesTopic] on this node when, since its last call, an
// operator's presence has run out or come back: time alone does that, and nobody writes.
func (d *Desk) Attend(ctx context.Context) error {
	present, err := list(ctx, d.db, scanID, `SELECT id FROM operators
		WHERE state = 'available' AND seen_at >= $1 ORDER BY id`, d.present())
	if err != nil {
		return fmt.Errorf("who is there: %w", err)
	}
	now, a := strings.Join(present, " "), &d.attendance
	a.mu.Lock()
	changed := a.known && a.last != now
	a.known, a.last = true, now
	a.mu.Unlock()
	if changed {
		d.bus.Wake(QueuesTopic)
	}
	return nil
}
