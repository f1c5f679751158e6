package handoff

import (
	"context"
	"time"

	"sportello/content/db"
	"sportello/handoff/wait"
)

// What is remembered of what passed.
const (
	rememberChats = 200
	rememberWaits = 2000
)

// history is what the desk has lately seen, by which estimates are made. It is read anew
// every few seconds.
type history struct {
	at       time.Time
	services []wait.Service
	outcomes []wait.Outcome // in the order in which they became known
	leaving  wait.Leaving
	bookable map[string]bool
}

// state reads who waits and who works. Queues are numbered as in o, which learns where
// each conversation stands. What waits for the second level is a line of its own, see
// [Outlook.line].
func (d *Desk) state(ctx context.Context, o *Outlook, p *plan) (wait.State, error) {
	n := len(p.queues)
	s := wait.State{Queues: make([]wait.Queue, levels*n)}
	for i := range p.queues {
		if stands := p.standing(i, o.at); stands.Open && !stands.Until.IsZero() {
			s.Queues[i].Closes = stands.Until.Sub(o.at)
			s.Queues[i+n] = s.Queues[i]
		}
	}
	_, err := list(ctx, d.db, func(row scanner) (none struct{}, err error) {
		var conversation, queue string
		var level int
		var since int64
		if err := row.Scan(&conversation, &queue, &level, &since); err != nil {
			return none, err
		}
		if q := o.line(queue, level); q >= 0 {
			o.waiting[conversation] = len(s.Waiting)
			s.Waiting = append(s.Waiting, wait.Waiter{Queue: q, For: o.at.Sub(db.Time(since))})
		}
		return none, nil
	}, `SELECT c.conversation_id, c.queue_id, c.level, c.queued_at FROM chats c
		WHERE c.state = 'waiting' AND c.channel = 'chat' AND c.gone_at = 0 ORDER BY `+inLine)
	if err != nil {
		return s, err
	}
	s.Operators, err = d.slots(ctx, o, p.queues)
	return s, err
}

// slots reads the operators who are there and the chats that they have.
func (d *Desk) slots(ctx context.Context, o *Outlook, queues []Queue) ([]wait.Operator, error) {
	var operators []wait.Operator
	at := map[string]int{}
	_, err := list(ctx, d.db, func(row scanner) (none struct{}, err error) {
		var id, queue string
		var level, capacity int
		if err := row.Scan(&id, &queue, &level, &capacity); err != nil {
			return none, err
		}
		i, ok := at[id]
		if !ok {
			i = len(operators)
			at[id] = i
			operators = append(operators, wait.Operator{Capacity: capacity})
		}
		for of := 1; of <= level; of++ {
			if q := o.line(queue, of); q >= 0 {
				operators[i].Queues = append(operators[i].Queues, q)
			}
		}
		return none, nil
	}, `SELECT o.id, q.queue_id, o.level, o.capacity FROM operators o JOIN operator_queues q ON q.operator_id = o.id
		WHERE o.state = 'available' AND o.seen_at >= $1 ORDER BY o.id, q.queue_id`, d.present())
	if err != nil {
		return nil, err
	}
	_, err = list(ctx, d.db, func(row scanner) (none struct{}, err error) {
		var id, queue string
		var level int
		var since int64
		if err := row.Scan(&id, &queue, &level, &since); err != nil {
			return none, err
		}
		if i, ok := at[id]; ok {
			operators[i].Busy = append(operators[i].Busy, wait.Busy{Queue: max(0, o.line(queue, level)), For: o.at.Sub(db.Time(since))})
		}
		return none, nil
	}, `SELECT operator_id, queue_id, level, claimed_at FROM chats WHERE state = 'engaged' AND channel = 'chat'`)
	o.help(operators, queues)
	return operators, err
}

// help adds the queues whose operators help out.
func (o *Outlook) help(operators []wait.Operator, queues []Queue) {
	for _, queue := range queues {
		for _, overflow := range queue.Settings.Overflow {
			if o.line(overflow.Queue, 1) < 0 {
				continue
			}
			for i := range operators {
				for of, level := &operators[i], 1; level <= levels; level++ {
					line := o.line(queue.ID, level)
					if of.In(o.line(overflow.Queue, level)) && !of.In(line) {
						of.Helps = append(of.Helps, wait.Help{Queue: line, After: time.Duration(overflow.After) * time.Second})
					}
				}
			}
		}
	}
}

// remember reads what passed, unless that was done just now.
func (d *Desk) remember(ctx context.Context, h *history, o *Outlook) error {
	if !h.at.IsZero() && o.at.Sub(h.at).Abs() < max(historyEvery, d.db.Lapse(historyRest)) {
		return nil
	}
	services, err := list(ctx, d.db, func(row scanner) (s wait.Service, err error) {
		var queue string
		var level int
		var claimed, closed int64
		err = row.Scan(&queue, &level, &claimed, &closed)
		s.Queue, s.Took = o.line(queue, level), time.Duration(closed-claimed)*time.Millisecond
		return s, err
	}, `SELECT queue_id, level, claimed_at, closed_at FROM chats
		WHERE state = 'closed' AND channel = 'chat' AND operator_id <> '' AND claimed_at > 0
		ORDER BY closed_at DESC LIMIT $1`, rememberChats)
	if err != nil {
		return err
	}
	outcomes, err := list(ctx, d.db, o.scanWait, `SELECT `+waitColumns+` FROM waits
		WHERE decided_at > 0 ORDER BY decided_at DESC LIMIT $1`, rememberWaits)
	if err != nil {
		return err
	}
	bookable, err := d.bookable(ctx)
	if err != nil {
		return err
	}
	*h = history{bookable: bookable, at: o.at, services: services, outcomes: backwards(outcomes)}
	for _, one := range h.outcomes {
		h.leaving.Waited += one.Waited
		if one.End == wait.Left {
			h.leaving.Left++
		}
	}
	return nil
}

// levels are those that operators, and the chats that wait for them, may have.
const levels = 2

// line is the number of the line of those who wait in a queue for operators of a level, or
// of one above; -1 when the queue is gone. Only the first level has newcomers: its line has
// the queue's number.
func (o *Outlook) line(queue string, level int) int {
	q, ok := o.queues[queue]
	if !ok {
		return -1
	}
	return q + (level-1)*len(o.ids)
}

func backwards(list []wait.Outcome) []wait.Outcome {
	for i, j := 0, len(list)-1; i < j; i, j = i+1, j-1 {
		list[i], list[j] = list[j], list[i]
	}
	return list
}

// openWaits are the estimates of those who still wait.
func (d *Desk) openWaits(ctx context.Context, o *Outlook) ([]wait.Outcome, error) {
	return list(ctx, d.db, o.scanWait, `SELECT `+waitColumns+` FROM waits
		WHERE decided_at = 0 ORDER BY joined_at LIMIT $1`, rememberWaits)
}

const waitColumns = `queue_id, joined_at, mid_ms, spread, free, from_ms, to_ms, decided_at, taken`

func (o *Outlook) scanWait(row scanner) (w wait.Outcome, err error) {
	var queue string
	var joined, mid, spread, free, from, to, decided, taken int64
	err = row.Scan(&queue, &joined, &mid, &spread, &free, &from, &to, &decided, &taken)
	w = wait.Outcome{Queue: o.line(queue, 1), From: millis(from), To: millis(to), End: wait.Waits,
		Raw: wait.Raw{Mid: millis(mid), Spread: float64(spread) / 1000, Free: free > 0}}
	switch {
	case decided == 0:
		decided = db.Millis(o.at)
	case taken > 0:
		w.End = wait.Taken
	default:
		w.End = wait.Left
	}
	w.Waited = millis(max(0, decided-joined))
	return w, err
}

func millis(ms int64) time.Duration { return time.Duration(ms) * time.Millisecond }
