package web

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"sportello/faq/match"
)

// suggest is the student's matcher, for the operator: what would answer this? Nothing
// does where the words ask nothing of the library, such as a wish for a person or distress.
func (s *Server) suggest(c *gin.Context, _ signedIn) error {
	lang := languageOf(c)
	result, base, err := s.Live.Match(c.Request.Context(), match.Query{Text: c.Query("q"), Lang: lang, Limit: 5})
	out := []gin.H{}
	if errors.Is(err, match.ErrEmpty) {
		c.JSON(http.StatusOK, out)
		return nil
	}
	if err != nil {
		return err
	}
	if result.Intent != "" {
		result.Candidates = nil
	}
	for _, m := range result.Candidates {
		a, err := s.Assistant.AnswerOf(c.Request.Context(), base, m)
		if err != nil {
			return err
		}
		answer := s.answer(c, a)
		out = append(out, gin.H{"entry": m.Item.ID, "question": answer.Question, "text": answer.Text, "html": answer.HTML,
			"confidence": round3(m.Confidence), "source": answer.Source})
	}
	c.JSON(http.StatusOK, out)
	return nil
}
