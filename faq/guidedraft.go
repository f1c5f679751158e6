package faq

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"sportello/content"
	"sportello/content/db"
)

// ErrUnread says that the file of a draft is still being read, or could not be.
var ErrUnread = errors.New("the file of the guide has not been read")

// The bounds of drafts of guides. They hold files that nobody sees, so they don't stay.
const (
	MaxGuideDrafts = 30
	guideDraftFor  = 30 * 24 * time.Hour // without a change
	maxFileName    = 200                 // characters
	maxGuideMeta   = 16 << 10            // bytes
)

// GuideDraftState is how far the file of a draft has been read.
type GuideDraftState string

// The states of a draft of a guide.
const (
	GuideReading GuideDraftState = "reading"
	GuideReady   GuideDraftState = "ready"
	GuideFailed  GuideDraftState = "failed"
)

// GuideDraft is a version of a guide that students do not see yet. There is at most one of
// a guide, for all who write.
type GuideDraft struct {
	ID        string
	Guide     string // that it replaces; empty: a new one
	Source    string // the YAML file, with whatever is wrong in it
	Name      string // of the PDF as it was uploaded
	File      string // the id of it
	State     GuideDraftState
	Failure   GuideFailure // of a file that was read in part, too
	Done      int          // pages read
	Total     int          // 0: not known yet
	Revision  int64        // grows with every change by an editor
	Author    string       // who made the last
	ChangedAt time.Time
}

const guideDraftColumns = `id, guide_id, meta, name, file_id, state, failure, done, total, revision, author, changed_at`

func scanGuideDraft(row scanner) (*GuideDraft, error) {
	d := &GuideDraft{}
	var changed int64
	err := row.Scan(&d.ID, &d.Guide, &d.Source, &d.Name, &d.File, &d.State, &d.Failure, &d.Done, &d.Total, &d.Revision, &d.Author, &changed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrNotFound
	}
	d.ChangedAt = db.Time(changed)
	return d, err
}

// GuideDrafts lists the drafts there are, the latest first.
func (s *Store) GuideDrafts(ctx context.Context) (list []*GuideDraft, err error) {
	err = s.db.Each(ctx, func(rows *sql.Rows) error {
		d, err := scanGuideDraft(rows)
		list = append(list, d)
		return err
	}, `SELECT `+guideDraftColumns+` FROM guide_drafts ORDER BY changed_at DESC, id`)
	if err != nil {
		return nil, fmt.Errorf("list the drafts of guides: %w", err)
	}
	return list, nil
}

// GuideDraft reads one, or returns [ErrNotFound].
func (s *Store) GuideDraft(ctx context.Context, id string) (*GuideDraft, error) {
	d, err := scanGuideDraft(s.db.QueryRow(ctx, `SELECT `+guideDraftColumns+` FROM guide_drafts WHERE id = $1`, id))
	if err != nil {
		return nil, fmt.Errorf("read the draft of a guide %s: %w", id, err)
	}
	return d, nil
}

// EditGuide begins a draft of a guide with the file that it has, or returns that which
// there is.
func (s *Store) EditGuide(ctx context.Context, guide, author string) (*GuideDraft, error) {
	base, err := s.Load(ctx)
	if err != nil {
		return nil, err
	}
	g, ok := base.Guide(guide)
	if !ok {
		return nil, ErrNotFound
	}
	d := &GuideDraft{Guide: guide, Source: g.meta, Name: guide + ".pdf", File: g.File, State: GuideReady, Done: g.Pages, Total: g.Pages, Author: author}
	err = s.putGuideDraft(ctx, d)
	if errors.Is(err, ErrStale) {
		return s.GuideDraftOf(ctx, guide)
	}
	return d, err
}

// GuideDraftOf is the draft of a guide that there is, or [ErrNotFound].
func (s *Store) GuideDraftOf(ctx context.Context, guide string) (*GuideDraft, error) {
	d, err := scanGuideDraft(s.db.QueryRow(ctx, `SELECT `+guideDraftColumns+` FROM guide_drafts WHERE guide_id = $1 AND guide_id <> ''`, guide))
	if err != nil {
		return nil, fmt.Errorf("read the draft of the guide %s: %w", guide, err)
	}
	return d, nil
}

// ownerOf is the office of a topic; empty where there is no such topic.
func (s *Store) ownerOf(ctx context.Context, topic string) (string, error) {
	base, err := s.Load(ctx)
	if err != nil {
		return "", err
	}
	t, _ := base.Topic(topic)
	return t.Owner, nil
}

// SaveGuideDraft changes what a draft says of its guide; one without an owner takes that
// of its topic. A YAML file that says the same
// stays as it is, byte for byte.
func (s *Store) SaveGuideDraft(ctx context.Context, id string, revision int64, g content.Guide, author string) (*GuideDraft, error) {
	d, err := s.GuideDraft(ctx, id)
	if err != nil {
		return nil, err
	}
	if d.Revision != revision {
		return nil, ErrStale
	}
	if d.Guide != "" {
		g.ID = d.Guide
	}
	if g.Owner == "" {
		if g.Owner, err = s.ownerOf(ctx, g.Topic); err != nil {
			return nil, err
		}
	}
	if was, err := content.ParseGuide([]byte(d.Source)); err != nil || !reflect.DeepEqual(*was, g) {
		source, err := g.Format()
		if err != nil {
			return nil, err
		}
		d.Source = string(source)
	}
	if len(d.Source) > maxGuideMeta || !utf8.ValidString(d.Source) {
		return nil, fmt.Errorf("%w: what is said of the guide", ErrInvalid)
	}
	d.Author = author
	return d, s.putGuideDraft(ctx, d)
}

// putGuideDraft keeps a draft that is still at its revision, and numbers it anew.
func (s *Store) putGuideDraft(ctx context.Context, d *GuideDraft) error {
	err := s.db.Tx(ctx, func(tx *db.Tx) error {
		d.ChangedAt = db.Time(db.Millis(tx.Now))
		if d.ID == "" {
			return d.insert(tx)
		}
		n, err := tx.Exec(`UPDATE guide_drafts SET meta = $1, name = $2, file_id = $3, state = $4, failure = $5, done = $6, total = $7,
				revision = revision + 1, author = $8, changed_at = $9, lease = CASE WHEN file_id = $3 THEN lease ELSE 0 END
			WHERE id = $10 AND revision = $11`,
			d.Source, d.Name, d.File, string(d.State), string(d.Failure), d.Done, d.Total, d.Author, db.Millis(d.ChangedAt), d.ID, d.Revision)
		if err == nil && n == 0 {
			err = ErrStale
		}
		return err
	})
	if db.IsUnique(err) { // somebody has begun one of the guide
		err = ErrStale
	}
	if err != nil {
		return fmt.Errorf("save the draft of a guide: %w", err)
	}
	d.Revision++
	return nil
}

func (d *GuideDraft) insert(tx *db.Tx) error {
	if err := roomForGuideDraft(tx); err != nil {
		return err
	}
	id := uuid.NewString()
	_, err := tx.Exec(`INSERT INTO guide_drafts (`+guideDraftColumns+`, lease) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $11, 0)`,
		id, d.Guide, d.Source, d.Name, d.File, string(d.State), string(d.Failure), d.Done, d.Total, d.Author, db.Millis(d.ChangedAt))
	if err == nil {
		d.ID, d.Revision = id, 0
	}
	return err
}
