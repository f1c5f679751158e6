// Package assistant is the conversation with a student: it takes a question to the
// library, gives the approved answer, and where that does not serve, takes the
// conversation with all that was said and shown to the desk.
//
// An [Assistant] keeps nothing in memory between calls that could grow old, and is safe
// for concurrent use, on several nodes.
package assistant

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"sportello/content/db"
)

// Limits of what a student may send, in characters.
const (
	MaxText       = 2000
	maxEntryPoint = 80
	maxPage       = 500
	maxName       = 120
	maxEmail      = 200
)

// maxTurns bounds a conversation; after them only a person remains.
const maxTurns = 200

// Errors a caller may tell apart.
var (
	ErrNotFound = errors.New("no such conversation or turn")
	ErrEmpty    = errors.New("the text is empty")
	ErrTooLong  = errors.New("the text is too long")
	ErrInvalid  = errors.New("a value is not allowed")
)

// Identity is who the student says they are; Verified, when the university says so.
type Identity struct {
	Name      string `json:"name,omitempty"`
	Email     string `json:"email,omitempty"`
	Matricola string `json:"matricola,omitempty"`
	Verified  bool   `json:"verified"`
}

// Conversation is all that passes between one student and Sportello.
type Conversation struct {
	ID         string
	Lang       string
	EntryPoint string // where on the university's sites
	Page       string // the address of the page
	Identity   Identity
	Topic      string // of the last turn that had one
	Hints      Hints  // what is known of the student
	CreatedAt  time.Time

	// Address is where the student's request comes from, where that is known. It is never
	// kept: see hear.
	Address string

	hash string // of the token
	was  *state // what it was remembered as; nil where it was read
}

// Opening is how a conversation begins.
type Opening struct {
	Lang, EntryPoint, Page string
	Audience               []string // whom the page is for, where it knows; some of content.Audiences
}

// Start begins a conversation. The token is its key: it is not kept and can't be
// had again.
func (a *Assistant) Start(ctx context.Context, o Opening) (c *Conversation, token string, err error) {
	if o.Lang != "it" && o.Lang != "en" {
		return nil, "", fmt.Errorf("%w: lang must be it or en", ErrInvalid)
	}
	if err := checkAudience(o.Audience); err != nil {
		return nil, "", err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return nil, "", err
	}
	token = newToken()
	c = &Conversation{ID: id.String(), Lang: o.Lang, EntryPoint: cut(o.EntryPoint, maxEntryPoint), Page: cut(o.Page, maxPage),
		Hints: Hints{Audience: o.Audience}, hash: hashToken(token)}
	hints, err := json.Marshal(c.Hints)
	if err != nil {
		return nil, "", err
	}
	err = a.db.Tx(ctx, func(tx *db.Tx) error {
		c.CreatedAt = tx.Now
		now := db.Millis(tx.Now)
		_, err := tx.Exec(`INSERT INTO conversations (id, token_hash, lang, entry_point, page, identity, topic, hints, created_at, changed_at)
			VALUES ($1, $2, $3, $4, $5, '{}', '', $6, $7, $7)`, c.ID, c.hash, c.Lang, c.EntryPoint, c.Page, string(hints), now)
		return err
	})
	if err != nil {
		return nil, "", fmt.Errorf("start a conversation: %w", err)
	}
	a.remember(c, "", string(hints))
	return c, token, nil
}

func newToken() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // never fails
	return base64.RawURLEncoding.EncodeToString(b)
}

func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// cut shortens s to n characters and makes it valid UTF-8 without NUL, which
// PostgreSQL refuses.
func cut(s string, n int) string {
	clean := make([]rune, 0, min(len(s), n))
	for _, r := range s {
		if len(clean) == n {
			break
		}
		if r != 0 && r != utf8.RuneError {
			clean = append(clean, r)
		}
	}
	return string(clean)
}

// Open finds a conversation by id and token; [ErrNotFound] if either is wrong.
func (a *Assistant) Open(ctx context.Context, id, token string) (*Conversation, error) {
	c, hash, err := a.conversation(ctx, id)
	if err == nil && subtle.ConstantTimeCompare([]byte(hash), []byte(hashToken(token))) != 1 {
		err = ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	return c, nil
}

func (a *Assistant) conversation(ctx context.Context, id string) (*Conversation, string, error) {
	c := &Conversation{ID: id}
	var hash string
	var identity, hints []byte
	var created int64
	err := a.db.QueryRow(ctx, `SELECT token_hash, lang, entry_point, page, identity, topic, hints, created_at FROM conversations WHERE id = $1`, id).
		Scan(&hash, &c.Lang, &c.EntryPoint, &c.Page, &identity, &c.Topic, &hints, &created)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, "", ErrNotFound
	}
	if err == nil {
		err = errors.Join(json.Unmarshal(identity, &c.Identity), json.Unmarshal(hints, &c.Hints))
	}
	if err != nil {
		return nil, "", fmt.Errorf("read a conversation: %w", err)
	}
	c.CreatedAt, c.hash = db.Time(created), hash
	return c, hash, nil
}

// identify notes the name and address that the student gives.
func (a *Assistant) identify(ctx context.Context, c *Conversation, name, email string) error {
	if c.Identity.Verified || name == "" && email == "" {
		return nil
	}
	c.Identity.Name, c.Identity.Email = cut(name, maxName), cut(email, maxEmail)
	body, err := json.Marshal(c.Identity)
	if err != nil {
		return err
	}
	return a.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE conversations SET identity = $1, changed_at = $2 WHERE id = $3`, string(body), db.Millis(tx.Now), c.ID)
		return err
	})
}
