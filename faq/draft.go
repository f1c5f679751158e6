package faq

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"sportello/content"
	"sportello/content/db"
)

// DraftState is how far a draft has come.
type DraftState string

// The states of a draft.
const (
	DraftWriting DraftState = "draft"
	DraftReview  DraftState = "review" // somebody asks a reviewer to publish it
)

// Failure is why a draft was not published when its time came.
type Failure string

// The failures.
const (
	FailedNone     Failure = ""
	FailedProblems Failure = "problems" // the text breaks a rule in the library as it was then
	FailedStale    Failure = "stale"    // the entry had been changed since the draft was begun
)

// Draft is the text of an entry that students do not see yet. There is at most one of an
// entry, for all who write.
type Draft struct {
	ID        string // of the entry
	Topic     string // empty where the source can't be read, as the next two
	Lang      string
	Question  string
	Source    string // the file, with whatever is wrong in it
	Base      int64  // the revision of the entry it was begun from; 0: there was none
	Revision  int64  // grows with every change; one that was discarded is never met again
	State     DraftState
	Author    string // who changed it last
	ChangedAt time.Time
	PublishAt time.Time // zero: not by itself
	Approved  string    // who put it on the schedule
	Note      string    // for the colleagues, at most MaxNote characters
	Failure   Failure
	Replaces  []Replaced // entries that go when it is published
	Together  string     // the entry whose draft is published with it, or could not be; empty: alone

	cited map[string]int64 // since when it has each address, in milliseconds
}

// MaxNote bounds a note for the colleagues, in characters.
const MaxNote = 2000

// draftCounter gives the drafts their revisions, and tells that there are new ones.
const draftCounter = "drafts"

const draftColumns = `id, topic, lang, question, source, base, revision, state, author, changed_at, publish_at, approved, note, failure, replaces, cited, together`

func scanDraft(row scanner) (*Draft, error) {
	d := &Draft{}
	var changedAt, publishAt int64
	var replaces, cited []byte
	err := row.Scan(&d.ID, &d.Topic, &d.Lang, &d.Question, &d.Source, &d.Base, &d.Revision, &d.State, &d.Author, &changedAt,
		&publishAt, &d.Approved, &d.Note, &d.Failure, &replaces, &cited, &d.Together)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrNotFound
	}
	if err == nil {
		err = errors.Join(json.Unmarshal(replaces, &d.Replaces), json.Unmarshal(cited, &d.cited))
	}
	d.ChangedAt, d.PublishAt = db.Time(changedAt), db.Time(publishAt)
	return d, err
}

// Draft reads the draft of an entry, or returns [ErrNotFound].
func (s *Store) Draft(ctx context.Context, id string) (*Draft, error) {
	d, err := scanDraft(s.db.QueryRow(ctx, `SELECT `+draftColumns+` FROM drafts WHERE id = $1`, id))
	if err != nil && !errors.Is(err, ErrNotFound) {
		err = fmt.Errorf("read the draft of %s: %w", id, err)
	}
	return d, err
}

// DraftChange is what an editor saves.
type DraftChange struct {
	ID       string
	Source   string
	Base     int64 // the revision of the entry that the text goes back to
	Revision int64 // of the draft that was read; 0: there was none
	Author   string

	// Replaces are the entries that go when the text is published; nil leaves those of the
	// draft that was read.
	Replaces []Replaced
}

// SaveDraft keeps a text that students do not see. The text may break rules, but for its
// size and its id. It returns [ErrStale] when the draft is not the one that was read, or
// is gone, [ErrScheduled] when it waits for its time, and [ErrInvalid].
func (s *Store) SaveDraft(ctx context.Context, c DraftChange) (*Draft, error) {
	d := &Draft{ID: c.ID, Source: c.Source, Base: c.Base, Author: c.Author}
	if err := errors.Join(d.read(), checkReplaced(c.ID, c.Replaces)); err != nil {
		return nil, err
	}
	err := s.db.Tx(ctx, func(tx *db.Tx) error {
		if err := d.follow(tx, c); err != nil {
			return err
		}
		return d.put(tx)
	})
	if db.IsUnique(err) { // two began one at once
		err = ErrStale
	}
	if err != nil {
		return nil, fmt.Errorf("save the draft of %s: %w", c.ID, err)
	}
	return d, nil
}

// follow makes the draft the next of the one that was read.
func (d *Draft) follow(tx *db.Tx, c DraftChange) error {
	d.State, d.Note, d.Failure, d.Together, d.Replaces = DraftWriting, "", FailedNone, "", c.Replaces // it may be the second time
	old, err := currentDraft(tx, c.ID, c.Revision)
	if err != nil {
		return err
	}
	if old != nil {
		if !old.PublishAt.IsZero() {
			return ErrScheduled
		}
		d.State, d.Note, d.Failure, d.Together = old.State, old.Note, old.Failure, old.Together
		if c.Replaces == nil {
			d.Replaces = old.Replaces
		}
	}
	return nil
}

// read takes from the source what lists show.
func (d *Draft) read() error {
	switch {
	case !content.ValidID(d.ID):
		return fmt.Errorf("%w: the id", ErrInvalid)
	case len(d.Source) > content.MaxEntryBytes:
		return fmt.Errorf("%w: the text has more than %d bytes", ErrInvalid, content.MaxEntryBytes)
	case !utf8.ValidString(d.Source):
		return fmt.Errorf("%w: the text is not UTF-8", ErrInvalid)
	}
	d.Topic, d.Lang, d.Question = "", "", ""
	if e, err := content.ParseEntry([]byte(d.Source)); err == nil {
		d.Topic, d.Lang, d.Question = e.Topic, e.Lang, e.Question
	}
	return nil
}

// currentDraft locks and reads the draft that an editor has read; nil if there was none.
// Taking a number first keeps all who change drafts apart, on every node.
func currentDraft(tx *db.Tx, id string, revision int64) (*Draft, error) {
	if _, err := tx.Next(draftCounter); err != nil {
		return nil, err
	}
	d, err := scanDraft(tx.QueryRow(`SELECT `+draftColumns+` FROM drafts WHERE id = $1`, id))
	if errors.Is(err, ErrNotFound) {
		d, err = nil, nil
	}
	if err != nil {
		return nil, err
	}
	if d == nil && revision != 0 || d != nil && d.Revision != revision {
		return nil, ErrStale
	}
	return d, nil
}

// put writes the draft with a revision of its own.
func (d *Draft) put(tx *db.Tx) (err error) {
	if d.Revision, err = tx.Next(draftCounter); err != nil {
		return err
	}
	d.ChangedAt = db.Time(db.Millis(tx.Now))
	if err := d.cite(tx); err != nil {
		return err
	}
	replaces, err := json.Marshal(append([]Replaced{}, d.Replaces...))
	if err != nil {
		return err
	}
	cited, err := json.Marshal(d.cited)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO drafts (`+draftColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
		ON CONFLICT (id) DO UPDATE SET topic = excluded.topic, lang = excluded.lang, question = excluded.question, source = excluded.source,
			base = excluded.base, revision = excluded.revision, state = excluded.state, author = excluded.author,
			changed_at = excluded.changed_at, publish_at = excluded.publish_at, approved = excluded.approved, note = excluded.note,
			failure = excluded.failure, replaces = excluded.replaces, cited = excluded.cited, together = excluded.together`,
		d.ID, d.Topic, d.Lang, d.Question, d.Source, d.Base, d.Revision, string(d.State), d.Author, db.Millis(d.ChangedAt),
		db.Millis(d.PublishAt), d.Approved, d.Note, string(d.Failure), string(replaces), string(cited), d.Together)
	return err
}

// AskReview puts a draft before the reviewers, with a note, or takes it back to writing.
func (s *Store) AskReview(ctx context.Context, id string, revision int64, state DraftState, note, author string) (*Draft, error) {
	if state != DraftWriting && state != DraftReview {
		return nil, fmt.Errorf("%w: no such state", ErrInvalid)
	}
	if err := checkNote(note); err != nil {
		return nil, err
	}
	drafts, err := s.changeDrafts(ctx, []DraftRef{{id, revision}}, func(d *Draft) error {
		if !d.PublishAt.IsZero() {
			return ErrScheduled
		}
		d.State, d.Note, d.Author, d.Failure, d.Together = state, note, author, FailedNone, ""
		return nil
	})
	if err != nil {
		return nil, err
	}
	return drafts[0], nil
}

func checkNote(note string) error {
	if utf8.RuneCountInString(note) > MaxNote {
		return fmt.Errorf("%w: the note has more than %d characters", ErrInvalid, MaxNote)
	}
	return nil
}

// DiscardDraft throws a draft away and returns it: to save it again undoes that.
func (s *Store) DiscardDraft(ctx context.Context, id string, revision int64) (d *Draft, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		if d, err = currentDraft(tx, id, revision); err != nil {
			return err
		}
		if d == nil {
			return ErrNotFound
		}
		return removeDraft(tx, id)
	})
	if err != nil {
		return nil, fmt.Errorf("discard the draft of %s: %w", id, err)
	}
	return d, nil
}

func removeDraft(tx *db.Tx, id string) error {
	_, err := tx.Exec(`DELETE FROM drafts WHERE id = $1`, id)
	return err
}
