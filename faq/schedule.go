package faq

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// lookEvery is how often a node looks at the schedule though nobody told it to: for a
// notice that was lost, and a clock that was set. A node that vanishes is made up for by
// any other at the same moment, for all wake when something is due.
const lookEvery = 2 * time.Second

// overdue is after how long something that could not be published for a fault of ours is
// tried again.
const overdue = 2 * time.Second

// rescheduled wakes who keeps the schedule, on this node and on the others.
func (s *Store) rescheduled() {
	s.tell(ScheduleChanged)
	select {
	case s.schedule <- struct{}{}:
	default: // it is awake
	}
}

// KeepSchedule publishes drafts at the moment for which they are on the schedule, until
// ctx ends. Several nodes may run it at once: a transaction sees to it that each is
// published once. notices wakes it when another node has changed the schedule. After each
// it calls published; failed is told of errors, after which it tries again.
func (s *Store) KeepSchedule(ctx context.Context, notices <-chan struct{}, published func(context.Context) error, failed func(error)) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.schedule:
		case <-notices:
		case <-timer.C:
		}
		wait, n, err := s.publishDue(ctx)
		if err == nil && n > 0 {
			err = published(ctx)
		}
		if err != nil && ctx.Err() == nil {
			failed(err)
			wait = overdue
		}
		timer.Reset(s.db.Timer(max(min(wait, lookEvery), time.Millisecond)))
	}
}

// publishDue publishes what is due, counts it, and says how long it is to the next.
func (s *Store) publishDue(ctx context.Context) (wait time.Duration, n int, err error) {
	drafts, err := s.scheduled(ctx)
	if err != nil {
		return 0, 0, err
	}
	if len(drafts) > 0 {
		if err := s.MayEdit(ctx); errors.Is(err, ErrFolder) {
			return lookEvery, 0, nil // it waits until the folder is no more the source
		}
	}
	done := map[string]bool{}
	for _, d := range drafts {
		wait := d.PublishAt.Sub(s.db.Now())
		if wait > 0 {
			return wait, n, nil
		}
		if done[d.ID] {
			continue
		}
		if err := s.publishNow(ctx, d); err != nil {
			return 0, n, err
		}
		done[d.Together] = true
		n++
	}
	return lookEvery, n, nil
}

// scheduled lists what is on the schedule, the first first.
func (s *Store) scheduled(ctx context.Context) (drafts []*Draft, err error) {
	err = s.db.Each(ctx, func(rows *sql.Rows) error {
		d, err := scanDraft(rows)
		drafts = append(drafts, d)
		return err
	}, `SELECT `+draftColumns+` FROM drafts WHERE publish_at > 0 ORDER BY publish_at, id LIMIT 100`)
	if err != nil {
		return nil, fmt.Errorf("read the schedule: %w", err)
	}
	return drafts, nil
}

// publishNow publishes a draft whose time has come, with the one that goes together with
// it. Where one breaks a rule by now, or its entry was changed, all go back to the reviewers
// with the reason.
func (s *Store) publishNow(ctx context.Context, d *Draft) error {
	drafts := []*Draft{d}
	with, err := s.together(ctx, d)
	if err != nil {
		return err
	}
	if with == nil && d.Together != "" { // it was thrown away
		return s.sendBack(ctx, FailedStale, drafts)
	}
	if with != nil {
		drafts = append(drafts, with)
	}
	var edits []edit
	for _, d := range drafts {
		e := d.edit(d.Approved, RevisionSchedule)
		e.due = true
		edits = append(edits, e)
	}
	_, err = s.write(ctx, edits...)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, ErrProblems):
		return s.sendBack(ctx, FailedProblems, drafts)
	case errors.Is(err, ErrStale), errors.Is(err, ErrReplaced):
		return s.sendBack(ctx, FailedStale, drafts)
	}
	return fmt.Errorf("publish what is due: %w", err)
}

// sendBack takes drafts off the schedule that could not be published.
func (s *Store) sendBack(ctx context.Context, why Failure, drafts []*Draft) error {
	var refs []DraftRef
	for _, d := range drafts {
		refs = append(refs, DraftRef{d.ID, d.Revision})
	}
	_, err := s.changeDrafts(ctx, refs, func(d *Draft) error {
		d.PublishAt, d.Approved, d.Failure = time.Time{}, "", why
		return nil
	})
	if errors.Is(err, ErrStale) { // another node was first
		return nil
	}
	return err
}
