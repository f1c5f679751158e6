package web

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"sportello/content"
	"sportello/faq"
)

// putEntry publishes a text at once, past the drafts: for programs, and for who may
// publish what they write.
func (s *Server) putEntry(c *gin.Context, who signedIn) error {
	var in struct {
		Source   string `json:"source"`
		Revision int64  `json:"revision"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	_, problems, err := s.Store.Save(c.Request.Context(), c.Param("id"), in.Source, in.Revision, who.Name)
	return s.published(c, who, problems, err)
}

// draftsIn names the draft of the entry in the address, and that of its translation.
type draftsIn struct {
	Revision int64 `json:"revision"`
	With     []struct {
		ID       string `json:"id"`
		Revision int64  `json:"revision"`
	} `json:"with" binding:"max=1"`
}

func (in *draftsIn) refs(c *gin.Context) []faq.DraftRef {
	refs := []faq.DraftRef{{ID: c.Param("id"), Revision: in.Revision}}
	for _, w := range in.With {
		refs = append(refs, faq.DraftRef{ID: w.ID, Revision: w.Revision})
	}
	return refs
}

// publishDraft makes a draft what students see, with that of its translation if asked.
func (s *Server) publishDraft(c *gin.Context, who signedIn) error {
	var in draftsIn
	if err := decode(c, &in); err != nil {
		return err
	}
	problems, err := s.Store.Publish(c.Request.Context(), who.Name, in.refs(c)...)
	return s.published(c, who, problems, err)
}

// published answers a change of what students see, on this node before the answer.
func (s *Server) published(c *gin.Context, who signedIn, problems []content.Problem, err error) error {
	if errors.Is(err, faq.ErrProblems) {
		tellProblems(c, problems)
		return nil
	}
	if err != nil {
		return s.tellStale(c, who, err)
	}
	if err := s.Live.Refresh(c.Request.Context()); err != nil { // the others are told by the store
		return err
	}
	return s.getEntry(c, who)
}

// schedule puts a draft on the schedule, with that of its translation if asked.
func (s *Server) schedule(c *gin.Context, who signedIn) error {
	var in struct {
		draftsIn
		At string `json:"at"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	at, err := timeIn(in.At)
	if err != nil {
		return err
	}
	d, problems, err := s.Store.Schedule(c.Request.Context(), at, who.Name, in.refs(c)...)
	if errors.Is(err, faq.ErrProblems) {
		tellProblems(c, problems)
		return nil
	}
	return s.sendDraft(c, who, d, err)
}

// unschedule takes a draft off the schedule, and what goes with it: an editor may, to mend
// it.
func (s *Server) unschedule(c *gin.Context, who signedIn) error {
	revision, err := number(c, "revision", 0)
	if err != nil {
		return err
	}
	d, err := s.Store.Unschedule(c.Request.Context(), faq.DraftRef{ID: c.Param("id"), Revision: revision})
	return s.sendDraft(c, who, d, err)
}

func (s *Server) archive(c *gin.Context, who signedIn) error {
	var in struct {
		Revision   int64  `json:"revision"`
		RedirectTo string `json:"redirect_to"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	err := s.Store.Archive(c.Request.Context(), c.Param("id"), in.Revision, in.RedirectTo, who.Name)
	return s.published(c, who, nil, err)
}

// restore makes an older revision the draft, or publishes it.
func (s *Server) restore(c *gin.Context, who signedIn) error {
	var in struct {
		To       int64 `json:"to" binding:"min=1"`
		Draft    int64 `json:"draft"`
		Revision int64 `json:"revision"`
		Publish  bool  `json:"publish"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	if !in.Publish {
		d, err := s.Store.RestoreDraft(c.Request.Context(), c.Param("id"), in.To, in.Draft, who.Name)
		return s.sendDraft(c, who, d, err)
	}
	if !canPublish(who) {
		return errForbidden
	}
	problems, err := s.Store.Restore(c.Request.Context(), who.Name, faq.RestoreRef{ID: c.Param("id"), To: in.To, Revision: in.Revision})
	return s.published(c, who, problems, err)
}

// preview shows a text as the widget would, its fields for the form, and what is wrong.
func (s *Server) preview(c *gin.Context, _ signedIn) error {
	var in struct {
		Source  string   `json:"source"`
		Without []string `json:"without" binding:"max=5"` // entries that it replaces
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	e, problems := s.Live.Base().CheckWithout([]byte(in.Source), in.Without...)
	out := gin.H{"html": "", "question": "", "problems": problemsIn(languageOf(c), problems), "fields": nil, "readability": nil}
	if e != nil {
		out["html"], out["question"], out["fields"] = content.HTML(e.Body, s.Live.Base().Pictures), e.Question, fieldsOf(e)
		out["readability"] = readabilityOf(e, in.Source, languageOf(c))
	}
	c.JSON(http.StatusOK, out)
	return nil
}
