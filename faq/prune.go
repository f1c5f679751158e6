package faq

import (
	"context"

	"sportello/content"
	"sportello/content/db"
)

// prune takes back what is published and not in l. Revisions stay, the last of
// them empty.
func (im *Importer) prune(ctx context.Context, l *content.Library, sum *Summary) error {
	base, err := im.Store.Load(ctx)
	if err != nil {
		return err
	}
	keep := map[string]bool{}
	for _, f := range l.Entries {
		keep[f.Entry.ID] = true
	}
	for _, e := range base.Entries {
		if !keep[e.ID] {
			if err := im.Store.removeEntry(ctx, e.ID, im.Author); err != nil {
				return err
			}
			sum.Removed++
		}
	}
	clear(keep)
	for _, g := range l.Guides {
		keep[g.Guide.ID] = true
	}
	for _, g := range base.Guides {
		if !keep[g.ID] {
			v := guideVersion{id: g.ID, kind: RevisionImport, author: im.Author}
			if err := im.Store.publish(ctx, func(tx *db.Tx) error { return putVersion(tx, v, g.Revision) }); err != nil {
				return err
			}
			sum.Removed++
		}
	}
	return im.leavePictures(ctx, l)
}

func (s *Store) removeEntry(ctx context.Context, id, author string) error {
	return s.publish(ctx, func(tx *db.Tx) error {
		revision, err := currentRevision(tx, id)
		if err != nil {
			return err
		}
		if err := putRevision(tx, id, Revision{Revision: revision + 1, Author: author, Kind: RevisionImport}); err != nil {
			return err
		}
		if _, err := tx.Exec(`DELETE FROM entries WHERE id = $1`, id); err != nil {
			return err
		}
		return changed(tx)
	})
}
