package notice

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"sportello/content"
	"sportello/content/db"
)

// Limits of subscriptions.
const (
	// ConfirmWithin is how long the link of a request to confirm holds.
	ConfirmWithin = 48 * time.Hour
	// askAgainAfter and asksADay keep anybody from filling somebody else's mailbox or phone.
	askAgainAfter = 10 * time.Minute
	asksADay      = 3
	maxAsked      = 20_000  // not confirmed, at once
	maxCodes      = 1000    // SMS with codes in a day: each costs, whoever asks for it
	keepConfirms  = 7 * day // the letters that asked to confirm
	keepRefused   = 30 * day
)

const day = 24 * time.Hour

// The states of a subscriber.
const (
	asked     = "asked"
	confirmed = "confirmed"
	refused   = "refused" // by their mail server, for good
)

// Wish is what somebody asks for: notices by e-mail, or by SMS where Address is a
// telephone number.
type Wish struct {
	Address string
	Lang    string
	Topics  []string // none: all
}

// Channel is how the notices would reach whoever wishes.
func (w Wish) Channel() Channel { return channelOf(w.Address) }

// clean returns the wish as it is kept.
func (s *Notices) clean(w Wish) (_ Wish, err error) {
	if w.Channel() == ByMail {
		w.Address, err = cleanMail(w.Address)
	} else {
		w.Address, err = s.Texting.cleanNumber(w.Address)
	}
	if err != nil {
		return w, err
	}
	if !slices.Contains(content.Languages, w.Lang) {
		return w, fmt.Errorf("%w: language %q", ErrInvalid, w.Lang)
	}
	if w.Topics = tidy(w.Topics); len(w.Topics) > MaxTopics {
		return w, fmt.Errorf("%w: %d topics", ErrInvalid, len(w.Topics))
	}
	return w, nil
}

// Ask sends a request to confirm the wish to its address: a link, or a code by SMS. What it does and returns is the
// same whether the address is new, known, or was asked too often: who asks learns nothing
// about others. It returns [ErrAddress], [ErrInvalid] or [ErrCrowded].
func (s *Notices) Ask(ctx context.Context, w Wish) error {
	w, err := s.clean(w)
	if err != nil {
		return err
	}
	topics, err := json.Marshal(w.Topics)
	if err != nil {
		return err
	}
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		unknown, err := unknownTopics(tx, w.Topics)
		if err != nil {
			return err
		}
		if len(unknown) > 0 {
			return fmt.Errorf("%w: topic %q", ErrInvalid, unknown[0].What)
		}
		return ask(tx, w, string(topics))
	})
	if err != nil {
		return fmt.Errorf("ask for notices: %w", err)
	}
	return nil
}

func ask(tx *db.Tx, w Wish, topics string) error {
	if err := room(tx, w.Channel()); err != nil { // whoever asks: it must not tell who is known
		return err
	}
	var id string
	var asks, at int64
	err := tx.QueryRow(`SELECT id, asks, asked_at FROM subscribers WHERE address = $1`, w.Address).Scan(&id, &asks, &at)
	isNew := errors.Is(err, sql.ErrNoRows)
	if err != nil && !isNew {
		return err
	}
	if isNew {
		if id, err = newID(); err != nil {
			return err
		}
	}
	switch ago := tx.Now.Sub(db.Time(at)); {
	case ago >= day:
		asks = 0
	case ago < askAgainAfter, asks >= asksADay:
		return nil
	}
	_, err = tx.Exec(`INSERT INTO subscribers (id, address, channel, state, lang, topics, wanted_lang, wanted_topics, asks, asked_at, code_tries)
		VALUES ($1, $2, $8, $3, $4, $5, $4, $5, $6, $7, 0)
		ON CONFLICT (address) DO UPDATE SET wanted_lang = excluded.wanted_lang, wanted_topics = excluded.wanted_topics,
			asks = excluded.asks, asked_at = excluded.asked_at, code_tries = 0`,
		id, w.Address, asked, w.Lang, topics, asks+1, db.Millis(tx.Now), w.Channel())
	if err != nil {
		return err
	}
	return request(tx, id, w.Channel())
}

// room refuses everybody while too many have yet to confirm, or too many codes were sent.
func room(tx *db.Tx, by Channel) error {
	var n int
	err := tx.QueryRow(`SELECT COUNT(*) FROM subscribers WHERE state = $1`, asked).Scan(&n)
	if err != nil || n >= maxAsked {
		return errors.Join(err, ErrCrowded)
	}
	if by != BySMS {
		return nil
	}
	err = tx.QueryRow(`SELECT COALESCE(SUM(asks), 0) FROM subscribers WHERE channel = $1 AND asked_at > $2`,
		BySMS, db.Millis(tx.Now.Add(-day))).Scan(&n)
	if err == nil && n >= maxCodes {
		err = ErrCrowded
	}
	return err
}

func newID() (string, error) {
	id, err := uuid.NewV7()
	return id.String(), err
}

// request queues the request to confirm under a new id: it is another message.
func request(tx *db.Tx, subscriber string, by Channel) error {
	id, err := newID()
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO mails (id, notice_id, subscriber_id, channel, state, sender, due_at, tries, tried_at)
		VALUES ($1, '', $2, $4, 'waiting', '', $3, 0, 0)
		ON CONFLICT (notice_id, subscriber_id) DO UPDATE SET id = excluded.id, state = excluded.state, sender = '',
			due_at = excluded.due_at, tries = 0`, id, subscriber, db.Millis(tx.Now), by)
	return err
}

// Confirm takes up what the subscriber asked for last, by the link they were sent. Doing
// it twice is doing it once. It returns the language of the wish, or [ErrLink].
func (s *Notices) Confirm(ctx context.Context, id, token string) (lang string, err error) {
	if _, err := s.linkKey(ctx); err != nil { // now: a transaction must not wait for another
		return "", err
	}
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		var at int64
		err := tx.QueryRow(`SELECT asked_at, wanted_lang FROM subscribers WHERE id = $1`, id).Scan(&at, &lang)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrLink
		}
		if err != nil {
			return err
		}
		if ok, err := s.signed(ctx, token, toConfirm, id, at); err != nil || !ok || tx.Now.Sub(db.Time(at)) > ConfirmWithin {
			return errors.Join(ErrLink, err)
		}
		_, err = tx.Exec(`UPDATE subscribers SET state = $2, lang = wanted_lang, topics = wanted_topics WHERE id = $1`, id, confirmed)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("confirm a subscription: %w", err)
	}
	return lang, nil
}

// Leave forgets the subscriber and their address, by the link that every letter has. Who
// is gone already stays gone. It returns [ErrLink].
func (s *Notices) Leave(ctx context.Context, id, token string) error {
	if ok, err := s.signed(ctx, token, toLeave, id); err != nil || !ok {
		return errors.Join(ErrLink, err)
	}
	if err := s.db.Tx(ctx, func(tx *db.Tx) error { return forget(tx, id) }); err != nil {
		return fmt.Errorf("end a subscription: %w", err)
	}
	return nil
}

// forget removes a subscriber, with what has not been sent to them yet.
func forget(tx *db.Tx, id string) error {
	if _, err := tx.Exec(`DELETE FROM subscribers WHERE id = $1`, id); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM mails WHERE subscriber_id = $1 AND (state IN ('waiting', 'claimed') OR notice_id = '')`, id)
	return err
}

// Subscribers counts those who have confirmed to be written to by a channel.
func (s *Notices) Subscribers(ctx context.Context, by Channel) (n int, err error) {
	err = s.db.QueryRow(ctx, `SELECT COUNT(*) FROM subscribers WHERE channel = $1 AND state = $2`, by, confirmed).Scan(&n)
	return n, err
}

// Clean forgets the addresses of those who did not confirm in time, and after a month of
// those whose mail server refused them for good.
func (s *Notices) Clean(ctx context.Context) error {
	err := s.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`DELETE FROM subscribers WHERE state = $1 AND asked_at < $2`, asked, db.Millis(tx.Now.Add(-ConfirmWithin)))
		if err != nil {
			return err
		}
		_, err = tx.Exec(`DELETE FROM subscribers WHERE state = $1 AND asked_at < $2`, refused, db.Millis(tx.Now.Add(-keepRefused)))
		if err != nil {
			return err
		}
		_, err = tx.Exec(`DELETE FROM mails WHERE notice_id = '' AND due_at < $1`, db.Millis(tx.Now.Add(-keepConfirms)))
		return err
	})
	if err != nil {
		return fmt.Errorf("clean the subscriptions: %w", err)
	}
	return nil
}
