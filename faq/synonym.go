package faq

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"sportello/content"
	"sportello/content/db"
	"sportello/faq/match"
)

// Synonym is a published group of synonyms.
type Synonym struct {
	content.Synonym
	ID        string
	Revision  int64 // from 1
	ChangedAt time.Time
	ChangedBy string
}

// SynonymProblem is a fault of a group of synonyms.
type SynonymProblem struct {
	Fault content.SynonymFault
	Term  string   // of the faults of a term
	Other []string // of FaultTwice: the terms of the group in which the term stands, none where it is the same
}

const synonymColumns = `id, lang, terms, revision, changed_at, changed_by`

const synonymsQuery = `SELECT ` + synonymColumns + ` FROM synonyms ORDER BY lang DESC, id`

func scanSynonym(row scanner) (g Synonym, err error) {
	var terms []byte
	var changed int64
	if err := row.Scan(&g.ID, &g.Lang, &terms, &g.Revision, &changed, &g.ChangedBy); err != nil {
		return g, err
	}
	g.ChangedAt = db.Time(changed)
	return g, json.Unmarshal(terms, &g.Terms)
}

// Synonyms lists the groups as they are now, by language, in the order in which they
// were added.
func (s *Store) Synonyms(ctx context.Context) (groups []Synonym, err error) {
	err = s.db.Each(ctx, func(rows *sql.Rows) error {
		g, err := scanSynonym(rows)
		groups = append(groups, g)
		return err
	}, synonymsQuery)
	if err != nil {
		return nil, fmt.Errorf("list the synonyms: %w", err)
	}
	return groups, nil
}

// synonymsIn reads the groups in a transaction.
func synonymsIn(tx *db.Tx) (groups []Synonym, err error) {
	rows, err := tx.Query(synonymsQuery)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // Err tells what is wrong
	for rows.Next() {
		g, err := scanSynonym(rows)
		if err != nil {
			return nil, err
		}
		groups = append(groups, g)
	}
	return groups, rows.Err()
}

// AddSynonym publishes a new group. It returns [ErrProblems], with the problems, when
// the group breaks a rule.
func (s *Store) AddSynonym(ctx context.Context, g content.Synonym, author string) (Synonym, []SynonymProblem, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return Synonym{}, nil, err
	}
	return s.writeSynonym(ctx, Synonym{Synonym: g, ID: id.String(), ChangedBy: author})
}

// SaveSynonym publishes new terms of the group id, of which the editor has read
// revision. It returns [ErrStale] when another revision is current, [ErrNotFound] when
// the group is gone and [ErrProblems], with the problems, when the terms break a rule.
func (s *Store) SaveSynonym(ctx context.Context, id string, terms []string, revision int64, author string) (Synonym, []SynonymProblem, error) {
	if revision < 1 {
		return Synonym{}, nil, ErrStale
	}
	return s.writeSynonym(ctx, Synonym{Synonym: content.Synonym{Terms: terms}, ID: id, Revision: revision, ChangedBy: author})
}

// writeSynonym adds the group at revision 0, and changes it at others.
func (s *Store) writeSynonym(ctx context.Context, g Synonym) (Synonym, []SynonymProblem, error) {
	var problems []SynonymProblem
	g.Terms = content.TidyTerms(g.Terms)
	given := g
	err := s.publish(ctx, func(tx *db.Tx) error {
		g = given // it may be the second time
		// The counter first: who holds it alone writes, so the check holds at the commit.
		if err := changed(tx); err != nil {
			return err
		}
		all, err := synonymsIn(tx)
		if err != nil {
			return err
		}
		if g.Revision > 0 {
			var current Synonym
			if current, all, err = takeSynonym(all, g.ID, g.Revision); err != nil {
				return err
			}
			g.Lang = current.Lang
		}
		if problems = synonymProblems(all, g.Synonym); len(problems) > 0 {
			return ErrProblems
		}
		g.Revision++
		return putSynonym(tx, &g)
	})
	if err != nil {
		return Synonym{}, problems, fmt.Errorf("save a group of synonyms: %w", err)
	}
	return g, nil, nil
}

// takeSynonym parts the group that an editor has read from the others.
func takeSynonym(all []Synonym, id string, revision int64) (Synonym, []Synonym, error) {
	for i, g := range all {
		switch {
		case g.ID != id:
		case g.Revision != revision:
			return g, nil, ErrStale
		default:
			return g, append(all[:i:i], all[i+1:]...), nil
		}
	}
	return Synonym{}, nil, ErrNotFound
}

// synonymProblems says what is wrong with a group beside others.
func synonymProblems(others []Synonym, g content.Synonym) (problems []SynonymProblem) {
	all := append(plainSynonyms(others), g)
	for _, p := range content.CheckSynonyms(all) {
		if p.Group != len(all)-1 {
			continue
		}
		problem := SynonymProblem{Fault: p.Fault, Term: p.Term}
		if p.Fault == content.FaultTwice && p.Other != p.Group {
			problem.Other = all[p.Other].Terms
		}
		problems = append(problems, problem)
	}
	return problems
}

// putSynonym stamps the group with the time of the transaction.
func putSynonym(tx *db.Tx, g *Synonym) error {
	terms, err := json.Marshal(g.Terms)
	if err != nil {
		return err
	}
	now := db.Millis(tx.Now)
	g.ChangedAt = db.Time(now)
	_, err = tx.Exec(`INSERT INTO synonyms (`+synonymColumns+`) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (id) DO UPDATE SET terms = excluded.terms, revision = excluded.revision,
			changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
		g.ID, g.Lang, string(terms), g.Revision, now, g.ChangedBy)
	return err
}

// RemoveSynonym takes back the group id, of which the editor has read revision. It
// returns [ErrStale] when another revision is current and [ErrNotFound] when the group
// is gone already.
func (s *Store) RemoveSynonym(ctx context.Context, id string, revision int64) error {
	err := s.publish(ctx, func(tx *db.Tx) error {
		n, err := tx.Exec(`DELETE FROM synonyms WHERE id = $1 AND revision = $2`, id, revision)
		if err != nil {
			return err
		}
		if n > 0 {
			return changed(tx)
		}
		var there int64
		err = tx.QueryRow(`SELECT revision FROM synonyms WHERE id = $1`, id).Scan(&there)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNotFound
		}
		return errors.Join(err, ErrStale)
	})
	if err != nil {
		return fmt.Errorf("remove a group of synonyms: %w", err)
	}
	return nil
}

// plainSynonyms is the groups as their file has them.
func plainSynonyms(groups []Synonym) []content.Synonym {
	plain := make([]content.Synonym, len(groups))
	for i, g := range groups {
		plain[i] = g.Synonym
	}
	return plain
}

// MatchSynonyms is the groups as the matcher takes them.
func MatchSynonyms(groups []content.Synonym) []match.Synonym {
	out := make([]match.Synonym, len(groups))
	for i, g := range groups {
		out[i] = match.Synonym(g)
	}
	return out
}
