package web

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"sportello/content/pdf"
	"sportello/faq"
)

// The bounds of uploading guides: how many at once on this node and by one editor, and how
// long one may take: 50 MB at 1 Mbit/s, as an editor at home may have. An upload holds a
// piece of its file in memory, and none of the places of requests.
const (
	guideUploadsAtOnce  = 4
	guideUploadsFromOne = 1
	guideUploadWithin   = 10 * time.Minute
	guideUploadRoute    = "/api/v1/studio/guide-uploads"
)

// uploadGuide keeps the PDF in the body as a draft, which is read after the answer.
func (s *Server) uploadGuide(c *gin.Context, who signedIn) error {
	if !s.guideUploads.begin(who.ID) {
		return errTooMany
	}
	defer s.guideUploads.end(who.ID)
	if err := http.NewResponseController(c.Writer).SetReadDeadline(time.Now().Add(guideUploadWithin)); err != nil {
		return fmt.Errorf("allow an upload its time: %w", err)
	}
	revision, err := number(c, "revision", 0)
	if err != nil {
		return err
	}
	if c.Request.ContentLength > faq.MaxGuide { // told before it is sent, to who asks first
		return pdf.ErrTooLarge
	}
	d, err := s.Store.AddGuideDraft(c.Request.Context(), faq.GuideUpload{Draft: c.Query("draft"), Revision: revision, Guide: c.Query("guide"),
		Name: c.Query("name"), Author: who.Name, Body: guideBody{c.Request.Body}})
	if err != nil {
		return err
	}
	s.Guides.Wake()
	c.JSON(http.StatusAccepted, guideDraftOf(d, languageOf(c)))
	return nil
}

// guideBody is a PDF as it comes in: what is wrong with its reading is not ours.
type guideBody struct{ io.Reader }

// Read implements [io.Reader].
func (b guideBody) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = unreadBody(err, pdf.ErrTooLarge)
	}
	return n, err
}

// editGuide begins a draft of a guide with the file it has.
func (s *Server) editGuide(c *gin.Context, who signedIn) error {
	d, err := s.Store.EditGuide(c.Request.Context(), c.Param("id"), who.Name)
	if err == nil {
		c.JSON(http.StatusOK, guideDraftOf(d, languageOf(c)))
	}
	return err
}

type draftPageJSON struct {
	Page     int `json:"page"`
	Passages int `json:"passages"`
}

// getGuideDraft tells how far the reading of a draft is and, after it, what it would
// change.
func (s *Server) getGuideDraft(c *gin.Context, _ signedIn) error {
	p, err := s.Store.PreviewGuide(c.Request.Context(), c.Param("id"))
	if err != nil {
		return err
	}
	out := struct {
		guideDraftJSON
		Fields   *guideFields      `json:"fields"`
		Problems []problemJSON     `json:"problems"`
		Size     int64             `json:"size"` // bytes
		Warnings []string          `json:"warnings"`
		Pages    []draftPageJSON   `json:"pages"`
		Current  int64             `json:"current"` // the revision that students see; 0: none
		Changes  *guideChangesJSON `json:"changes"`
		Cited    []citedJSON       `json:"cited"`
	}{guideDraftJSON: guideDraftOf(p.Draft, languageOf(c)), Problems: problemsIn(languageOf(c), p.Problems), Size: p.File.Size,
		Warnings: warningsIn(languageOf(c), p.File.Warnings), Pages: pagesOf(p), Changes: guideChangesOf(p.Changes), Cited: []citedJSON{}}
	if p.Guide != nil && p.Draft.Source != "" {
		fields := guideFieldsOf(p.Guide)
		out.Fields = &fields
	}
	if p.Current != nil {
		out.Current = p.Current.Revision
	}
	for _, cited := range p.Cited {
		out.Cited = append(out.Cited, citedOf(cited.Text, cited.Page, &cited.Fate))
	}
	c.JSON(http.StatusOK, out)
	return nil
}

func pagesOf(p *faq.GuidePreview) []draftPageJSON {
	pages := make([]draftPageJSON, p.File.Pages)
	for i := range pages {
		pages[i].Page = i + 1
	}
	for _, passage := range p.Passages {
		if passage.Page <= len(pages) {
			pages[passage.Page-1].Passages++
		}
	}
	return pages
}

// guideDraftPage tells the passages of a page, as they would be found.
func (s *Server) guideDraftPage(c *gin.Context, _ signedIn) error {
	n, err := strconv.Atoi(c.Param("page"))
	if err != nil {
		return faq.ErrNotFound
	}
	page, passages, err := s.Store.GuideDraftPage(c.Request.Context(), c.Param("id"), n)
	if err != nil {
		return err
	}
	list := []*passageJSON{}
	for _, p := range passages {
		list = append(list, passageOf(&p))
	}
	c.JSON(http.StatusOK, gin.H{"page": n, "unread": page.Err != "", "passages": list})
	return nil
}

// guideDraftPicture draws a page of a draft.
func (s *Server) guideDraftPicture(c *gin.Context, _ signedIn) error {
	n, err := strconv.Atoi(strings.TrimSuffix(c.Param("page"), ".png"))
	if err != nil {
		return faq.ErrNotFound
	}
	file, err := s.Store.GuideDraftFile(c.Request.Context(), c.Param("id"))
	if err != nil {
		return err
	}
	name, err := s.Pictures.Page(c.Request.Context(), &faq.Guide{File: file.ID, Checksum: file.Checksum, Pages: file.Pages}, n)
	if err != nil {
		return err
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // it was only read
	c.Header("Content-Type", "image/png")
	http.ServeContent(c.Writer, c.Request, "", time.Time{}, f)
	return nil
}

// saveGuideDraft changes what a draft says of its guide.
func (s *Server) saveGuideDraft(c *gin.Context, who signedIn) error {
	var in struct {
		Revision int64       `json:"revision"`
		Fields   guideFields `json:"fields"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	if _, err := s.Store.SaveGuideDraft(c.Request.Context(), c.Param("id"), in.Revision, in.Fields.guide(), who.Name); err != nil {
		return err
	}
	return s.getGuideDraft(c, who)
}

func (s *Server) discardGuideDraft(c *gin.Context, _ signedIn) error {
	revision, err := number(c, "revision", 0)
	if err != nil {
		return err
	}
	if err := s.Store.DiscardGuideDraft(c.Request.Context(), c.Param("id"), revision); err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	return nil
}

// restoreGuideDraft brings back a draft that was thrown away.
func (s *Server) restoreGuideDraft(c *gin.Context, _ signedIn) error {
	d, err := s.Store.RestoreGuideDraft(c.Request.Context(), c.Param("id"))
	if err != nil {
		return err
	}
	s.Guides.Wake()
	c.JSON(http.StatusOK, guideDraftOf(d, languageOf(c)))
	return nil
}

// publishGuide makes a draft what students see.
func (s *Server) publishGuide(c *gin.Context, who signedIn) error {
	var in struct {
		Revision int64 `json:"revision"`
		Current  int64 `json:"current"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	ref := faq.GuideRef{Draft: c.Param("id"), Revision: in.Revision, Current: in.Current}
	id, problems, err := s.Store.PublishGuide(c.Request.Context(), ref, who.Name)
	if errors.Is(err, faq.ErrProblems) {
		tellProblems(c, problems)
		return nil
	}
	return s.guideChanged(c, who, id, err)
}

// guideImpact tells what publishing a draft would do to the test questions and to what
// students have asked of late.
func (s *Server) guideImpact(c *gin.Context, _ signedIn) error {
	p, err := s.Store.PreviewGuide(c.Request.Context(), c.Param("id"))
	if err != nil {
		return err
	}
	if p.Draft.State != faq.GuideReady || p.Guide == nil {
		return faq.ErrUnread
	}
	leave, err := s.replay(c)
	if err != nil {
		return err
	}
	defer leave()
	questions, known, err := s.questions(c, replayMonths)
	if err != nil {
		return err
	}
	im, err := s.Live.GuideImpact(c.Request.Context(), *p.Guide, p.Passages, questions, replayWithin)
	if err != nil {
		return err
	}
	tellImpact(c, s.Live.Base(), im, replayMonths, known)
	return nil
}
