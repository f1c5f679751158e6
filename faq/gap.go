package faq

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"sportello/content"
	"sportello/content/db"
	"sportello/content/intake"
)

// GapDecisionKind is what an editor did about a gap.
type GapDecisionKind string

// What an editor does about a gap.
const (
	GapDismissed GapDecisionKind = "dismissed" // nothing is to be written
	GapDrafted   GapDecisionKind = "draft"     // a new entry was begun
	GapWorded    GapDecisionKind = "wording"   // an entry's draft got its wordings
)

// GapDecision is an editor's word about a gap: questions of one meaning that nothing
// answers. It knows them by keys, and none of their words, so that nothing of a
// conversation stays here that is erased there.
type GapDecision struct {
	ID       string
	Kind     GapDecisionKind
	Keys     []string // of its questions, at most MaxGapKeys
	Students int      // who had asked one of them until then
	EntryID  string   // of GapDrafted and GapWorded
	Reason   string   // of GapDismissed, may be empty; at most MaxReason characters
	Author   string
	At       time.Time
}

const (
	// MaxGapKeys bounds the questions by which a gap is known again.
	MaxGapKeys = 500
	// GapDecisionsFor is how long decisions are kept.
	GapDecisionsFor = 2 * 365 * 24 * time.Hour
)

// The least by which a gap must have grown to be shown again: as many students as this,
// and as half of those who had asked before.
const gapGrows = 3

// ReturnsAfter is how many students must ask after a decision for the gap to be shown again.
func (d *GapDecision) ReturnsAfter() int { return max(gapGrows, (d.Students+1)/2) }

// DecideGap keeps a decision and returns it with its id. The error is ErrReason, or
// ErrInvalid without a question.
func (s *Store) DecideGap(ctx context.Context, d GapDecision) (GapDecision, error) {
	d.Reason = strings.TrimSpace(d.Reason)
	if utf8.RuneCountInString(d.Reason) > MaxReason || !utf8.ValidString(d.Reason) {
		return d, ErrReason
	}
	if len(d.Keys) == 0 {
		return d, fmt.Errorf("%w: a decision is about questions", ErrInvalid)
	}
	d.Keys = d.Keys[:min(len(d.Keys), MaxGapKeys)]
	keys, err := json.Marshal(d.Keys)
	if err != nil {
		return d, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return d, err
	}
	d.ID = id.String()
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		d.At = db.Time(db.Millis(tx.Now))
		if _, err := tx.Exec(`DELETE FROM gap_decisions WHERE created_at < $1`, db.Millis(tx.Now.Add(-GapDecisionsFor))); err != nil {
			return err
		}
		_, err := tx.Exec(`INSERT INTO gap_decisions (id, kind, questions, students, entry_id, reason, author, created_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			d.ID, string(d.Kind), string(keys), d.Students, d.EntryID, d.Reason, d.Author, db.Millis(tx.Now))
		return err
	})
	if err != nil {
		return d, fmt.Errorf("keep what was decided about a gap: %w", err)
	}
	return d, nil
}

// UndoGap takes a decision back; of one that is not there, that is no error.
func (s *Store) UndoGap(ctx context.Context, id string) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`DELETE FROM gap_decisions WHERE id = $1`, id)
		return err
	})
}

// GapDecisions lists all that are kept, the latest first.
func (s *Store) GapDecisions(ctx context.Context) (list []GapDecision, err error) {
	err = s.db.Each(ctx, func(rows *sql.Rows) error {
		var d GapDecision
		var keys []byte
		var at int64
		err := rows.Scan(&d.ID, &d.Kind, &keys, &d.Students, &d.EntryID, &d.Reason, &d.Author, &at)
		if err == nil {
			err = json.Unmarshal(keys, &d.Keys)
		}
		d.At = db.Time(at)
		list = append(list, d)
		return err
	}, `SELECT id, kind, questions, students, entry_id, reason, author, created_at FROM gap_decisions ORDER BY created_at DESC, id DESC`)
	if err != nil {
		return nil, fmt.Errorf("list what was decided about gaps: %w", err)
	}
	return list, nil
}

// Begun is what a new entry is begun with.
type Begun struct {
	Topic      string // of the library
	Lang       string
	Question   string
	Alternates []string // other wordings; those that are too long or the same are left out
	Answer     string   // plain text; may be empty, or have holes where something was masked
}

// Begin makes a draft of a new entry and returns its id. ErrInvalid for a question that is
// empty or too long, or a topic that is not there. Nothing is published.
func (s *Store) Begin(ctx context.Context, b Begun, author string) (string, error) {
	b.Question = strings.Join(strings.Fields(b.Question), " ")
	if n := utf8.RuneCountInString(b.Question); n == 0 || n > content.MaxQuestion {
		return "", fmt.Errorf("%w: the question has %d characters", ErrInvalid, n)
	}
	base, err := s.Load(ctx)
	if err != nil {
		return "", err
	}
	if _, known := base.Topic(b.Topic); !known {
		return "", fmt.Errorf("%w: there is no topic %q", ErrInvalid, b.Topic)
	}
	for range 3 { // another may take the id meanwhile
		known, err := s.Known(ctx)
		if err != nil {
			return "", err
		}
		p := intake.Begin(known, b.Lang, b.Question, b.Answer, slices.Clone(b.Alternates))
		p.Topic = b.Topic
		adopted, err := s.Adopt(ctx, []*intake.Proposal{p}, author)
		if err != nil {
			return "", err
		}
		if adopted[0].Made {
			return p.ID, nil
		}
	}
	return "", ErrStale
}
