package faq

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sportello/content"
	"sportello/content/db"
)

// maxAhead bounds how far the schedule goes, in years, and maxTogether how many drafts are
// published at one moment: an entry and its translation.
const (
	maxAhead    = 2
	maxTogether = 2
)

// Schedule puts a draft on the schedule, to be published at a moment to come, with that of
// its translation if two are named: both then, or neither. It returns the first; what is
// wrong now is told as by [Store.Publish], and [ErrScheduled] for one that waits together
// with another.
func (s *Store) Schedule(ctx context.Context, at time.Time, author string, refs ...DraftRef) (*Draft, []content.Problem, error) {
	if !at.After(s.db.Now()) || at.After(s.db.Now().AddDate(maxAhead, 0, 0)) {
		return nil, nil, fmt.Errorf("%w: the time must be to come, within %d years", ErrInvalid, maxAhead)
	}
	if len(refs) == 0 || len(refs) > maxTogether || len(refs) == maxTogether && refs[0].ID == refs[1].ID {
		return nil, nil, fmt.Errorf("%w: a draft, or two", ErrInvalid)
	}
	if problems, err := s.checkDrafts(ctx, refs); err != nil {
		return nil, problems, err
	}
	drafts, err := s.changeDrafts(ctx, refs, func(d *Draft) error {
		with := ""
		for _, ref := range refs {
			if ref.ID != d.ID {
				with = ref.ID
			}
		}
		if !d.PublishAt.IsZero() && d.Together != "" && d.Together != with {
			return ErrScheduled
		}
		d.PublishAt, d.Approved, d.Failure, d.Together = db.Time(db.Millis(at)), author, FailedNone, with
		d.State = DraftReview
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	s.rescheduled()
	return drafts[0], nil, nil
}

// Unschedule takes a draft off the schedule, and that with which it was to be published. It
// returns the first.
func (s *Store) Unschedule(ctx context.Context, ref DraftRef) (*Draft, error) {
	d, err := s.Draft(ctx, ref.ID)
	if err != nil {
		return nil, err
	}
	refs := []DraftRef{ref}
	if with, err := s.together(ctx, d); err != nil {
		return nil, err
	} else if with != nil {
		refs = append(refs, DraftRef{with.ID, with.Revision})
	}
	drafts, err := s.changeDrafts(ctx, refs, func(d *Draft) error {
		d.PublishAt, d.Approved, d.Failure, d.Together = time.Time{}, "", FailedNone, ""
		return nil
	})
	if err != nil {
		return nil, err
	}
	s.rescheduled()
	return drafts[0], nil
}

// together is the draft that is published with one on the schedule; nil where it is alone,
// or the other is there no more.
func (s *Store) together(ctx context.Context, d *Draft) (*Draft, error) {
	if d.Together == "" || d.PublishAt.IsZero() {
		return nil, nil //nolint:nilnil // none is no error
	}
	o, err := s.Draft(ctx, d.Together)
	if errors.Is(err, ErrNotFound) || err == nil && (o.Together != d.ID || !o.PublishAt.Equal(d.PublishAt)) {
		return nil, nil //nolint:nilnil // as above
	}
	return o, err
}

// checkDrafts finds what would keep drafts from being published together now.
func (s *Store) checkDrafts(ctx context.Context, refs []DraftRef) ([]content.Problem, error) {
	base, err := s.Load(ctx)
	if err != nil {
		return nil, err
	}
	var edits []edit
	for _, ref := range refs {
		d, err := s.Draft(ctx, ref.ID)
		if err != nil {
			return nil, err
		}
		current, err := s.currentRevision(ctx, ref.ID)
		if err != nil {
			return nil, err
		}
		if current != d.Base || d.Revision != ref.Revision {
			return nil, ErrStale
		}
		edits = append(edits, d.edit("", RevisionEdit))
	}
	if problems := base.without(replacedBy(edits)...).checkEdits(edits); len(problems) > 0 {
		return problems, ErrProblems
	}
	return nil, nil
}

// changeDrafts changes drafts that were read and keeps them: all, or none.
func (s *Store) changeDrafts(ctx context.Context, refs []DraftRef, change func(*Draft) error) (drafts []*Draft, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		drafts = nil
		for _, ref := range refs {
			d, err := currentDraft(tx, ref.ID, ref.Revision)
			if err == nil && d == nil {
				err = ErrNotFound
			}
			if err == nil {
				err = change(d)
			}
			if err == nil {
				err = d.put(tx)
			}
			if err != nil {
				return err
			}
			drafts = append(drafts, d)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("change the draft of %s: %w", refs[0].ID, err)
	}
	return drafts, nil
}
