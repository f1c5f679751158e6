package handoff

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
	"time"

	"sportello/content/db"
)

// How old what a board shows may be.
const (
	boardEvery = time.Second      // how things stand now
	todayEvery = 10 * time.Second // what passed today, which takes more reading
)

// Board is how the office stands at a moment, for supervisors. It is never changed and
// may be shared.
type Board struct {
	At        time.Time
	Queues    []BoardQueue
	Operators []BoardOperator
}

// BoardQueue is a queue with the work in it.
type BoardQueue struct {
	Ways
	Since   time.Time // since when the first chat in line waits; zero when none does
	Engaged int       // chats that operators have
	Present int       // operators of the queue who take chats now
	Free    int       // their free slots; who serves several queues has the same slots in each
	// Chats and tickets that are open after words of distress, and those that wait for the
	// second level.
	Urgent, Escalated int
	Today             Today
}

// Today is what passed in a queue since midnight where the office is. Tickets do not
// count.
type Today struct {
	Answered  int // chats claimed for the first time
	InTime    int // of them within the queue's goal
	Abandoned int // chats whose student left the line
}

// BoardOperator is an operator with their queues.
type BoardOperator struct {
	Operator
	Here   bool // a sign of life lately
	Urgent int  // of the chats and tickets they have
}

// boards keeps the last board, for all who look at it on this node.
type boards struct {
	mu      sync.Mutex
	last    *Board
	today   map[string]Today
	todayAt time.Time
}

// Board returns how the office stands, at most a second old; what passed today is at most
// ten seconds old. Nothing is read while nobody asks.
func (d *Desk) Board(ctx context.Context) (*Board, error) {
	d.boards.mu.Lock()
	defer d.boards.mu.Unlock()
	ctx = db.Held(ctx)
	now := d.db.Now()
	if last := d.boards.last; last != nil && now.Sub(last.At).Abs() < boardEvery {
		return last, nil
	}
	if d.boards.today == nil || now.Sub(d.boards.todayAt).Abs() >= todayEvery {
		today, err := d.passedToday(ctx, now)
		if err != nil {
			return nil, fmt.Errorf("board: what passed today: %w", err)
		}
		d.boards.today, d.boards.todayAt = today, now
	}
	b, err := d.readBoard(ctx, now)
	if err != nil {
		return nil, fmt.Errorf("board: %w", err)
	}
	d.boards.last = b
	return b, nil
}

func (d *Desk) readBoard(ctx context.Context, now time.Time) (*Board, error) {
	ways, lines, err := d.waysAndLines(ctx, "")
	if err != nil {
		return nil, err
	}
	outlook, err := d.Outlook(ctx)
	if err != nil {
		return nil, err
	}
	b := &Board{At: now}
	at := make(map[string]*BoardQueue, len(ways))
	b.Queues = make([]BoardQueue, len(ways))
	for i, w := range ways {
		w.expect(outlook)
		b.Queues[i] = BoardQueue{Ways: w, Today: d.boards.today[w.Queue.ID]}
		at[w.Queue.ID] = &b.Queues[i]
	}
	for _, l := range lines {
		if q := at[l.queue]; q != nil && l.channel == ChannelChat {
			q.Since = db.Time(l.oldest)
		}
	}
	err = d.db.Each(ctx, func(rows *sql.Rows) error {
		var id string
		var n int
		err := rows.Scan(&id, &n)
		if q := at[id]; q != nil {
			q.Engaged = n
		}
		return err
	}, `SELECT queue_id, COUNT(*) FROM chats WHERE state = 'engaged' AND channel = 'chat' GROUP BY queue_id`)
	if err != nil {
		return nil, err
	}
	if b.Operators, err = d.boardOperators(ctx, now); err != nil {
		return nil, err
	}
	if err := d.mark(ctx, at, b.Operators); err != nil {
		return nil, err
	}
	for _, o := range b.Operators {
		for _, id := range o.Queues {
			if q := at[id]; q != nil && o.Here && o.State == Available {
				q.Present++
				q.Free += max(0, o.Capacity-o.Engaged)
			}
		}
	}
	return b, nil
}

// mark counts what must not be overlooked, by queue and by operator.
func (d *Desk) mark(ctx context.Context, queues map[string]*BoardQueue, operators []BoardOperator) error {
	return d.db.Each(ctx, func(rows *sql.Rows) error {
		var queue, operator string
		var urgent, escalated int
		err := rows.Scan(&queue, &operator, &urgent, &escalated)
		if q := queues[queue]; q != nil {
			q.Urgent += urgent
			q.Escalated += escalated
		}
		for i := range operators {
			if operators[i].ID == operator {
				operators[i].Urgent += urgent
			}
		}
		return err
	}, `SELECT queue_id, operator_id, SUM(CASE WHEN behind < 0 THEN 1 ELSE 0 END),
			SUM(CASE WHEN level = 2 AND state = 'waiting' THEN 1 ELSE 0 END)
		FROM chats WHERE state <> 'closed' AND (behind < 0 OR level = 2) GROUP BY queue_id, operator_id`)
}

func (d *Desk) boardOperators(ctx context.Context, now time.Time) ([]BoardOperator, error) {
	all, err := d.Operators(ctx)
	if err != nil {
		return nil, err
	}
	queues := map[string][]string{}
	err = d.db.Each(ctx, func(rows *sql.Rows) error {
		var operator, queue string
		err := rows.Scan(&operator, &queue)
		queues[operator] = append(queues[operator], queue)
		return err
	}, `SELECT operator_id, queue_id FROM operator_queues ORDER BY operator_id, queue_id`)
	out := make([]BoardOperator, 0, len(all))
	for _, o := range all {
		o.Queues = queues[o.ID]
		out = append(out, BoardOperator{Operator: o, Here: o.Present(now)})
	}
	return out, err
}

// passedToday counts by queue.
func (d *Desk) passedToday(ctx context.Context, now time.Time) (map[string]Today, error) {
	p, err := d.timetable.plan(ctx, d.db)
	if err != nil {
		return nil, err
	}
	zone, err := time.LoadLocation(defaultZone)
	if err != nil {
		return nil, err
	}
	year, month, day := now.In(zone).Date()
	midnight := db.Millis(time.Date(year, month, day, 0, 0, 0, 0, zone))
	today := map[string]Today{}
	err = d.db.Each(ctx, func(rows *sql.Rows) error {
		var id string
		var waited int64
		err := rows.Scan(&id, &waited)
		passed := today[id]
		passed.Answered++
		if at, ok := p.at[id]; ok && waited <= int64(p.queues[at].Settings.Goal)*1000 {
			passed.InTime++
		}
		today[id] = passed
		return err
	}, `SELECT c.queue_id, MIN(e.created_at) - c.queued_at FROM events e JOIN chats c ON c.id = e.chat_id
		WHERE e.kind = 'claimed' AND e.created_at >= $1 AND c.channel = 'chat' GROUP BY c.id, c.queue_id, c.queued_at`, midnight)
	if err != nil {
		return nil, err
	}
	return today, d.db.Each(ctx, func(rows *sql.Rows) error {
		var id string
		var n int
		err := rows.Scan(&id, &n)
		passed := today[id]
		passed.Abandoned = n
		today[id] = passed
		return err
	}, `SELECT queue_id, COUNT(*) FROM chats WHERE outcome = 'abandoned' AND closed_at >= $1 AND channel = 'chat'
		AND operator_id = '' GROUP BY queue_id`, midnight)
}
