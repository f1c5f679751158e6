package web

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"sportello/content"
	"sportello/faq"
)

type entrySummary struct {
	ID       string `json:"id"`
	Topic    string `json:"topic"`
	Lang     string `json:"lang"`
	Question string `json:"question"`
	Owner    string `json:"owner"`
	Updated  string `json:"updated"`
	ReviewBy string `json:"review_by"`
	Twin     string `json:"twin,omitempty"`
	URL      string `json:"url"` // the public page
	Revision int64  `json:"revision"`
}

func summaryOf(e *faq.Entry) entrySummary {
	sum := entrySummary{ID: e.ID, Topic: e.Topic, Lang: e.Lang, Question: e.Question, Owner: e.Owner, Updated: string(e.Updated),
		ReviewBy: string(e.ReviewBy), URL: entryURL(e.Lang, e.Topic, e.ID), Revision: e.Revision}
	for _, id := range e.Translations {
		sum.Twin = id
	}
	return sum
}

func (s *Server) listEntries(c *gin.Context, _ signedIn) error {
	base := s.Live.Base()
	out := make([]entrySummary, 0, len(base.Entries))
	for _, e := range base.Entries {
		out = append(out, summaryOf(e))
	}
	c.JSON(http.StatusOK, out)
	return nil
}

func (s *Server) getEntry(c *gin.Context, _ signedIn) error {
	e, err := s.Store.Entry(c.Request.Context(), c.Param("id"))
	if err != nil {
		return err
	}
	sendEntry(c, e)
	return nil
}

func sendEntry(c *gin.Context, e *faq.Entry) {
	c.JSON(http.StatusOK, struct {
		entrySummary
		Source   string            `json:"source"`
		HTML     string            `json:"html"`
		Problems []content.Problem `json:"problems"`
	}{summaryOf(e), e.Source, content.HTML(e.Body), []content.Problem{}})
}

func (s *Server) putEntry(c *gin.Context, who signedIn) error {
	var in struct {
		Source   string `json:"source"`
		Revision int64  `json:"revision"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	e, problems, err := s.Store.Save(c.Request.Context(), c.Param("id"), in.Source, in.Revision, who.Name)
	if errors.Is(err, faq.ErrProblems) {
		lang := languageOf(c)
		c.JSON(http.StatusUnprocessableEntity, gin.H{"problems": problems,
			"error": apiError{Code: "problems", Message: message(lang, "problems"), ID: newErrorID()}})
		return nil
	}
	if err != nil {
		return err
	}
	if err := s.Live.Refresh(c.Request.Context()); err != nil { // others see it at their next look
		return err
	}
	sendEntry(c, e)
	return nil
}

func (s *Server) preview(c *gin.Context, _ signedIn) error {
	var in struct {
		Source string `json:"source"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	e, problems := s.Live.Base().Check([]byte(in.Source))
	out := gin.H{"html": "", "question": "", "problems": append([]content.Problem{}, problems...)}
	if e != nil {
		out["html"], out["question"] = content.HTML(e.Body), e.Question
	}
	c.JSON(http.StatusOK, out)
	return nil
}

type suggestionJSON struct {
	ID            string              `json:"id"`
	Kind          faq.SuggestionKind  `json:"kind"`
	Entry         string              `json:"entry,omitempty"`
	EntryQuestion string              `json:"entry_question,omitempty"`
	Topic         string              `json:"topic"`
	Lang          string              `json:"lang"`
	Text          string              `json:"text"`
	Note          string              `json:"note"`
	Author        string              `json:"author"`
	State         faq.SuggestionState `json:"state"`
	CreatedAt     string              `json:"created_at"`
}

func (s *Server) suggestion(g faq.Suggestion) suggestionJSON {
	out := suggestionJSON{ID: g.ID, Kind: g.Kind, Entry: g.EntryID, Topic: g.Topic, Lang: g.Lang, Text: g.Text, Note: g.Note,
		Author: g.Author, State: g.State, CreatedAt: isoTime(g.CreatedAt)}
	if e, ok := s.Live.Base().Entry(g.EntryID); ok {
		out.EntryQuestion = e.Question
	}
	return out
}

func (s *Server) listSuggestions(c *gin.Context, _ signedIn) error {
	list, err := s.Store.Suggestions(c.Request.Context(), faq.SuggestionState(c.DefaultQuery("state", string(faq.SuggestionOpen))))
	if err != nil {
		return err
	}
	out := make([]suggestionJSON, 0, len(list))
	for _, g := range list {
		out = append(out, s.suggestion(g))
	}
	c.JSON(http.StatusOK, out)
	return nil
}

func (s *Server) settleSuggestion(c *gin.Context, who signedIn) error {
	var in struct {
		State faq.SuggestionState `json:"state" binding:"oneof=accepted declined"`
		Entry string              `json:"entry"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	g, err := s.Store.Settle(c.Request.Context(), c.Param("id"), in.State, in.Entry, who.Name)
	if err != nil {
		return err
	}
	if err := s.Live.Refresh(c.Request.Context()); err != nil {
		return err
	}
	c.JSON(http.StatusOK, s.suggestion(g))
	return nil
}
