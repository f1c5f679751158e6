package handoff

import (
	"context"
	"fmt"
	"time"

	"sportello/content/db"
)

// Ways is how things stand at one queue.
type Ways struct {
	Queue Queue
	Standing
	Staffed bool      // an operator of the queue, or of one that helps out, is present
	Waiting int       // chats in line
	Tickets int       // tickets that nobody has taken yet
	Oldest  time.Time // since when the longest waiting waits; zero when nobody does
	Wait    Estimate  // of who joins now
	// Bookable: there are appointments with the queue.
	Bookable bool
	Full     bool // who joins now would wait longer than promised, or before others
}

// Channels returns the ways to a person that exist now, best first: chat only while
// the queue is open and staffed and its line not full, a ticket always.
func (w Ways) Channels() []Channel {
	if w.Open && w.Staffed && !w.Full {
		return []Channel{ChannelChat, ChannelTicket}
	}
	return []Channel{ChannelTicket}
}

// Ways returns how things stand at the queue.
func (d *Desk) Ways(ctx context.Context, queueID string) (Ways, error) {
	all, err := d.ways(ctx, queueID)
	if err == nil && (len(all) == 0 || queueID == "") {
		err = ErrNotFound
	}
	if err != nil {
		return Ways{}, fmt.Errorf("ways of queue %q: %w", queueID, err)
	}
	return all[0], nil
}

// AllWays returns how things stand at each queue, in their order.
func (d *Desk) AllWays(ctx context.Context) ([]Ways, error) {
	all, err := d.ways(ctx, "")
	if err != nil {
		return nil, fmt.Errorf("ways of all queues: %w", err)
	}
	return all, nil
}

// line is who waits in a queue by one channel.
type line struct {
	queue   string
	channel Channel
	count   int
	oldest  int64
}

func (d *Desk) ways(ctx context.Context, queueID string) ([]Ways, error) {
	all, _, err := d.waysAndLines(ctx, queueID)
	if err != nil {
		return nil, err
	}
	outlook, err := d.Outlook(ctx)
	if err != nil {
		return nil, err
	}
	for i := range all {
		all[i].expect(outlook)
	}
	return all, nil
}

// expect adds what who joins now is to expect.
func (w *Ways) expect(o *Outlook) {
	w.Wait = o.Newcomer(w.Queue.ID)
	w.Bookable = o.bookable[w.Queue.ID]
	w.Full = w.Open && w.Staffed && o.Full(w.Queue.ID) != nil
}

func (d *Desk) waysAndLines(ctx context.Context, queueID string) ([]Ways, []line, error) {
	plan, err := d.timetable.plan(ctx, d.db)
	if err != nil {
		return nil, nil, err
	}
	lines, err := list(ctx, d.db, scanLine, `SELECT queue_id, channel, COUNT(*), MIN(queued_at) FROM chats
		WHERE state = 'waiting' AND gone_at = 0 AND ($1 = '' OR queue_id = $1) GROUP BY queue_id, channel`, queueID)
	if err != nil {
		return nil, nil, err
	}
	staffed, err := list(ctx, d.db, scanID, `SELECT q.id FROM queues q WHERE ($2 = '' OR q.id = $2)
		AND EXISTS (SELECT 1 FROM operators o JOIN operator_queues s ON s.operator_id = o.id
			WHERE o.state = 'available' AND o.seen_at >= $1 AND (s.queue_id = q.id
				OR s.queue_id IN (SELECT v.helper_id FROM queue_overflows v WHERE v.queue_id = q.id)))`,
		d.present(), queueID)
	if err != nil {
		return nil, nil, err
	}
	return plan.ways(queueID, lines, staffed, d.db.Now()), lines, nil
}

func scanLine(row scanner) (l line, err error) {
	return l, row.Scan(&l.queue, &l.channel, &l.count, &l.oldest)
}

func scanID(row scanner) (id string, err error) { return id, row.Scan(&id) }

// ways puts together how things stand at one queue, or at all when the id is empty.
func (p *plan) ways(queueID string, lines []line, staffed []string, now time.Time) []Ways {
	size := len(p.queues)
	if queueID != "" {
		size = 1
	}
	all, at := make([]Ways, 0, size), make(map[string]*Ways, size)
	for i, q := range p.queues {
		if queueID == "" || q.ID == queueID {
			all = append(all, Ways{Queue: q, Standing: p.standing(i, now)})
			at[q.ID] = &all[len(all)-1]
		}
	}
	for _, id := range staffed {
		if w := at[id]; w != nil {
			w.Staffed = true
		}
	}
	for _, l := range lines {
		if w := at[l.queue]; w != nil {
			w.count(l)
		}
	}
	return all
}

func (w *Ways) count(l line) {
	if l.channel == ChannelChat {
		w.Waiting = l.count
	} else {
		w.Tickets = l.count
	}
	if oldest := db.Time(l.oldest); w.Oldest.IsZero() || oldest.Before(w.Oldest) {
		w.Oldest = oldest
	}
}

// present is the earliest sign of life that still counts now.
func (d *Desk) present() int64 { return presentAt(d.db, d.db.Now()) }

func (w *writing) present() int64 { return presentAt(w.db, w.Now) }

func presentAt(d *db.DB, now time.Time) int64 { return db.Millis(now.Add(-d.Lapse(PresentFor))) }
