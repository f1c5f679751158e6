package faq

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"sportello/content"
	"sportello/content/db"
)

// SuggestionKind is what a suggestion proposes.
type SuggestionKind string

// A suggestion proposes a wording for an entry, or an entry that is missing.
const (
	SuggestAlternate SuggestionKind = "alternate"
	SuggestEntry     SuggestionKind = "entry"
)

// SuggestionState is what became of a suggestion.
type SuggestionState string

// The states of a suggestion.
const (
	SuggestionOpen     SuggestionState = "open"
	SuggestionAccepted SuggestionState = "accepted"
	SuggestionDeclined SuggestionState = "declined"
)

// Suggestion is what a closed chat proposes to the editors.
type Suggestion struct {
	ID        string
	ChatID    string
	Kind      SuggestionKind
	EntryID   string // of SuggestAlternate
	Topic     string
	Lang      string
	Text      string // the student's words
	Note      string // the operator's
	Author    string // the operator's name
	AuthorID  string // of the operator; empty of a supervisor who closed a chat that nobody had
	State     SuggestionState
	CreatedAt time.Time

	Reason    string    // why it was declined, for the operator
	SettledBy string    // the editor's name; empty while it is open, and of those settled before it was kept
	SettledAt time.Time // zero likewise
}

// maxSuggestions bounds a list.
const maxSuggestions = 200

// Suggest keeps a suggestion; a second one of the same chat changes nothing, so
// closing may be tried again.
func (s *Store) Suggest(ctx context.Context, g Suggestion) error {
	id, err := uuid.NewV7()
	if err != nil {
		return err
	}
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO suggestions (id, chat_id, kind, entry_id, topic, lang, text, note, author, author_id, state, created_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (chat_id) DO NOTHING`,
			id.String(), g.ChatID, string(g.Kind), g.EntryID, g.Topic, g.Lang, g.Text, g.Note, g.Author, g.AuthorID, string(SuggestionOpen), db.Millis(tx.Now))
		return err
	})
	if err != nil {
		return fmt.Errorf("keep a suggestion: %w", err)
	}
	return nil
}

const suggestionColumns = `id, chat_id, kind, entry_id, topic, lang, text, note, author, author_id, state, reason, settled_by, settled_at, created_at`

func scanSuggestion(row scanner) (g Suggestion, err error) {
	var created, settled int64
	err = row.Scan(&g.ID, &g.ChatID, &g.Kind, &g.EntryID, &g.Topic, &g.Lang, &g.Text, &g.Note, &g.Author, &g.AuthorID, &g.State,
		&g.Reason, &g.SettledBy, &settled, &created)
	g.CreatedAt, g.SettledAt = db.Time(created), db.Time(settled)
	g.Text, g.Note = content.Mask(g.Text), content.Mask(g.Note)
	return g, err
}

// Suggestions lists those in a state, oldest first, at most 200.
func (s *Store) Suggestions(ctx context.Context, state SuggestionState) (list []Suggestion, err error) {
	err = s.db.Each(ctx, func(rows *sql.Rows) error {
		g, err := scanSuggestion(rows)
		list = append(list, g)
		return err
	}, `SELECT `+suggestionColumns+` FROM suggestions WHERE state = $1 ORDER BY created_at, id LIMIT $2`, string(state), maxSuggestions)
	if err != nil {
		return nil, fmt.Errorf("list the suggestions: %w", err)
	}
	return list, nil
}

// mostProposals bounds the list of what became of an operator's suggestions.
const mostProposals = 30

// SuggestionsBy lists the latest suggestions of an operator, in whatever state, the latest
// first, at most 30.
func (s *Store) SuggestionsBy(ctx context.Context, operatorID string) (list []Suggestion, err error) {
	if operatorID == "" {
		return nil, nil
	}
	err = s.db.Each(ctx, func(rows *sql.Rows) error {
		g, err := scanSuggestion(rows)
		list = append(list, g)
		return err
	}, `SELECT `+suggestionColumns+` FROM suggestions WHERE author_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2`, operatorID, mostProposals)
	if err != nil {
		return nil, fmt.Errorf("list an operator's suggestions: %w", err)
	}
	return list, nil
}

// Suggestion reads one, or returns [ErrNotFound].
func (s *Store) Suggestion(ctx context.Context, id string) (Suggestion, error) {
	g, err := scanSuggestion(s.db.QueryRow(ctx, `SELECT `+suggestionColumns+` FROM suggestions WHERE id = $1`, id))
	if errors.Is(err, sql.ErrNoRows) {
		return g, ErrNotFound
	}
	if err != nil {
		return g, fmt.Errorf("read a suggestion: %w", err)
	}
	return g, nil
}

// Settling is what an editor decides about a suggestion.
type Settling struct {
	ID      string
	State   SuggestionState // SuggestionAccepted or SuggestionDeclined
	EntryID string          // accepted: the entry whose draft gets the words; empty: the one suggested
	Text    string          // accepted: the words as the editor has them; empty: as they are
	New     *Begun          // accepted: an entry is begun with it instead
	Reason  string          // declined: why, for the operator; at most MaxReason characters
	Author  string          // the editor's name
}

// Settle accepts or declines a suggestion. Accepted words are added to the draft of an
// entry, or a draft of a new one is begun; nothing is published. That is done first and the
// state changed last, so a retry mends a crash; one that is settled stays as it is. The
// error is ErrReason for one declined without a reason, ErrInvalid for one accepted with
// neither an entry nor a new one, or of what is done.
func (s *Store) Settle(ctx context.Context, c Settling) (Suggestion, error) {
	g, err := s.Suggestion(ctx, c.ID)
	if err != nil || g.State != SuggestionOpen {
		return g, err
	}
	c.Reason = strings.TrimSpace(c.Reason)
	if n := utf8.RuneCountInString(c.Reason); c.State == SuggestionDeclined && n == 0 || n > MaxReason || !utf8.ValidString(c.Reason) {
		return g, ErrReason
	}
	if c.State == SuggestionAccepted {
		if g.EntryID, err = s.accept(ctx, &g, &c); err != nil {
			return g, fmt.Errorf("accept a suggestion: %w", err)
		}
	}
	g.State, g.Reason, g.SettledBy = c.State, c.Reason, c.Author
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		g.SettledAt = db.Time(db.Millis(tx.Now))
		_, err := tx.Exec(`UPDATE suggestions SET state = $1, entry_id = $2, reason = $3, settled_by = $4, settled_at = $5 WHERE id = $6`,
			string(g.State), g.EntryID, g.Reason, g.SettledBy, db.Millis(tx.Now), g.ID)
		return err
	})
	if err != nil {
		return g, fmt.Errorf("settle a suggestion: %w", err)
	}
	return g, nil
}

// accept does what the editor decides, and returns the entry it was done to.
func (s *Store) accept(ctx context.Context, g *Suggestion, c *Settling) (entry string, err error) {
	if c.New != nil {
		return s.Begin(ctx, *c.New, c.Author)
	}
	entry, text := g.EntryID, g.Text
	if c.EntryID != "" {
		entry = c.EntryID
	}
	if c.Text != "" {
		text = c.Text
	}
	if entry == "" {
		return "", fmt.Errorf("%w: no entry to add the words to", ErrInvalid)
	}
	return entry, s.DraftAlternate(ctx, entry, text, c.Author)
}

// Reopen makes a declined suggestion an open one again. ErrNotFound if there is none that
// was declined.
func (s *Store) Reopen(ctx context.Context, id string) (Suggestion, error) {
	err := s.db.Tx(ctx, func(tx *db.Tx) error {
		n, err := tx.Exec(`UPDATE suggestions SET state = $1, reason = '', settled_by = '', settled_at = 0 WHERE id = $2 AND state = $3`,
			string(SuggestionOpen), id, string(SuggestionDeclined))
		if err == nil && n == 0 {
			err = ErrNotFound
		}
		return err
	})
	if err != nil {
		return Suggestion{}, fmt.Errorf("open a suggestion again: %w", err)
	}
	return s.Suggestion(ctx, id)
}
