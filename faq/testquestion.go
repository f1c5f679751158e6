package faq

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"sportello/content"
	"sportello/content/db"
)

// The bounds of the test questions.
const (
	MaxTests    = 1000
	MaxTestText = 300 // characters
)

// TestQuestion is a question of which the editors have said what should answer it.
type TestQuestion struct {
	ID        string
	Text      string
	Lang      string
	Entry     string // id; empty: nothing should answer it
	Revision  int64  // from 1
	ChangedAt time.Time
	ChangedBy string
}

const testColumns = `id, text, lang, entry_id, revision, changed_at, changed_by`

func scanTest(row scanner) (q TestQuestion, err error) {
	var changed int64
	err = row.Scan(&q.ID, &q.Text, &q.Lang, &q.Entry, &q.Revision, &changed, &q.ChangedBy)
	q.ChangedAt = db.Time(changed)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	return q, err
}

// Tests lists the test questions in the order in which they were added.
func (s *Store) Tests(ctx context.Context) (list []TestQuestion, err error) {
	err = s.db.Each(ctx, func(rows *sql.Rows) error {
		q, err := scanTest(rows)
		list = append(list, q)
		return err
	}, `SELECT `+testColumns+` FROM test_questions ORDER BY id LIMIT $1`, MaxTests)
	if err != nil {
		return nil, fmt.Errorf("list the test questions: %w", err)
	}
	return list, nil
}

// SaveTest adds a question without an id, and changes that of the id if it still is the
// revision that was read. It returns [ErrInvalid], [ErrStale], [ErrNotFound] or
// [ErrTooMany].
func (s *Store) SaveTest(ctx context.Context, q TestQuestion) (TestQuestion, error) {
	q.Text = strings.Join(strings.Fields(q.Text), " ")
	if err := q.check(); err != nil {
		return q, err
	}
	given := q
	err := s.db.Tx(ctx, func(tx *db.Tx) error {
		q = given // it may be the second time
		q.ChangedAt = db.Time(db.Millis(tx.Now))
		if q.ID == "" {
			return q.add(tx)
		}
		return q.change(tx)
	})
	if err != nil {
		return q, fmt.Errorf("save a test question: %w", err)
	}
	return q, nil
}

func (q *TestQuestion) check() error {
	n := utf8.RuneCountInString(q.Text)
	if n == 0 || n > MaxTestText || !utf8.ValidString(q.Text) || strings.Contains(q.Text, "\x00") {
		return fmt.Errorf("%w: a question has 1 to %d characters", ErrInvalid, MaxTestText)
	}
	if q.Lang != content.Languages[0] && q.Lang != content.Languages[1] {
		return fmt.Errorf("%w: the language", ErrInvalid)
	}
	if q.Entry != "" && !content.ValidID(q.Entry) {
		return fmt.Errorf("%w: the entry", ErrInvalid)
	}
	return nil
}

func (q *TestQuestion) add(tx *db.Tx) error {
	var n int
	if err := tx.QueryRow(`SELECT COUNT(*) FROM test_questions`).Scan(&n); err != nil {
		return err
	}
	if n >= MaxTests {
		return ErrTooMany
	}
	id, err := uuid.NewV7()
	if err != nil {
		return err
	}
	q.ID, q.Revision = id.String(), 1
	_, err = tx.Exec(`INSERT INTO test_questions (`+testColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		q.ID, q.Text, q.Lang, q.Entry, q.Revision, db.Millis(q.ChangedAt), q.ChangedBy)
	return err
}

func (q *TestQuestion) change(tx *db.Tx) error {
	n, err := tx.Exec(`UPDATE test_questions SET text = $1, lang = $2, entry_id = $3, revision = revision + 1, changed_at = $4, changed_by = $5
		WHERE id = $6 AND revision = $7`, q.Text, q.Lang, q.Entry, db.Millis(q.ChangedAt), q.ChangedBy, q.ID, q.Revision)
	if err == nil && n == 0 {
		return testGone(tx, q.ID)
	}
	q.Revision++
	return err
}

// testGone says why a question was not changed.
func testGone(tx *db.Tx, id string) error {
	if _, err := scanTest(tx.QueryRow(`SELECT `+testColumns+` FROM test_questions WHERE id = $1`, id)); err != nil {
		return err
	}
	return ErrStale
}

// RemoveTest takes a question away, if it still is the revision that was read. It returns
// [ErrStale] or [ErrNotFound].
func (s *Store) RemoveTest(ctx context.Context, id string, revision int64) error {
	err := s.db.Tx(ctx, func(tx *db.Tx) error {
		n, err := tx.Exec(`DELETE FROM test_questions WHERE id = $1 AND revision = $2`, id, revision)
		if err == nil && n == 0 {
			return testGone(tx, id)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("remove a test question: %w", err)
	}
	return nil
}
