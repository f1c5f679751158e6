package handoff

import (
	"context"
	"fmt"
	"strings"
	"sync"
)

// attendance is how things stood when Attend last looked.
type attendance struct {
	mu    sync.Mutex
	known bool
	last  string
}

// Attend publishes [QueuesTopic] on this node when, since its last call, an operator's
// presence has run out or come back: that changes with time alone, and nobody writes it.
func (d *Desk) Attend(ctx context.Context) error {
	present, err := list(ctx, d.db, scanID, `SELECT id FROM operators
		WHERE state = 'available' AND seen_at >= $1 ORDER BY id LIMIT $2`, d.present(), maxLine)
	if err != nil {
		return fmt.Errorf("who is there: %w", err)
	}
	stands := strings.Join(present, " ")
	a := &d.attendance
	a.mu.Lock()
	changed := a.known && a.last != stands
	a.known, a.last = true, stands
	a.mu.Unlock()
	if changed {
		d.bus.Wake(QueuesTopic)
	}
	return nil
}
