package handoff

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"
)

const (
	// hearEvery is how often it is asked what others have written.
	hearEvery = time.Second
	// maxHeard is how many events Hear reads at once.
	maxHeard = 1000
)

// heard is up to which event everybody on this node has been woken.
type heard struct {
	mu    sync.Mutex
	upTo  int64
	ahead map[int64]bool // those above it of which this desk has told; nil until the first Hear
}

// tell notes events that this desk has written, and woken everybody for.
func (h *heard) tell(seqs []int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.ahead == nil {
		return
	}
	for _, seq := range seqs {
		if seq > h.upTo {
			h.ahead[seq] = true
		}
	}
	for h.ahead[h.upTo+1] {
		delete(h.ahead, h.upTo+1)
		h.upTo++
	}
}

// from is after which event to read, when the last is that one.
func (h *heard) from(last int64) int64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.ahead == nil {
		return last
	}
	return h.upTo
}

func (h *heard) advance(to int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.upTo = max(h.upTo, to)
	if h.ahead == nil {
		h.ahead = map[int64]bool{}
	}
	for seq := range h.ahead {
		if seq <= h.upTo {
			delete(h.ahead, seq)
		}
	}
}

// Hear wakes the readers on this node for events that others have written and of whom
// no notice came: a node that died between the commit and its notice, or a program
// that shares an SQLite file for the seconds of a change of versions. When there is
// nothing new it costs one read. The first call only notes where things stand.
func (d *Desk) Hear(ctx context.Context) error {
	last, err := d.LastSeq(ctx)
	if err != nil {
		return err
	}
	for after := d.heard.from(last); after < last; {
		n, to, err := d.hearPage(ctx, after)
		if err != nil {
			return fmt.Errorf("hear of events: %w", err)
		}
		if n < maxHeard {
			break // what lies between is numbers that were never used
		}
		after = to
	}
	d.heard.advance(last)
	return nil
}

// written is whom an event concerns.
type written struct {
	seq          int64
	conversation string
	doer, has    string // operators: who did it, who has the chat; may be empty
	kind         Kind
}

func scanWritten(row scanner) (w written, err error) {
	return w, row.Scan(&w.seq, &w.conversation, &w.doer, &w.has, &w.kind)
}

// hearPage wakes for some events after the number, and returns how many and the last.
func (d *Desk) hearPage(ctx context.Context, after int64) (n int, last int64, err error) {
	events, err := list(ctx, d.db, scanWritten, `SELECT e.seq, e.conversation_id, e.operator_id, COALESCE(c.operator_id, ''), e.kind
		FROM events e LEFT JOIN chats c ON c.id = e.chat_id WHERE e.seq > $1 ORDER BY e.seq LIMIT $2`, after, maxHeard)
	if err != nil || len(events) == 0 {
		return 0, after, err
	}
	topics := map[string]bool{}
	for _, e := range events {
		topics[ConversationTopic(e.conversation)] = true
		for _, operator := range []string{e.doer, e.has} {
			if operator != "" {
				topics[OperatorTopic(operator)] = true
			}
		}
		switch e.kind {
		case KindMessage, KindNote, KindSeen:
		default:
			topics[QueuesTopic] = true
		}
	}
	for _, topic := range slices.Sorted(maps.Keys(topics)) {
		d.bus.Wake(topic)
	}
	return len(events), events[len(events)-1].seq, nil
}
