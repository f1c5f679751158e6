package faq

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"sportello/content"
	"sportello/content/intake"
)

// Adopted is what became of a proposal.
type Adopted struct {
	ID       string
	Made     bool              // a draft; false where another entry has taken the id meanwhile
	Problems []content.Problem // what is to be mended before it can be published
}

// Known lists all entries there are, drafts and archived ones among them, as an intake
// needs to know them to find what is there already and which ids are taken.
func (s *Store) Known(ctx context.Context) ([]intake.Known, error) {
	list, _, err := s.Statuses(ctx)
	if err != nil {
		return nil, err
	}
	known := make([]intake.Known, len(list))
	for i, st := range list {
		known[i] = intake.Known{ID: st.ID}
		if e := st.Shown(); e != nil && st.State != StateArchived {
			known[i] = intake.Known{ID: st.ID, Lang: e.Lang, Question: e.Question, Alternates: e.Alternates}
		}
	}
	return known, nil
}

// Adopt makes drafts of what an intake proposed and somebody has looked through. One that
// could not be published as it is becomes a draft all the same, with its problems told.
func (s *Store) Adopt(ctx context.Context, proposals []*intake.Proposal, author string) ([]Adopted, error) {
	base, err := s.Load(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]Adopted, len(proposals))
	files, at := make([]content.File, 0, len(proposals)), map[string]int{}
	for i, p := range proposals {
		topic, known := base.Topic(p.Topic)
		if !known {
			topic.ID = p.Topic
		}
		e := p.Entry(topic, s.db.Now())
		source, err := e.Format()
		if err != nil {
			return nil, err
		}
		out[i].ID = p.ID
		if out[i].Made, err = s.adopt(ctx, p.ID, string(source), author); err != nil {
			return nil, err
		}
		if f := (content.File{Path: content.EntryPath(e), Source: source, Entry: e}); out[i].Made {
			files, at[f.Path] = append(files, f), i
		}
	}
	others := make([]*content.Entry, len(base.Entries))
	for i, o := range base.Entries {
		others[i] = &o.Entry
	}
	for _, p := range content.CheckAdded(files, base.Topics, base.Campuses, others) {
		a := &out[at[p.File]]
		a.Problems = append(a.Problems, p)
	}
	return out, nil
}

// adopt keeps a draft of an entry that never was; false if there is, or was, one.
func (s *Store) adopt(ctx context.Context, id, source, author string) (bool, error) {
	var n int64
	err := s.db.QueryRow(ctx, `SELECT revision FROM entry_revisions WHERE entry_id = $1 LIMIT 1`, id).Scan(&n)
	if !errors.Is(err, sql.ErrNoRows) {
		if err != nil {
			return false, fmt.Errorf("look for the entry %s: %w", id, err)
		}
		return false, nil
	}
	_, err = s.SaveDraft(ctx, DraftChange{ID: id, Source: source, Author: author})
	if errors.Is(err, ErrStale) {
		return false, nil
	}
	return err == nil, err
}
