package handoff

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"sportello/content/db"
)

// sparedFor is for how long a chat is not given again to the operator who gave it up.
const sparedFor = time.Minute

// route gives out what this transaction brought or made room for, so that no slot is
// free at any commit while somebody waits whom it could serve. Where nobody is free it
// costs one look into an index for each chat that came.
func (w *writing) route() error {
	for _, id := range w.brought {
		if _, err := w.offer(id); err != nil {
			return err
		}
	}
	for _, id := range w.freed {
		if err := w.fill(id); err != nil {
			return err
		}
	}
	if w.all {
		return w.fillAll()
	}
	return nil
}

// offer gives the waiting chat of a push queue to the operator whom it suits best, and
// reports whether there was one.
func (w *writing) offer(chatID string) (bool, error) {
	operator, err := w.one(best, db.Millis(w.Now), w.present(), chatID)
	if err != nil || operator == "" {
		return false, err
	}
	n, err := w.take(operator, chatID, mayTake)
	if err != nil || n == 0 {
		return false, err
	}
	return true, w.taken(chatID, Event{Kind: KindClaimed, Author: BySystem, OperatorID: operator})
}

// fill gives the operator chats of push queues while they have a slot and somebody waits.
func (w *writing) fill(operatorID string) error {
	for {
		is, err := querier(w.QueryRow).exists(`SELECT 1 FROM operators o WHERE o.id = $1 AND `+free, operatorID, w.present())
		if err != nil || !is {
			return err
		}
		id, err := w.first(firstPushed, db.Millis(w.Now), operatorID, ChannelChat, w.present())
		if err != nil || id == "" {
			return err
		}
		if given, err := w.offer(id); err != nil || !given {
			return err
		}
	}
}

// one reads an id, "" when there is none.
func (w *writing) one(query string, args ...any) (id string, err error) {
	err = w.QueryRow(query, args...).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return id, err
}

// fillAll gives every free operator what waits for them.
func (w *writing) fillAll() error {
	ids, err := listIn(w.Tx, scanID, `SELECT o.id FROM operators o WHERE `+freeSince+` ORDER BY o.idle_since, o.id`, w.present())
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := w.fill(id); err != nil {
			return err
		}
	}
	return nil
}

var freeSince = strings.ReplaceAll(free, "$2", "$1")

// Fill gives out what time alone has made possible: a line whose neighbours help out
// from now on, a chat that may go back to who gave it up. Safe on several nodes at once.
func (d *Desk) Fill(ctx context.Context) error {
	some, err := d.read(ctx).exists(`SELECT 1 FROM operators o WHERE `+freeSince+`
		AND EXISTS (SELECT 1 FROM chats c WHERE c.state = 'waiting' AND c.channel = 'chat' AND c.gone_at = 0) LIMIT 1`, d.present())
	if err != nil || !some {
		return wrap("look for free operators", err)
	}
	return d.write(ctx, "give out chats", func(w *writing) error { return w.fillAll() })
}

// nextFill returns when Fill will have something to do by time alone; zero: not by what
// is known now.
func (d *Desk) nextFill(ctx context.Context) (time.Time, error) {
	var at sql.NullInt64
	err := d.db.QueryRow(ctx, `SELECT MIN(due.at) FROM (
			SELECT v.after_ms + (SELECT MIN(c.queued_at) FROM chats c WHERE c.state = 'waiting' AND c.queue_id = v.queue_id
				AND c.queued_at > $1 - v.after_ms) AS at
			FROM queue_overflows v JOIN queues q ON q.id = v.queue_id AND q.routing = 'push'
			UNION ALL SELECT MIN(c.refused_until) FROM chats c WHERE c.state = 'waiting' AND c.refused_until > 0 AND c.refused_until > $1
		) due`, db.Millis(d.db.Now())).Scan(&at)
	if err != nil || !at.Valid {
		return time.Time{}, wrap("when the next chat may be given out", err)
	}
	return db.Time(at.Int64), nil
}
