package handoff

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"sportello/content/db"
)

// RateFor is how long after the end of a chat the student may rate it, and change their
// mind.
const RateFor = 7 * 24 * time.Hour

// MaxComment is how many characters the word beside a rating may have.
const MaxComment = 1000

// Rating is what a student thought of a chat: of the help they got, in the end. It
// belongs to the chat and its queue and not to the operator, and nothing here counts it
// by person: who takes the hard chats, or must say no for the office, gets the low
// ratings, so a ranking would punish the wrong people and teach them to avoid such chats.
type Rating struct {
	Stars     int    // 1 to 5
	Comment   string // may be empty
	CreatedAt time.Time
	ChangedAt time.Time
}

// Rate keeps what the student thinks of the conversation's chat, over what they thought
// before. ErrNotFound when there is no such chat of the conversation or it is still open, or nobody had it,
// ErrTooLate when it ended longer than [RateFor] ago, ErrInvalid for the stars, and those
// of a text.
func (d *Desk) Rate(ctx context.Context, conversationID, chatID string, stars int, comment string) (Rating, error) {
	if stars < 1 || stars > 5 {
		return Rating{}, fmt.Errorf("rate chat: %w: %d stars", ErrInvalid, stars)
	}
	comment, err := optionalText(comment)
	if err == nil && len([]rune(comment)) > MaxComment {
		err = ErrTooLong
	}
	if err != nil {
		return Rating{}, fmt.Errorf("rate chat: comment: %w", err)
	}
	err = d.db.Tx(ctx, func(tx *db.Tx) error {
		c, err := findChat(tx.QueryRow, chatID)
		switch {
		case err != nil:
			return err
		case c.ConversationID != conversationID || c.State != Closed || c.ClaimedAt.IsZero():
			return ErrNotFound
		case tx.Now.Sub(c.ClosedAt) > RateFor:
			return ErrTooLate
		}
		_, err = tx.Exec(`INSERT INTO ratings (chat_id, queue_id, stars, comment, created_at, changed_at)
			VALUES ($1, $2, $3, $4, $5, $5)
			ON CONFLICT (chat_id) DO UPDATE SET stars = excluded.stars, comment = excluded.comment, changed_at = excluded.changed_at`,
			chatID, c.QueueID, stars, comment, db.Millis(tx.Now))
		return err
	})
	if err != nil {
		return Rating{}, fmt.Errorf("rate chat: %w", err)
	}
	return d.Rating(ctx, chatID)
}

// Rating returns what the student thought of the chat. ErrNotFound.
func (d *Desk) Rating(ctx context.Context, chatID string) (r Rating, err error) {
	var created, changed int64
	err = d.db.QueryRow(ctx, `SELECT stars, comment, created_at, changed_at FROM ratings WHERE chat_id = $1`, chatID).
		Scan(&r.Stars, &r.Comment, &created, &changed)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return r, fmt.Errorf("rating of chat %q: %w", chatID, err)
	}
	r.CreatedAt, r.ChangedAt = db.Time(created), db.Time(changed)
	return r, nil
}

// Rateable reports whether the student may rate the chat now.
func (c Chat) Rateable(now time.Time) bool {
	return c.State == Closed && !c.ClaimedAt.IsZero() && now.Sub(c.ClosedAt) <= RateFor
}
