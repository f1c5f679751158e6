package notice

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"sportello/content/db"
	"sportello/faq/notice/post"
)

// How messages go out.
const (
	batch = 10 // messages that a node claims at once
	// lease is how long a node may take over them. After that another decides, see [Sender].
	lease    = 10 * time.Minute
	maxTries = 8
	fillStep = 200 // subscribers at once: nobody else writes meanwhile on SQLite
)

// mailQueue is the counter whose row lets one node after the other claim messages.
const mailQueue = "mails"

// backoff is how long a message waits after its nth failure that may pass: minutes at
// first, a day in all.
func backoff(tries int64) time.Duration {
	return min(time.Minute<<(2*(tries-1)), 8*time.Hour)
}

// mailed is a message to be written.
type mailed struct {
	id, subscriber, address, lang string
	askedAt                       int64
	notice                        *Notice // nil: to confirm
}

// fill queues the next few of the messages of a sending. It reports whether there is more.
func (s *Notices) fill(ctx context.Context, by Channel) (more bool, err error) {
	var id, from string
	var frozen []byte
	err = s.db.QueryRow(ctx, `SELECT notice_id, filled_to, notice FROM sendings WHERE filled = 0 AND channel = $1 AND state = $2
		ORDER BY started_at, notice_id LIMIT 1`, by, running).Scan(&id, &from, &frozen)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	var n Notice
	if err == nil {
		err = json.Unmarshal(frozen, &n)
	}
	if err != nil {
		return false, err
	}
	return true, s.db.Tx(ctx, func(tx *db.Tx) error { return fillFrom(tx, &n, by, from) })
}

// fillFrom queues messages to those after the subscriber from. Where another node was
// quicker it does nothing.
func fillFrom(tx *db.Tx, n *Notice, by Channel, from string) error {
	to, wanted, err := nextSubscribers(tx, n, by, from)
	if err != nil {
		return err
	}
	filled := 0
	if to == "" {
		to, filled = from, 1
	}
	moved, err := tx.Exec(`UPDATE sendings SET filled_to = $4, filled = $5
		WHERE notice_id = $1 AND channel = $2 AND filled_to = $3 AND filled = 0`, n.ID, by, from, to, filled)
	if err != nil || moved == 0 {
		return err
	}
	for _, subscriber := range wanted {
		id, err := newID()
		if err != nil {
			return err
		}
		_, err = tx.Exec(`INSERT INTO mails (id, notice_id, subscriber_id, channel, state, sender, due_at, tries, tried_at)
			VALUES ($1, $2, $3, $5, 'waiting', '', $4, 0, 0) ON CONFLICT (notice_id, subscriber_id) DO NOTHING`,
			id, n.ID, subscriber, db.Millis(tx.Now), by)
		if err != nil {
			return err
		}
	}
	return nil
}

// nextSubscribers returns those after from who want the notice, and the last who was
// looked at, "" where there was none.
func nextSubscribers(tx *db.Tx, n *Notice, by Channel, from string) (last string, wanted []string, err error) {
	rows, err := tx.Query(`SELECT id, topics FROM subscribers WHERE channel = $1 AND state = $2 AND id > $3 ORDER BY id LIMIT $4`,
		by, confirmed, from, fillStep)
	if err != nil {
		return "", nil, err
	}
	defer rows.Close() //nolint:errcheck // Err has its errors
	for rows.Next() {
		var raw []byte
		var topics []string
		if err := errors.Join(rows.Scan(&last, &raw), json.Unmarshal(raw, &topics)); err != nil {
			return "", nil, err
		}
		if n.wantedBy(topics) {
			wanted = append(wanted, last)
		}
	}
	return last, wanted, rows.Err()
}

// claim takes a few messages that are due, the requests to confirm first: at most so many
// that all nodes together try perMinute in a minute.
func (s *Notices) claim(ctx context.Context, by Channel, sender string, perMinute int) (claimed []mailed, err error) {
	var due int
	err = s.db.QueryRow(ctx, `SELECT 1 FROM mails WHERE channel = $3 AND state IN ('waiting', 'claimed', 'sending') AND due_at <= $1
		AND (state <> 'waiting' OR notice_id = '' OR notice_id IN (SELECT notice_id FROM sendings WHERE channel = $3 AND state = $2))
		LIMIT 1`, db.Millis(s.db.Now()), running, by).Scan(&due)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil // and nothing is written, once a second
	}
	if err != nil {
		return nil, err
	}
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		if _, err := tx.Next(mailQueue); err != nil {
			return err
		}
		if err := takeUp(tx, by); err != nil {
			return err
		}
		var tried int
		err := tx.QueryRow(`SELECT COUNT(*) FROM mails WHERE channel = $1 AND tried_at > $2`, by, db.Millis(tx.Now.Add(-time.Minute))).Scan(&tried)
		if err != nil {
			return err
		}
		claimed, err = claimIn(tx, by, sender, max(0, min(batch, perMinute-tried)))
		return err
	})
	return claimed, err
}

// takeUp decides on what a node left behind that died or hangs: what it had not begun to
// hand over waits again, what it had is unsure.
func takeUp(tx *db.Tx, by Channel) error {
	now := db.Millis(tx.Now)
	_, err := tx.Exec(`UPDATE mails SET state = 'unsure' WHERE channel = $1 AND state = 'sending' AND due_at <= $2`, by, now)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`UPDATE mails SET state = 'waiting' WHERE channel = $1 AND state = 'claimed' AND due_at <= $2`, by, now)
	return err
}

func claimIn(tx *db.Tx, by Channel, sender string, most int) (claimed []mailed, err error) {
	if claimed, err = dueIn(tx, by, most); err != nil {
		return nil, err
	}
	now := tx.Now
	for _, m := range claimed {
		_, err := tx.Exec(`UPDATE mails SET state = 'claimed', sender = $2, due_at = $3, tried_at = $4 WHERE id = $1`,
			m.id, sender, db.Millis(now.Add(lease)), db.Millis(now))
		if err != nil {
			return nil, err
		}
	}
	return claimed, nil
}

// dueIn reads the messages that may go out now.
func dueIn(tx *db.Tx, by Channel, most int) (due []mailed, err error) {
	rows, err := tx.Query(`SELECT m.id, s.id, s.address, CASE m.notice_id WHEN '' THEN s.wanted_lang ELSE s.lang END, s.asked_at,
			COALESCE(g.notice, 'null')
		FROM mails m JOIN subscribers s ON s.id = m.subscriber_id LEFT JOIN sendings g ON g.notice_id = m.notice_id AND g.channel = m.channel
		WHERE m.channel = $4 AND m.state = 'waiting' AND m.due_at <= $1 AND (m.notice_id = '' OR g.state = $2)
		ORDER BY CASE m.notice_id WHEN '' THEN 0 ELSE 1 END, m.due_at, m.id LIMIT $3`, db.Millis(tx.Now), running, most, by)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // Err has its errors
	for rows.Next() {
		var m mailed
		var frozen []byte
		if err := rows.Scan(&m.id, &m.subscriber, &m.address, &m.lang, &m.askedAt, &frozen); err != nil {
			return nil, err
		}
		if err := json.Unmarshal(frozen, &m.notice); err != nil {
			return nil, err
		}
		due = append(due, m)
	}
	return due, rows.Err()
}

// begin notes, before anything leaves, that a message is being handed
// over. False: it must not be, since it is no longer this node's, the subscriber has left,
// or the sending was stopped.
func (s *Notices) begin(ctx context.Context, sender, id string) (mine bool, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		n, err := tx.Exec(`UPDATE mails SET state = 'sending', tries = tries + 1, due_at = $3
			WHERE id = $1 AND sender = $2 AND state = 'claimed' AND due_at > $4
				AND (notice_id = '' OR EXISTS (SELECT 1 FROM sendings g WHERE g.notice_id = mails.notice_id AND g.channel = mails.channel AND g.state = $5))`,
			id, sender, db.Millis(tx.Now.Add(lease)), db.Millis(tx.Now), running)
		mine = n > 0
		return err
	})
	return mine, err
}

// giveBack lets go of messages that were claimed and not begun.
func (s *Notices) giveBack(ctx context.Context, sender string, after time.Duration) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE mails SET state = 'waiting', due_at = $2 WHERE sender = $1 AND state = 'claimed'`,
			sender, db.Millis(tx.Now.Add(after)))
		return err
	})
}

// finish notes what became of a message.
func (s *Notices) finish(ctx context.Context, m mailed, o post.Outcome) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		var tries int64
		err := tx.QueryRow(`SELECT tries FROM mails WHERE id = $1`, m.id).Scan(&tries)
		if errors.Is(err, sql.ErrNoRows) {
			return nil // its subscriber has left meanwhile, or asked anew
		}
		if err != nil {
			return err
		}
		now := tx.Now
		state, due := stateAfter(o, tries), now
		if state == "waiting" {
			due = now.Add(backoff(tries))
		}
		_, err = tx.Exec(`UPDATE mails SET state = $2, due_at = $3 WHERE id = $1 AND state = 'sending'`, m.id, state, db.Millis(due))
		if err != nil || o != post.Refused {
			return err
		}
		_, err = tx.Exec(`UPDATE subscribers SET state = $2, asked_at = $3 WHERE id = $1`, m.subscriber, refused, db.Millis(now))
		return err
	})
}

func stateAfter(o post.Outcome, tries int64) string {
	switch {
	case o == post.Sent:
		return "sent"
	case o == post.Unsure:
		return "unsure"
	case o == post.Later && tries < maxTries:
		return "waiting"
	}
	return "failed"
}
