package notice

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"sportello/content/db"
)

// The states of a mailing.
const (
	running = "running"
	stopped = "stopped"
)

// Progress is how far the sending of a notice has come.
type Progress struct {
	Running bool // nobody has stopped it
	Filled  bool // all who asked for it are counted
	// Left are waiting, some of them after a failure that may pass.
	Left, Sent, Failed int
	// Unsure were being handed over when a node died: they are not sent
	// again by themselves. See [Notices.SendUnsure].
	Unsure    int
	StartedAt time.Time
	StartedBy string
}

// Done reports whether there is nothing left to do.
func (p Progress) Done() bool { return p.Filled && p.Left == 0 }

// Send begins to send the notice, as it is now, to those who asked for its topics: once
// for each notice and channel. It returns [ErrMailed], [ErrOver], [ErrStale],
// [ErrNotFound] or, by SMS, [ErrCostly].
func (s *Notices) Send(ctx context.Context, id string, revision int64, by Channel, who string) error {
	return s.mailing(ctx, "send a notice", func(tx *db.Tx) error {
		n, err := readIn(tx, id, revision)
		if err != nil {
			return err
		}
		if state := n.State(tx.Now); state == Over || state == Withdrawn {
			return ErrOver
		}
		if err := s.affordable(tx, &n, by); err != nil {
			return err
		}
		frozen, err := json.Marshal(n)
		if err != nil {
			return err
		}
		made, err := tx.Exec(`INSERT INTO sendings (notice_id, channel, state, notice, filled_to, filled, started_at, started_by)
			VALUES ($1, $2, $3, $4, '', 0, $5, $6) ON CONFLICT (notice_id, channel) DO NOTHING`, id, by, running, string(frozen), db.Millis(tx.Now), who)
		if err == nil && made == 0 {
			err = ErrMailed
		}
		return err
	})
}

// affordable bounds how many get an SMS.
func (s *Notices) affordable(tx *db.Tx, n *Notice, by Channel) error {
	if by != BySMS {
		return nil
	}
	all := 0
	for from := ""; ; {
		last, wanted, err := nextSubscribers(tx, n, by, from)
		if err != nil {
			return err
		}
		if all += len(wanted); s.Texting == nil || all > s.Texting.MaxRecipients {
			return ErrCostly
		}
		if last == "" {
			return nil
		}
		from = last
	}
}

// Stop holds back what has not been sent yet. What is being handed over still goes.
func (s *Notices) Stop(ctx context.Context, id string, by Channel) error {
	return s.mailing(ctx, "stop a sending", func(tx *db.Tx) error {
		return one(tx.Exec(`UPDATE sendings SET state = $3 WHERE notice_id = $1 AND channel = $2`, id, by, stopped))
	})
}

// Resume goes on with a sending that was stopped. It returns [ErrOver] where the notice
// no longer holds.
func (s *Notices) Resume(ctx context.Context, id string, by Channel) error {
	return s.mailing(ctx, "resume a sending", func(tx *db.Tx) error {
		n, err := scan(tx.QueryRow(`SELECT `+columns+` FROM notices WHERE id = $1`, id))
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNotFound
		}
		if state := n.State(tx.Now); err == nil && (state == Over || state == Withdrawn) {
			err = ErrOver
		}
		if err != nil {
			return err
		}
		return one(tx.Exec(`UPDATE sendings SET state = $3 WHERE notice_id = $1 AND channel = $2`, id, by, running))
	})
}

// SendUnsure sends again what may or may not have arrived. The messages keep their ids,
// by which most mail servers and programs show one only, and an SMS gateway drops a
// repeat.
func (s *Notices) SendUnsure(ctx context.Context, id string, by Channel) error {
	return s.mailing(ctx, "send again", func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE mails SET state = 'waiting', due_at = $3, tries = 0 WHERE notice_id = $1 AND channel = $2 AND state = 'unsure'`,
			id, by, db.Millis(tx.Now))
		return err
	})
}

func (s *Notices) mailing(ctx context.Context, what string, fn func(*db.Tx) error) error {
	if err := s.db.Tx(ctx, fn); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

func one(n int64, err error) error {
	if err == nil && n == 0 {
		return ErrNotFound
	}
	return err
}

// Progress returns how far the sending of each of these notices by a channel has come, of
// those that are sent at all.
func (s *Notices) Progress(ctx context.Context, by Channel) (map[string]Progress, error) {
	all := map[string]Progress{}
	err := s.db.Each(ctx, func(rows *sql.Rows) error {
		var id, state string
		var filled, at int64
		var p Progress
		err := rows.Scan(&id, &state, &filled, &at, &p.StartedBy)
		p.Running, p.Filled, p.StartedAt = state == running, filled != 0, db.Time(at)
		all[id] = p
		return err
	}, `SELECT notice_id, state, filled, started_at, started_by FROM sendings WHERE channel = $1`, by)
	if err == nil {
		err = s.db.Each(ctx, func(rows *sql.Rows) error { return count(rows, all) },
			`SELECT notice_id, state, COUNT(*) FROM mails WHERE notice_id <> '' AND channel = $1 GROUP BY notice_id, state`, by)
	}
	if err != nil {
		return nil, fmt.Errorf("read how far the sending has come: %w", err)
	}
	return all, nil
}

func count(rows *sql.Rows, all map[string]Progress) error {
	var id, state string
	var n int
	if err := rows.Scan(&id, &state, &n); err != nil {
		return err
	}
	p := all[id]
	switch state {
	case "sent":
		p.Sent += n
	case "failed":
		p.Failed += n
	case "unsure":
		p.Unsure += n
	default:
		p.Left += n
	}
	all[id] = p
	return nil
}
