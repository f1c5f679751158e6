// Package faqtest puts libraries of any size into a database, for tests and benchmarks.
package faqtest

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"sportello/content"
	"sportello/content/db"
	"sportello/faq/match"
	"sportello/faq/match/matchtest"
)

// Fill puts a made-up library into the database, as an import leaves it.
func Fill(t testing.TB, d *db.DB, entries, passages int) {
	t.Helper()
	err := d.Tx(context.Background(), func(tx *db.Tx) error {
		for n, x := range matchtest.Base(entries, passages) {
			if err := put(tx, n, &x); err != nil {
				return err
			}
		}
		_, err := tx.Next("library")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Source is an entry as a file.
func Source(x *match.Item) (string, error) {
	e := content.Entry{
		ID: x.ID, Topic: x.Topic, Lang: x.Lang, Question: x.Question, Alternates: x.Alternates, Audience: []string{"all"},
		Owner: "office", Updated: "2026-01-01", ReviewBy: "2027-01-01", Body: x.Answer + "\n",
	}
	source, err := e.Format()
	return string(source), err
}

func put(tx *db.Tx, n int, x *match.Item) error {
	if x.Kind == match.KindEntry {
		source, err := Source(x)
		if err != nil {
			return err
		}
		_, err = tx.Exec(`INSERT INTO entries (id, topic, lang, source, revision, changed_at) VALUES ($1, $2, $3, $4, 1, 1)`,
			x.ID, x.Topic, x.Lang, source)
		return err
	}
	id, number, _ := strings.Cut(x.ID, "#")
	if number == "1" {
		if _, err := tx.Exec(`INSERT INTO guide_files (id, checksum, size, pages, warnings, created_at) VALUES ($1, '', 0, 25, '[]', 1)`, id); err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT INTO guides (id, meta, file_id, changed_at) VALUES ($1, $2, $1, 1)`,
			id, fmt.Sprintf("id: %s\ntitle: %s\ntopic: topic-1\nlang: it\n", id, x.Guide)); err != nil {
			return err
		}
	}
	_, err := tx.Exec(`INSERT INTO guide_file_passages (file_id, n, page, section, text) VALUES ($1, $2, $3, $4, $5)`, id, n, x.Page, x.Section, x.Answer)
	return err
}
