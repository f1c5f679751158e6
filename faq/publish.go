package faq

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"sportello/content"
	"sportello/content/db"
)

// edit is a text of an entry on its way to the students.
type edit struct {
	id, source   string
	revision     int64 // of the entry that was read; 0: there was none
	author, note string
	kind         RevisionKind
	draft        int64 // the revision of the draft that this is; 0: of none
	due          bool  // the draft's time has come
	replaces     []Replaced

	parsed *content.Entry
}

// errMoved says that the library changed between the check and the writing.
var errMoved = errors.New("the library has changed meanwhile")

// writeTries is how often a text is checked anew because others publish at the same time.
const writeTries = 10

// write publishes texts together: all, or none. It returns [ErrStale], [ErrScheduled], or
// [ErrProblems] with the problems of the first text that has any.
func (s *Store) write(ctx context.Context, edits ...edit) (problems []content.Problem, err error) {
	gone := replacedBy(edits)
	err = s.alone(ctx, func(base *Base) error {
		if problems = base.without(gone...).checkEdits(edits); len(problems) > 0 {
			return ErrProblems
		}
		return nil
	}, func(tx *db.Tx, base *Base) error {
		if err := retire(tx, base, edits); err != nil {
			return err
		}
		for i := range edits {
			if err := edits[i].write(tx); err != nil {
				return err
			}
		}
		others := base.without(gone...).contents(edits)
		for i := range edits {
			if err := linkTwins(tx, others, edits[i].parsed, edits, edits[i].author); err != nil {
				return err
			}
		}
		return nil
	})
	return problems, err
}

// alone checks something against what is published, and writes. The library's counter,
// taken first, keeps all who publish apart, so that what was checked still holds.
func (s *Store) alone(ctx context.Context, check func(*Base) error, write func(*db.Tx, *Base) error) error {
	if err := s.MayEdit(ctx); err != nil {
		return err
	}
	for range writeTries {
		base, err := s.Load(ctx) // the truth, which other nodes may have changed
		if err == nil {
			err = check(base)
		}
		if err != nil {
			return err
		}
		err = s.publish(ctx, func(tx *db.Tx) error {
			version, err := tx.Next(libraryCounter)
			if err == nil && version != base.Version+1 {
				err = errMoved
			}
			if err != nil {
				return err
			}
			return write(tx, base)
		})
		if db.IsUnique(err) { // two saved the same revision at once
			err = ErrStale
		}
		if !errors.Is(err, errMoved) {
			return err
		}
	}
	return db.ErrBusy
}

// checkEdits checks each text among those published and the others.
func (b *Base) checkEdits(edits []edit) []content.Problem {
	with := map[string]*content.Entry{}
	for i := range edits {
		e := &edits[i]
		parsed, err := content.ParseEntry([]byte(e.source))
		if p, ok := errors.AsType[content.Problem](err); ok {
			return []content.Problem{p}
		}
		e.parsed, with[parsed.ID] = parsed, parsed
	}
	for _, e := range edits {
		problems := b.checkParsed(e.parsed, []byte(e.source), with)
		if e.parsed.ID != e.id {
			problems = append(problems, content.IDKept(e.id))
		}
		if len(problems) > 0 {
			return problems
		}
	}
	return nil
}

func among(edits []edit, id string) bool {
	return slices.ContainsFunc(edits, func(e edit) bool { return e.id == id })
}

// contents are the entries of the base as they are with the edits.
func (b *Base) contents(edits []edit) (list []*content.Entry) {
	for i := range edits {
		list = append(list, edits[i].parsed)
	}
	for _, e := range b.Entries {
		if !among(edits, e.ID) {
			list = append(list, &e.Entry)
		}
	}
	return list
}

func (e *edit) write(tx *db.Tx) error {
	if e.draft != 0 {
		d, err := currentDraft(tx, e.id, e.draft)
		if err != nil {
			return err
		}
		if !d.PublishAt.IsZero() && !e.due {
			return ErrScheduled
		}
		if err := removeDraft(tx, e.id); err != nil {
			return err
		}
	}
	current, err := currentRevision(tx, e.id)
	if err != nil {
		return err
	}
	if current != e.revision {
		return ErrStale
	}
	r := Revision{Revision: current + 1, Source: e.source, Author: e.author, Kind: e.kind, Note: e.note}
	if err := putEntry(tx, e.parsed, r); err != nil {
		return err
	}
	_, err = tx.Exec(`DELETE FROM redirects WHERE id = $1`, e.id)
	return err
}

// DraftRef names a draft as it was read.
type DraftRef struct {
	ID       string
	Revision int64
}

// Publish makes drafts what students see: all of them, or none. It returns [ErrStale]
// when a draft or an entry is not what was read, [ErrScheduled] for one that waits for
// its time, and [ErrProblems] with the problems of the first that has any.
func (s *Store) Publish(ctx context.Context, author string, refs ...DraftRef) ([]content.Problem, error) {
	var edits []edit
	for _, ref := range refs {
		d, err := s.Draft(ctx, ref.ID)
		if err != nil {
			return nil, err
		}
		if d.Revision != ref.Revision {
			return nil, ErrStale
		}
		edits = append(edits, d.edit(author, RevisionEdit))
	}
	problems, err := s.write(ctx, edits...)
	if err != nil {
		return problems, fmt.Errorf("publish drafts: %w", err)
	}
	return nil, nil
}

func (d *Draft) edit(author string, kind RevisionKind) edit {
	if len(d.Replaces) > 0 && kind == RevisionEdit {
		kind = RevisionMerge
	}
	return edit{id: d.ID, source: d.Source, revision: d.Base, author: author, note: d.Note, kind: kind, draft: d.Revision,
		replaces: d.Replaces}
}
