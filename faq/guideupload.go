package faq

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"time"

	"sportello/content"
	"sportello/content/pdf"
)

// GuideUpload is a PDF on its way in.
type GuideUpload struct {
	Draft    string // whose file it replaces; empty: of a new draft
	Revision int64  // of that draft, as it was read
	Guide    string // of a new draft: whose new version it is; empty: of a new guide
	Name     string // of the file
	Author   string
	Body     io.Reader
}

// AddGuideDraft keeps an uploaded PDF as a draft, which a [GuideReader] then reads. It
// returns [pdf.ErrNotPDF] before anything is kept, [ErrStale] where somebody has a draft of
// the guide already, or has changed the one named, [ErrNotFound] and [ErrTooMany].
func (s *Store) AddGuideDraft(ctx context.Context, u GuideUpload) (*GuideDraft, error) {
	d, err := s.draftFor(ctx, u)
	if err != nil {
		return nil, err
	}
	head := make([]byte, 1024) // viewers accept as much rubbish before the header
	n, err := fill(head, u.Body)
	if err != nil {
		return nil, fmt.Errorf("read the file of a guide: %w", err)
	}
	if !pdf.IsPDF(head[:n]) {
		return nil, pdf.ErrNotPDF
	}
	f, err := s.addFile(ctx, io.MultiReader(bytes.NewReader(head[:n]), u.Body))
	if err != nil {
		return nil, err
	}
	d.Name, d.Author, d.File, d.State = content.Cut(bare(u.Name), maxFileName), u.Author, f.ID, GuideReading
	d.Failure, d.Done, d.Total = "", 0, 0
	return d, s.putGuideDraft(ctx, d)
}

// draftFor is the draft that an upload is of, before it is kept.
func (s *Store) draftFor(ctx context.Context, u GuideUpload) (*GuideDraft, error) {
	if u.Draft != "" {
		d, err := s.GuideDraft(ctx, u.Draft)
		if err == nil && d.Revision != u.Revision {
			err = ErrStale
		}
		return d, err
	}
	d := &GuideDraft{Guide: u.Guide}
	if u.Guide == "" {
		return d, nil
	}
	base, err := s.Load(ctx)
	if err != nil {
		return nil, err
	}
	g, ok := base.Guide(u.Guide)
	if !ok {
		return nil, ErrNotFound
	}
	next := g.Guide
	next.Updated = content.Date(s.db.Now().Format(time.DateOnly))
	source, err := next.Format()
	d.Source = string(source)
	return d, err
}
