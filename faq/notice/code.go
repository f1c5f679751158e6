package notice

import (
	"context"
	"crypto/subtle"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"sportello/content/db"
)

// A code holds for CodeWithin, and for codeTries guesses: with three codes a day, who
// guesses has fifteen chances in a million.
const (
	CodeWithin = 30 * time.Minute
	codeTries  = 5
)

// ConfirmByCode takes up what was asked for last with a number, by the code that was sent
// to it. It returns the language of the wish, or [ErrCode]: also for a number that nobody
// asked with, since who guesses learns nothing about others.
func (s *Notices) ConfirmByCode(ctx context.Context, written, code string) (lang string, err error) {
	err = s.byCode(ctx, written, code, func(tx *db.Tx, id string) error {
		if err := tx.QueryRow(`SELECT wanted_lang FROM subscribers WHERE id = $1`, id).Scan(&lang); err != nil {
			return err
		}
		_, err := tx.Exec(`UPDATE subscribers SET state = $2, lang = wanted_lang, topics = wanted_topics WHERE id = $1`, id, confirmed)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("confirm a number: %w", err)
	}
	return lang, nil
}

// LeaveByCode forgets a number, by the code that was sent to it. It returns [ErrCode].
func (s *Notices) LeaveByCode(ctx context.Context, written, code string) error {
	if err := s.byCode(ctx, written, code, forget); err != nil {
		return fmt.Errorf("end the subscription of a number: %w", err)
	}
	return nil
}

// byCode does something to the subscriber of a number where the code is right, and counts
// the guess where it is not.
func (s *Notices) byCode(ctx context.Context, written, code string, do func(tx *db.Tx, id string) error) error {
	to, err := s.Texting.cleanNumber(written)
	if err != nil {
		return ErrCode
	}
	key, err := s.linkKey(ctx) // now: a transaction must not wait for another
	if err != nil {
		return err
	}
	code = strings.Join(strings.Fields(code), "")
	right := false
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		right = false
		var id string
		var at, tries int64
		err := tx.QueryRow(`SELECT id, asked_at, code_tries FROM subscribers WHERE address = $1 AND channel = $2`, to, BySMS).Scan(&id, &at, &tries)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil || tries >= codeTries || tx.Now.Sub(db.Time(at)) > CodeWithin {
			return err
		}
		if right = subtle.ConstantTimeCompare([]byte(code), []byte(codeOf(key, id, at))) == 1; right {
			return do(tx, id)
		}
		_, err = tx.Exec(`UPDATE subscribers SET code_tries = code_tries + 1 WHERE id = $1`, id)
		return err
	})
	if err == nil && !right {
		err = ErrCode
	}
	return err
}

// stops are the words by which people end what they get by SMS.
var stops = []string{"stop", "ferma", "basta", "cancella", "cancellami", "disiscrivi", "fine", "end", "quit", "unsubscribe"}

// Answered takes what came back by SMS from a number: a word that ends the subscription
// does so, anything else is for nobody. It reports whether it ended.
func (s *Notices) Answered(ctx context.Context, from, text string) (left bool, err error) {
	to, err := s.Texting.cleanNumber(from)
	word := strings.ToLower(strings.Trim(text, " .!\r\n\t\""))
	if err != nil || !slices.Contains(stops, word) {
		return false, nil //nolint:nilerr // whose number it is, is nobody's fault
	}
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		left = false
		var id string
		err := tx.QueryRow(`SELECT id FROM subscribers WHERE address = $1 AND channel = $2`, to, BySMS).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		left = true
		return forget(tx, id)
	})
	if err != nil {
		return false, fmt.Errorf("end the subscription of a number: %w", err)
	}
	return left, nil
}
