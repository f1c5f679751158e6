package handoff

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sportello/content/db"
)

// Times of closing.
const (
	// WarnBefore is how long before a queue closes those who wait for a chat are told.
	WarnBefore = 15 * time.Minute
	// straysEvery is how often a queue that is closed, or about to be, is looked at for
	// chats that came back to it.
	straysEvery = 15 * time.Second
	// closeAtOnce is how many chats one transaction tells or turns into tickets, so that
	// messages of engaged chats get in between.
	closeAtOnce = 100
)

// keepHours does what is due when queues open and close, at that very moment, until ctx
// ends: pages hear that the queues have changed; who waits for a chat is told before it
// closes, and when it does their chat becomes a ticket in its place. Chats that an
// operator has go on.
func (d *Desk) keepHours(ctx context.Context) {
	changed := d.Subscribe(TimetableTopic)
	defer changed.Close()
	open := map[string]bool{}
	for {
		wait, err := d.OpenAndClose(ctx, open)
		told(ctx, "open and close queues", err)
		timer := time.NewTimer(d.db.Timer(wait))
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-changed.C:
			timer.Stop()
		case <-timer.C:
		}
	}
}

// OpenAndClose does what is due now and returns in how long to come again. open is how
// the queues stood the last time.
func (d *Desk) OpenAndClose(ctx context.Context, open map[string]bool) (time.Duration, error) {
	d.timetable.renew() // chats are turned into tickets by what is true now
	p, err := d.timetable.plan(ctx, d.db)
	if err != nil {
		return straysEvery, err
	}
	var failed error
	now, next, turned := d.db.Now(), time.Hour, false
	for i, q := range p.queues {
		s := p.standing(i, now)
		if was, known := open[q.ID]; known && was != s.Open {
			turned = true
		}
		open[q.ID] = s.Open
		next = min(next, dueIn(s, now))
		if err := d.tellLine(ctx, q, s, now); err != nil { // the other queues turn all the same
			failed, next = errors.Join(failed, err), min(next, straysEvery)
		}
	}
	if turned {
		d.bus.Publish(QueuesTopic, "")
	}
	return next, failed
}

// dueIn is in how long there is something to do about a queue that stands so.
func dueIn(s Standing, now time.Time) time.Duration {
	due := time.Hour
	if !s.Open {
		due = straysEvery
	}
	if s.Until.IsZero() {
		return due
	}
	left := s.Until.Sub(now)
	switch {
	case s.Open && left > WarnBefore:
		left -= WarnBefore
	case s.Open:
		due = straysEvery // for chats that come back to the line
	}
	return min(due, left)
}

// tellLine tells those in line that the queue is about to close, or has closed.
func (d *Desk) tellLine(ctx context.Context, q Queue, s Standing, now time.Time) error {
	switch {
	case !s.Open:
		return d.eachWaiting(ctx, q.ID, func(w *writing, id string, _ int) error { return w.keepAsTicket(id, s.OpensAt) })
	case s.ClosesSoon(now):
		return d.eachWaiting(ctx, q.ID, func(w *writing, id string, ahead int) error { return w.warn(id, ahead, s.Until) })
	}
	return nil
}

// ClosesSoon reports whether those who wait are to be told that the chat closes.
func (s Standing) ClosesSoon(now time.Time) bool {
	return s.Open && !s.Until.IsZero() && s.Until.Sub(now) <= WarnBefore
}

// warnNewcomer tells who has just joined that the queue is about to close, unless an
// operator is free for them.
func (w *writing) warnNewcomer(id string, s Standing) error {
	if given, err := w.offer(id); err != nil || given {
		return err
	}
	place, err := placeOf(w.QueryRow, id)
	if err != nil {
		return err
	}
	return w.warn(id, max(0, place-1), s.Until)
}

// eachWaiting does something about every chat that waits in the queue, a number of them
// in each transaction, with how many are ahead of it.
func (d *Desk) eachWaiting(ctx context.Context, queueID string, do func(w *writing, id string, ahead int) error) error {
	ids, err := list(ctx, d.db, scanID, `SELECT c.id FROM chats c WHERE c.state = 'waiting' AND c.channel = 'chat'
		AND c.queue_id = $1 ORDER BY `+inLine, queueID)
	if err != nil {
		return fmt.Errorf("who waits in queue %q: %w", queueID, err)
	}
	for from := 0; from < len(ids); from += closeAtOnce {
		some := ids[from:min(from+closeAtOnce, len(ids))]
		err := d.write(ctx, "tell who waits", func(w *writing) error {
			for i, id := range some {
				if err := do(w, id, from+i); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// keepAsTicket turns a chat that waits into a ticket, in its place.
func (w *writing) keepAsTicket(id string, opens time.Time) error {
	n, err := w.Exec(`UPDATE chats SET channel = 'ticket' WHERE id = $1 AND state = 'waiting' AND channel = 'chat'`, id)
	if err != nil || n == 0 { // an operator, the student or another node was faster
		return err
	}
	c, err := findChat(w.QueryRow, id)
	if err != nil {
		return err
	}
	if err := w.unexpect(id); err != nil {
		return err
	}
	w.wake(QueuesTopic)
	_, err = w.add(c, Event{Kind: KindQueued, Author: BySystem, Data: EventData{Queue: c.QueueID, Channel: ChannelTicket, At: isoMillis(opens)}})
	return err
}

// warn tells a student who waits, once, that the chat is about to close and how many are
// ahead.
func (w *writing) warn(id string, ahead int, closes time.Time) error {
	c, err := findChat(w.QueryRow, id)
	if err != nil || c.State != Waiting || c.Channel != ChannelChat {
		return err
	}
	told, err := querier(w.QueryRow).exists(`SELECT 1 FROM events WHERE chat_id = $1 AND kind = 'closing' AND created_at >= $2`,
		id, db.Millis(closes.Add(-WarnBefore)))
	if err != nil || told {
		return err
	}
	_, err = w.add(c, Event{Kind: KindClosing, Author: BySystem, Data: EventData{Queue: c.QueueID, At: isoMillis(closes), Ahead: ahead}})
	return err
}

// isoMillis is how an event's data holds a moment: ISO 8601, UTC; "" for none.
func isoMillis(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05.000Z")
}
