package web

import (
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"sportello/assistant/report"
	"sportello/content/pdf"
	"sportello/faq"
)

// listGuides lists what students see, what was taken out, and what editors have uploaded.
func (s *Server) listGuides(c *gin.Context, _ signedIn) error {
	ctx := c.Request.Context()
	base, err := s.Store.Load(ctx)
	if err != nil {
		return err
	}
	gone, err := s.Store.ArchivedGuides(ctx)
	if err != nil {
		return err
	}
	drafts, err := s.Store.GuideDrafts(ctx)
	if err != nil {
		return err
	}
	uses, err := s.Report.Uses(ctx, useMonths)
	if err != nil {
		return err
	}
	byGuide, cited, used := map[string]string{}, base.CitedBy(), usesOfGuides(uses)
	staged := []guideDraftJSON{}
	for _, d := range drafts {
		byGuide[d.Guide] = d.ID
		staged = append(staged, guideDraftOf(d, languageOf(c)))
	}
	guides := []guideSummary{}
	for _, g := range base.Guides {
		guides = append(guides, publishedGuide(g, s.DB.Now()))
	}
	for _, g := range gone {
		guides = append(guides, archivedGuide(g))
	}
	for i := range guides {
		g := &guides[i]
		g.Cited, g.Use, g.Draft = cited[g.ID], used[g.ID], byGuide[g.ID]
	}
	c.JSON(http.StatusOK, gin.H{"guides": guides, "drafts": staged, "max_bytes": faq.MaxGuide, "max_pages": pdf.DefaultLimits.Pages})
	return nil
}

func archivedGuide(g faq.ArchivedGuide) guideSummary {
	return guideSummary{guideFields: guideFieldsOf(&g.Guide), Pages: g.Pages, ChangedAt: isoTime(g.At), URL: guideURL(g.ID), Restore: g.Restore}
}

// usesOfGuides sums up the uses of the passages of each guide.
func usesOfGuides(uses map[string]report.Use) map[string]report.Use {
	sums := map[string]report.Use{}
	for id, u := range uses {
		if guide, _, ok := strings.Cut(id, "#"); ok {
			sum := sums[guide]
			sum.Add(u)
			sums[guide] = sum
		}
	}
	return sums
}

type guideRevisionJSON struct {
	Revision int64            `json:"revision"`
	Title    string           `json:"title"`
	Pages    int              `json:"pages"`
	Size     int64            `json:"size"` // bytes
	Author   string           `json:"author"`
	At       string           `json:"at"`
	Kind     faq.RevisionKind `json:"kind"`
	Kept     bool             `json:"kept"` // it can be restored
}

// getGuide tells all of a guide, or of one that was taken out.
func (s *Server) getGuide(c *gin.Context, _ signedIn) error {
	ctx, id := c.Request.Context(), c.Param("id")
	base, err := s.Store.Load(ctx)
	if err != nil {
		return err
	}
	revisions, err := s.Store.GuideRevisions(ctx, id)
	if err != nil {
		return err
	}
	out := struct {
		guideSummary
		Warnings  []string            `json:"warnings"`
		Passages  int                 `json:"passages"`
		Revisions []guideRevisionJSON `json:"revisions"`
		CitedBy   []citedJSON         `json:"cited_by"`
	}{Warnings: []string{}, Revisions: []guideRevisionJSON{}, CitedBy: []citedJSON{}}
	if g, ok := base.Guide(id); ok {
		out.guideSummary, out.Passages = publishedGuide(g, s.DB.Now()), len(g.Passages)
		out.Warnings = warningsIn(languageOf(c), g.Warnings)
	} else if out.guideSummary, err = s.takenOut(c, id); err != nil {
		return err
	}
	uses, err := s.Report.Uses(ctx, useMonths)
	if err != nil {
		return err
	}
	out.Use = usesOfGuides(uses)[id]
	for _, r := range revisions {
		out.Revisions = append(out.Revisions, guideRevisionJSON{r.Revision, r.Title, r.Pages, r.Size, r.Author, isoTime(r.At), r.Kind, r.Kept()})
	}
	citing, err := s.Store.Drafts(ctx)
	if err != nil {
		return err
	}
	for _, cited := range base.Citing(id, citing) {
		out.CitedBy = append(out.CitedBy, citedOf(cited.Text, cited.Page, cited.Doubt))
	}
	out.Cited = base.CitedBy()[id]
	if d, err := s.Store.GuideDraftOf(ctx, id); err == nil {
		out.Draft = d.ID
	} else if !errors.Is(err, faq.ErrNotFound) {
		return err
	}
	c.JSON(http.StatusOK, out)
	return nil
}

// takenOut finds a guide that was taken out.
func (s *Server) takenOut(c *gin.Context, id string) (guideSummary, error) {
	gone, err := s.Store.ArchivedGuides(c.Request.Context())
	if err != nil {
		return guideSummary{}, err
	}
	for _, g := range gone {
		if g.ID == id {
			return archivedGuide(g), nil
		}
	}
	return guideSummary{}, faq.ErrNotFound
}

func (s *Server) archiveGuide(c *gin.Context, who signedIn) error {
	var in struct {
		Revision int64 `json:"revision"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	return s.guideChanged(c, who, c.Param("id"), s.Store.ArchiveGuide(c.Request.Context(), c.Param("id"), in.Revision, who.Name))
}

func (s *Server) restoreGuide(c *gin.Context, who signedIn) error {
	var in struct {
		To       int64 `json:"to"`
		Revision int64 `json:"revision"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	return s.guideChanged(c, who, c.Param("id"), s.Store.RestoreGuide(c.Request.Context(), c.Param("id"), in.To, in.Revision, who.Name))
}

// guideChanged answers a change of what students see, on this node before the answer.
func (s *Server) guideChanged(c *gin.Context, who signedIn, id string, err error) error {
	if err == nil {
		err = s.Live.Refresh(c.Request.Context())
	}
	if err != nil {
		return err
	}
	c.Params = gin.Params{{Key: "id", Value: id}}
	return s.getGuide(c, who)
}
