package faq

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"

	"sportello/content"
	"sportello/content/db"
)

// An entry and its translation name each other. No editor could publish the first of two
// that way, nor take one back, so the other's link follows when one is published.

// linked is other as it will be when e is published: naming e if e names it, and no
// longer if not. It is other itself where that stays as it is.
func linked(other, e *content.Entry) *content.Entry {
	if other.ID == e.ID || other.Lang == e.Lang {
		return other
	}
	names, named := other.Translations[e.Lang], e.Translations[other.Lang] == other.ID
	if named == (names == e.ID) || named && names != "" {
		return other
	}
	after := *other
	after.Translations = maps.Clone(other.Translations)
	if named {
		after.Translations = map[string]string{e.Lang: e.ID}
	} else {
		delete(after.Translations, e.Lang)
	}
	return &after
}

// linkTwins writes the links that follow from the publishing of e, and brings the drafts
// of those entries along. Of two that are published together it is enough that one names
// the other.
func linkTwins(tx *db.Tx, others []*content.Entry, e *content.Entry, together []edit, author string) error {
	for _, o := range others {
		after := linked(o, e)
		if after == o || after.Translations[e.Lang] == "" && among(together, o.ID) {
			continue
		}
		if err := linkTwin(tx, o.ID, e.Lang, after.Translations[e.Lang], author); err != nil {
			return err
		}
	}
	return nil
}

// linkTwin writes that the entry id is translated by the entry twin, empty for none.
func linkTwin(tx *db.Tx, id, lang, twin, author string) error {
	e, err := scanEntry(tx.QueryRow(`SELECT `+entryColumns+` FROM entries WHERE id = $1`, id))
	if err != nil {
		return err
	}
	if e.Translations[lang] == twin { // published together, and so already
		return nil
	}
	source, err := content.SetTranslation([]byte(e.Source), lang, twin)
	if err != nil {
		return err
	}
	parsed, err := content.ParseEntry(source)
	if err != nil {
		return err
	}
	r := Revision{Revision: e.Revision + 1, Source: string(source), Author: author, Kind: RevisionTwin}
	if err := putEntry(tx, parsed, r); err != nil {
		return err
	}
	if err := followReplaced(tx, id, e.Revision); err != nil {
		return err
	}
	return linkDraft(tx, id, e.Revision, lang, twin)
}

// linkDraft makes the same change in the draft of the entry, if it was begun from the
// revision before; one that can't be read stays behind, and is merged by its editor.
func linkDraft(tx *db.Tx, id string, base int64, lang, twin string) error {
	d, err := scanDraft(tx.QueryRow(`SELECT `+draftColumns+` FROM drafts WHERE id = $1`, id))
	if errors.Is(err, ErrNotFound) || err == nil && d.Base != base {
		return nil
	}
	if err != nil {
		return err
	}
	source, err := content.SetTranslation([]byte(d.Source), lang, twin)
	if err != nil {
		return nil //nolint:nilerr // not to be read: see above
	}
	d.Source, d.Base = string(source), base+1
	return d.put(tx)
}

// DraftedTwin is the entry whose draft says that it translates the entry id, or empty: the
// entry itself names it only once that is published.
func (s *Store) DraftedTwin(ctx context.Context, id string) (twin string, err error) {
	err = s.db.Each(ctx, func(rows *sql.Rows) error {
		d, err := scanDraft(rows)
		if err != nil {
			return err
		}
		e, err := content.ParseEntry([]byte(d.Source))
		if err == nil && twin == "" && twinOf(newEntry(e)) == id {
			twin = d.ID
		}
		return nil
	}, `SELECT `+draftColumns+` FROM drafts WHERE id <> $1 AND source LIKE $2 ORDER BY id`, id, "%: "+id+"%")
	if err != nil {
		return "", fmt.Errorf("look for a draft that translates %s: %w", id, err)
	}
	return twin, nil
}
