package faq

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"sportello/content"
	"sportello/content/db"
	"sportello/faq/match"
)

// Archive takes an entry out, of which the editor has read revision: its revisions stay,
// and it can be restored. Its readers are led to the entry target, if one is named. It
// returns [ErrStale], [ErrHasDraft], and [ErrInvalid] where there is no such target.
func (s *Store) Archive(ctx context.Context, id string, revision int64, target, author string) error {
	err := s.alone(ctx, func(base *Base) error {
		if _, ok := base.Entry(id); !ok {
			return ErrNotFound
		}
		if _, ok := base.Entry(target); target != "" && (!ok || target == id) {
			return fmt.Errorf("%w: no such entry to lead to", ErrInvalid)
		}
		return nil
	}, func(tx *db.Tx, base *Base) error {
		if err := removeRead(tx, id, revision, author); err != nil {
			return err
		}
		if err := unlink(tx, base, id, nil, author); err != nil {
			return err
		}
		return redirect(tx, id, target, author)
	})
	if err != nil {
		return fmt.Errorf("archive the entry %s: %w", id, err)
	}
	return nil
}

// removeRead takes an entry out that is as it was read and has no draft.
func removeRead(tx *db.Tx, id string, revision int64, author string) error {
	if _, err := currentDraft(tx, id, 0); errors.Is(err, ErrStale) {
		return ErrHasDraft
	} else if err != nil {
		return err
	}
	current, err := currentRevision(tx, id)
	if err == nil && current != revision {
		err = ErrStale
	}
	if err != nil {
		return err
	}
	if err := putRevision(tx, id, Revision{Revision: revision + 1, Author: author, Kind: RevisionArchive}); err != nil {
		return err
	}
	_, err = tx.Exec(`DELETE FROM entries WHERE id = $1`, id)
	return err
}

// unlink takes the entry id out of those that name it as their translation.
func unlink(tx *db.Tx, base *Base, id string, together []edit, author string) error {
	e, ok := base.Entry(id)
	if !ok {
		return nil
	}
	alone := e.Entry
	alone.Translations = nil
	return linkTwins(tx, base.contents(nil), &alone, together, author)
}

// redirect leads the readers of id, and of what was led there, to the target.
func redirect(tx *db.Tx, id, target, author string) error {
	if target == "" {
		return nil
	}
	_, err := tx.Exec(`INSERT INTO redirects (id, target, author, created_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (id) DO UPDATE SET target = excluded.target, author = excluded.author, created_at = excluded.created_at`,
		id, target, author, db.Millis(tx.Now))
	if err != nil {
		return err
	}
	_, err = tx.Exec(`UPDATE redirects SET target = $1 WHERE target = $2`, target, id)
	return err
}

// redirects are those there are: old id to the id of what answers instead.
func (s *Store) redirects(ctx context.Context) (map[string]string, error) {
	all := map[string]string{}
	err := s.db.Each(ctx, func(rows *sql.Rows) error {
		var id, target string
		err := rows.Scan(&id, &target)
		all[id] = target
		return err
	}, `SELECT id, target FROM redirects`)
	return all, err
}

// leading are the redirects that lead somebody somewhere.
func (b *Base) leading() content.Redirects {
	r := content.Redirects{}
	for id, target := range b.redirects {
		_, there := b.entries[id]
		if _, ok := b.entries[target]; ok && !there {
			r[id] = target
		}
	}
	return r
}

// Follow finds an entry by its id, or what its readers are led to since it is gone.
func (b *Base) Follow(id string) (*Entry, bool) {
	if e, ok := b.entries[id]; ok {
		return e, true
	}
	e, ok := b.entries[b.redirects[id]]
	return e, ok
}

// led leads what a matcher has found, which may be older than the base, to what answers
// instead of entries that are gone.
func (b *Base) led(r match.Result) match.Result {
	if !slices.ContainsFunc(r.Candidates, b.isGone) {
		return r
	}
	var list []match.Candidate
	choices := r.Choices
	for i, c := range r.Candidates {
		if b.isGone(c) {
			if e, ok := b.Follow(c.Item.ID); ok {
				item := itemOf(e)
				c.Item = &item
			}
		}
		if slices.ContainsFunc(list, func(o match.Candidate) bool { return o.Item.ID == c.Item.ID }) {
			if i < r.Choices {
				choices--
			}
			continue
		}
		list = append(list, c)
	}
	r.Candidates, r.Choices = list, choices
	return r
}

func (b *Base) isGone(c match.Candidate) bool {
	return c.Item.Kind == match.KindEntry && b.entries[c.Item.ID] == nil
}

// RestoreDraft makes an older revision of an entry its draft, in the place of the draft
// that was read at that revision (0: none).
func (s *Store) RestoreDraft(ctx context.Context, id string, to, draft int64, author string) (*Draft, error) {
	r, err := s.text(ctx, id, to)
	if err != nil {
		return nil, err
	}
	current, err := s.currentRevision(ctx, id)
	if err != nil {
		return nil, err
	}
	return s.SaveDraft(ctx, DraftChange{ID: id, Source: r.Source, Base: current, Revision: draft, Author: author})
}

// RestoreRef names an older revision of an entry.
type RestoreRef struct {
	ID       string
	To       int64 // the older one
	Revision int64 // that was read as the last
}

// Restore publishes older revisions of entries again: all of them, or none. Its errors are
// those of [Store.Save].
func (s *Store) Restore(ctx context.Context, author string, refs ...RestoreRef) ([]content.Problem, error) {
	var edits []edit
	for _, ref := range refs {
		r, err := s.text(ctx, ref.ID, ref.To)
		if err != nil {
			return nil, err
		}
		edits = append(edits, edit{id: ref.ID, source: r.Source, revision: ref.Revision, author: author, kind: RevisionRestore})
	}
	problems, err := s.write(ctx, edits...)
	if err != nil {
		return problems, fmt.Errorf("restore entries: %w", err)
	}
	return nil, nil
}

// text is a revision that has one.
func (s *Store) text(ctx context.Context, id string, revision int64) (Revision, error) {
	r, err := s.Revision(ctx, id, revision)
	if err == nil && r.Source == "" {
		return r, ErrNotFound
	}
	return r, err
}

// currentRevision is the number of the last revision of an entry, 0 if it never was.
func (s *Store) currentRevision(ctx context.Context, id string) (revision int64, err error) {
	err = s.db.QueryRow(ctx, `SELECT COALESCE(MAX(revision), 0) FROM entry_revisions WHERE entry_id = $1`, id).Scan(&revision)
	if err != nil {
		return 0, fmt.Errorf("read the revision of %s: %w", id, err)
	}
	return revision, nil
}
