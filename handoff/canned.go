package handoff

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sportello/content/db"
)

// Limits of canned replies: so many in all, and so many characters in a name.
const (
	MaxCanned     = 2000
	MaxCannedName = 40
)

// Canned is a text that operators insert by its short name and change at will before
// they send it.
type Canned struct {
	ID        string
	QueueID   string // empty: for all queues
	Lang      string
	Name      string // letters, digits, - and _; one of a kind in its queue and language
	Text      string // with variables in braces, see [FillCanned]
	Revision  int64  // from 1
	ChangedAt time.Time
	ChangedBy string // the name of who wrote it
}

const cannedColumns = `id, queue_id, lang, name, text, revision, changed_at, changed_by`

func scanCanned(row scanner) (c Canned, err error) {
	var at int64
	err = row.Scan(&c.ID, &c.QueueID, &c.Lang, &c.Name, &c.Text, &c.Revision, &at, &c.ChangedBy)
	c.ChangedAt = db.Time(at)
	return c, err
}

// Canned returns all canned replies, by language and name.
func (d *Desk) Canned(ctx context.Context) ([]Canned, error) {
	all, err := list(ctx, d.db, scanCanned, `SELECT `+cannedColumns+` FROM canned_replies
		ORDER BY lang DESC, name, queue_id LIMIT $1`, MaxCanned)
	return all, wrap("list the canned replies", err)
}

// CannedFor returns those that serve in a queue: its own and those of all queues, the
// ones in the language first, then by name. Where both have a name, the queue's own counts.
func (d *Desk) CannedFor(ctx context.Context, queueID, lang string) ([]Canned, error) {
	all, err := list(ctx, d.db, scanCanned, `SELECT `+cannedColumns+` FROM canned_replies c
		WHERE (c.queue_id = $1 OR c.queue_id = '' AND NOT EXISTS (SELECT 1 FROM canned_replies own
			WHERE own.queue_id = $1 AND own.queue_id <> '' AND own.lang = c.lang AND own.name = c.name))
		ORDER BY CASE c.lang WHEN $2 THEN 0 ELSE 1 END, c.lang, c.name LIMIT $3`, queueID, lang, MaxCanned)
	return all, wrap("list the canned replies of a queue", err)
}

// AddCanned keeps a new canned reply and returns it as it is kept. ErrNotFound for the
// queue, ErrCannedName, ErrNameTaken, ErrVariable, ErrTooMany, ErrInvalid for the
// language, and those of a text.
func (d *Desk) AddCanned(ctx context.Context, c Canned) (Canned, error) {
	c, err := c.clean()
	if err != nil {
		return Canned{}, fmt.Errorf("add canned reply: %w", err)
	}
	c.ID, c.Revision = newID(), 1
	err = d.db.Tx(ctx, func(tx *db.Tx) error {
		if err := cannedRoom(tx); err != nil {
			return err
		}
		if err := cannedPlace(tx, c); err != nil {
			return err
		}
		c.ChangedAt = db.Time(db.Millis(tx.Now))
		return insertCanned(tx, c)
	})
	return c, wrap("add canned reply", cannedTaken(err))
}

// SaveCanned writes over the canned reply c.ID, of which c.Revision was read.
// ErrStale when another revision is current, ErrNotFound when it is gone, and what
// [Desk.AddCanned] refuses.
func (d *Desk) SaveCanned(ctx context.Context, c Canned) (Canned, error) {
	c, err := c.clean()
	if err != nil {
		return Canned{}, fmt.Errorf("save canned reply: %w", err)
	}
	err = d.db.Tx(ctx, func(tx *db.Tx) error {
		if err := cannedPlace(tx, c); err != nil {
			return err
		}
		c.ChangedAt = db.Time(db.Millis(tx.Now))
		n, err := tx.Exec(`UPDATE canned_replies SET queue_id = $3, lang = $4, name = $5, text = $6,
				revision = revision + 1, changed_at = $7, changed_by = $8
			WHERE id = $1 AND revision = $2`,
			c.ID, c.Revision, c.QueueID, c.Lang, c.Name, c.Text, db.Millis(c.ChangedAt), c.ChangedBy)
		if err == nil && n == 0 {
			err = whyNotCanned(tx, c.ID)
		}
		return err
	})
	c.Revision++
	return c, wrap("save canned reply", cannedTaken(err))
}

// RemoveCanned takes back the canned reply of which the revision was read. ErrStale,
// ErrNotFound.
func (d *Desk) RemoveCanned(ctx context.Context, id string, revision int64) error {
	err := d.db.Tx(ctx, func(tx *db.Tx) error {
		n, err := tx.Exec(`DELETE FROM canned_replies WHERE id = $1 AND revision = $2`, id, revision)
		if err == nil && n == 0 {
			err = whyNotCanned(tx, id)
		}
		return err
	})
	return wrap("remove canned reply", err)
}

// cannedRoom bounds how many there may be. Two nodes may pass it together by one.
func cannedRoom(tx *db.Tx) error {
	var n int
	err := tx.QueryRow(`SELECT COUNT(*) FROM canned_replies`).Scan(&n)
	if err == nil && n >= MaxCanned {
		err = ErrTooMany
	}
	return err
}

// cannedPlace refuses a queue that is not there.
func cannedPlace(tx *db.Tx, c Canned) error {
	if c.QueueID == "" {
		return nil
	}
	return querier(tx.QueryRow).queueExists(c.QueueID)
}

func insertCanned(tx *db.Tx, c Canned) error {
	_, err := tx.Exec(`INSERT INTO canned_replies (`+cannedColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		c.ID, c.QueueID, c.Lang, c.Name, c.Text, c.Revision, db.Millis(c.ChangedAt), c.ChangedBy)
	return err
}

// whyNotCanned tells one that another changed from one that is gone.
func whyNotCanned(tx *db.Tx, id string) error {
	var there int64
	err := tx.QueryRow(`SELECT revision FROM canned_replies WHERE id = $1`, id).Scan(&there)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	return errors.Join(err, ErrStale)
}

func cannedTaken(err error) error {
	if db.IsUnique(err) {
		return ErrNameTaken
	}
	return err
}

// clean trims a canned reply and refuses what is none.
func (c Canned) clean() (Canned, error) {
	c.Name = strings.ToLower(strings.TrimPrefix(strings.TrimSpace(c.Name), "/"))
	if c.Lang != "it" && c.Lang != "en" {
		return c, fmt.Errorf("%w language %q", ErrInvalid, c.Lang)
	}
	if c.Name == "" || utf8.RuneCountInString(c.Name) > MaxCannedName || strings.ContainsFunc(c.Name, notInName) {
		return c, ErrCannedName
	}
	var err error
	if c.Text, err = cleanText(c.Text); err != nil {
		return c, err
	}
	return c, checkVariables(c.Text)
}

func notInName(r rune) bool {
	return r == utf8.RuneError || r != '-' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
}
