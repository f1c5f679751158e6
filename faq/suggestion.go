package faq

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

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
	State     SuggestionState
	CreatedAt time.Time
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
		_, err := tx.Exec(`INSERT INTO suggestions (id, chat_id, kind, entry_id, topic, lang, text, note, author, state, created_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (chat_id) DO NOTHING`,
			id.String(), g.ChatID, string(g.Kind), g.EntryID, g.Topic, g.Lang, g.Text, g.Note, g.Author, string(SuggestionOpen), db.Millis(tx.Now))
		return err
	})
	if err != nil {
		return fmt.Errorf("keep a suggestion: %w", err)
	}
	return nil
}

const suggestionColumns = `id, chat_id, kind, entry_id, topic, lang, text, note, author, state, created_at`

func scanSuggestion(row scanner) (g Suggestion, err error) {
	var created int64
	err = row.Scan(&g.ID, &g.ChatID, &g.Kind, &g.EntryID, &g.Topic, &g.Lang, &g.Text, &g.Note, &g.Author, &g.State, &created)
	g.CreatedAt = db.Time(created)
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

// Settle accepts or declines a suggestion. Accepting one of SuggestAlternate adds the
// student's words to the entry: the one suggested, or another that the editor names.
// They are added to its draft where the editor may not publish. The words are added first
// and the state changed last, so a retry mends a crash.
func (s *Store) Settle(ctx context.Context, id string, state SuggestionState, entryID, author string, publish bool) (Suggestion, error) {
	g, err := scanSuggestion(s.db.QueryRow(ctx, `SELECT `+suggestionColumns+` FROM suggestions WHERE id = $1`, id))
	if errors.Is(err, sql.ErrNoRows) {
		return g, ErrNotFound
	}
	if err != nil {
		return g, fmt.Errorf("read a suggestion: %w", err)
	}
	if g.State != SuggestionOpen { // settled already
		return g, nil
	}
	if entryID != "" {
		g.EntryID = entryID
	}
	if state == SuggestionAccepted && g.EntryID != "" {
		add := s.DraftAlternate
		if publish {
			add = s.AddAlternate
		}
		if err := add(ctx, g.EntryID, g.Text, author); err != nil {
			return g, fmt.Errorf("accept a suggestion: %w", err)
		}
	}
	g.State = state
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE suggestions SET state = $1, entry_id = $2 WHERE id = $3`, string(state), g.EntryID, id)
		return err
	})
	if err != nil {
		return g, fmt.Errorf("settle a suggestion: %w", err)
	}
	return g, nil
}
