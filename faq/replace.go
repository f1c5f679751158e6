package faq

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"sportello/content"
	"sportello/content/db"
)

// Replaced is an entry that goes when a draft is published: it is archived, and its
// readers are led to the draft's entry.
type Replaced struct {
	ID       string `json:"id"`
	Revision int64  `json:"revision"` // that was read
}

// MaxReplaced bounds how many entries a draft replaces.
const MaxReplaced = 5

func checkReplaced(id string, list []Replaced) error {
	if len(list) > MaxReplaced {
		return fmt.Errorf("%w: at most %d entries are replaced", ErrInvalid, MaxReplaced)
	}
	for _, r := range list {
		if !content.ValidID(r.ID) || r.ID == id {
			return fmt.Errorf("%w: an entry to be replaced", ErrInvalid)
		}
	}
	return nil
}

// replacedBy are the ids of the entries that the edits replace.
func replacedBy(edits []edit) (ids []string) {
	for _, e := range edits {
		for _, r := range e.replaces {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// except is the base without some entries; what else names them stays as it is.
func (b *Base) except(ids ...string) *Base {
	if len(ids) == 0 {
		return b
	}
	after := *b
	after.Entries = slices.DeleteFunc(slices.Clone(b.Entries), func(e *Entry) bool { return slices.Contains(ids, e.ID) })
	return &after
}

// without is the base as it will be when some entries are archived: none names them as
// its translation. That they were is still known, for links there lead on.
func (b *Base) without(ids ...string) *Base {
	after := b.except(ids...)
	for i, e := range after.Entries {
		if len(ids) > 0 && slices.Contains(ids, twinOf(e)) {
			alone := *e
			alone.Translations = maps.Clone(e.Translations)
			maps.DeleteFunc(alone.Translations, func(_, id string) bool { return slices.Contains(ids, id) })
			after.Entries[i] = &alone
		}
	}
	return after
}

// CheckDraft says what is wrong with the text of a draft in this base, once the entries
// that it replaces are gone.
func (b *Base) CheckDraft(d *Draft) (*content.Entry, []content.Problem) {
	return b.without(d.replaced()...).Check([]byte(d.Source))
}

// CheckWithout says what is wrong with the file of an entry once others are gone: two may
// not have the same wording, so one that is merged into another goes first.
func (b *Base) CheckWithout(source []byte, gone ...string) (*content.Entry, []content.Problem) {
	return b.without(gone...).Check(source)
}

func (d *Draft) replaced() (ids []string) {
	for _, r := range d.Replaces {
		ids = append(ids, r.ID)
	}
	return ids
}

// replaceable refuses a draft whose replaced entries are not as they were read.
func (d *Draft) replaceable(tx *db.Tx) error {
	for _, r := range d.Replaces {
		current, err := currentRevision(tx, r.ID)
		if err != nil {
			return err
		}
		if current != r.Revision {
			return ErrReplaced
		}
		if _, err := scanDraft(tx.QueryRow(`SELECT `+draftColumns+` FROM drafts WHERE id = $1`, r.ID)); err == nil {
			return ErrReplaced
		} else if !errors.Is(err, ErrNotFound) {
			return err
		}
	}
	return nil
}

// retire archives what the edits replace, and leads the readers of each to its edit. One
// that somebody has archived already is only led on.
func retire(tx *db.Tx, base *Base, edits []edit) error {
	for _, e := range edits {
		for _, r := range e.replaces {
			if _, ok := base.Entry(r.ID); ok {
				err := removeRead(tx, r.ID, r.Revision, e.author)
				if errors.Is(err, ErrStale) || errors.Is(err, ErrHasDraft) {
					err = ErrReplaced
				}
				if err != nil {
					return err
				}
			}
			if err := redirect(tx, r.ID, e.id, e.author); err != nil {
				return err
			}
		}
	}
	gone := replacedBy(edits)
	left := base.except(gone...)
	for _, id := range gone {
		if err := unlink(tx, left, id, edits, edits[0].author); err != nil {
			return err
		}
	}
	return nil
}

// followReplaced keeps the drafts that replace the entry id up with a revision of it that
// changed nothing but the link to its translation.
func followReplaced(tx *db.Tx, id string, revision int64) error {
	if _, err := tx.Next(draftCounter); err != nil { // keeps others from changing them meanwhile
		return err
	}
	drafts, err := replacing(tx)
	if err != nil {
		return err
	}
	for _, d := range drafts {
		at := slices.Index(d.Replaces, Replaced{ID: id, Revision: revision})
		if at < 0 {
			continue
		}
		d.Replaces[at].Revision++
		if err := d.put(tx); err != nil {
			return err
		}
	}
	return nil
}

// replacing reads the drafts that replace something.
func replacing(tx *db.Tx) (drafts []*Draft, err error) {
	rows, err := tx.Query(`SELECT ` + draftColumns + ` FROM drafts WHERE replaces <> '[]' ORDER BY id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // told by Err
	for rows.Next() {
		d, err := scanDraft(rows)
		if err != nil {
			return nil, err
		}
		drafts = append(drafts, d)
	}
	return drafts, rows.Err()
}
