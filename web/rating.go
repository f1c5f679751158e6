package web

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"sportello/assistant"
	"sportello/handoff"
)

type ratingJSON struct {
	Stars   int    `json:"stars"`
	Comment string `json:"comment"`
}

func ratingOf(r handoff.Rating) *ratingJSON { return &ratingJSON{Stars: r.Stars, Comment: r.Comment} }

func (s *Server) rate(c *gin.Context, conversation *assistant.Conversation) error {
	var in struct {
		Chat    string `json:"chat"`
		Stars   int    `json:"stars"`
		Comment string `json:"comment"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	rating, err := s.Desk.Rate(c.Request.Context(), conversation.ID, in.Chat, in.Stars, in.Comment)
	if err == nil {
		c.JSON(http.StatusOK, ratingOf(rating))
	}
	return err
}

// addRating says whether the chat may be rated, and what the student said of it.
func (s *Server) addRating(c *gin.Context, out *handoffState, chat handoff.Chat) error {
	if chat.State != handoff.Closed {
		return nil
	}
	out.Rateable = chat.Rateable(s.DB.Now())
	rating, err := s.Desk.Rating(c.Request.Context(), chat.ID)
	if errors.Is(err, handoff.ErrNotFound) {
		return nil
	}
	out.Rating = ratingOf(rating)
	return err
}
