package faq

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"sportello/content"
	"sportello/content/db"
)

// State is where an entry stands in the studio.
type State string

// The states of an entry. Whether students see it is told apart: an entry in review may be
// published too, in its older text.
const (
	StatePublished State = "published" // and no draft
	StateChanged   State = "changed"   // published, and with a draft
	StateDraft     State = "draft"     // new, or archived and begun again
	StateReview    State = "review"
	StateScheduled State = "scheduled"
	StateArchived  State = "archived"
)

// Status is an entry as the studio knows it: published, drafted or archived.
type Status struct {
	ID       string
	State    State
	Entry    *Entry // what students see; nil if they see none
	Draft    *Draft // nil if there is none
	Revision int64  // the last of the entry, 0 if it was never published

	// Last is what was published before the entry was archived, At when that was; nil and
	// zero where it is not.
	Last       *content.Entry
	ArchivedAt time.Time
	RedirectTo string // of an archived entry, where its readers are led
}

func (s *Status) state() State {
	switch d := s.Draft; {
	case d == nil && s.Entry == nil:
		return StateArchived
	case d == nil:
		return StatePublished
	case !d.PublishAt.IsZero():
		return StateScheduled
	case d.State == DraftReview:
		return StateReview
	case s.Entry != nil:
		return StateChanged
	}
	return StateDraft
}

// Shown is the text that stands for the entry in lists: what is published, else the draft,
// else what was published last. It is nil where none can be read.
func (s *Status) Shown() *content.Entry {
	if s.Entry != nil {
		return &s.Entry.Entry
	}
	if s.Draft != nil {
		if e, err := content.ParseEntry([]byte(s.Draft.Source)); err == nil {
			return e
		}
	}
	return s.Last
}

// Statuses lists all entries there are or were, with the base they were read from: those
// published by topic and id, then the others by id.
func (s *Store) Statuses(ctx context.Context) ([]*Status, *Base, error) {
	base, err := s.Load(ctx)
	if err != nil {
		return nil, nil, err
	}
	list, byID := make([]*Status, 0, len(base.Entries)), map[string]*Status{}
	at := func(id string) *Status {
		if byID[id] == nil {
			byID[id] = &Status{ID: id}
			list = append(list, byID[id])
		}
		return byID[id]
	}
	for _, e := range base.Entries {
		st := at(e.ID)
		st.Entry, st.Revision = e, e.Revision
	}
	if err := s.archived(ctx, "", at); err != nil {
		return nil, nil, err
	}
	drafts, err := s.Drafts(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, d := range drafts {
		at(d.ID).Draft = d
	}
	for _, st := range list {
		st.State, st.RedirectTo = st.state(), base.redirects[st.ID]
	}
	return list, base, nil
}

// Status reads one entry, published, drafted or archived, or returns [ErrNotFound].
func (s *Store) Status(ctx context.Context, id string) (*Status, *Base, error) {
	base, err := s.Load(ctx)
	if err != nil {
		return nil, nil, err
	}
	st := &Status{ID: id, RedirectTo: base.redirects[id]}
	if e, ok := base.Entry(id); ok {
		st.Entry, st.Revision = e, e.Revision
	} else if err := s.archived(ctx, id, func(string) *Status { return st }); err != nil {
		return nil, nil, err
	}
	if st.Draft, err = s.Draft(ctx, id); errors.Is(err, ErrNotFound) {
		st.Draft, err = nil, nil
	}
	if err == nil && st.Entry == nil && st.Draft == nil && st.Last == nil {
		err = ErrNotFound
	}
	if err != nil {
		return nil, nil, err
	}
	st.State = st.state()
	return st, base, nil
}

// archived reads the entries that were taken out, or that of an id.
func (s *Store) archived(ctx context.Context, id string, at func(id string) *Status) error {
	err := s.db.Each(ctx, func(rows *sql.Rows) error {
		var id, source string
		var revision, created int64
		if err := rows.Scan(&id, &revision, &created, &source); err != nil {
			return err
		}
		st := at(id)
		st.Revision, st.ArchivedAt = revision, db.Time(created)
		st.Last, _ = content.ParseEntry([]byte(source)) // older programs knew other rules
		return nil
	}, `SELECT gone.entry_id, gone.revision, gone.created_at, last.source
		FROM entry_revisions gone JOIN entry_revisions last ON last.entry_id = gone.entry_id AND last.revision = gone.revision - 1
		WHERE gone.source = '' AND ($1 = '' OR gone.entry_id = $1)
			AND NOT EXISTS (SELECT 1 FROM entries e WHERE e.id = gone.entry_id)
			AND gone.revision = (SELECT MAX(r.revision) FROM entry_revisions r WHERE r.entry_id = gone.entry_id)
		ORDER BY gone.entry_id`, id)
	if err != nil {
		return fmt.Errorf("list what was archived: %w", err)
	}
	return nil
}
