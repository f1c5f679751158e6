package faq

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"sync"

	"sportello/content"
	"sportello/content/db"
	"sportello/content/pdf"
)

// libraryCounter grows with every change of what is published.
const libraryCounter = "library"

// Store is the library in the database.
type Store struct {
	// OwnURL is where students reach our pages, without a slash at the end; links there are
	// checked. Empty, they are as any other. It is set before the store is used.
	OwnURL string
	// Tell, where set, is called after each commit of something that every node should
	// look at without delay. It must not block. It is set before the store is used.
	Tell func(Signal)

	db       *db.DB
	drawing  chan struct{} // holds who draws a picture anew: each may take as much memory as the rest
	schedule chan struct{} // something was put on the schedule, or taken off

	mu   sync.Mutex
	last *Base // as loaded last; what has not changed since is not read again
}

// Signal names what the nodes should look at.
type Signal string

// The signals.
const (
	LibraryChanged  Signal = "library"  // something was published, changed or taken out
	ScheduleChanged Signal = "schedule" // something was put on the schedule, or taken off
)

// NewStore keeps the library in d.
func NewStore(d *db.DB) *Store {
	return &Store{db: d, drawing: make(chan struct{}, 1), schedule: make(chan struct{}, 1)}
}

// Version grows with every change of the library.
func (s *Store) Version(ctx context.Context) (int64, error) {
	return s.db.Counter(ctx, libraryCounter)
}

const entryColumns = `source, revision, changed_at`

// scanner is a row, alone or of several.
type scanner interface{ Scan(...any) error }

func scanEntry(row scanner) (*Entry, error) {
	var source string
	var revision, changed int64
	if err := row.Scan(&source, &revision, &changed); err != nil {
		return nil, err
	}
	parsed, err := content.ParseEntry([]byte(source))
	if err != nil {
		return nil, err
	}
	e := newEntry(parsed)
	e.Source, e.Revision, e.ChangedAt = source, revision, db.Time(changed)
	return e, nil
}

func newEntry(parsed *content.Entry) *Entry {
	e := &Entry{Entry: *parsed}
	e.html = sync.OnceValue(func() string { return content.HTML(e.Body, nil) })
	e.plain = sync.OnceValue(func() string { return content.Plain(e.Body) })
	e.anchors = sync.OnceValue(func() []content.Anchor { return content.Anchors(&e.Entry, []byte(e.Source)) })
	return e
}

// showing is the entry with the pictures that its answer shows.
func (e *Entry) showing(pictures content.Pictures) *Entry {
	if !content.CitesPictures(e.Body) {
		return e
	}
	after := *e
	after.html = sync.OnceValue(func() string { return content.HTML(after.Body, pictures) })
	return &after
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

// Page reads the lines of a guide's page, or returns [ErrNotFound].
func (s *Store) Page(ctx context.Context, id string, page int) (*pdf.Page, error) {
	return s.page(ctx, page, `SELECT p.body FROM guides g JOIN guide_file_pages p ON p.file_id = g.file_id
		WHERE g.id = $1 AND p.page = $2`, id)
}

func (s *Store) page(ctx context.Context, page int, query, of string) (*pdf.Page, error) {
	var body []byte
	err := s.db.QueryRow(ctx, query, of, page).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrNotFound
	}
	p := &pdf.Page{}
	if err == nil {
		err = json.Unmarshal(body, p)
	}
	if err != nil {
		return nil, fmt.Errorf("read page %d of %s: %w", page, of, err)
	}
	return p, nil
}

// publish is a transaction that changes what is published: after its commit the nodes
// are told to look.
func (s *Store) publish(ctx context.Context, fn func(*db.Tx) error) error {
	err := s.db.Tx(ctx, fn)
	if err == nil {
		s.tell(LibraryChanged)
	}
	return err
}

func (s *Store) tell(what Signal) {
	if s.Tell != nil {
		s.Tell(what)
	}
}

// changed gives the library a new version, which the nodes find when they look.
func changed(tx *db.Tx) error {
	_, err := tx.Next(libraryCounter)
	return err
}

func passageID(guide string, n int) string { return guide + passageMark + strconv.Itoa(n) }
