package handoff

import (
	"context"
	_ "embed" // the bundled replies
	"fmt"

	"github.com/goccy/go-yaml"

	"sportello/content/db"
)

//go:embed canned.yaml
var bundledCanned []byte

// SeedCanned brings the bundled canned replies into a database that never had them:
// once, whatever becomes of them later, and by one of several nodes.
func (d *Desk) SeedCanned(ctx context.Context) error {
	const once = "canned"
	if n, err := d.db.Counter(ctx, once); err != nil || n > 0 {
		return wrap("seed the canned replies", err)
	}
	var all []Canned
	if err := yaml.Unmarshal(bundledCanned, &all); err != nil {
		return fmt.Errorf("read the bundled canned replies: %w", err)
	}
	err := d.db.Tx(ctx, func(tx *db.Tx) error {
		if n, err := tx.Next(once); err != nil || n > 1 {
			return err // another node was first
		}
		for _, c := range all {
			c, err := c.clean()
			if err != nil {
				return fmt.Errorf("the bundled %q: %w", c.Name, err)
			}
			c.ID, c.Revision, c.ChangedBy, c.ChangedAt = newID(), 1, "Sportello", db.Time(db.Millis(tx.Now))
			if err := insertCanned(tx, c); err != nil {
				return err
			}
		}
		return nil
	})
	return wrap("seed the canned replies", err)
}
