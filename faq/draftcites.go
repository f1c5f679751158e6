package faq

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"sportello/content"
	"sportello/content/db"
)

// entry is what the draft says; nil where that can't be read.
func (d *Draft) entry() *Entry {
	e, err := content.ParseEntry([]byte(d.Source))
	if err != nil {
		return nil
	}
	entry := newEntry(e)
	entry.Source = d.Source
	return entry
}

// Drafts lists the drafts there are, by id.
func (s *Store) Drafts(ctx context.Context) (list []*Draft, err error) {
	err = s.db.Each(ctx, func(rows *sql.Rows) error {
		d, err := scanDraft(rows)
		list = append(list, d)
		return err
	}, `SELECT `+draftColumns+` FROM drafts ORDER BY id`)
	if err != nil {
		return nil, fmt.Errorf("list the drafts: %w", err)
	}
	return list, nil
}

// cite notes since when the draft has each of its addresses: from when it came in, or from
// when the entry was published that it was taken from, or brought up to. A draft that can't
// be read just now keeps what was noted.
func (d *Draft) cite(tx *db.Tx) error {
	var noted []byte
	before := map[string]int64{}
	err := tx.QueryRow(`SELECT cited FROM drafts WHERE id = $1`, d.ID).Scan(&noted)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	} else if err == nil {
		err = json.Unmarshal(noted, &before)
	}
	if err != nil {
		return err
	}
	d.cited = before
	e := d.entry()
	if e == nil {
		return nil
	}
	published, err := scanEntry(tx.QueryRow(`SELECT `+entryColumns+` FROM entries WHERE id = $1`, d.ID))
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	known := map[string]bool{}
	if err == nil && published.Revision == d.Base {
		for _, a := range published.Anchors() {
			known[a.URL] = true
		}
	}
	d.cited = map[string]int64{}
	for _, a := range e.Anchors() {
		at, ok := before[a.URL]
		if !ok {
			at = db.Millis(tx.Now)
		}
		if known[a.URL] && (!ok || at < db.Millis(published.ChangedAt)) {
			at = db.Millis(published.ChangedAt)
		}
		d.cited[a.URL] = at
	}
	return nil
}
