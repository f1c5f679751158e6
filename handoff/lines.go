package handoff

import (
	"context"
	"fmt"
	"iter"
	"sync"
	"sync/atomic"
	"time"

	"sportello/content/db"
	"sportello/handoff/bus"
)

const (
	// linesEvery is how close together the lines are read at most, and linesShare how
	// many times longer than a reading took the next one waits.
	linesEvery = 300 * time.Millisecond
	linesShare = 10
	// longLine is how many may wait, in all queues, for a place to be counted anew for
	// each who asks.
	longLine = 500
	// maxLine is the longest line that is read.
	maxLine = 200_000
)

// Waiter is one who waits, as of a reading of the [Lines].
type Waiter struct {
	ChatID         string
	ConversationID string
	QueueID        string
	Channel        Channel
	Position       int       // in the queue, in the order of claiming, from 1; who is gone is not counted
	QueuedAt       time.Time // since when it counts in line
	gone           bool      // nothing was heard of them for [GoneAfter]: passed over
}

// Lines is who waited in all queues at one moment. It never changes: any number of
// readers may share it.
type Lines struct {
	waiters []Waiter         // by queue, in the order of claiming
	of      map[string]int32 // where among them, by conversation
	length  map[string]int   // by queue
}

// Len returns how many wait in all.
func (l *Lines) Len() int { return len(l.waiters) }

// Waiting returns how many wait in the queue, tickets too, but for who is gone.
func (l *Lines) Waiting(queueID string) int { return l.length[queueID] }

// Of returns the conversation's place; false when it does not wait.
func (l *Lines) Of(conversationID string) (Waiter, bool) {
	i, ok := l.of[conversationID]
	if !ok {
		return Waiter{}, false
	}
	return l.waiters[i], true
}

// All returns who waits: the queues in the order of their ids, in each the order of
// claiming.
func (l *Lines) All() iter.Seq[Waiter] {
	return func(yield func(Waiter) bool) {
		for _, w := range l.waiters {
			if !yield(w) {
				return
			}
		}
	}
}

// Lines returns who waits. All callers of this desk share one reading: it is renewed
// after a notice of [QueuesTopic], and not more often than every 300 ms or a tenth of
// the time, so that many thousands who wait cost one query. What it returns may be that
// old.
func (d *Desk) Lines(ctx context.Context) (*Lines, error) {
	r := &d.lines
	if l := r.latest.Load(); l != nil && r.fresh() {
		return l, nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if l := r.latest.Load(); l != nil && r.fresh() {
		return l, nil // somebody else has read them meanwhile
	}
	began := time.Now()
	r.stale.Store(false) // first: what changes while they are read makes them stale again
	l, err := d.readLines(db.Held(ctx))
	if err != nil {
		r.stale.Store(true)
		return nil, fmt.Errorf("read the lines: %w", err)
	}
	r.latest.Store(l)
	r.due.Store(int64(time.Since(r.began) + max(linesEvery, linesShare*time.Since(began))))
	r.signal()
	return l, nil
}

// FollowLines calls fn with each new reading of the lines until ctx ends. An error,
// of the reading or of fn, goes to failed, and it is tried again. One caller at a time.
func (d *Desk) FollowLines(ctx context.Context, fn func(*Lines) error, failed func(error)) {
	for {
		l, err := d.Lines(ctx)
		if err == nil {
			err = fn(l)
		}
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			failed(err)
			d.lines.Wake(QueuesTopic)
			pause(ctx, linesEvery)
		}
		if !d.lines.waitForOther(ctx, l) {
			return
		}
	}
}

// linesReader keeps the latest reading.
type linesReader struct {
	mu      sync.Mutex // held while the lines are read
	latest  atomic.Pointer[Lines]
	began   time.Time     // due counts from here, by a clock that never jumps
	due     atomic.Int64  // when they may be read again, in nanoseconds since began
	stale   atomic.Bool   // something has changed since
	changed chan struct{} // capacity 1: it has become stale, or was read
}

var _ bus.Listener = (*linesReader)(nil)

// Wake implements [bus.Listener].
func (r *linesReader) Wake(string) {
	if !r.stale.Swap(true) {
		r.signal()
	}
}

func (r *linesReader) signal() {
	select {
	case r.changed <- struct{}{}:
	default:
	}
}

// Frame implements [bus.Listener]. The queues have no frames.
func (r *linesReader) Frame(bus.Frame) {}

// fresh reports whether the latest reading serves.
func (r *linesReader) fresh() bool { return !r.stale.Load() || r.dueIn() > 0 }

// dueIn is after how long the lines may be read again.
func (r *linesReader) dueIn() time.Duration { return time.Duration(r.due.Load()) - time.Since(r.began) }

// waitForOther returns true when there is another reading than the last, or should be;
// false when ctx ends.
func (r *linesReader) waitForOther(ctx context.Context, last *Lines) bool {
	for !r.stale.Load() && r.latest.Load() == last {
		select {
		case <-ctx.Done():
			return false
		case <-r.changed:
		}
	}
	if r.latest.Load() != last {
		return true
	}
	pause(ctx, r.dueIn())
	return ctx.Err() == nil
}

// pause waits, or until ctx ends.
func pause(ctx context.Context, wait time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(wait):
	}
}

func (d *Desk) readLines(ctx context.Context) (*Lines, error) {
	known := map[string]string{} // queues, each one string for all that wait in it
	waiters, err := list(ctx, d.db, func(row scanner) (w Waiter, err error) {
		var queued int64
		var channel string
		if err := row.Scan(&w.ChatID, &w.ConversationID, &w.QueueID, &channel, &queued, &w.gone); err != nil {
			return w, err
		}
		if name, ok := known[w.QueueID]; ok {
			w.QueueID = name
		} else {
			known[w.QueueID] = w.QueueID
		}
		w.Channel, w.QueuedAt = ChannelChat, time.UnixMilli(queued)
		if channel != string(ChannelChat) {
			w.Channel = ChannelTicket
		}
		return w, nil
	}, `SELECT c.id, c.conversation_id, c.queue_id, c.channel, c.queued_at, c.gone_at > 0 FROM chats c
		WHERE c.state = 'waiting' ORDER BY c.queue_id, `+inLine+` LIMIT $1`, maxLine)
	if err != nil {
		return nil, err
	}
	l := &Lines{waiters: waiters, of: make(map[string]int32, len(waiters)), length: map[string]int{}}
	for i := range waiters {
		w := &waiters[i]
		w.Position = l.length[w.QueueID] + 1
		if !w.gone {
			l.length[w.QueueID]++
		}
		l.of[w.ConversationID] = int32(i)
	}
	return l, nil
}

// Place returns the chat's place in its queue, from 1; 0 when it does not wait. In a
// crowd it is the place as of the [Lines], and whoever has joined since stands at the
// end. ErrNotFound.
func (d *Desk) Place(ctx context.Context, chatID string) (int, error) {
	lines := d.lines.latest.Load()
	if lines == nil || lines.Len() < longLine {
		return placeOf(d.read(ctx), chatID)
	}
	c, err := d.Chat(ctx, chatID)
	if err != nil || c.State != Waiting {
		return 0, err
	}
	if lines, err = d.Lines(ctx); err != nil {
		return 0, err
	}
	if w, ok := lines.Of(c.ConversationID); ok && w.ChatID == chatID {
		return w.Position, nil
	}
	return lines.Waiting(c.QueueID) + 1, nil
}
