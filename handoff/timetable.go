package handoff

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"sportello/content/db"
	"sportello/handoff/bus"
)

// Times of the timetable.
const (
	// renewAfter is how old the copy gets at most: a node that died between its commit
	// and its notice told nobody.
	renewAfter = 10 * time.Second
	// standsFor is for how long a standing that never changes is taken as it is.
	standsFor = time.Hour
	// keptDays is for how long exceptions that are over are read.
	keptDays = 2
)

// timetable is the node's copy of the queues, their settings and the calendar, so that a
// student's question costs no query for them. What this node writes it sees at once,
// because a notice reaches the subscribers of its own node before the write returns;
// what others write, as soon as their notice comes.
type timetable struct {
	notices *bus.Sub

	mu   sync.Mutex
	last *plan
}

// plan is the timetable as it was read once. It is never changed.
type plan struct {
	queues    []Queue
	at        map[string]int            // by id
	standings []atomic.Pointer[stretch] // of each queue, as last asked for
	days      *days
	read      time.Time
}

// stretch is from when to when a standing holds.
type stretch struct {
	Standing
	from, to time.Time
}

// plan returns the timetable as it is now. Whoever comes while it is being read waits.
func (t *timetable) plan(ctx context.Context, d *db.DB) (*plan, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	select {
	case <-t.notices.C:
		t.last = nil
	default:
	}
	if now := d.Now(); t.last != nil && now.Sub(t.last.read).Abs() < d.Lapse(renewAfter) {
		return t.last, nil
	}
	p, err := readPlan(db.Held(ctx), d)
	if err != nil {
		t.last = nil
		return nil, err
	}
	t.last = p
	return p, nil
}

// renew has the next plan read again.
func (t *timetable) renew() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.last = nil
}

func readPlan(ctx context.Context, d *db.DB) (*plan, error) {
	p := &plan{read: d.Now(), at: map[string]int{}}
	var err error
	if p.queues, err = list(ctx, d, scanQueue, `SELECT body, settings, revision FROM queues ORDER BY position, id LIMIT $1`, MaxList); err != nil {
		return nil, fmt.Errorf("read the queues: %w", err)
	}
	patron, err := readPatron(d.QueryRow(ctx, selectPatron))
	if err != nil {
		return nil, fmt.Errorf("read the patron's day: %w", err)
	}
	exceptions, err := list(ctx, d, scanException, `SELECT `+exceptionColumns+` FROM exceptions WHERE to_day >= $1
		ORDER BY to_day, from_day, id LIMIT $2`, string(dayOf(p.read.AddDate(0, 0, -keptDays))), MaxList)
	if err != nil {
		return nil, fmt.Errorf("read the exceptions: %w", err)
	}
	p.days = newDays(patron, exceptions)
	p.standings = make([]atomic.Pointer[stretch], len(p.queues))
	for i := range p.queues {
		p.queues[i].days = p.days
		p.at[p.queues[i].ID] = i
	}
	return p, nil
}

// Standing returns a queue and how it stands now, without asking the database.
// ErrNotFound.
func (d *Desk) Standing(ctx context.Context, queueID string) (Queue, Standing, error) {
	p, err := d.timetable.plan(ctx, d.db)
	if err != nil {
		return Queue{}, Standing{}, fmt.Errorf("standing of queue %q: %w", queueID, err)
	}
	i, ok := p.at[queueID]
	if !ok {
		return Queue{}, Standing{}, fmt.Errorf("standing of queue %q: %w", queueID, ErrNotFound)
	}
	return p.queues[i], p.standing(i, d.db.Now()), nil
}

// standing is how queue i stands now. It is worked out once for as long as it holds.
func (p *plan) standing(i int, now time.Time) Standing {
	if known := p.standings[i].Load(); known != nil && !now.Before(known.from) && now.Before(known.to) {
		return known.Standing
	}
	s := &stretch{Standing: p.queues[i].Calendar().At(now), from: now, to: now.Add(standsFor)}
	if !s.Until.IsZero() {
		s.to = s.Until
	}
	p.standings[i].Store(s)
	return s.Standing
}

const (
	selectPatron     = `SELECT day, name_it, name_en, revision FROM patron WHERE id = 1`
	exceptionColumns = `id, queue_id, from_day, to_day, times, reason_it, reason_en, revision`
)

func readPatron(row scanner) (p Patron, err error) {
	var it, en string
	err = row.Scan(&p.Day, &it, &en, &p.Revision)
	p.Name = Text{"it": it, "en": en}
	return p, err
}

func scanException(row scanner) (e Exception, err error) {
	var times, it, en string
	if err = row.Scan(&e.ID, &e.Queue, &e.From, &e.To, &times, &it, &en, &e.Revision); err != nil {
		return e, err
	}
	if err = json.Unmarshal([]byte(times), &e.Times); err != nil {
		return e, err
	}
	e.Reason = Text{"it": it, "en": en}
	return e.sortTimes()
}
