package faq

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"sportello/content/db"
)

// RevisionKind is how a revision of an entry came to be.
type RevisionKind string

// The kinds of a revision; the empty one is of the time before they were kept.
const (
	RevisionEdit     RevisionKind = "edit"
	RevisionImport   RevisionKind = "import"   // a folder brought it, or took it back
	RevisionArchive  RevisionKind = "archive"  // the entry was taken out
	RevisionRestore  RevisionKind = "restore"  // an older text again
	RevisionMerge    RevisionKind = "merge"    // with what another entry had, which was taken out for it
	RevisionSchedule RevisionKind = "schedule" // published when its time came
	RevisionTwin     RevisionKind = "twin"     // the link to its translation, when that was published or archived
)

// Revision is what an entry was from one moment on.
type Revision struct {
	Revision int64  // from 1
	Source   string // the file; empty when the entry was taken out
	Author   string
	At       time.Time
	Kind     RevisionKind
	Note     string
}

// maxRevisions bounds the list of an entry's revisions.
const maxRevisions = 500

// Revisions lists those of an entry without their sources, the newest first, at most 500.
func (s *Store) Revisions(ctx context.Context, id string) (list []Revision, err error) {
	err = s.db.Each(ctx, func(rows *sql.Rows) error {
		var r Revision
		var at, length int64
		err := rows.Scan(&r.Revision, &r.Author, &at, &r.Kind, &r.Note, &length)
		r.At = db.Time(at)
		if length == 0 && r.Kind == "" {
			r.Kind = RevisionArchive // of before kinds were kept
		}
		list = append(list, r)
		return err
	}, `SELECT revision, author, created_at, kind, note, LENGTH(source) FROM entry_revisions
		WHERE entry_id = $1 ORDER BY revision DESC LIMIT $2`, id, maxRevisions)
	if err != nil {
		return nil, fmt.Errorf("list the revisions of %s: %w", id, err)
	}
	return list, nil
}

// Revision reads one, or returns [ErrNotFound].
func (s *Store) Revision(ctx context.Context, id string, revision int64) (r Revision, err error) {
	var at int64
	err = s.db.QueryRow(ctx, `SELECT revision, source, author, created_at, kind, note FROM entry_revisions
		WHERE entry_id = $1 AND revision = $2`, id, revision).Scan(&r.Revision, &r.Source, &r.Author, &at, &r.Kind, &r.Note)
	if errors.Is(err, sql.ErrNoRows) {
		return r, ErrNotFound
	}
	if err != nil {
		return r, fmt.Errorf("read revision %d of %s: %w", revision, id, err)
	}
	r.At = db.Time(at)
	return r, nil
}

func putRevision(tx *db.Tx, id string, r Revision) error {
	_, err := tx.Exec(`INSERT INTO entry_revisions (entry_id, revision, source, author, created_at, kind, note)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`, id, r.Revision, r.Source, r.Author, db.Millis(tx.Now), string(r.Kind), r.Note)
	return err
}
