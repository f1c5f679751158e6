package handoff

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Routing is how a queue's chats come to operators.
type Routing string

// The ways of routing. Tickets are always pulled.
const (
	Push Routing = "push" // a free operator is given the first in line at once
	Pull Routing = "pull" // operators take chats themselves
)

// Override is what a supervisor says about the hours of a queue.
type Override string

// The overrides. The zero value leaves it to the hours.
const (
	ByHours   Override = ""
	KeepOpen  Override = "open"
	KeepClose Override = "closed"
)

// Limits of settings.
const (
	maxWaitLimit = 24 * 60      // minutes
	goalLimit    = 60 * 60      // seconds
	silenceLimit = 24 * 60      // minutes
	overflowMax  = 24 * 60 * 60 // seconds
)

// Settings are what supervisors decide about a queue; an import of the library leaves
// them alone.
type Settings struct {
	// Revision counts the changes; [Desk.SetSettings] refuses those of an older one.
	Revision int64 `json:"-"`

	Routing  Routing    `json:"routing"`
	MaxWait  int        `json:"max_wait"` // minutes: who would wait longer is not let into the line
	Goal     int        `json:"goal"`     // seconds: the service level is the share of chats claimed within
	Overflow []Overflow `json:"overflow"` // whose operators help out

	// AskAfter is for how many minutes a student may leave the operator's last word
	// without a sign before being asked whether they are there, and LeaveAfter how many
	// more until the chat is closed and its slot free. AskAfter 0: never.
	AskAfter   int `json:"ask_after"`
	LeaveAfter int `json:"leave_after"`

	// Hours replaces the hours of the topic, unless nil.
	Hours *Hours `json:"hours,omitempty"`
	// Override keeps the queue open or closed whatever the hours say, until the moment
	// that follows, or for good when it is zero.
	Override      Override  `json:"override"`
	OverrideUntil time.Time `json:"override_until,omitzero"`
}

// Overflow lets the operators of another queue take chats that have waited long.
type Overflow struct {
	Queue string `json:"queue"` // whose operators help out
	After int    `json:"after"` // seconds of waiting
}

// DefaultSettings are those of a queue nobody has decided about.
func DefaultSettings() Settings {
	return Settings{Routing: Push, MaxWait: 30, Goal: 60, Overflow: []Overflow{}, AskAfter: 5, LeaveAfter: 3}
}

// check refuses what can't be.
func (s Settings) check(queueID string) error {
	switch {
	case s.Routing != Push && s.Routing != Pull:
		return fmt.Errorf("%w: routing %q", ErrInvalid, s.Routing)
	case s.Override != ByHours && s.Override != KeepOpen && s.Override != KeepClose:
		return fmt.Errorf("%w: override %q", ErrInvalid, s.Override)
	case s.MaxWait < 1 || s.MaxWait > maxWaitLimit:
		return fmt.Errorf("%w: max_wait %d is not from 1 to %d minutes", ErrInvalid, s.MaxWait, maxWaitLimit)
	case s.Goal < 1 || s.Goal > goalLimit:
		return fmt.Errorf("%w: goal %d is not from 1 to %d seconds", ErrInvalid, s.Goal, goalLimit)
	case s.AskAfter < 0 || s.AskAfter > silenceLimit || s.LeaveAfter < 1 || s.LeaveAfter > silenceLimit:
		return fmt.Errorf("%w: ask_after %d, leave_after %d", ErrInvalid, s.AskAfter, s.LeaveAfter)
	}
	helpers := map[string]bool{queueID: true}
	for _, o := range s.Overflow {
		if helpers[o.Queue] || o.After < 0 || o.After > overflowMax {
			return fmt.Errorf("%w: overflow to %q after %d seconds", ErrInvalid, o.Queue, o.After)
		}
		helpers[o.Queue] = true
	}
	return nil
}

// SetSettings changes what is decided about the queue. ErrNotFound for the queue and
// those that help out, ErrInvalid, ErrStale when somebody else was faster.
func (d *Desk) SetSettings(ctx context.Context, queueID string, s Settings) error {
	if err := s.check(queueID); err != nil {
		return fmt.Errorf("settings of queue %q: %w", queueID, err)
	}
	return d.write(ctx, "settings of queue", func(w *writing) error {
		if err := w.setSettings(queueID, s); err != nil {
			return err
		}
		w.all = true
		return w.setOverflow(queueID, s.Overflow)
	})
}

func (w *writing) setSettings(queueID string, s Settings) error {
	body, err := json.Marshal(s)
	if err != nil {
		return err
	}
	n, err := w.Exec(`UPDATE queues SET settings = $2, routing = $4, revision = revision + 1 WHERE id = $1 AND revision = $3`,
		queueID, string(body), s.Revision, s.Routing)
	if err != nil {
		return err
	}
	if n == 0 {
		return errors.Join(querier(w.QueryRow).queueExists(queueID), ErrStale)
	}
	w.wake(QueuesTopic, TimetableTopic)
	return nil
}

func (w *writing) setOverflow(queueID string, helpers []Overflow) error {
	if _, err := w.Exec(`DELETE FROM queue_overflows WHERE queue_id = $1`, queueID); err != nil {
		return err
	}
	for _, o := range helpers {
		if err := querier(w.QueryRow).queueExists(o.Queue); err != nil {
			return err
		}
		_, err := w.Exec(`INSERT INTO queue_overflows (queue_id, helper_id, after_ms) VALUES ($1, $2, $3)`,
			queueID, o.Queue, (time.Duration(o.After) * time.Second).Milliseconds())
		if err != nil {
			return err
		}
	}
	return nil
}

// Queue returns one queue. ErrNotFound.
func (d *Desk) Queue(ctx context.Context, id string) (Queue, error) {
	p, err := d.timetable.plan(ctx, d.db)
	if err != nil {
		return Queue{}, fmt.Errorf("queue %q: %w", id, err)
	}
	at, ok := p.at[id]
	if !ok {
		return Queue{}, fmt.Errorf("queue %q: %w", id, ErrNotFound)
	}
	return p.queues[at], nil
}

// SetOverride keeps the queue open or closed by hand until a moment, or for good when it
// is zero, whatever else is being changed about it. ErrNotFound, ErrInvalid.
func (d *Desk) SetOverride(ctx context.Context, queueID string, o Override, until time.Time) error {
	return d.write(ctx, "open or close the queue", func(w *writing) error {
		q, err := findQueue(w.QueryRow, queueID)
		if err != nil {
			return err
		}
		q.Settings.Override, q.Settings.OverrideUntil = o, until
		if o != ByHours && !until.IsZero() && !until.After(w.Now) {
			return fmt.Errorf("%w: until %s, which is over", ErrInvalid, until.Format(time.RFC3339))
		}
		if err := q.Settings.check(queueID); err != nil {
			return err
		}
		return w.setSettings(queueID, q.Settings)
	})
}

// findQueue reads a queue within a transaction, without the days out of the ordinary.
func findQueue(q querier, id string) (Queue, error) {
	found, err := scanQueue(q(`SELECT body, settings, revision FROM queues WHERE id = $1`, id))
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	return found, err
}
