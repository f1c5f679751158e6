package faq

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"sportello/content"
)

// maxMergeUndo bounds what a merge changes: of two languages an entry that stays, one that
// goes, and the translation of that.
const maxMergeUndo = 6

// MergeUndo is what takes a merge back.
type MergeUndo struct {
	Refs []RestoreRef     // for [Store.Restore]
	Gone []*content.Entry // those that come back
}

// MergeUndo finds what takes back the merge that was the last change of an entry, whoever
// published it and when. It returns nil where there was none, and where any entry that it
// changed has been changed since.
func (s *Store) MergeUndo(ctx context.Context, id string) (*MergeUndo, error) {
	at, author, err := s.lastMerge(ctx, id)
	if err != nil || author == "" {
		return nil, err
	}
	// What was published in one transaction bears one moment.
	u, whole := &MergeUndo{}, true
	err = s.db.Each(ctx, func(rows *sql.Rows) error {
		var ref RestoreRef
		var last int64
		var now, before string
		if err := rows.Scan(&ref.ID, &ref.Revision, &last, &now, &before); err != nil {
			return err
		}
		ref.To = ref.Revision - 1
		e, err := content.ParseEntry([]byte(before))
		whole = whole && ref.Revision == last && err == nil
		if u.Refs = append(u.Refs, ref); now == "" && err == nil {
			u.Gone = append(u.Gone, e)
		}
		return nil
	}, `SELECT r.entry_id, r.revision, (SELECT MAX(m.revision) FROM entry_revisions m WHERE m.entry_id = r.entry_id), r.source, COALESCE(b.source, '')
		FROM entry_revisions r LEFT JOIN entry_revisions b ON b.entry_id = r.entry_id AND b.revision = r.revision - 1
		WHERE r.created_at = $1 AND r.author = $2 ORDER BY r.entry_id`, at, author)
	if err != nil {
		return nil, fmt.Errorf("read what a merge has changed: %w", err)
	}
	if !whole || len(u.Refs) > maxMergeUndo {
		return nil, nil //nolint:nilnil // nothing to take back is no error
	}
	return u, nil
}

// lastMerge tells when the last revision of an entry was published, in milliseconds, and by
// whom, if that was a merge: author is empty where it was not. One from the schedule is known
// by what was led to the entry at that moment.
func (s *Store) lastMerge(ctx context.Context, id string) (at int64, author string, err error) {
	var kind RevisionKind
	var led int
	err = s.db.QueryRow(ctx, `SELECT r.created_at, r.author, r.kind, (SELECT COUNT(*) FROM redirects d WHERE d.target = r.entry_id AND d.created_at = r.created_at)
		FROM entry_revisions r WHERE r.entry_id = $1 AND r.source <> '' ORDER BY r.revision DESC LIMIT 1`, id).Scan(&at, &author, &kind, &led)
	if errors.Is(err, sql.ErrNoRows) || err == nil && kind != RevisionMerge && led == 0 {
		return 0, "", nil
	}
	if err != nil {
		return 0, "", fmt.Errorf("read the last change of %s: %w", id, err)
	}
	return at, author, nil
}
