package handoff

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"sportello/content/db"
)

// Limits of plans.
const (
	maxMinutes   = 8 * 60
	maxPlaces    = 100
	maxAhead     = 60  // days
	maxOffered   = 300 // times that are offered at once: a fortnight's, where there are 30 a day
	leastNotice  = time.Hour
	defaultAhead = 14
)

// Plan is when appointments with a queue can be booked. There are none on public holidays,
// unless its hours hold there, and on other days out of the ordinary only within their
// hours. The zero value offers none.
type Plan struct {
	// Revision counts the changes; [Desk.SetPlan] refuses those of an older one. 0: nobody
	// has decided yet.
	Revision int64 `json:"-"`

	Hours   Hours `json:"hours"`
	Minutes int   `json:"minutes"` // how long each takes
	Places  int   `json:"places"`  // at the same time; 0: none can be booked
	Days    int   `json:"days"`    // ahead, from today
}

// Slot is a time that can be booked.
type Slot struct {
	Starts, Ends time.Time
	Free         int // places
}

// check refuses what can't be.
func (p Plan) check() error {
	if p.Minutes < 5 || p.Minutes > maxMinutes || p.Places < 0 || p.Places > maxPlaces || p.Days < 1 || p.Days > maxAhead {
		return fmt.Errorf("%w: appointments of 5 to %d minutes, 0 to %d places, 1 to %d days ahead", ErrInvalid, maxMinutes, maxPlaces, maxAhead)
	}
	return nil
}

// SetPlan decides when appointments with the queue can be booked. Those that are booked
// stay. ErrNotFound for the queue, ErrInvalid, ErrStale when somebody else was faster.
func (d *Desk) SetPlan(ctx context.Context, queueID string, p Plan) error {
	body, err := json.Marshal(p)
	if err = errors.Join(err, p.check()); err != nil {
		return fmt.Errorf("plan appointments of %q: %w", queueID, err)
	}
	return d.write(ctx, "plan appointments", func(w *writing) error {
		if err := querier(w.QueryRow).queueExists(queueID); err != nil {
			return err
		}
		query := `UPDATE appointment_plans SET body = $2, revision = revision + 1 WHERE queue_id = $1 AND revision = $3`
		if p.Revision == 0 {
			query = `INSERT INTO appointment_plans (queue_id, body, revision) VALUES ($1, $2, $3 + 1) ON CONFLICT (queue_id) DO NOTHING`
		}
		n, err := w.Exec(query, queueID, string(body), p.Revision)
		if err == nil && n == 0 {
			err = ErrStale
		}
		return err
	})
}

// Plan returns when appointments with the queue can be booked.
func (d *Desk) Plan(ctx context.Context, queueID string) (Plan, error) {
	p, err := findPlan(d.read(ctx), queueID)
	return p, wrap("plan of appointments", err)
}

func findPlan(q querier, queueID string) (Plan, error) {
	var body string
	p := Plan{Minutes: 20, Days: defaultAhead}
	err := q(`SELECT body, revision FROM appointment_plans WHERE queue_id = $1`, queueID).Scan(&body, &p.Revision)
	if errors.Is(err, sql.ErrNoRows) {
		return p, nil
	}
	if err != nil {
		return p, err
	}
	return p, json.Unmarshal([]byte(body), &p)
}

// bookable are the queues that have appointments.
func (d *Desk) bookable(ctx context.Context) (map[string]bool, error) {
	queues := map[string]bool{}
	_, err := list(ctx, d.db, func(row scanner) (none struct{}, err error) {
		var id, body string
		var p Plan
		if err = row.Scan(&id, &body); err == nil {
			err = json.Unmarshal([]byte(body), &p)
		}
		queues[id] = p.Places > 0
		return none, err
	}, `SELECT queue_id, body FROM appointment_plans`)
	return queues, err
}

// planned is the plan of one queue with the days out of the ordinary.
type planned struct {
	Plan
	queue string
	days  *days
}

// slots are the times that can still be booked at now, were nobody booked, the next first.
func (p planned) slots(now time.Time) (all []Slot) {
	for day := range p.Days + 1 {
		for _, s := range p.on(now.In(p.Hours.Zone()).AddDate(0, 0, day)) {
			if s.Starts.Sub(now) >= leastNotice {
				all = append(all, s)
			}
		}
	}
	return all
}

// on are the times of the day on which t is.
func (p planned) on(t time.Time) (all []Slot) {
	if p.Places == 0 || p.Hours.loc == nil {
		return nil
	}
	year, month, date := t.In(p.Hours.loc).Date()
	noon := time.Date(year, month, date, 12, 0, 0, 0, p.Hours.loc)
	off, special := p.days.at(p.queue, dayOf(noon), !p.Hours.onHolidays)
	for _, s := range p.Hours.days[noon.Weekday()] {
		for at := s.from; at+p.Minutes <= s.to; at += p.Minutes {
			if special && !within(off.spans, span{at, at + p.Minutes}) {
				continue
			}
			starts := time.Date(year, month, date, 0, at, 0, 0, p.Hours.loc)
			all = append(all, Slot{Starts: starts, Ends: starts.Add(time.Duration(p.Minutes) * time.Minute), Free: p.Places})
		}
	}
	return all
}

// within reports whether one of the spans holds s.
func within(spans []span, s span) bool {
	return slices.ContainsFunc(spans, func(of span) bool { return of.from <= s.from && s.to <= of.to })
}

// has reports whether an appointment at the time is the plan's, as it is now.
func (p planned) has(starts time.Time) bool {
	return slices.ContainsFunc(p.on(starts), func(s Slot) bool { return s.Starts.Equal(starts) })
}

// end is when an appointment ends that begins at one of the times that can be booked.
func (p planned) end(starts, now time.Time) (time.Time, error) {
	for _, s := range p.slots(now) {
		if s.Starts.Equal(starts) {
			return s.Ends, nil
		}
	}
	return time.Time{}, fmt.Errorf("%w: no appointments at that time", ErrInvalid)
}

// Slots returns the next times that can be booked with the queue.
func (d *Desk) Slots(ctx context.Context, queueID string) ([]Slot, error) {
	p, err := d.planned(ctx, queueID)
	if err != nil {
		return nil, fmt.Errorf("free appointments: %w", err)
	}
	now := d.db.Now()
	taken, err := list(ctx, d.db, scanTaken, `SELECT starts_at, ends_at, COUNT(*) FROM appointments
		WHERE queue_id = $1 AND state = 'booked' AND ends_at > $2 GROUP BY starts_at, ends_at ORDER BY starts_at`, queueID, db.Millis(now))
	if err != nil {
		return nil, fmt.Errorf("free appointments: %w", err)
	}
	var free []Slot
	for _, s := range p.slots(now) {
		if s.Free -= takenAt(taken, s); s.Free > 0 {
			if free = append(free, s); len(free) == maxOffered {
				break
			}
		}
	}
	return free, nil
}

func (d *Desk) planned(ctx context.Context, queueID string) (planned, error) {
	timetable, err := d.timetable.plan(ctx, d.db)
	if err != nil {
		return planned{}, err
	}
	return planFor(d.read(ctx), queueID, timetable.days)
}

func planFor(q querier, queueID string, days *days) (planned, error) {
	p, err := findPlan(q, queueID)
	return planned{p, queueID, days}, err
}

func scanTaken(row scanner) (s Slot, err error) {
	var starts, ends int64
	err = row.Scan(&starts, &ends, &s.Free)
	s.Starts, s.Ends = db.Time(starts), db.Time(ends)
	return s, err
}

// takenAt counts the appointments that overlap the slot, of those in order of time: they
// may be of an older plan with other times.
func takenAt(taken []Slot, s Slot) (n int) {
	from, _ := slices.BinarySearchFunc(taken, s.Starts.Add(-maxMinutes*time.Minute), func(t Slot, at time.Time) int { return t.Starts.Compare(at) })
	for _, t := range taken[from:] {
		if !t.Starts.Before(s.Ends) {
			break
		}
		if t.Ends.After(s.Starts) {
			n += t.Free
		}
	}
	return n
}
