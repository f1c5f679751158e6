package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"sportello/faq"
)

// suggestionJSON is masked, for the editors.
type suggestionJSON struct {
	ID            string              `json:"id"`
	Kind          faq.SuggestionKind  `json:"kind"`
	Entry         string              `json:"entry,omitempty"`
	EntryQuestion string              `json:"entry_question,omitempty"`
	Topic         string              `json:"topic"`
	Lang          string              `json:"lang"`
	Text          string              `json:"text"`
	Note          string              `json:"note"`
	Reply         string              `json:"reply"` // what the operator wrote in the chat; in the editors' list alone
	Author        string              `json:"author"`
	State         faq.SuggestionState `json:"state"`
	CreatedAt     string              `json:"created_at"`
	Reason        string              `json:"reason"`
	SettledBy     string              `json:"settled_by"`
	SettledAt     string              `json:"settled_at,omitempty"`
	Published     bool                `json:"published"` // the entry is there for students
}

// suggestionOf is a suggestion without the operator's reply.
func (s *Server) suggestionOf(g faq.Suggestion) suggestionJSON {
	out := suggestionJSON{ID: g.ID, Kind: g.Kind, Entry: g.EntryID, Topic: g.Topic, Lang: g.Lang, Text: g.Text, Note: g.Note,
		Author: g.Author, State: g.State, CreatedAt: isoTime(g.CreatedAt), Reason: g.Reason, SettledBy: g.SettledBy, SettledAt: isoTime(g.SettledAt)}
	if e, ok := s.Live.Base().Entry(g.EntryID); ok {
		out.EntryQuestion, out.Published = e.Question, true
	}
	return out
}

func (s *Server) listSuggestions(c *gin.Context, _ signedIn) error {
	list, err := s.Store.Suggestions(c.Request.Context(), faq.SuggestionState(c.DefaultQuery("state", string(faq.SuggestionOpen))))
	if err != nil {
		return err
	}
	out := make([]suggestionJSON, len(list))
	for i, g := range list {
		out[i] = s.suggestionOf(g)
		if out[i].Reply, err = s.Report.ReplyIn(c.Request.Context(), g.ChatID); err != nil {
			return err
		}
	}
	c.JSON(http.StatusOK, out)
	return nil
}

// myProposals is what became of what the operator has proposed.
func (s *Server) myProposals(c *gin.Context, who signedIn) error {
	list, err := s.Store.SuggestionsBy(c.Request.Context(), who.ID)
	if err != nil {
		return err
	}
	out := make([]suggestionJSON, len(list))
	for i, g := range list {
		out[i] = s.suggestionOf(g)
	}
	c.JSON(http.StatusOK, out)
	return nil
}

func (s *Server) settleSuggestion(c *gin.Context, who signedIn) error {
	var in struct {
		State  faq.SuggestionState `json:"state" binding:"oneof=open accepted declined"`
		Entry  string              `json:"entry"`
		Text   string              `json:"text" binding:"max=1000"` // as the editor has it
		New    bool                `json:"new"`                     // an entry of its own
		Topic  string              `json:"topic"`                   // of the new one
		Reason string              `json:"reason"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	ctx := c.Request.Context()
	if in.State == faq.SuggestionAccepted {
		if err := s.Store.MayEdit(ctx); err != nil {
			return err
		}
	}
	settle := func() (faq.Suggestion, error) {
		if in.State == faq.SuggestionOpen {
			return s.Store.Reopen(ctx, c.Param("id"))
		}
		settling := faq.Settling{ID: c.Param("id"), State: in.State, EntryID: in.Entry, Text: in.Text, Reason: in.Reason, Author: who.Name}
		if in.New {
			g, err := s.Store.Suggestion(ctx, settling.ID)
			if err != nil {
				return g, err
			}
			if settling.New, err = s.begunOf(c, g, in.Text, in.Topic); err != nil {
				return g, err
			}
		}
		return s.Store.Settle(ctx, settling)
	}
	g, err := settle()
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, s.suggestionOf(g))
	return nil
}

// begunOf is what an entry is begun with that a suggestion proposes.
func (s *Server) begunOf(c *gin.Context, g faq.Suggestion, text, topic string) (*faq.Begun, error) {
	answer, err := s.Report.ReplyIn(c.Request.Context(), g.ChatID)
	b := &faq.Begun{Topic: topic, Lang: g.Lang, Question: text, Answer: answer}
	if b.Question == "" {
		b.Question = g.Text
	}
	if b.Topic == "" {
		b.Topic = g.Topic
	}
	return b, err
}
