package web

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"sportello/content"
	"sportello/faq"
	"sportello/web/auth"
)

// entryDetail is an entry with its texts.
type entryDetail struct {
	entrySummary
	Source     string          `json:"source"` // what students see; of an archived entry, what they saw
	HTML       string          `json:"html"`
	Problems   []problemJSON   `json:"problems"`              // of the draft, or of what is published
	BaseSource string          `json:"base_source,omitempty"` // of a draft that is behind: what it was begun from
	Editing    []colleagueJSON `json:"editing"`               // the others who have it open
	Links      []linkJSON      `json:"links"`                 // of the draft, or of what is published

	Readability *readabilityJSON `json:"readability"` // the same; nil where it can't be read
}

type colleagueJSON struct {
	Name   string `json:"name"`
	SeenAt string `json:"seen_at"`
}

func colleagues(list []faq.Colleague) []colleagueJSON {
	out := []colleagueJSON{}
	for _, c := range list {
		out = append(out, colleagueJSON{c.Name, isoTime(c.SeenAt)})
	}
	return out
}

// problemJSON is a problem of a text, in the reader's language.
type problemJSON struct {
	File    string       `json:"file"`
	Line    int          `json:"line"`
	Code    content.Code `json:"code"`
	Field   string       `json:"field"`
	Message string       `json:"message"`
	Params  []string     `json:"params"`
}

func problemsIn(lang string, list []content.Problem) []problemJSON {
	out := []problemJSON{}
	for _, p := range list {
		out = append(out, problemJSON{p.File, p.Line, p.Code, p.Field, problemText(lang, p), append([]string{}, p.Params...)})
	}
	return out
}

// tellProblems answers that a text was not published for what is wrong with it.
func tellProblems(c *gin.Context, problems []content.Problem) {
	lang := languageOf(c)
	c.JSON(http.StatusUnprocessableEntity, gin.H{"problems": problemsIn(lang, problems),
		"error": apiError{Code: "problems", Message: message(lang, "problems"), ID: newErrorID()}})
}

func (s *Server) getEntry(c *gin.Context, who signedIn) error {
	d, err := s.entryDetail(c, who)
	if err == nil {
		c.JSON(http.StatusOK, d)
	}
	return err
}

// entryDetail reads the entry of the address as it is now.
func (s *Server) entryDetail(c *gin.Context, who signedIn) (*entryDetail, error) {
	ctx, id := c.Request.Context(), c.Param("id")
	st, base, err := s.Store.Status(ctx, id)
	if err != nil {
		return nil, err
	}
	k, err := s.care(ctx)
	if err != nil {
		return nil, err
	}
	lang := languageOf(c)
	d := &entryDetail{entrySummary: summaryOf(st, base, k, lang), Links: []linkJSON{}}
	if err := s.addTexts(ctx, d, st, base); err != nil {
		return nil, err
	}
	text := d.Source
	parsed, problems := base.Check([]byte(text))
	if d.Draft != nil {
		d.Draft.Source, text = &st.Draft.Source, st.Draft.Source
		parsed, problems = base.CheckDraft(st.Draft)
	}
	d.Problems = problemsIn(lang, problems)
	if parsed != nil {
		reads := readabilityOf(parsed, text, lang)
		d.Links, d.Readability = linksOf(parsed, text, k.links), &reads
		for _, id := range parsed.Translations {
			d.Twin = id
		}
	}
	if d.Twin == "" {
		if d.Twin, err = s.Store.DraftedTwin(ctx, id); err != nil {
			return nil, err
		}
	}
	others, err := s.Store.Others(ctx, id, who.ID)
	d.Editing = colleagues(others)
	return d, err
}

// addTexts adds what was published: now, before it was archived, and where a draft began.
func (s *Server) addTexts(ctx context.Context, d *entryDetail, st *faq.Status, base *faq.Base) error {
	switch {
	case st.Entry != nil:
		d.Source, d.HTML = st.Entry.Source, st.Entry.HTML()
	case st.Last != nil:
		r, err := s.Store.Revision(ctx, st.ID, st.Revision-1)
		if err != nil {
			return err
		}
		d.Source, d.HTML = r.Source, content.HTML(st.Last.Body, base.Pictures)
	}
	if d.Draft == nil || !d.Draft.Behind {
		return nil
	}
	r, err := s.Store.Revision(ctx, st.ID, d.Draft.Base)
	if errors.Is(err, faq.ErrNotFound) {
		return nil
	}
	d.BaseSource = r.Source
	return err
}

// putDraft keeps what an editor has written. Where another was first it answers with what
// is there now, for a merge.
func (s *Server) putDraft(c *gin.Context, who signedIn) error {
	var in struct {
		Source   string `json:"source"`
		Base     int64  `json:"base"`
		Revision int64  `json:"revision"`

		Replaces []faq.Replaced `json:"replaces"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	d, err := s.Store.SaveDraft(c.Request.Context(), faq.DraftChange{ID: c.Param("id"), Source: in.Source, Base: in.Base,
		Revision: in.Revision, Author: who.Name, Replaces: in.Replaces})
	return s.sendDraft(c, who, d, err)
}

// sendDraft answers with a draft as it was saved.
func (s *Server) sendDraft(c *gin.Context, who signedIn, d *faq.Draft, err error) error {
	if err != nil {
		return s.tellStale(c, who, err)
	}
	base, err := s.Store.Load(c.Request.Context())
	if err != nil {
		return err
	}
	current := d.Base
	if e, ok := base.Entry(d.ID); ok {
		current = e.Revision
	}
	_, problems := base.CheckDraft(d)
	out := draftOf(d, current, base, languageOf(c))
	out.Source = &d.Source
	c.JSON(http.StatusOK, gin.H{"draft": out, "problems": problemsIn(languageOf(c), problems)})
	return nil
}

// tellStale answers a change of what is no longer as it was read with what it is now. It
// returns any other error.
func (s *Server) tellStale(c *gin.Context, who signedIn, err error) error {
	if !errors.Is(err, faq.ErrStale) {
		return err
	}
	now, detailErr := s.entryDetail(c, who)
	if errors.Is(detailErr, faq.ErrNotFound) { // a new entry, whose draft was discarded
		return err
	}
	if detailErr != nil {
		return detailErr
	}
	c.JSON(http.StatusConflict, gin.H{"now": now,
		"error": apiError{Code: "stale", Message: message(languageOf(c), "stale"), ID: newErrorID()}})
	return nil
}

func (s *Server) deleteDraft(c *gin.Context, who signedIn) error {
	revision, err := number(c, "revision", 0)
	if err != nil {
		return err
	}
	d, err := s.Store.DiscardDraft(c.Request.Context(), c.Param("id"), revision)
	return s.sendDraft(c, who, d, err)
}

// askReview puts a draft before the reviewers, or back to writing.
func (s *Server) askReview(c *gin.Context, who signedIn) error {
	var in struct {
		Revision int64          `json:"revision"`
		State    faq.DraftState `json:"state" binding:"oneof=draft review"`
		Note     string         `json:"note"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	d, err := s.Store.AskReview(c.Request.Context(), c.Param("id"), in.Revision, in.State, in.Note, who.Name)
	return s.sendDraft(c, who, d, err)
}

// here notes that somebody has an entry open, and tells who else has and whether it has
// changed.
func (s *Server) here(c *gin.Context, who signedIn) error {
	ctx, id := c.Request.Context(), c.Param("id")
	others, err := s.Store.Here(ctx, id, faq.Colleague{ID: who.ID, Name: who.Name})
	if err != nil {
		return err
	}
	out := gin.H{"editing": colleagues(others), "revision": int64(0), "draft": nil}
	st, base, err := s.Store.Status(ctx, id)
	if err == nil {
		out["revision"], out["draft"] = st.Revision, draftOf(st.Draft, st.Revision, base, languageOf(c))
	}
	if err != nil && !errors.Is(err, faq.ErrNotFound) { // of a new entry that was not saved yet
		return err
	}
	c.JSON(http.StatusOK, out)
	return nil
}

func (s *Server) gone(c *gin.Context, who signedIn) error {
	return done(c, s.Store.Gone(c.Request.Context(), c.Param("id"), who.ID))
}

// canPublish reports whether somebody may let students see a text.
func canPublish(who signedIn) bool { return who.Has(auth.Reviewer) }

// timeIn reads a time of a request; the empty one is zero.
func timeIn(raw string) (time.Time, error) {
	if raw == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, raw)
	if err != nil {
		return t, errors.Join(errBadRequest, err)
	}
	return t, nil
}
