package faq

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"

	"sportello/content"
	"sportello/content/db"
	"sportello/content/pdf"
)

// Summary is what an import did, by file.
type Summary struct {
	Added, Changed, Same, Removed int
	// Problems are guides that could not be read, wholly or in part, and groups of
	// synonyms that grow too large with what editors have added; the rest was imported.
	Problems []content.Problem
}

// Importer brings a folder into the database.
type Importer struct {
	Store  *Store
	Reader *pdf.Reader
	Author string
	// Prune removes the entries, guides, synonyms and redirects that the folder does not have.
	Prune bool
	// Unchanged reports of an entry's file or a guide's PDF that it is the same as when it
	// was brought in last, so that it need not be compared again; may be nil.
	Unchanged func(path string) bool
	// Progress is told how many of the files are done; may be nil.
	Progress func(done, total int, name string)
}

// Import brings in the library l, read from fsys. What is there already in the same
// words stays untouched, so an import cut short is mended by running it again.
func (im *Importer) Import(ctx context.Context, fsys fs.FS, l *content.Library) (*Summary, error) {
	sum := &Summary{}
	if err := im.topics(ctx, l); err != nil {
		return nil, fmt.Errorf("import the topics: %w", err)
	}
	if err := im.synonyms(ctx, l, sum); err != nil {
		return nil, fmt.Errorf("import the synonyms: %w", err)
	}
	if err := im.optional(ctx, l); err != nil {
		return nil, fmt.Errorf("import the campuses and helplines: %w", err)
	}
	if err := im.pictures(ctx, fsys, l, sum); err != nil {
		return nil, fmt.Errorf("import the pictures: %w", err)
	}
	total := len(l.Entries) + len(l.Guides)
	for i, f := range l.Entries {
		im.progress(i, total, f.Path)
		if im.Unchanged != nil && im.Unchanged(f.Path) {
			sum.Same++
			continue
		}
		if err := im.entry(ctx, f, sum); err != nil {
			return nil, fmt.Errorf("import %s: %w", f.Path, err)
		}
	}
	for i, g := range l.Guides {
		im.progress(len(l.Entries)+i, total, g.Path)
		if err := im.guide(ctx, fsys, g, sum); err != nil {
			return nil, fmt.Errorf("import %s: %w", g.Path, err)
		}
	}
	if err := im.redirects(ctx, l, sum); err != nil {
		return nil, fmt.Errorf("import the redirects: %w", err)
	}
	if err := im.Store.rememberAll(ctx, sharedFiles(l)); err != nil {
		return nil, err
	}
	if im.Prune {
		if err := im.prune(ctx, l, sum); err != nil {
			return nil, fmt.Errorf("remove what the folder does not have: %w", err)
		}
	}
	im.progress(total, total, "")
	return sum, nil
}

func (im *Importer) progress(done, total int, name string) {
	if im.Progress != nil {
		im.Progress(done, total, name)
	}
}

func (im *Importer) topics(ctx context.Context, l *content.Library) error {
	return im.Store.publish(ctx, func(tx *db.Tx) error {
		n, err := tx.Exec(`INSERT INTO library_files (path, body) VALUES ($1, $2)
			ON CONFLICT (path) DO UPDATE SET body = excluded.body WHERE library_files.body <> excluded.body`,
			content.TopicsPath, l.TopicsSource)
		if err != nil || n == 0 {
			return err
		}
		if _, err := tx.Exec(`DELETE FROM topics`); err != nil {
			return err
		}
		for i, t := range l.Topics {
			body, err := json.Marshal(t)
			if err != nil {
				return err
			}
			if _, err := tx.Exec(`INSERT INTO topics (id, position, body) VALUES ($1, $2, $3)`, t.ID, i, string(body)); err != nil {
				return err
			}
		}
		return changed(tx)
	})
}

// optional keeps the files that a library may do without.
func (im *Importer) optional(ctx context.Context, l *content.Library) error {
	return im.Store.publish(ctx, func(tx *db.Tx) error {
		var all int64
		for _, path := range content.OptionalPaths {
			var n int64
			var err error
			if source, ok := l.Optional[path]; ok {
				n, err = tx.Exec(`INSERT INTO library_files (path, body) VALUES ($1, $2)
					ON CONFLICT (path) DO UPDATE SET body = excluded.body WHERE library_files.body <> excluded.body`, path, source)
			} else if im.Prune {
				n, err = tx.Exec(`DELETE FROM library_files WHERE path = $1`, path)
			}
			if err != nil {
				return err
			}
			all += n
		}
		if all == 0 {
			return nil
		}
		return changed(tx)
	})
}

func (s *Summary) count(revision int64, same bool) {
	switch {
	case same:
		s.Same++
	case revision == 0:
		s.Added++
	default:
		s.Changed++
	}
}

func (im *Importer) entry(ctx context.Context, f content.File, sum *Summary) error {
	var revision int64
	var same bool
	err := im.Store.publish(ctx, func(tx *db.Tx) error {
		var source string
		err := tx.QueryRow(`SELECT source FROM entries WHERE id = $1`, f.Entry.ID).Scan(&source)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if same = source == string(f.Source); same {
			return nil
		}
		if revision, err = currentRevision(tx, f.Entry.ID); err != nil {
			return err
		}
		if err := putEntry(tx, f.Entry, Revision{Revision: revision + 1, Source: string(f.Source), Author: im.Author, Kind: RevisionImport}); err != nil {
			return err
		}
		return changed(tx)
	})
	if err == nil {
		sum.count(revision, same)
	}
	return err
}
