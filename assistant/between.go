package assistant

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"sportello/content/db"
	"sportello/faq/rational"
)

// Which questions fell between two entries.
const (
	betweenMargin = 0.10                 // of confidence between the first two
	betweenLeast  = 0.15                 // of the second; below, neither was meant
	betweenAge    = 180 * 24 * time.Hour // older ones asked another library
	betweenRead   = 20000                // turns at most, the newest
)

// Between are the questions of the last months whose first two candidates were entries
// that were nearly as likely, the newest first.
func (a *Assistant) Between(ctx context.Context) (asked []rational.Asked, err error) {
	err = a.db.Each(ctx, func(rows *sql.Rows) error {
		var text string
		var kept []byte
		if err := rows.Scan(&text, &kept); err != nil {
			return err
		}
		var candidates []Candidate
		if err := json.Unmarshal(kept, &candidates); err != nil {
			return err
		}
		if first, second, ok := firstTwo(candidates); ok {
			asked = append(asked, rational.Asked{Text: text, First: first, Second: second})
		}
		return nil
	}, `SELECT text, candidates FROM turns WHERE created_at >= $1 AND follows = 0 ORDER BY created_at DESC, conversation_id, n LIMIT $2`,
		db.Millis(a.db.Now().Add(-betweenAge)), betweenRead)
	if err != nil {
		return nil, fmt.Errorf("read what was asked: %w", err)
	}
	return asked, nil
}

// firstTwo are the first two candidates, if both are entries and nearly as likely.
func firstTwo(candidates []Candidate) (first, second string, ok bool) {
	if len(candidates) < 2 {
		return "", "", false
	}
	a, b := candidates[0], candidates[1]
	ok = a.Type == "entry" && b.Type == "entry" && b.Confidence >= betweenLeast && a.Confidence-b.Confidence <= betweenMargin
	return a.ID, b.ID, ok
}
