package faq

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"sportello/content"
	"sportello/content/db"
	"sportello/content/pdf"
)

// CheckGuide says what is wrong with what a draft says of its guide, in this base. The
// guide is nil where that can't be read.
func (b *Base) CheckGuide(d *GuideDraft) (*content.Guide, []content.Problem) {
	g, err := content.ParseGuide([]byte(d.Source))
	if p, ok := errors.AsType[content.Problem](err); ok {
		return nil, []content.Problem{p}
	}
	problems := content.CheckGuide(g, []byte(d.Source), b.Topics)
	if _, taken := b.guides[g.ID]; taken && d.Guide == "" {
		problems = append(problems, content.GuideTaken(g.ID))
	}
	return g, problems
}

// GuidePreview is what a draft would bring.
type GuidePreview struct {
	Draft    *GuideDraft
	Guide    *content.Guide // nil where its fields can't be read
	Problems []content.Problem
	File     *GuideFile
	Passages []pdf.Passage
	Current  *Guide        // what students see of it; nil if they see nothing
	Changes  *GuideChanges // against that; nil where there is nothing to compare
	Cited    []CitedPage   // entries and drafts that cite a page of it that would no longer be as it was
	Base     *Base
}

// PreviewGuide reads a draft with what publishing it would change.
func (s *Store) PreviewGuide(ctx context.Context, id string) (*GuidePreview, error) {
	d, err := s.GuideDraft(ctx, id)
	if err != nil {
		return nil, err
	}
	p := &GuidePreview{Draft: d}
	if p.Base, err = s.Load(ctx); err != nil {
		return nil, err
	}
	p.Guide, p.Problems = p.Base.CheckGuide(d)
	p.Current = p.Base.guides[d.Guide]
	if p.File, err = s.guideFile(ctx, d.File); err != nil {
		return nil, err
	}
	if d.State != GuideReady {
		return p, nil
	}
	if p.Passages, err = s.filePassages(ctx, d.File); err != nil {
		return nil, err
	}
	if p.Current != nil && p.Current.File != d.File {
		p.Changes = CompareGuides(p.Current.Passages, p.Passages, p.Current.Pages)
		drafts, err := s.Drafts(ctx)
		if err != nil {
			return nil, err
		}
		p.Cited = p.Base.citedIn(p.Current, p.Changes.Fates, drafts)
	}
	return p, nil
}

// GuideDraftFile opens the file of a draft, or returns [ErrNotFound]. ctx holds as long as
// it is read.
func (s *Store) GuideDraftFile(ctx context.Context, id string) (*GuideFile, error) {
	return s.openFile(ctx, `JOIN guide_drafts d ON d.file_id = f.id WHERE d.id = $1`, id)
}

// GuideDraftPage reads a page of a draft with its passages, or returns [ErrNotFound].
func (s *Store) GuideDraftPage(ctx context.Context, id string, n int) (*pdf.Page, []pdf.Passage, error) {
	d, err := s.GuideDraft(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	page, err := s.page(ctx, n, `SELECT body FROM guide_file_pages WHERE file_id = $1 AND page = $2`, d.File)
	if err != nil {
		return nil, nil, err
	}
	all, err := s.filePassages(ctx, d.File)
	return page, slices.DeleteFunc(all, func(p pdf.Passage) bool { return p.Page != n }), err
}

// GuideRef names a draft of a guide as an editor has seen it.
type GuideRef struct {
	Draft    string
	Revision int64 // of the draft
	Current  int64 // of the guide that it was compared with; 0: students saw none
}

// PublishGuide makes a draft what students see, and returns the guide's id. It returns
// [ErrStale] where the draft or the guide is another by now, [ErrUnread], [ErrFolder], and
// [ErrProblems] with the problems.
func (s *Store) PublishGuide(ctx context.Context, ref GuideRef, author string) (id string, problems []content.Problem, err error) {
	if err := s.MayEdit(ctx); err != nil {
		return "", nil, err
	}
	d, err := s.GuideDraft(ctx, ref.Draft)
	if err != nil {
		return "", nil, err
	}
	base, err := s.Load(ctx)
	if err != nil {
		return "", nil, err
	}
	g, problems := base.CheckGuide(d)
	switch {
	case d.Revision != ref.Revision:
		return "", nil, ErrStale
	case d.State != GuideReady:
		return "", nil, ErrUnread
	case len(problems) > 0:
		return "", problems, ErrProblems
	}
	v := guideVersion{id: g.ID, meta: d.Source, file: d.File, kind: RevisionEdit, author: author}
	if v.fates, err = s.fatesOf(ctx, g.ID, d.File); err != nil {
		return "", nil, err
	}
	err = s.publish(ctx, func(tx *db.Tx) error {
		if err := removeGuideDraft(tx, d.ID, d.Revision); err != nil {
			return err
		}
		return putVersion(tx, v, ref.Current)
	})
	if err != nil {
		return "", nil, fmt.Errorf("publish the guide %s: %w", g.ID, err)
	}
	return g.ID, nil, nil
}
