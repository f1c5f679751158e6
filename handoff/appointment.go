package handoff

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"sportello/content/db"
)

// Appointment is a time at which somebody of the queue is there for one student.
type Appointment struct {
	ID             string
	ConversationID string
	QueueID        string
	Starts, Ends   time.Time
	Student        string
	Subject        string
	Withdrawn      bool   // by the office; the student is told until they say that they know
	Reason         string // with Withdrawn, for the student; may be empty
}

// Book takes a place at the time for the conversation, which has at most one appointment;
// booking the same again is no error. ErrBooked when no place is free, ErrInvalid when the
// time is none of the plan's or the conversation has another appointment.
func (d *Desk) Book(ctx context.Context, a Appointment) (Appointment, error) {
	a.Student, a.Subject = storable(a.Student), storable(a.Subject)
	timetable, err := d.timetable.plan(ctx, d.db)
	if err != nil {
		return a, fmt.Errorf("book an appointment: %w", err)
	}
	err = d.writeLater(ctx, "book an appointment", func(w *writing) error {
		before, err := findAppointment(w.QueryRow, a.ConversationID, db.Millis(w.Now))
		switch {
		case errors.Is(err, ErrNotFound), err == nil && before.Withdrawn:
		case err != nil:
			return err
		case !before.Starts.Equal(a.Starts) || before.QueueID != a.QueueID:
			return fmt.Errorf("%w: the conversation has an appointment", ErrInvalid)
		default: // whatever the plan says by now
			a = before
			return nil
		}
		p, err := planFor(w.QueryRow, a.QueueID, timetable.days)
		if err != nil {
			return err
		}
		if a.Ends, err = p.end(a.Starts, w.Now); err != nil {
			return err
		}
		return w.book(&a, p.Places)
	})
	return a, err
}

// book is one conditional statement: there are never more appointments than places, those
// of an older plan with other times included. What is over makes room in the index for the
// conversation's next, and of what was withdrawn the student knows.
func (w *writing) book(a *Appointment, places int) error {
	now := db.Millis(w.Now)
	if _, err := w.Exec(`UPDATE appointments SET state = 'over' WHERE conversation_id = $1
		AND (state = 'withdrawn' OR state = 'booked' AND ends_at <= $2)`, a.ConversationID, now); err != nil {
		return err
	}
	a.ID = newID()
	n, err := w.Exec(`INSERT INTO appointments (id, conversation_id, queue_id, starts_at, ends_at, state, student, subject, created_at)
		SELECT $1, $2, $3, $4, $5, 'booked', $6, $7, $8
		WHERE (SELECT COUNT(*) FROM appointments WHERE queue_id = $3 AND starts_at < $5 AND ends_at > $4 AND state = 'booked') < $9`,
		a.ID, a.ConversationID, a.QueueID, db.Millis(a.Starts), db.Millis(a.Ends), a.Student, a.Subject, now, places)
	if err == nil && n == 0 {
		err = ErrBooked
	}
	w.wake(QueuesTopic, ConversationTopic(a.ConversationID))
	return err
}

// CancelAppointment gives the conversation's appointment back; one that was withdrawn the
// student is told of no more. Without one it does nothing.
func (d *Desk) CancelAppointment(ctx context.Context, conversationID string) error {
	return d.write(ctx, "cancel the appointment", func(w *writing) error {
		_, err := w.Exec(`UPDATE appointments SET state = 'cancelled' WHERE conversation_id = $1 AND state IN ('booked', 'withdrawn')`, conversationID)
		w.wake(QueuesTopic, ConversationTopic(conversationID))
		return err
	})
}

// Withdraw takes an appointment with the queue back from its student, who is told the
// reason, of at most 200 characters, if there is one. ErrNotFound when it is not booked any
// more, ErrInvalid for the reason.
func (d *Desk) Withdraw(ctx context.Context, queueID, id, reason string) error {
	if reason = strings.TrimSpace(reason); utf8.RuneCountInString(reason) > maxReason || reason != storable(reason) {
		return fmt.Errorf("withdraw the appointment: %w: the reason has more than %d characters, or some that can't be stored", ErrInvalid, maxReason)
	}
	return d.write(ctx, "withdraw the appointment", func(w *writing) error {
		var conversation string
		err := scanOne(w.QueryRow(`SELECT conversation_id FROM appointments WHERE id = $1 AND queue_id = $2`, id, queueID), &conversation)
		if err != nil {
			return err
		}
		n, err := w.Exec(`UPDATE appointments SET state = 'withdrawn', reason = $2 WHERE id = $1 AND state = 'booked' AND ends_at > $3`,
			id, reason, db.Millis(w.Now))
		if err == nil && n == 0 {
			err = ErrNotFound
		}
		w.wake(QueuesTopic, ConversationTopic(conversation))
		return err
	})
}

const appointmentColumns = `id, conversation_id, queue_id, starts_at, ends_at, student, subject, state, reason`

func scanAppointment(row scanner) (a Appointment, err error) {
	var starts, ends int64
	var state string
	err = scanOne(row, &a.ID, &a.ConversationID, &a.QueueID, &starts, &ends, &a.Student, &a.Subject, &state, &a.Reason)
	a.Starts, a.Ends, a.Withdrawn = db.Time(starts), db.Time(ends), state == "withdrawn"
	return a, err
}

func findAppointment(q querier, conversationID string, now int64) (Appointment, error) {
	return scanAppointment(q(`SELECT `+appointmentColumns+` FROM appointments
		WHERE conversation_id = $1 AND state = 'booked' AND ends_at > $2
		UNION ALL SELECT `+appointmentColumns+` FROM appointments WHERE conversation_id = $1 AND state = 'withdrawn'
		ORDER BY state, starts_at DESC LIMIT 1`, conversationID, now))
}

// Appointment returns the conversation's appointment that is not over, or the one that was
// withdrawn. ErrNotFound.
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

// Booked is an appointment as those who plan see it.
type Booked struct {
	Appointment
	// OffPlan: it is at no time of the plan as it is now, or on a day on which the queue is
	// closed.
	OffPlan bool
}

// Booked returns the appointments with the queue that are not over, the first first.
func (d *Desk) Booked(ctx context.Context, queueID string) ([]Booked, error) {
	p, err := d.planned(ctx, queueID)
	if err != nil {
		return nil, fmt.Errorf("booked appointments: %w", err)
	}
	return list(ctx, d.db, func(row scanner) (Booked, error) {
		a, err := scanAppointment(row)
		return Booked{a, !p.has(a.Starts)}, err
	}, `SELECT `+appointmentColumns+` FROM appointments
		WHERE queue_id = $1 AND state = 'booked' AND ends_at > $2 ORDER BY starts_at, id LIMIT $3`,
		queueID, db.Millis(d.db.Now()), MaxList)
}
