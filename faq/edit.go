package faq

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"sportello/content"
	"sportello/content/db"
)

// Check says what is wrong with the file of an entry in this base.
func (b *Base) Check(source []byte) (*content.Entry, []content.Problem) {
	e, err := content.ParseEntry(source)
	if p, ok := errors.AsType[content.Problem](err); ok {
		return nil, []content.Problem{p}
	}
	return e, b.checkParsed(e, source, nil)
}

// checkParsed checks an entry among those of the base, in which with take their places.
// Twins count as linked that publishing the entry will link.
func (b *Base) checkParsed(e *content.Entry, source []byte, with map[string]*content.Entry) []content.Problem {
	var others []*content.Entry
	for _, o := range b.Entries {
		if with[o.ID] == nil {
			others = append(others, linked(&o.Entry, e))
		}
	}
	for _, o := range with {
		others = append(others, linked(o, e))
	}
	problems := append(content.CheckEntry(e, source), content.CheckAmong(e, source, b.Topics, b.Campuses, others)...)
	problems = append(problems, b.deadLinks(e, source)...)
	return append(problems, content.MissingPictures(e, source, func(name string) bool { _, ok := b.Pictures[name]; return ok })...)
}

// Save publishes a new text of the entry id, of which the editor has read revision
// (0 for a new entry). It returns [ErrStale] when another revision is current and
// [ErrProblems], with the problems, when the text breaks a rule. A draft stays as it is.
func (s *Store) Save(ctx context.Context, id, source string, revision int64, author string) (*Entry, []content.Problem, error) {
	problems, err := s.write(ctx, edit{id: id, source: source, revision: revision, author: author, kind: RevisionEdit})
	if err != nil {
		return nil, problems, fmt.Errorf("save the entry %s: %w", id, err)
	}
	e, err := s.Entry(ctx, id)
	return e, nil, err
}

// DraftAlternate adds a student's wording to the draft of an entry, which is begun if
// there is none. An entry that has it already stays as it is.
func (s *Store) DraftAlternate(ctx context.Context, id, text, author string) error {
	c := DraftChange{ID: id, Author: author}
	d, err := s.Draft(ctx, id)
	switch {
	case err == nil:
		c.Source, c.Base, c.Revision = d.Source, d.Base, d.Revision
	case errors.Is(err, ErrNotFound):
		e, err := s.Entry(ctx, id)
		if err != nil {
			return err
		}
		c.Source, c.Base = e.Source, e.Revision
	default:
		return err
	}
	parsed, err := content.ParseEntry([]byte(c.Source))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrProblems, err)
	}
	if c.Source, err = withAlternate(parsed, text); err != nil || c.Source == "" {
		return err
	}
	_, err = s.SaveDraft(ctx, c)
	return err
}

// withAlternate is an entry's file with one more wording, empty if it has it already.
func withAlternate(e *content.Entry, text string) (string, error) {
	text = strings.Join(strings.Fields(text), " ")
	for _, a := range append([]string{e.Question}, e.Alternates...) {
		if content.Fold(a) == content.Fold(text) {
			return "", nil
		}
	}
	after := *e
	after.Alternates = append(slices.Clone(e.Alternates), text)
	source, err := after.Format()
	return string(source), err
}

func currentRevision(tx *db.Tx, id string) (revision int64, err error) {
	err = tx.QueryRow(`SELECT COALESCE(MAX(revision), 0) FROM entry_revisions WHERE entry_id = $1`, id).Scan(&revision)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return revision, err
}

func putEntry(tx *db.Tx, e *content.Entry, r Revision) error {
	now := db.Millis(tx.Now)
	if err := putRevision(tx, e.ID, r); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO entries (id, topic, lang, source, revision, changed_at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (id) DO UPDATE SET topic = excluded.topic, lang = excluded.lang, source = excluded.source,
			revision = excluded.revision, changed_at = excluded.changed_at`, e.ID, e.Topic, e.Lang, r.Source, r.Revision, now)
	return err
}
