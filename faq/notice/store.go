package notice

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/google/uuid"

	"sportello/content/db"
)

// counter grows with every change of a notice, which is how other nodes learn of it.
const counter = "notices"

// Notices keeps notices, subscribers and messages in the database.
type Notices struct {
	// Texting says how SMS are sent; nil: none are. It is set before the notices are used.
	Texting *Texting
	// Tell, where set, is called after each change of what is shown: the other nodes are to
	// [Notices.Forget]. It must not block. It is set before the notices are used.
	Tell func()

	db *db.DB

	mu      sync.Mutex
	showing showing // what is shown, as read last
	key     []byte  // of the links
}

// New keeps notices in d.
func New(d *db.DB) *Notices { return &Notices{db: d} }

const columns = `id, kind, texts, topics, entry_points, starts_at, ends_at, withdrawn_at, revision, changed_at, changed_by`

// scanner is a row, alone or of several.
type scanner interface{ Scan(...any) error }

func scan(row scanner) (n Notice, err error) {
	var texts, topics, places []byte
	var from, until, withdrawn, changed int64
	err = row.Scan(&n.ID, &n.Kind, &texts, &topics, &places, &from, &until, &withdrawn, &n.Revision, &changed, &n.ChangedBy)
	if err != nil {
		return n, err
	}
	n.From, n.Until, n.WithdrawnAt, n.ChangedAt = db.Time(from), db.Time(until), db.Time(withdrawn), db.Time(changed)
	return n, errors.Join(json.Unmarshal(texts, &n.Texts), json.Unmarshal(topics, &n.Topics), json.Unmarshal(places, &n.EntryPoints))
}

// row is what of a notice is written, in the order of the columns.
func (n *Notice) row() ([]any, error) {
	var out [3]string
	for i, v := range []any{n.Texts, n.Topics, n.EntryPoints} {
		raw, err := json.Marshal(v)
		if err != nil {
			return nil, err
		}
		out[i] = string(raw)
	}
	return []any{n.ID, n.Kind, out[0], out[1], out[2], db.Millis(n.From), db.Millis(n.Until), db.Millis(n.WithdrawnAt),
		n.Revision, db.Millis(n.ChangedAt), n.ChangedBy}, nil
}

// List returns the notices that are not over, and the last of those that are, the
// latest to end first.
func (s *Notices) List(ctx context.Context) (all []Notice, err error) {
	err = s.db.Each(ctx, func(rows *sql.Rows) error {
		n, err := scan(rows)
		all = append(all, n)
		return err
	}, `SELECT `+columns+` FROM notices ORDER BY ends_at DESC, id DESC LIMIT $1`, MaxOpen+listedAfter)
	if err != nil {
		return nil, fmt.Errorf("list the notices: %w", err)
	}
	return all, nil
}

// Get reads one notice, or returns [ErrNotFound].
func (s *Notices) Get(ctx context.Context, id string) (Notice, error) {
	n, err := scan(s.db.QueryRow(ctx, `SELECT `+columns+` FROM notices WHERE id = $1`, id))
	if errors.Is(err, sql.ErrNoRows) {
		return n, ErrNotFound
	}
	if err != nil {
		return n, fmt.Errorf("read a notice: %w", err)
	}
	return n, nil
}

// Add keeps a new notice. It returns a [ProblemsError] for what breaks a rule, and
// [ErrTooMany] or [ErrInvalid] (its kind).
func (s *Notices) Add(ctx context.Context, n Notice) (Notice, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return Notice{}, err
	}
	n.ID, n.Revision, n.WithdrawnAt = id.String(), 0, time.Time{}
	return s.write(ctx, n, func(tx *db.Tx, _ *Notice) error {
		var open int
		err := tx.QueryRow(`SELECT COUNT(*) FROM notices WHERE ends_at > $1`, db.Millis(tx.Now)).Scan(&open)
		if err == nil && open >= MaxOpen {
			err = ErrTooMany
		}
		return err
	})
}

// Save writes over the notice n.ID, of which n.Revision was read. [ErrStale] when
// another revision is current, [ErrNotFound], and what [Notices.Add] refuses. A notice
// that is withdrawn stays so.
func (s *Notices) Save(ctx context.Context, n Notice) (Notice, error) {
	return s.write(ctx, n, func(tx *db.Tx, n *Notice) error {
		current, err := readIn(tx, n.ID, n.Revision)
		n.WithdrawnAt = current.WithdrawnAt
		return err
	})
}

// write checks a notice and, where before agrees, keeps it under the next revision.
func (s *Notices) write(ctx context.Context, given Notice, before func(*db.Tx, *Notice) error) (n Notice, err error) {
	if k := given.Kind; k != Deadline && k != Disruption && k != Info {
		return Notice{}, fmt.Errorf("%w: kind %q", ErrInvalid, k)
	}
	err = s.change(ctx, func(tx *db.Tx) error {
		n = given // it may be the second time
		if err := before(tx, &n); err != nil {
			return err
		}
		problems := n.clean(tx.Now)
		unknown, err := unknownTopics(tx, n.Topics)
		if err != nil {
			return err
		}
		if problems = append(problems, unknown...); len(problems) > 0 {
			return &ProblemsError{problems}
		}
		return put(tx, &n)
	})
	if err != nil {
		return Notice{}, fmt.Errorf("save a notice: %w", err)
	}
	return n, nil
}

// Withdraw takes the notice back at once, and stops its sending: revision was read. It
// returns [ErrStale] or [ErrNotFound].
func (s *Notices) Withdraw(ctx context.Context, id string, revision int64, by string) (Notice, error) {
	return s.set(ctx, id, revision, by, func(tx *db.Tx, n *Notice) error {
		n.WithdrawnAt = db.Time(db.Millis(tx.Now))
		_, err := tx.Exec(`UPDATE sendings SET state = 'stopped' WHERE notice_id = $1`, id)
		return err
	})
}

// Restore undoes [Notices.Withdraw]; a sending that it stopped stays so.
func (s *Notices) Restore(ctx context.Context, id string, revision int64, by string) (Notice, error) {
	return s.set(ctx, id, revision, by, func(_ *db.Tx, n *Notice) error {
		n.WithdrawnAt = time.Time{}
		return nil
	})
}

func (s *Notices) set(ctx context.Context, id string, revision int64, by string, change func(*db.Tx, *Notice) error) (n Notice, err error) {
	err = s.change(ctx, func(tx *db.Tx) (err error) {
		if n, err = readIn(tx, id, revision); err != nil {
			return err
		}
		n.ChangedBy = by
		if err := change(tx, &n); err != nil {
			return err
		}
		return put(tx, &n)
	})
	if err != nil {
		return Notice{}, fmt.Errorf("change a notice: %w", err)
	}
	return n, nil
}

// change runs fn alone: the counter's row is locked until the commit, so what fn has
// read still holds then, on every node.
func (s *Notices) change(ctx context.Context, fn func(*db.Tx) error) error {
	err := s.db.Tx(ctx, func(tx *db.Tx) error {
		if _, err := tx.Next(counter); err != nil {
			return err
		}
		return fn(tx)
	})
	if err == nil {
		s.changed()
	}
	return err
}

// readIn reads the notice of which revision was read.
func readIn(tx *db.Tx, id string, revision int64) (Notice, error) {
	n, err := scan(tx.QueryRow(`SELECT `+columns+` FROM notices WHERE id = $1`, id))
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return n, ErrNotFound
	case err == nil && n.Revision != revision:
		return n, ErrStale
	}
	return n, err
}

// put writes a notice under its next revision.
func put(tx *db.Tx, n *Notice) error {
	n.Revision++
	n.ChangedAt = db.Time(db.Millis(tx.Now))
	row, err := n.row()
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO notices (`+columns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
		ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, texts = excluded.texts, topics = excluded.topics,
			entry_points = excluded.entry_points, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
			withdrawn_at = excluded.withdrawn_at, revision = excluded.revision, changed_at = excluded.changed_at,
			changed_by = excluded.changed_by`, row...)
	return err
}

// unknownTopics are those that the library has not.
func unknownTopics(tx *db.Tx, topics []string) (found []Problem, err error) {
	for _, id := range topics[:min(len(topics), MaxTopics)] {
		var there int
		if err := tx.QueryRow(`SELECT COUNT(*) FROM topics WHERE id = $1`, id).Scan(&there); err != nil {
			return nil, err
		}
		if there == 0 {
			found = append(found, Problem{Field: "topics", Fault: FaultTopic, What: id})
		}
	}
	return found, nil
}
