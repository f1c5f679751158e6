package faq

import (
	"context"
	"fmt"
	"time"

	"sportello/content/db"
)

// discardFor is how long a draft of a guide that was thrown away can be brought back. It may
// hold a file of many megabytes.
const discardFor = time.Hour

// DiscardGuideDraft throws a draft away that was read at revision. [Store.RestoreGuideDraft]
// brings it back within an hour.
func (s *Store) DiscardGuideDraft(ctx context.Context, id string, revision int64) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO guide_drafts_discarded (`+guideDraftColumns+`, discarded_at)
			SELECT `+guideDraftColumns+`, CAST($3 AS BIGINT) FROM guide_drafts WHERE id = $1 AND revision = $2`,
			id, revision, db.Millis(tx.Now))
		if err != nil {
			return err
		}
		if err := removeGuideDraft(tx, id, revision); err != nil {
			return err
		}
		_, err = tx.Exec(`DELETE FROM guide_drafts_discarded WHERE id NOT IN
			(SELECT id FROM guide_drafts_discarded ORDER BY discarded_at DESC, id LIMIT $1)`, MaxGuideDrafts)
		return err
	})
}

// RestoreGuideDraft brings back a draft that was thrown away; a file that was being read is
// read again. It returns [ErrNotFound] where that was too long ago, [ErrStale] where
// somebody has begun another draft of the guide, and [ErrTooMany].
func (s *Store) RestoreGuideDraft(ctx context.Context, id string) (*GuideDraft, error) {
	err := s.db.Tx(ctx, func(tx *db.Tx) error {
		if err := roomForGuideDraft(tx); err != nil {
			return err
		}
		n, err := tx.Exec(`INSERT INTO guide_drafts (`+guideDraftColumns+`, lease)
			SELECT id, guide_id, meta, name, file_id, state, failure, done, total, revision + 1, author, CAST($3 AS BIGINT), 0
			FROM guide_drafts_discarded WHERE id = $1 AND discarded_at > $2`, id, db.Millis(tx.Now.Add(-discardFor)), db.Millis(tx.Now))
		if err == nil && n == 0 {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		_, err = tx.Exec(`DELETE FROM guide_drafts_discarded WHERE id = $1`, id)
		return err
	})
	if db.IsUnique(err) {
		err = ErrStale
	}
	if err != nil {
		return nil, fmt.Errorf("bring back the draft of a guide: %w", err)
	}
	return s.GuideDraft(ctx, id)
}

func roomForGuideDraft(tx *db.Tx) error {
	var n int
	err := tx.QueryRow(`SELECT COUNT(*) FROM guide_drafts`).Scan(&n)
	if err == nil && n >= MaxGuideDrafts {
		err = ErrTooMany
	}
	return err
}

func removeGuideDraft(tx *db.Tx, id string, revision int64) error {
	n, err := tx.Exec(`DELETE FROM guide_drafts WHERE id = $1 AND revision = $2`, id, revision)
	if err == nil && n == 0 {
		err = ErrStale
	}
	return err
}

// pruneDrafts removes the drafts that nobody has changed for long, and those that were
// thrown away and can't come back.
func (s *Store) pruneDrafts(ctx context.Context) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`DELETE FROM guide_drafts WHERE changed_at < $1`, db.Millis(tx.Now.Add(-guideDraftFor)))
		if err != nil {
			return err
		}
		_, err = tx.Exec(`DELETE FROM guide_drafts_discarded WHERE discarded_at <= $1`, db.Millis(tx.Now.Add(-discardFor)))
		return err
	})
}
