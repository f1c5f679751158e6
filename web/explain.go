package web

import (
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"sportello/assistant"
	"sportello/faq/match"
)

type explanationJSON struct {
	*assistant.Explanation
	Candidates []explainedJSON `json:"candidates"`
}

type explainedJSON struct {
	assistant.Candidate
	Features []featureJSON `json:"features"`
}

type featureJSON struct {
	Name  string      `json:"name"`
	Group match.Group `json:"group"`
	Label string      `json:"label"` // in the reader's language
	Value float64     `json:"value"`
}

func sendExplanation(c *gin.Context, e *assistant.Explanation) {
	lang, out := languageOf(c), explanationJSON{Explanation: e, Candidates: []explainedJSON{}}
	for _, x := range e.Candidates {
		why := x.Why
		x.Confidence, x.Why = round3(x.Confidence), nil // in words below
		shown := explainedJSON{Candidate: x, Features: []featureJSON{}}
		for _, f := range match.Features(why) {
			shown.Features = append(shown.Features, featureJSON{Name: f.Name, Group: f.Group, Label: f.In(lang), Value: why[f.Name]})
		}
		out.Candidates = append(out.Candidates, shown)
	}
	c.JSON(http.StatusOK, out)
}

// explainInChat tells an operator why a turn of a chat they may see was answered so.
func (s *Server) explainInChat(c *gin.Context, who signedIn) error {
	if err := s.maySee(c, who); err != nil {
		return err
	}
	chat, err := s.Desk.Chat(c.Request.Context(), c.Param("id"))
	if err != nil {
		return err
	}
	return s.explain(c, chat.ConversationID)
}

// explainTurn tells it to those who answer for the library, of any conversation.
func (s *Server) explainTurn(c *gin.Context, _ signedIn) error { return s.explain(c, c.Param("id")) }

func (s *Server) explain(c *gin.Context, conversationID string) error {
	n, err := turnNumber(c)
	if err != nil {
		return err
	}
	e, err := s.Assistant.Explain(c.Request.Context(), conversationID, n)
	if err != nil {
		return err
	}
	sendExplanation(c, e)
	return nil
}

// explainText tells how a question would be answered now, whoever asked it.
func (s *Server) explainText(c *gin.Context, _ signedIn) error {
	var in struct {
		Text  string `json:"text"`
		Lang  string `json:"lang"`
		Topic string `json:"topic"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	if in.Lang != "it" && in.Lang != "en" {
		return fmt.Errorf("%w: lang must be it or en", errBadRequest)
	}
	e, err := s.Assistant.Try(c.Request.Context(), in.Text, in.Lang, in.Topic)
	if err != nil {
		return err
	}
	sendExplanation(c, e)
	return nil
}
