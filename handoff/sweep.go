package handoff

import (
	"context"
	"fmt"
	"time"

	"sportello/content/db"
)

// Attachments that no message shows are kept for a while, in case that it is still to
// come, and looked for now and then.
const (
	unusedFor  = 24 * time.Hour
	sweepEvery = time.Hour
)

// Run removes what was never used, at once and every hour until ctx ends. Several nodes
// may run it at once.
func (a *Attachments) Run(ctx context.Context) {
	every(ctx, sweepEvery, "remove unused attachments", func(ctx context.Context) error {
		_, err := a.Sweep(ctx)
		return err
	})
}

// Sweep removes the attachments of a day ago and older that no message shows, and returns
// how many. The row goes last: what breaks off is taken up by the next sweep.
func (a *Attachments) Sweep(ctx context.Context) (int, error) {
	var ids []string
	err := a.db.Tx(ctx, func(tx *db.Tx) error {
		var err error
		ids, err = listIn(tx, scanID, `UPDATE attachments SET state = 'leaving'
			WHERE id IN (SELECT id FROM attachments WHERE seq = 0 AND created_at < $1 ORDER BY created_at LIMIT $2)
			AND seq = 0 RETURNING id`, db.Millis(tx.Now.Add(-unusedFor)), MaxList)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("sweep attachments: %w", err)
	}
	for i, id := range ids {
		for _, key := range []string{id, previewKey(id)} {
			if err := a.blobs.Delete(ctx, key); err != nil {
				return i, err
			}
		}
		err := a.db.Tx(ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(`DELETE FROM attachments WHERE id = $1 AND state = 'leaving'`, id)
			return err
		})
		if err != nil {
			return i, fmt.Errorf("sweep attachments: %w", err)
		}
	}
	return len(ids), nil
}
