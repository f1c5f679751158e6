package faq

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"sportello/content"
	"sportello/content/db"
)

// keptVersions is how many of a guide's latest revisions keep their files: enough to go
// back a few academic years, and no reason to keep hundreds of megabytes.
const keptVersions = 10

// GuideRevision is what a guide was from one moment on.
type GuideRevision struct {
	Revision int64  // from 1
	Title    string // empty when the guide was taken out
	Pages    int
	Size     int64 // bytes; 0 where the file is kept no more
	Author   string
	At       time.Time
	Kind     RevisionKind
	Gone     bool // this revision took the guide out
}

// Kept reports whether the revision can be restored.
func (r *GuideRevision) Kept() bool { return !r.Gone && r.Size > 0 }

// guideVersion is what becomes of a guide.
type guideVersion struct {
	id, meta, file string // meta and file are empty to take it out
	kind           RevisionKind
	author         string
	fates          Fates
}

// putVersion makes v what students see, if the guide is still at revision; 0 is a guide
// that they do not see.
func putVersion(tx *db.Tx, v guideVersion, revision int64) error {
	now := db.Millis(tx.Now)
	last, err := lastGuideRevision(tx, v.id)
	if err != nil {
		return err
	}
	fates, err := json.Marshal(append(Fates{}, v.fates...))
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`INSERT INTO guide_revisions (guide_id, revision, meta, file_id, kind, author, fates, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, v.id, last+1, v.meta, v.file, string(v.kind), v.author, string(fates), now); err != nil {
		return err
	}
	if err := rememberPDF(tx, v); err != nil {
		return err
	}
	var n int64
	switch {
	case v.meta == "":
		n, err = tx.Exec(`DELETE FROM guides WHERE id = $1 AND revision = $2`, v.id, revision)
	case revision == 0:
		n, err = tx.Exec(`INSERT INTO guides (id, meta, file_id, revision, changed_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING`,
			v.id, v.meta, v.file, last+1, now)
	default:
		n, err = tx.Exec(`UPDATE guides SET meta = $1, file_id = $2, revision = $3, changed_at = $4 WHERE id = $5 AND revision = $6`,
			v.meta, v.file, last+1, now, v.id, revision)
	}
	if err == nil && n == 0 {
		err = ErrStale
	}
	if err != nil {
		return err
	}
	return changed(tx)
}

func lastGuideRevision(tx *db.Tx, id string) (last int64, err error) {
	err = tx.QueryRow(`SELECT COALESCE(MAX(revision), 0) FROM guide_revisions WHERE guide_id = $1`, id).Scan(&last)
	return last, err
}

// GuideRevisions lists those of a guide, the newest first.
func (s *Store) GuideRevisions(ctx context.Context, id string) (list []GuideRevision, err error) {
	err = s.db.Each(ctx, func(rows *sql.Rows) error {
		var r GuideRevision
		var meta string
		var at int64
		if err := rows.Scan(&r.Revision, &meta, &r.Pages, &r.Size, &r.Author, &at, &r.Kind); err != nil {
			return err
		}
		r.At, r.Gone = db.Time(at), meta == ""
		if g, err := content.ParseGuide([]byte(meta)); err == nil {
			r.Title = g.Title
		}
		list = append(list, r)
		return nil
	}, `SELECT r.revision, r.meta, COALESCE(f.pages, 0), COALESCE(f.size, 0), r.author, r.created_at, r.kind
		FROM guide_revisions r LEFT JOIN guide_files f ON f.id = r.file_id WHERE r.guide_id = $1 ORDER BY r.revision DESC LIMIT $2`, id, maxRevisions)
	if err != nil {
		return nil, fmt.Errorf("list the revisions of the guide %s: %w", id, err)
	}
	return list, nil
}

// ArchiveGuide takes a guide out, of which the editor has read revision. Its latest
// versions stay, and can be restored. It returns [ErrStale] and [ErrFolder].
func (s *Store) ArchiveGuide(ctx context.Context, id string, revision int64, author string) error {
	if err := s.MayEdit(ctx); err != nil {
		return err
	}
	err := s.publish(ctx, func(tx *db.Tx) error {
		return putVersion(tx, guideVersion{id: id, kind: RevisionArchive, author: author}, revision)
	})
	if err != nil {
		return fmt.Errorf("archive the guide %s: %w", id, err)
	}
	return nil
}

// RestoreGuide publishes an older revision of a guide again, of which the editor has read
// revision as what students see (0: nothing). It returns [ErrStale], [ErrFolder], and [ErrNotFound]
// where the older one is kept no more.
func (s *Store) RestoreGuide(ctx context.Context, id string, to, revision int64, author string) error {
	if err := s.MayEdit(ctx); err != nil {
		return err
	}
	v := guideVersion{id: id, kind: RevisionRestore, author: author}
	err := s.db.QueryRow(ctx, `SELECT r.meta, r.file_id FROM guide_revisions r JOIN guide_files f ON f.id = r.file_id
		WHERE r.guide_id = $1 AND r.revision = $2`, id, to).Scan(&v.meta, &v.file)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	if err == nil {
		v.fates, err = s.fatesOf(ctx, id, v.file)
	}
	if err == nil {
		err = s.publish(ctx, func(tx *db.Tx) error { return putVersion(tx, v, revision) })
	}
	if err != nil {
		return fmt.Errorf("restore the guide %s: %w", id, err)
	}
	return nil
}

// ArchivedGuide is a guide that was taken out, as it was before.
type ArchivedGuide struct {
	content.Guide
	Pages   int
	At      time.Time // when it was taken out
	Restore int64     // the revision that has it; 0 where its file is kept no more
}

// ArchivedGuides lists the guides that were taken out, the latest first.
func (s *Store) ArchivedGuides(ctx context.Context) (list []ArchivedGuide, err error) {
	err = s.db.Each(ctx, func(rows *sql.Rows) error {
		var meta string
		var revision, at, kept int64
		var a ArchivedGuide
		if err := rows.Scan(&meta, &revision, &at, &a.Pages, &kept); err != nil {
			return err
		}
		g, err := content.ParseGuide([]byte(meta))
		if err != nil {
			return nil //nolint:nilerr // older programs knew other rules
		}
		if a.Guide, a.At = *g, db.Time(at); kept > 0 {
			a.Restore = revision
		}
		list = append(list, a)
		return nil
	}, `SELECT last.meta, last.revision, gone.created_at, COALESCE(f.pages, 0), COALESCE(f.size, 0)
		FROM guide_revisions gone
		JOIN guide_revisions last ON last.guide_id = gone.guide_id AND last.revision = gone.revision - 1
		LEFT JOIN guide_files f ON f.id = last.file_id
		WHERE gone.meta = '' AND NOT EXISTS (SELECT 1 FROM guides g WHERE g.id = gone.guide_id)
			AND gone.revision = (SELECT MAX(r.revision) FROM guide_revisions r WHERE r.guide_id = gone.guide_id)
		ORDER BY gone.created_at DESC, gone.guide_id`)
	if err != nil {
		return nil, fmt.Errorf("list the guides that were taken out: %w", err)
	}
	return list, nil
}

// fatesOf is what becomes of the pages of a guide when file takes the place of the version
// that students see, or saw last.
func (s *Store) fatesOf(ctx context.Context, guide, file string) (Fates, error) {
	before, err := s.lastFile(ctx, guide)
	if err != nil || before == "" || before == file {
		return nil, err
	}
	c, err := s.compareFiles(ctx, before, file)
	if err != nil {
		return nil, err
	}
	return c.Fates, nil
}

// lastFile is the file of a guide as students see it, or saw it last; empty where they
// never did, or that is gone.
func (s *Store) lastFile(ctx context.Context, guide string) (file string, err error) {
	err = s.db.QueryRow(ctx, `SELECT r.file_id FROM guide_revisions r JOIN guide_files f ON f.id = r.file_id
		WHERE r.guide_id = $1 ORDER BY r.revision DESC LIMIT 1`, guide).Scan(&file)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return file, err
}

func (s *Store) compareFiles(ctx context.Context, before, after string) (*GuideChanges, error) {
	old, err := s.filePassages(ctx, before)
	if err != nil {
		return nil, err
	}
	now, err := s.filePassages(ctx, after)
	if err != nil {
		return nil, err
	}
	var pages int
	if err := s.db.QueryRow(ctx, `SELECT pages FROM guide_files WHERE id = $1`, before).Scan(&pages); err != nil {
		return nil, err
	}
	return CompareGuides(old, now, pages), nil
}

// piecesAtOnce is how many pieces of a file one transaction removes.
const piecesAtOnce = 16

// strayAfter is how old a file is, at least, that is removed because nothing names it: an
// upload under way is younger.
const strayAfter = time.Hour

// Tidy removes the drafts of guides that nobody has changed for long, and the files that
// nothing needs.
func (s *Store) Tidy(ctx context.Context) error {
	return errors.Join(s.pruneDrafts(ctx), s.pruneFiles(ctx))
}

// pruneFiles removes the files that no guide, no draft, and none of the latest revisions
// of a guide has.
func (s *Store) pruneFiles(ctx context.Context) error {
	var stray []string
	err := s.db.Each(ctx, func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		stray = append(stray, id)
		return err
	}, `SELECT f.id FROM guide_files f WHERE f.created_at < $1
			AND NOT EXISTS (SELECT 1 FROM guides g WHERE g.file_id = f.id)
			AND NOT EXISTS (SELECT 1 FROM guide_drafts d WHERE d.file_id = f.id)
			AND NOT EXISTS (SELECT 1 FROM guide_drafts_discarded d WHERE d.file_id = f.id)
			AND NOT EXISTS (SELECT 1 FROM guide_revisions r WHERE r.file_id = f.id
				AND r.revision > (SELECT MAX(m.revision) FROM guide_revisions m WHERE m.guide_id = r.guide_id) - $2)`,
		db.Millis(s.db.Now().Add(-strayAfter)), keptVersions)
	for _, id := range stray {
		if err == nil {
			err = s.removeFile(ctx, id)
		}
	}
	if err != nil {
		return fmt.Errorf("remove files of guides that nothing names: %w", err)
	}
	return nil
}

// removeFile takes the pieces away before the row: what is cut short is found again.
func (s *Store) removeFile(ctx context.Context, id string) error {
	for n := int64(1); n > 0; {
		err := s.db.Tx(ctx, func(tx *db.Tx) (err error) {
			n, err = tx.Exec(`DELETE FROM guide_file_pieces WHERE file_id = $1 AND start IN
				(SELECT start FROM guide_file_pieces WHERE file_id = $1 ORDER BY start LIMIT $2)`, id, piecesAtOnce)
			return err
		})
		if err != nil {
			return err
		}
	}
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`DELETE FROM guide_files WHERE id = $1`, id)
		return err
	})
}
