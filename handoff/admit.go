package handoff

import (
	"context"
	"fmt"
	"strings"
	"time"

	"sportello/content/db"
	"sportello/handoff/wait"
)

// Admission: who asks for a chat is let into the line while the longest wait promised by
// the queue can be kept ([Settings].MaxWait). How many that is, the [Outlook] says once a
// second; that no more come in, however many ask in one second and on however many nodes,
// is settled by a count inside the transaction that lets them in.

// Full returns ErrNoRoom when it is known already that the queue's line is full or that
// others wait for a place before it. It costs nothing: no reading, no writing.
func (o *Outlook) Full(queueID string) error {
	q, ok := o.queues[queueID]
	if !ok || !o.staffed(q) {
		return nil
	}
	if o.rooms[q] == 0 || o.full[q].Load() || o.room.waits(o.groups[o.wait.Group(q)]) {
		return ErrNoRoom
	}
	return nil
}

// Refuse returns ErrNoRoom when the conversation can't be let into the queue's line now,
// and it is known without writing: the line is full, and the conversation neither in one
// nor holding a place. For a crowd that is sent away this is all that happens.
func (d *Desk) Refuse(ctx context.Context, conversationID, queueID string) error {
	_, stands, err := d.Standing(ctx, queueID)
	if err != nil || !stands.Open {
		return err
	}
	o, err := d.Outlook(ctx)
	if err != nil || o.Full(queueID) == nil || o.room.of[conversationID].state == CallOffered {
		return err
	}
	// What is open, what is held, and what may go on, see [Chat.MayResume].
	may, err := d.read(ctx).exists(`SELECT 1 FROM chats WHERE conversation_id = $1 AND state <> 'closed'
		UNION ALL SELECT 1 FROM callbacks WHERE conversation_id = $1 AND state = 'offered'
		UNION ALL SELECT 1 FROM chats WHERE state = 'closed' AND lapsed > 0 AND resumed = 0 AND closed_at >= $2
			AND id = (SELECT chat_id FROM events WHERE conversation_id = $1 AND kind = 'queued' ORDER BY seq DESC LIMIT 1)`,
		conversationID, db.Millis(d.db.Now().Add(-ResumeWithin)))
	if err != nil || may {
		return wrap("who may join", err)
	}
	return fmt.Errorf("queue %q: %w", queueID, ErrNoRoom)
}

// staffed reports whether there is anybody to make a promise of. Where nobody is, what
// happens is decided by [Ways].
func (o *Outlook) staffed(q int) bool { return o.wait.Newcomer(q, 0).Doubt != wait.NoStaff }

// admit lets a chat into the line, or refuses it, and notes what it is to expect. held
// tells that a place was offered to the conversation, which nobody else can have.
func (w *writing) admit(o *Outlook, j Join, held bool) (wait.Estimate, error) {
	q, ok := o.queues[j.QueueID]
	if !ok {
		return wait.Estimate{Doubt: wait.NoStaff}, nil
	}
	group := o.wait.Group(q)
	in, err := w.inGroup(o.groups[group])
	if err != nil {
		return wait.Estimate{}, err
	}
	more := in.waiting - o.counted[group]
	if j.Limited && !held && o.staffed(q) {
		if in.asked > 0 || more+in.offered >= o.rooms[q] {
			o.full[q].Store(true) // until it is looked at again
			return wait.Estimate{}, ErrNoRoom
		}
	}
	return o.wait.Newcomer(q, more), nil
}

// letIn is admit for who asks for a chat. Who goes before the rest of the line, as who
// comes back to a chat does, and who a place is held for, is let in however long it is.
func (w *writing) letIn(j Join, o *Outlook, ahead bool) (e wait.Estimate, err error) {
	if j.Channel != ChannelChat {
		return e, nil
	}
	held, err := w.hasPlace(j)
	if err != nil {
		return e, err
	}
	return w.admit(o, j, held || ahead)
}

// joined keeps what a chat that joined is to expect, and ends the student's call-back.
func (w *writing) joined(c Chat, j Join, e wait.Estimate) error {
	if j.Channel == ChannelChat {
		if err := w.expect(c.ID, c.QueueID, e); err != nil {
			return err
		}
	}
	return w.called(c.ConversationID)
}

// crowd is who is in a line that several queues may share, and before it.
type crowd struct{ waiting, asked, offered int }

func (w *writing) inGroup(queues []string) (c crowd, err error) {
	marks, args := marks(queues)
	err = w.QueryRow(`SELECT (SELECT COUNT(*) FROM chats WHERE state = 'waiting' AND channel = 'chat' AND gone_at = 0 AND queue_id IN (`+marks+`)),
		(SELECT COUNT(*) FROM callbacks WHERE state = 'waiting' AND queue_id IN (`+marks+`)),
		(SELECT COUNT(*) FROM callbacks WHERE state = 'offered' AND queue_id IN (`+marks+`))`, args...).
		Scan(&c.waiting, &c.asked, &c.offered)
	return c, err
}

// marks are the placeholders of a list, and its values.
func marks(values []string) (string, []any) {
	list, args := make([]string, len(values)), make([]any, len(values))
	for i, v := range values {
		list[i], args[i] = fmt.Sprintf("$%d", i+1), v
	}
	return strings.Join(list, ", "), args
}

// expect keeps what the chat was to expect when it joined.
func (w *writing) expect(chatID, queueID string, e wait.Estimate) error {
	_, err := w.Exec(`INSERT INTO waits (chat_id, queue_id, joined_at, mid_ms, spread, free, from_ms, to_ms, told, decided_at, taken)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0)`, chatID, queueID, db.Millis(w.Now),
		e.Raw.Mid.Milliseconds(), int64(e.Raw.Spread*1000), bit(e.Raw.Free), e.From.Milliseconds(), e.To.Milliseconds(), bit(e.Doubt == ""))
	return err
}

// waited keeps how the wait of a chat ended, the first time it does.
func (w *writing) waited(chatID string, taken bool) error {
	_, err := w.Exec(`UPDATE waits SET decided_at = $2, taken = $3 WHERE chat_id = $1 AND decided_at = 0`,
		chatID, db.Millis(w.Now), bit(taken))
	return err
}

// unexpect forgets the wait of a chat that became a ticket.
func (w *writing) unexpect(chatID string) error {
	_, err := w.Exec(`DELETE FROM waits WHERE chat_id = $1 AND decided_at = 0`, chatID)
	return err
}

// Held is how many estimates of a queue were told, and how many of them held.
type Held struct {
	QueueID    string
	Told, Held int
}

// Held counts, by queue, the estimates that were told to students whose wait ended within
// the time that is past: those of who was taken, and of who left after waiting longer than
// they were told. Who left before that cannot say, and who was given to an operator at once
// was told nothing.
func (d *Desk) Held(ctx context.Context, within time.Duration) ([]Held, error) {
	all, err := list(ctx, d.db, func(row scanner) (h Held, err error) {
		return h, row.Scan(&h.QueueID, &h.Told, &h.Held)
	}, `SELECT queue_id, COUNT(*), SUM(CASE WHEN decided_at - joined_at BETWEEN from_ms AND to_ms THEN 1 ELSE 0 END)
		FROM waits WHERE decided_at > $1 AND told = 1 AND decided_at > joined_at AND (taken = 1 OR decided_at - joined_at > to_ms)
		GROUP BY queue_id ORDER BY queue_id`, db.Millis(d.db.Now().Add(-within)))
	return all, wrap("count the estimates that held", err)
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}
