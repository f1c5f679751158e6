package faq

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"sportello/content"
	"sportello/content/db"
)

// synonymChange is what an import does to the groups that are there.
type synonymChange struct {
	put      []Synonym // at their new revision
	remove   []string  // ids
	problems []content.Problem
}

// synonyms brings in the library's file. A group of the file is that of the database
// with which it shares most terms. A plain import adds groups and terms and takes none
// away, for they may be an editor's; with Prune the file is all there is.
func (im *Importer) synonyms(ctx context.Context, l *content.Library, sum *Summary) error {
	if len(l.SynonymsSource) == 0 && !im.Prune {
		return nil
	}
	before, err := im.Store.Synonyms(ctx)
	if err != nil {
		return err
	}
	source, err := im.Store.synonymsSource(ctx)
	if err != nil {
		return err
	}
	change, err := im.synonymChange(before, l)
	if err != nil {
		return err
	}
	same := bytes.Equal(source, l.SynonymsSource) && len(change.put)+len(change.remove) == 0
	if !same {
		err = im.Store.publish(ctx, func(tx *db.Tx) error {
			change, err = im.changeSynonyms(tx, l)
			return err
		})
	}
	sum.Problems = append(sum.Problems, change.problems...)
	switch {
	case err != nil:
		return err
	case len(l.SynonymsSource) > 0:
		sum.count(int64(len(source)), same)
	case !same:
		sum.Removed++
	}
	return nil
}

// changeSynonyms works on the groups as they are once the counter is held: editors
// write under it too.
func (im *Importer) changeSynonyms(tx *db.Tx, l *content.Library) (*synonymChange, error) {
	if err := changed(tx); err != nil {
		return nil, err
	}
	have, err := synonymsIn(tx)
	if err != nil {
		return nil, err
	}
	change, err := im.synonymChange(have, l)
	if err != nil {
		return nil, err
	}
	for _, id := range change.remove {
		if _, err := tx.Exec(`DELETE FROM synonyms WHERE id = $1`, id); err != nil {
			return nil, err
		}
	}
	for _, g := range change.put {
		if err := putSynonym(tx, &g); err != nil {
			return nil, err
		}
	}
	if len(l.SynonymsSource) == 0 {
		_, err = tx.Exec(`DELETE FROM library_files WHERE path = $1`, content.SynonymsPath)
		return change, err
	}
	_, err = tx.Exec(`INSERT INTO library_files (path, body) VALUES ($1, $2)
		ON CONFLICT (path) DO UPDATE SET body = excluded.body`, content.SynonymsPath, l.SynonymsSource)
	return change, err
}

// synonymChange says how the groups that are there come to hold those of the file.
func (im *Importer) synonymChange(have []Synonym, l *content.Library) (*synonymChange, error) {
	m := &synonymMerge{have: have, there: plainSynonyms(have), changed: make([]bool, len(have)), used: make([]bool, len(have)), count: map[string]int{}}
	for _, g := range have {
		m.count[g.Lang]++
	}
	m.index = content.IndexSynonyms(m.there)
	for _, wanted := range l.Synonyms {
		i := m.index.Closest(wanted)
		switch {
		case i < 0 || im.Prune && m.used[i]:
			m.add(wanted, im.Prune)
		case im.Prune:
			m.set(i, wanted.Terms)
		default:
			m.set(i, m.union(i, wanted))
		}
	}
	return m.change(im.Author, im.Prune)
}

// synonymMerge brings the groups of a file among those that are there.
type synonymMerge struct {
	have     []Synonym
	there    []content.Synonym // have, as it becomes
	index    content.SynonymIndex
	used     []bool // by position in have: the file has it
	changed  []bool
	count    map[string]int // of groups, by language
	added    []content.Synonym
	problems []content.Problem
}

func (m *synonymMerge) problem(format string, args ...any) {
	m.problems = append(m.problems, content.Problem{File: content.SynonymsPath, Line: 1, Message: fmt.Sprintf(format, args...)})
}

func (m *synonymMerge) add(g content.Synonym, alone bool) {
	if m.count[g.Lang]++; m.count[g.Lang] > content.MaxSynonyms && !alone {
		m.problem("the group of %q was left out: with those of the editors there would be more than %d in %q", g.Terms[0], content.MaxSynonyms, g.Lang)
		return
	}
	m.added = append(m.added, g)
}

func (m *synonymMerge) set(i int, terms []string) {
	m.used[i] = true
	if len(terms) > content.MaxTerms {
		m.problem("the group of %q was left as it is: with the terms of the editors it would have more than %d", terms[0], content.MaxTerms)
		return
	}
	m.changed[i] = m.changed[i] || !slices.Equal(terms, m.there[i].Terms)
	m.there[i].Terms = terms
}

// union is the terms of group i, as the file spells them, and those of the file that
// no group has: where editors have moved a term to another group, it stays there.
func (m *synonymMerge) union(i int, wanted content.Synonym) []string {
	terms := slices.Clone(m.there[i].Terms)
	for _, t := range wanted.Terms {
		owner, taken := m.index.Group(wanted.Lang, t)
		at := slices.IndexFunc(terms, func(old string) bool { return content.Fold(old) == content.Fold(t) })
		switch {
		case at >= 0:
			terms[at] = t
		case !taken || owner == i:
			terms = append(terms, t)
		}
	}
	return terms
}

func (m *synonymMerge) change(author string, prune bool) (*synonymChange, error) {
	c := &synonymChange{problems: m.problems}
	for i, g := range m.have {
		switch {
		case prune && !m.used[i]:
			c.remove = append(c.remove, g.ID)
		case m.changed[i]:
			g.Terms, g.Revision, g.ChangedBy = m.there[i].Terms, g.Revision+1, author
			c.put = append(c.put, g)
		}
	}
	for _, g := range m.added {
		id, err := uuid.NewV7()
		if err != nil {
			return nil, err
		}
		c.put = append(c.put, Synonym{Synonym: g, ID: id.String(), Revision: 1, ChangedBy: author})
	}
	return c, nil
}

// synonymsSource is the file that an import brought, empty where none did.
func (s *Store) synonymsSource(ctx context.Context) ([]byte, error) {
	return s.file(ctx, content.SynonymsPath)
}
