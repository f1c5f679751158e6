package faq

import (
	"context"
	"fmt"
	"time"

	"sportello/content"
	"sportello/content/db"
	"sportello/content/intake"
)

// Adopted is what became of a proposal.
type Adopted struct {
	ID       string
	Made     bool
	Problems []content.Problem // why not; none where another entry has taken the id meanwhile
}

// Known is what an intake needs to know of the base, to find what is there already.
func (b *Base) Known() []intake.Known {
	known := make([]intake.Known, len(b.Entries))
	for i, e := range b.Entries {
		known[i] = intake.Known{ID: e.ID, Lang: e.Lang, Question: e.Question, Alternates: e.Alternates}
	}
	return known
}

// Adopt makes entries of what an intake proposed and somebody has looked through. Those
// that break a rule are left out and told; the others are made together or, on an error,
// none.
func (s *Store) Adopt(ctx context.Context, proposals []*intake.Proposal, author string) ([]Adopted, error) {
	base, err := s.Load(ctx)
	if err != nil {
		return nil, err
	}
	files, out, err := base.draw(proposals, s.db.Now())
	if err != nil {
		return nil, err
	}
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		for i, f := range files {
			if !out[i].Made {
				continue
			}
			revision, err := currentRevision(tx, f.Entry.ID)
			if err != nil {
				return err
			}
			if err := putEntry(tx, f.Entry, string(f.Source), revision+1, author); err != nil {
				return err
			}
		}
		return changed(tx)
	})
	if db.IsUnique(err) { // somebody else made one of them at the same time
		err = ErrStale
	}
	if err != nil {
		return nil, fmt.Errorf("make the entries of a file: %w", err)
	}
	return out, nil
}

// draw makes the files of proposals and says which may become entries. They are looked at
// together, for they may name each other: one that is left out takes its translation out.
func (b *Base) draw(proposals []*intake.Proposal, today time.Time) ([]content.File, []Adopted, error) {
	files, out, byPath := make([]content.File, len(proposals)), make([]Adopted, len(proposals)), map[string]int{}
	for i, p := range proposals {
		topic, _ := b.Topic(p.Topic)
		e := p.Entry(topic, today)
		source, err := e.Format()
		if err != nil {
			return nil, nil, err
		}
		files[i] = content.File{Path: content.EntryPath(e), Source: source, Entry: e}
		_, taken := b.Entry(e.ID)
		_, twice := byPath[files[i].Path]
		out[i] = Adopted{ID: e.ID, Made: !taken && !twice}
		byPath[files[i].Path] = i
	}
	others := make([]*content.Entry, len(b.Entries))
	for i, o := range b.Entries {
		others[i] = &o.Entry
	}
	for again := true; again; {
		again = false
		var added []content.File
		for i, f := range files {
			if out[i].Made {
				added = append(added, f)
			}
		}
		for _, p := range content.CheckAdded(added, b.Topics, b.Campuses, others) {
			a := &out[byPath[p.File]]
			a.Made, again = false, true
			a.Problems = append(a.Problems, p)
		}
	}
	return files, out, nil
}
