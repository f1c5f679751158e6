package faq

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"sportello/content"
	"sportello/content/db"
	"sportello/content/pdf"
)

// libraryCounter grows with every change of what is published.
const libraryCounter = "library"

// Store is the library in the database.
type Store struct {
	db *db.DB
}

// NewStore keeps the library in d.
func NewStore(d *db.DB) *Store { return &Store{db: d} }

// Version grows with every change of the library.
func (s *Store) Version(ctx context.Context) (int64, error) {
	return s.db.Counter(ctx, libraryCounter)
}

// Load reads all that is published.
func (s *Store) Load(ctx context.Context) (*Base, error) {
	b := &Base{}
	var err error
	// The version first: a change while the rest is read is then read again.
	if b.Version, err = s.Version(ctx); err != nil {
		return nil, err
	}
	if b.Topics, err = s.topics(ctx); err != nil {
		return nil, fmt.Errorf("load the topics: %w", err)
	}
	files, err := s.optionalFiles(ctx)
	if err != nil {
		return nil, fmt.Errorf("load the campuses and helplines: %w", err)
	}
	// They were checked on their way in.
	b.Campuses, _ = content.ParseCampuses(files[content.CampusesPath])
	b.Helplines, _ = content.ParseHelplines(files[content.HelplinesPath], b.Topics)
	if b.Entries, err = s.entries(ctx); err != nil {
		return nil, fmt.Errorf("load the entries: %w", err)
	}
	if b.Guides, err = s.guides(ctx); err != nil {
		return nil, fmt.Errorf("load the guides: %w", err)
	}
	if b.Synonyms, err = s.Synonyms(ctx); err != nil {
		return nil, err
	}
	b.index()
	return b, nil
}

func (s *Store) topics(ctx context.Context) (topics []content.Topic, err error) {
	err = s.db.Each(ctx, func(rows *sql.Rows) error {
		var body []byte
		var t content.Topic
		if err := rows.Scan(&body); err != nil {
			return err
		}
		if err := json.Unmarshal(body, &t); err != nil {
			return err
		}
		topics = append(topics, t)
		return nil
	}, `SELECT body FROM topics ORDER BY position`)
	return topics, err
}

// optionalFiles are those of [content.OptionalPaths] that were imported.
func (s *Store) optionalFiles(ctx context.Context) (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, path := range content.OptionalPaths {
		var body []byte
		err := s.db.QueryRow(ctx, `SELECT body FROM library_files WHERE path = $1`, path).Scan(&body)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, err
		}
		files[path] = body
	}
	return files, nil
}

const entryColumns = `source, revision, changed_at`

func (s *Store) entries(ctx context.Context) (entries []*Entry, err error) {
	err = s.db.Each(ctx, func(rows *sql.Rows) error {
		e, err := scanEntry(rows)
		entries = append(entries, e)
		return err
	}, `SELECT `+entryColumns+` FROM entries ORDER BY topic, id`)
	return entries, err
}

// scanner is a row, alone or of several.
type scanner interface{ Scan(...any) error }

func scanEntry(row scanner) (*Entry, error) {
	e := &Entry{}
	var changed int64
	if err := row.Scan(&e.Source, &e.Revision, &changed); err != nil {
		return nil, err
	}
	parsed, err := content.ParseEntry([]byte(e.Source))
	if err != nil {
		return nil, err
	}
	e.Entry, e.ChangedAt = *parsed, db.Time(changed)
	return e, nil
}

// Entry reads one entry as it is now, or returns [ErrNotFound].
func (s *Store) Entry(ctx context.Context, id string) (*Entry, error) {
	e, err := scanEntry(s.db.QueryRow(ctx, `SELECT `+entryColumns+` FROM entries WHERE id = $1`, id))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("read the entry %s: %w", id, err)
	}
	return e, nil
}

func (s *Store) guides(ctx context.Context) (guides []*Guide, err error) {
	byID := map[string]*Guide{}
	err = s.db.Each(ctx, func(rows *sql.Rows) error {
		g, err := scanGuide(rows)
		if err == nil {
			guides, byID[g.ID] = append(guides, g), g
		}
		return err
	}, `SELECT meta, checksum, pages, warnings FROM guides ORDER BY id`)
	if err != nil {
		return nil, err
	}
	return guides, s.db.Each(ctx, func(rows *sql.Rows) error {
		var id string
		var p pdf.Passage
		if err := rows.Scan(&id, &p.Page, &p.Section, &p.Text); err != nil {
			return err
		}
		byID[id].Passages = append(byID[id].Passages, p)
		return nil
	}, `SELECT guide_id, page, section, text FROM passages ORDER BY guide_id, n`)
}

func scanGuide(row scanner) (*Guide, error) {
	g := &Guide{}
	var meta, warnings []byte
	if err := row.Scan(&meta, &g.Checksum, &g.Pages, &warnings); err != nil {
		return nil, err
	}
	parsed, err := content.ParseGuide(meta)
	if err != nil {
		return nil, err
	}
	g.Guide = *parsed
	return g, json.Unmarshal(warnings, &g.Warnings)
}

// PDF reads a guide's file, or returns [ErrNotFound].
func (s *Store) PDF(ctx context.Context, id string) ([]byte, error) {
	var body []byte
	err := s.db.QueryRow(ctx, `SELECT pdf FROM guides WHERE id = $1`, id).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("read the file of %s: %w", id, err)
	}
	return body, nil
}

// Page reads the lines of a guide's page, or returns [ErrNotFound].
func (s *Store) Page(ctx context.Context, id string, page int) (*pdf.Page, error) {
	var body []byte
	err := s.db.QueryRow(ctx, `SELECT body FROM guide_pages WHERE guide_id = $1 AND page = $2`, id, page).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrNotFound
	}
	p := &pdf.Page{}
	if err == nil {
		err = json.Unmarshal(body, p)
	}
	if err != nil {
		return nil, fmt.Errorf("read page %d of %s: %w", page, id, err)
	}
	return p, nil
}

// changed tells every node that the library has a new version.
func changed(tx *db.Tx) error {
	_, err := tx.Next(libraryCounter)
	return err
}

func passageID(guide string, n int) string { return guide + passageMark + strconv.Itoa(n) }
