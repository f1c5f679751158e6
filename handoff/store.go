package handoff

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"sportello/content/db"
)

// querier reads one row, within a transaction or without.
type querier func(query string, args ...any) *sql.Row

// read is the querier outside transactions.
func (d *Desk) read(ctx context.Context) querier {
	return func(query string, args ...any) *sql.Row { return d.db.QueryRow(ctx, query, args...) }
}

// list reads all rows of a query outside transactions.
func list[T any](ctx context.Context, d *db.DB, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := d.Query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	return collect(rows, scan)
}

// listIn reads all rows of a query within a transaction.
func listIn[T any](tx *db.Tx, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := tx.Query(query, args...)
	if err != nil {
		return nil, err
	}
	return collect(rows, scan)
}

// collect reads all rows and closes them.
func collect[T any](rows *sql.Rows, scan func(scanner) (T, error)) ([]T, error) {
	defer rows.Close() //nolint:errcheck // Err has its errors
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// scanner is a row.
type scanner interface{ Scan(into ...any) error }

// atMost is the limit of a list.
func atMost(limit int) int {
	if limit <= 0 || limit > MaxList {
		return MaxList
	}
	return limit
}

// writing is a transaction that remembers whom to wake when it is committed.
type writing struct {
	*db.Tx
	db     *db.DB // its clock, not its connections
	topics []string
	seqs   []int64 // of the events added

	// What route looks at before the commit: chats that began to wait, operators who have
	// a slot more, and whether to look at all.
	brought, freed []string
	all            bool
}

// write runs fn in the order of events and wakes, after the commit, those whom its
// changes concern. what names the operation in errors. fn may run twice, see [db.DB.Ordered].
func (d *Desk) write(ctx context.Context, what string, fn func(w *writing) error) error {
	return d.writeBy(ctx, d.db.Ordered, what, fn)
}

// writeLater is write for those who are not in a chat yet: they give way.
func (d *Desk) writeLater(ctx context.Context, what string, fn func(w *writing) error) error {
	return d.writeBy(ctx, d.db.OrderedLater, what, fn)
}

func (d *Desk) writeBy(ctx context.Context, order func(context.Context, func(*db.Tx) error) error, what string, fn func(w *writing) error) error {
	var w *writing
	err := order(ctx, func(tx *db.Tx) error {
		w = &writing{Tx: tx, db: d.db}
		if err := fn(w); err != nil {
			return err
		}
		return w.route()
	})
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	if w.all {
		d.outlook.latest.Store(nil) // who is there, or what may wait, has changed
	}
	d.told(w)
	return nil
}

// told wakes those whom what was written concerns.
func (d *Desk) told(w *writing) {
	slices.Sort(w.topics)
	for _, topic := range slices.Compact(w.topics) {
		d.bus.Publish(topic, "")
	}
	d.heard.tell(w.seqs)
}

// wake has the topics published after the commit.
func (w *writing) wake(topics ...string) { w.topics = append(w.topics, topics...) }

// add stores an event of the chat under the next number and wakes both sides.
func (w *writing) add(c Chat, e Event) (int64, error) {
	seq, err := w.Next("event")
	if err != nil {
		return 0, err
	}
	return seq, w.put(seq, c, e)
}

// put is add under a number that was drawn before.
func (w *writing) put(seq int64, c Chat, e Event) error {
	data := []byte("{}")
	if e.Data != (EventData{}) {
		var err error
		if data, err = json.Marshal(e.Data); err != nil {
			return err
		}
	}
	_, err := w.Exec(`INSERT INTO events
		(seq, conversation_id, chat_id, kind, author, operator_id, client_id, text, data, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		seq, c.ConversationID, c.ID, e.Kind, e.Author, e.OperatorID, e.ClientID, e.Text, string(data), db.Millis(w.Now))
	if err != nil {
		return fmt.Errorf("store the event: %w", err)
	}
	w.seqs = append(w.seqs, seq)
	w.wakeSides(c)
	return nil
}

// wakeSides wakes the student and, if there is one, the operator.
func (w *writing) wakeSides(c Chat) {
	w.wake(ConversationTopic(c.ConversationID))
	if c.OperatorID != "" {
		w.wake(OperatorTopic(c.OperatorID))
	}
}

// exists reports whether the query finds a row.
func (q querier) exists(query string, args ...any) (bool, error) {
	var one int
	err := q(query, args...).Scan(&one)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// queueExists refuses a queue that is not there.
func (q querier) queueExists(id string) error {
	found, err := q.exists(`SELECT 1 FROM queues WHERE id = $1`, id)
	if err == nil && !found {
		err = fmt.Errorf("queue %q: %w", id, ErrNotFound)
	}
	return err
}

// newID returns an id that sorts after those made before it.
func newID() string { return uuid.Must(uuid.NewV7()).String() }
