package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"sportello/faq"
)

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
	g, err := s.Store.Settle(c.Request.Context(), c.Param("id"), in.State, in.Entry, who.Name, canPublish(who))
	if err != nil {
		return err
	}
	if err := s.Live.Refresh(c.Request.Context()); err != nil {
		return err
	}
	c.JSON(http.StatusOK, s.suggestion(g))
	return nil
}
