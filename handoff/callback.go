package handoff

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"sportello/content/db"
)

// HeldFor is how long a place that was offered is held, and callEvery how often it is
// looked whether places can be offered.
const (
	HeldFor   = 5 * time.Minute
	callEvery = 2 * time.Second
)

// CallbackState is how far a call-back has come.
type CallbackState string

// The states of a call-back: the student waits to be called, has a place offered, took
// it, let it pass, or wants it no more.
const (
	CallWaiting   CallbackState = "waiting"
	CallOffered   CallbackState = "offered"
	CallJoined    CallbackState = "joined"
	CallLapsed    CallbackState = "lapsed"
	CallCancelled CallbackState = "cancelled"
)

// Callback is a student in the waiting room before a line that is full: a row, with no
// connection, that any device with the conversation's link can ask about.
type Callback struct {
	QueueID   string
	State     CallbackState
	Position  int       // among those who wait to be called, from 1; 0: is not
	HeldUntil time.Time // with CallOffered
	AskAgain  time.Duration
}

// callback columns of a row that is kept in memory while it is open.
type openCallback struct {
	queue    string
	state    CallbackState
	position int
	held     time.Time
}

// callbackLines are all who wait to be called, and all places that are held, as of one
// moment.
type callbackLines struct {
	of    map[string]openCallback // by conversation
	count map[string]int          // who waits, by queue
}

// waits reports whether somebody waits to be called for one of the queues.
func (l callbackLines) waits(queues []string) bool {
	for _, q := range queues {
		if l.count[q] > 0 {
			return true
		}
	}
	return false
}

func (d *Desk) callbackLines(ctx context.Context) (callbackLines, error) {
	l := callbackLines{of: map[string]openCallback{}, count: map[string]int{}}
	_, err := list(ctx, d.db, func(row scanner) (none struct{}, err error) {
		var conversation string
		var c openCallback
		var held int64
		if err := row.Scan(&conversation, &c.queue, &c.state, &held); err != nil {
			return none, err
		}
		if c.held = db.Time(held); c.state == CallWaiting {
			l.count[c.queue]++
			c.position = l.count[c.queue]
		}
		l.of[conversation] = c
		return none, nil
	}, `SELECT conversation_id, queue_id, state, held_until FROM callbacks
		WHERE state IN ('waiting', 'offered') ORDER BY asked_at, id`)
	return l, err
}

// AskCallback puts the conversation in the waiting room of the queue, at its end; asking
// again changes nothing. ErrNotFound for the queue.
func (d *Desk) AskCallback(ctx context.Context, conversationID, queueID string) error {
	return d.changeCallback(conversationID, d.writeLater(ctx, "ask to be called", func(w *writing) error {
		if err := querier(w.QueryRow).queueExists(queueID); err != nil {
			return err
		}
		now := db.Millis(w.Now)
		_, err := w.Exec(`INSERT INTO callbacks (id, conversation_id, queue_id, state, asked_at, held_until, changed_at)
			VALUES ($1, $2, $3, 'waiting', $4, 0, $4)
			ON CONFLICT (conversation_id) WHERE state IN ('waiting', 'offered') DO NOTHING`, newID(), conversationID, queueID, now)
		w.wake(QueuesTopic)
		return err
	}))
}

// CancelCallback takes the conversation out of the waiting room, or gives back the place
// that was offered. When there is neither it does nothing.
func (d *Desk) CancelCallback(ctx context.Context, conversationID string) error {
	return d.changeCallback(conversationID, d.writeLater(ctx, "cancel the call-back", func(w *writing) error {
		_, err := w.Exec(`UPDATE callbacks SET state = 'cancelled', changed_at = $2
			WHERE conversation_id = $1 AND state IN ('waiting', 'offered')`, conversationID, db.Millis(w.Now))
		w.wake(QueuesTopic)
		return err
	}))
}

// changeCallback lets the node's readers know of what was written before the next outlook.
func (d *Desk) changeCallback(conversationID string, err error) error {
	if o := d.outlook.latest.Load(); o != nil && err == nil {
		o.changed.Store(conversationID, true)
	}
	return err
}

// Callback returns how the conversation's last call-back stands. While it waits that is
// read from what all share, so that a room of many thousands who ask costs nothing.
// ErrNotFound when it never asked.
func (d *Desk) Callback(ctx context.Context, conversationID string) (Callback, error) {
	o, err := d.Outlook(ctx)
	if err != nil {
		return Callback{}, err
	}
	_, changed := o.changed.Load(conversationID)
	if c, ok := o.room.of[conversationID]; ok && !changed {
		return Callback{QueueID: c.queue, State: c.state, Position: c.position, HeldUntil: c.held, AskAgain: askAgain(c)}, nil
	}
	var c Callback
	var held int64
	err = scanOne(d.db.QueryRow(ctx, `SELECT queue_id, state, held_until FROM callbacks
		WHERE conversation_id = $1 ORDER BY asked_at DESC, id DESC LIMIT 1`, conversationID), &c.QueueID, &c.State, &held)
	if err != nil {
		return Callback{}, fmt.Errorf("call-back: %w", err)
	}
	if c.State == CallOffered {
		c.HeldUntil = db.Time(held)
	}
	if c.AskAgain = nearAgain; c.State == CallWaiting {
		c.Position = o.room.count[c.QueueID] + 1 // since the outlook was made
		c.AskAgain = askAgain(openCallback{state: c.State, position: c.Position})
	}
	return c, nil
}

// How long a student waits before asking again: those at the front shortly, those far
// behind, whose turn cannot have come, longer.
const (
	nearAgain = 4 * time.Second
	farAgain  = 90 * time.Second
)

func askAgain(c openCallback) time.Duration {
	if c.state != CallWaiting {
		return nearAgain
	}
	return min(farAgain, nearAgain+time.Duration(c.position)*200*time.Millisecond)
}

// Call ends the offers whose time is up and offers the places that are free, in each
// queue in the order of asking. Several nodes may call it at once.
func (d *Desk) Call(ctx context.Context) error {
	o, err := d.Outlook(ctx)
	if err != nil || len(o.room.of) == 0 {
		return err
	}
	return d.write(ctx, "call who waits for a place", func(w *writing) error {
		now := db.Millis(w.Now)
		n, err := w.Exec(`UPDATE callbacks SET state = 'lapsed', changed_at = $1 WHERE state = 'offered' AND held_until <= $1`, now)
		if err != nil {
			return err
		}
		for q, id := range o.ids {
			if o.room.count[id] > 0 && o.staffed(q) {
				offered, err := w.call(o, q, now)
				if err != nil {
					return err
				}
				n += offered
			}
		}
		if n > 0 {
			w.wake(QueuesTopic)
		}
		return nil
	})
}

// call offers the places that are free in the queue's line to those who asked first.
func (w *writing) call(o *Outlook, q int, now int64) (int64, error) {
	group := o.wait.Group(q)
	in, err := w.inGroup(o.groups[group])
	if err != nil {
		return 0, err
	}
	free := o.rooms[q] - max(0, in.waiting-o.counted[group]) - in.offered
	if free <= 0 {
		return 0, nil
	}
	return w.Exec(`UPDATE callbacks SET state = 'offered', held_until = $3, changed_at = $2 WHERE id IN (
		SELECT id FROM callbacks WHERE queue_id = $1 AND state = 'waiting' ORDER BY asked_at, id LIMIT $4)`,
		o.ids[q], now, now+w.db.Lapse(HeldFor).Milliseconds(), free)
}

// hasPlace reports whether a place in the queue's line is held for who joins it.
func (w *writing) hasPlace(j Join) (held bool, err error) {
	var state CallbackState
	var queue string
	var until int64
	err = scanOne(w.QueryRow(`SELECT state, queue_id, held_until FROM callbacks
		WHERE conversation_id = $1 AND state IN ('waiting', 'offered')`, j.ConversationID), &state, &queue, &until)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	return state == CallOffered && queue == j.QueueID && until > db.Millis(w.Now), err
}

// called ends the call-back of who is in a line.
func (w *writing) called(conversationID string) error {
	_, err := w.Exec(`UPDATE callbacks SET state = 'joined', changed_at = $2
		WHERE conversation_id = $1 AND state IN ('waiting', 'offered')`, conversationID, db.Millis(w.Now))
	return err
}

// scanOne reads one row. ErrNotFound.
func scanOne(row scanner, into ...any) error {
	err := row.Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	return err
}
