package faq

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"sportello/content"
	"sportello/content/db"
)

// maxMerged bounds how many texts are merged together: an entry and its translation.
const maxMerged = 2

// Proposal is one text for two entries.
type Proposal struct {
	Keep, Drop *Entry
	Source     string // of Keep, with what Drop has and it lacks
	Draft      int64  // the draft of Keep that the text goes back to; 0: what is published
	Replaces   bool   // Drop is to go; of two languages both stay, and are linked
	Added      int    // wordings
	Problems   []content.Problem
}

// ProposeMerge proposes the text of the entry keep for two, and that of its translation
// where both have one. Nothing is saved. It returns [ErrNotFound], and [ErrInvalid] for an
// entry with itself.
func (s *Store) ProposeMerge(ctx context.Context, keep, drop string) ([]Proposal, error) {
	base, err := s.Load(ctx)
	if err != nil {
		return nil, err
	}
	k, ok := base.Entry(keep)
	d, found := base.Entry(drop)
	if !ok || !found {
		return nil, ErrNotFound
	}
	if k == d {
		return nil, fmt.Errorf("%w: an entry can't be merged with itself", ErrInvalid)
	}
	pairs := [][2]*Entry{{k, d}}
	if k.Lang == d.Lang {
		twinK, ok := base.Entry(twinOf(k))
		twinD, found := base.Entry(twinOf(d))
		if ok && found && twinK.Lang == twinD.Lang {
			pairs = append(pairs, [2]*Entry{twinK, twinD})
		}
	}
	var list []Proposal
	for _, pair := range pairs {
		p, err := s.propose(ctx, base, pair[0], pair[1])
		if err != nil {
			return nil, err
		}
		list = append(list, *p)
	}
	return list, nil
}

// propose begins from the draft of keep, where there is one that can be read.
func (s *Store) propose(ctx context.Context, base *Base, keep, drop *Entry) (*Proposal, error) {
	p := &Proposal{Keep: keep, Drop: drop, Replaces: keep.Lang == drop.Lang}
	from := &keep.Entry
	d, err := s.Draft(ctx, keep.ID)
	switch {
	case errors.Is(err, ErrNotFound):
	case err != nil:
		return nil, err
	default:
		p.Draft = d.Revision
		if from, err = content.ParseEntry([]byte(d.Source)); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrProblems, err)
		}
	}
	merged := Merged(from, &drop.Entry)
	source, err := merged.Format()
	if err != nil {
		return nil, err
	}
	p.Source, p.Added = string(source), len(merged.Alternates)-len(from.Alternates)
	if p.Replaces {
		base = base.without(drop.ID)
	}
	_, p.Problems = base.Check(source)
	return p, nil
}

// Merged is the entry keep with what drop has and it lacks: wordings, sources, readers and
// translation. The answer stays keep's: which sentences to take over, the editor decides.
// Entries of two languages are not merged, but linked as translations.
func Merged(keep, drop *content.Entry) *content.Entry {
	e := *keep
	if keep.Lang != drop.Lang {
		e.Translations = map[string]string{drop.Lang: drop.ID}
		return &e
	}
	if len(e.Translations) == 0 {
		e.Translations = drop.Translations
	}
	e.Alternates = slices.Clone(e.Alternates)
	has := map[string]bool{content.Fold(e.Question): true}
	for _, a := range e.Alternates {
		has[content.Fold(a)] = true
	}
	for _, a := range append([]string{drop.Question}, drop.Alternates...) {
		if f := content.Fold(a); !has[f] && len(e.Alternates) < content.MaxAlternates {
			has[f] = true
			e.Alternates = append(e.Alternates, a)
		}
	}
	e.Sources = slices.Clone(e.Sources)
	for _, s := range drop.Sources {
		if !slices.ContainsFunc(e.Sources, func(o content.Link) bool { return strings.EqualFold(o.URL, s.URL) }) {
			e.Sources = append(e.Sources, s)
		}
	}
	e.Audience = union(keep.Audience, drop.Audience)
	if slices.Contains(e.Audience, content.AnyValue) {
		e.Audience = []string{content.AnyValue}
	}
	e.Level, e.Campus = widened(keep.Level, drop.Level), widened(keep.Campus, drop.Campus)
	return &e
}

func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, x := range b {
		if !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	return out
}

// widened is the union of two lists of which an empty one means any.
func widened(a, b []string) []string {
	if len(a) == 0 || len(b) == 0 {
		return nil
	}
	return union(a, b)
}

// MergedText is the text of an entry that takes over what another has.
type MergedText struct {
	ID       string
	Source   string
	Base     int64     // the revision of the entry that was read
	Draft    int64     // of its draft that was read; 0: there was none
	Replaces *Replaced // the other, as it was read; nil where it stays
}

// DraftMerge keeps merged texts as drafts before the reviewers: all, or none. The entries
// that they replace go when they are published. Its errors are those of [Store.SaveDraft],
// and [ErrReplaced].
func (s *Store) DraftMerge(ctx context.Context, author, note string, texts ...MergedText) (drafts []*Draft, err error) {
	if err := checkMerge(note, texts); err != nil {
		return nil, err
	}
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		drafts = nil
		for _, t := range texts {
			d := &Draft{ID: t.ID, Source: t.Source, Base: t.Base, Author: author}
			if err := d.read(); err != nil {
				return err
			}
			if err := d.follow(tx, DraftChange{ID: t.ID, Revision: t.Draft, Replaces: t.replaces()}); err != nil {
				return err
			}
			if err := d.replaceable(tx); err != nil {
				return err
			}
			d.State, d.Note = DraftReview, note
			if err := d.put(tx); err != nil {
				return err
			}
			drafts = append(drafts, d)
		}
		return nil
	})
	if db.IsUnique(err) { // two began one at once
		err = ErrStale
	}
	if err != nil {
		return nil, fmt.Errorf("draft a merge: %w", err)
	}
	return drafts, nil
}

// Merge publishes merged texts and takes out the entries that they replace, whose readers
// are led to them: all at once, or nothing. It returns what to [Store.Restore] to undo it;
// its errors are those of [Store.Publish], [ErrReplaced], and [ErrHasDraft] where a draft
// of an entry that stays would be left behind.
func (s *Store) Merge(ctx context.Context, author, note string, texts ...MergedText) (undo []RestoreRef, problems []content.Problem, err error) {
	if err := checkMerge(note, texts); err != nil {
		return nil, nil, err
	}
	before, err := s.Load(ctx)
	if err != nil {
		return nil, nil, err
	}
	var edits []edit
	for _, t := range texts {
		if _, err := s.Draft(ctx, t.ID); err == nil {
			return nil, nil, ErrHasDraft
		} else if !errors.Is(err, ErrNotFound) {
			return nil, nil, err
		}
		edits = append(edits, edit{id: t.ID, source: t.Source, revision: t.Base, author: author, note: note, kind: RevisionMerge,
			replaces: t.replaces()})
	}
	if problems, err = s.write(ctx, edits...); err != nil {
		return nil, problems, fmt.Errorf("merge entries: %w", err)
	}
	undo, err = s.undoOf(ctx, before, edits)
	return undo, nil, err
}

// undoOf finds what the edits have changed: of their entries, those replaced, and the
// translations of these.
func (s *Store) undoOf(ctx context.Context, before *Base, edits []edit) (undo []RestoreRef, err error) {
	ids := replacedBy(edits)
	for _, e := range edits {
		ids = append(ids, e.id)
	}
	for _, id := range slices.Clone(ids) {
		if e, ok := before.Entry(id); ok && twinOf(e) != "" {
			ids = union(ids, []string{twinOf(e)})
		}
	}
	for _, id := range ids {
		e, ok := before.Entry(id)
		if !ok {
			continue
		}
		now, err := s.currentRevision(ctx, id)
		if err != nil {
			return nil, err
		}
		if now != e.Revision {
			undo = append(undo, RestoreRef{ID: id, To: e.Revision, Revision: now})
		}
	}
	return undo, nil
}

func checkMerge(note string, texts []MergedText) error {
	if len(texts) == 0 || len(texts) > maxMerged {
		return fmt.Errorf("%w: from one text to %d", ErrInvalid, maxMerged)
	}
	if err := checkNote(note); err != nil {
		return err
	}
	var errs []error
	for _, t := range texts {
		errs = append(errs, checkReplaced(t.ID, t.replaces()))
	}
	return errors.Join(errs...)
}

func (t *MergedText) replaces() []Replaced {
	if t.Replaces == nil {
		return []Replaced{}
	}
	return []Replaced{*t.Replaces}
}
