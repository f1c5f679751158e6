package handoff

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"sportello/content/db"
)

// Limits of appointments.
const (
	maxMinutes   = 8 * 60
	maxPlaces    = 100
	maxAhead     = 60 // days
	maxOffered   = 40 // times that are offered at once
	leastNotice  = time.Hour
	defaultAhead = 14
)

// Plan is when appointments with a queue can be booked. The zero value offers none.
type Plan struct {
	Hours   Hours `json:"hours"`
	Minutes int   `json:"minutes"` // how long each takes
	Places  int   `json:"places"`  // at the same time
	Days    int   `json:"days"`    // ahead, from today
}

// Appointment is a time at which somebody of the queue is there for one student.
type Appointment struct {
	ID             string
	ConversationID string
	QueueID        string
	Starts, Ends   time.Time
	Student        string
	Subject        string
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
// stay. ErrNotFound for the queue, ErrInvalid.
func (d *Desk) SetPlan(ctx context.Context, queueID string, p Plan) error {
	body, err := json.Marshal(p)
	if err = errors.Join(err, p.check()); err != nil {
		return fmt.Errorf("plan appointments of %q: %w", queueID, err)
	}
	return d.write(ctx, "plan appointments", func(w *writing) error {
		if err := querier(w.QueryRow).queueExists(queueID); err != nil {
			return err
		}
		_, err := w.Exec(`INSERT INTO appointment_plans (queue_id, body) VALUES ($1, $2)
			ON CONFLICT (queue_id) DO UPDATE SET body = excluded.body`, queueID, string(body))
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
	err := q(`SELECT body FROM appointment_plans WHERE queue_id = $1`, queueID).Scan(&body)
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

// slots are the times of the plan that can still be booked at now, the next first.
func (p Plan) slots(now time.Time) (all []Slot) {
	if p.Places == 0 || p.Hours.loc == nil {
		return nil
	}
	local := now.In(p.Hours.loc)
	length := time.Duration(p.Minutes) * time.Minute
	for day := range p.Days + 1 {
		year, month, date := local.AddDate(0, 0, day).Date()
		for _, s := range p.Hours.days[time.Date(year, month, date, 12, 0, 0, 0, p.Hours.loc).Weekday()] {
			for at := s.from; at+p.Minutes <= s.to; at += p.Minutes {
				starts := time.Date(year, month, date, 0, at, 0, 0, p.Hours.loc)
				if starts.Sub(now) >= leastNotice {
					all = append(all, Slot{Starts: starts, Ends: starts.Add(length), Free: p.Places})
				}
			}
		}
	}
	return all
}

// Slots returns the next times that can be booked with the queue.
func (d *Desk) Slots(ctx context.Context, queueID string) ([]Slot, error) {
	p, err := d.Plan(ctx, queueID)
	if err != nil {
		return nil, err
	}
	now := d.db.Now()
	booked := map[int64]int{}
	_, err = list(ctx, d.db, func(row scanner) (none struct{}, err error) {
		var at int64
		var n int
		err = row.Scan(&at, &n)
		booked[at] = n
		return none, err
	}, `SELECT starts_at, COUNT(*) FROM appointments
		WHERE queue_id = $1 AND state = 'booked' AND starts_at > $2 GROUP BY starts_at`, queueID, db.Millis(now))
	if err != nil {
		return nil, fmt.Errorf("free appointments: %w", err)
	}
	var free []Slot
	for _, s := range p.slots(now) {
		if s.Free -= booked[db.Millis(s.Starts)]; s.Free > 0 && len(free) < maxOffered {
			free = append(free, s)
		}
	}
	return free, nil
}

// Book takes a place at the time for the conversation, which has at most one appointment;
// booking the same again is no error. ErrBooked when no place is free, ErrInvalid when the
// time is none of the plan's or the conversation has another appointment.
func (d *Desk) Book(ctx context.Context, a Appointment) (Appointment, error) {
	a.Student, a.Subject = storable(a.Student), storable(a.Subject)
	err := d.writeLater(ctx, "book an appointment", func(w *writing) error {
		p, err := findPlan(w.QueryRow, a.QueueID)
		if err != nil {
			return err
		}
		if a.Ends, err = p.end(a.Starts, w.Now); err != nil {
			return err
		}
		before, err := findAppointment(w.QueryRow, a.ConversationID, db.Millis(w.Now))
		if err == nil {
			if !before.Starts.Equal(a.Starts) || before.QueueID != a.QueueID {
				return fmt.Errorf("%w: the conversation has an appointment", ErrInvalid)
			}
			a = before
			return nil
		}
		if !errors.Is(err, ErrNotFound) {
			return err
		}
		return w.book(&a, p.Places)
	})
	return a, err
}

// end is when an appointment ends that begins at one of the plan's times.
func (p Plan) end(starts, now time.Time) (time.Time, error) {
	for _, s := range p.slots(now) {
		if s.Starts.Equal(starts) {
			return s.Ends, nil
		}
	}
	return time.Time{}, fmt.Errorf("%w: no appointments at that time", ErrInvalid)
}

// book is one conditional statement: there are never more appointments than places. What
// is over makes room in the index for the conversation's next.
func (w *writing) book(a *Appointment, places int) error {
	now := db.Millis(w.Now)
	if _, err := w.Exec(`UPDATE appointments SET state = 'over' WHERE conversation_id = $1 AND state = 'booked' AND ends_at <= $2`,
		a.ConversationID, now); err != nil {
		return err
	}
	a.ID = newID()
	n, err := w.Exec(`INSERT INTO appointments (id, conversation_id, queue_id, starts_at, ends_at, state, student, subject, created_at)
		SELECT $1, $2, $3, $4, $5, 'booked', $6, $7, $8
		WHERE (SELECT COUNT(*) FROM appointments WHERE queue_id = $3 AND starts_at = $4 AND state = 'booked') < $9`,
		a.ID, a.ConversationID, a.QueueID, db.Millis(a.Starts), db.Millis(a.Ends), a.Student, a.Subject, now, places)
	if err == nil && n == 0 {
		err = ErrBooked
	}
	w.wake(QueuesTopic, ConversationTopic(a.ConversationID))
	return err
}

// CancelAppointment gives the conversation's appointment back; without one it does
// nothing.
func (d *Desk) CancelAppointment(ctx context.Context, conversationID string) error {
	return d.write(ctx, "cancel the appointment", func(w *writing) error {
		_, err := w.Exec(`UPDATE appointments SET state = 'cancelled' WHERE conversation_id = $1 AND state = 'booked'`, conversationID)
		w.wake(QueuesTopic, ConversationTopic(conversationID))
		return err
	})
}

const appointmentColumns = `id, conversation_id, queue_id, starts_at, ends_at, student, subject`

func scanAppointment(row scanner) (a Appointment, err error) {
	var starts, ends int64
	err = scanOne(row, &a.ID, &a.ConversationID, &a.QueueID, &starts, &ends, &a.Student, &a.Subject)
	a.Starts, a.Ends = db.Time(starts), db.Time(ends)
	return a, err
}

func findAppointment(q querier, conversationID string, now int64) (Appointment, error) {
	return scanAppointment(q(`SELECT `+appointmentColumns+` FROM appointments
		WHERE conversation_id = $1 AND state = 'booked' AND ends_at > $2`, conversationID, now))
}

// Appointment returns the conversation's appointment that is not over. ErrNotFound.
func (d *Desk) Appointment(ctx context.Context, conversationID string) (Appointment, error) {
	a, err := findAppointment(d.read(ctx), conversationID, db.Millis(d.db.Now()))
	return a, wrap("appointment", err)
}

// Appointments returns those between the times in the operator's queues, or in all when
// operatorID is empty, the first first.
func (d *Desk) Appointments(ctx context.Context, operatorID string, from, to time.Time) ([]Appointment, error) {
	all, err := list(ctx, d.db, scanAppointment, `SELECT `+appointmentColumns+` FROM appointments
		WHERE state = 'booked' AND starts_at >= $1 AND starts_at < $2
		AND ($3 = '' OR queue_id IN (SELECT queue_id FROM operator_queues WHERE operator_id = $3))
		ORDER BY starts_at, id LIMIT $4`, db.Millis(from), db.Millis(to), operatorID, MaxList)
	return all, wrap("list appointments", err)
}
