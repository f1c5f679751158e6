package faq

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"sportello/content/db"
	"sportello/faq/rational"
)

// MaxReason is the most characters of the reason for which something is set aside.
const MaxReason = 500

// ErrReason says that such a reason is missing or too long.
var ErrReason = errors.New("a reason of at most 500 characters is wanted")

// Dismissal is an editor's word that a pair is right as it is.
type Dismissal struct {
	Reason, Author string
	At             time.Time

	checksum string // of the words it was said of
}

type pairID struct {
	kind rational.Kind
	a, b string
}

func keyOfPair(kind rational.Kind, a, b string) pairID { return pairID{kind, min(a, b), max(a, b)} }

// DismissPair keeps an editor's word that two entries are right as they are, until either
// changes. The error is ErrReason, or ErrNotFound if an entry is gone.
func (s *Store) DismissPair(ctx context.Context, kind rational.Kind, a, b, reason, author string) error {
	reason = strings.TrimSpace(reason)
	if n := utf8.RuneCountInString(reason); n == 0 || n > MaxReason || !utf8.ValidString(reason) {
		return ErrReason
	}
	first, err := s.Entry(ctx, a)
	if err != nil {
		return err
	}
	second, err := s.Entry(ctx, b)
	if err != nil {
		return err
	}
	k := keyOfPair(kind, a, b)
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO dismissed_pairs (kind, a, b, checksum, reason, author, created_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7)
			ON CONFLICT (kind, a, b) DO UPDATE SET checksum = excluded.checksum, reason = excluded.reason,
				author = excluded.author, created_at = excluded.created_at`,
			string(kind), k.a, k.b, checksumOf(first, second), reason, author, db.Millis(tx.Now))
		return err
	})
}

// RestorePair takes the word back; of a pair that was not dismissed, that is no error.
func (s *Store) RestorePair(ctx context.Context, kind rational.Kind, a, b string) error {
	k := keyOfPair(kind, a, b)
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`DELETE FROM dismissed_pairs WHERE kind = $1 AND a = $2 AND b = $3`, string(kind), k.a, k.b)
		return err
	})
}

// dismissals are all there are, those too that hold no longer.
func (s *Store) dismissals(ctx context.Context) (map[pairID]Dismissal, error) {
	out := map[pairID]Dismissal{}
	err := s.db.Each(ctx, func(rows *sql.Rows) error {
		var k pairID
		var d Dismissal
		var at int64
		if err := rows.Scan(&k.kind, &k.a, &k.b, &d.checksum, &d.Reason, &d.Author, &at); err != nil {
			return err
		}
		d.At = db.Time(at)
		out[k] = d
		return nil
	}, `SELECT kind, a, b, checksum, reason, author, created_at FROM dismissed_pairs`)
	if err != nil {
		return nil, fmt.Errorf("list the dismissed pairs: %w", err)
	}
	return out, nil
}
