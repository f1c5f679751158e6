package web

import (
	"fmt"

	"github.com/gin-gonic/gin"

	"sportello/handoff"
)

// What a supervisor does over the operators' heads.

func (who signedIn) supervisor() handoff.Supervisor { return handoff.Supervisor{Name: who.Name} }

// boardMove puts a waiting chat in another queue, or gives it to an operator.
func (s *Server) boardMove(c *gin.Context, who signedIn) error {
	var in struct {
		Queue    string `json:"queue"`
		Operator string `json:"operator"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	switch {
	case in.Queue == "" && in.Operator != "":
		return done(c, s.Desk.Give(c.Request.Context(), who.supervisor(), c.Param("id"), in.Operator))
	case in.Queue != "" && in.Operator == "":
		return done(c, s.Desk.Move(c.Request.Context(), who.supervisor(), c.Param("id"), in.Queue))
	}
	return fmt.Errorf("%w: name a queue or an operator", errBadRequest)
}

func (s *Server) boardTakeAway(c *gin.Context, who signedIn) error {
	return done(c, s.Desk.TakeAway(c.Request.Context(), who.supervisor(), c.Param("id")))
}

// boardTakeBack undoes that a chat was given to an operator.
func (s *Server) boardTakeBack(c *gin.Context, who signedIn) error {
	var in struct {
		Operator string `json:"operator"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	return done(c, s.Desk.TakeBack(c.Request.Context(), who.supervisor(), c.Param("id"), in.Operator))
}

func (s *Server) boardClose(c *gin.Context, who signedIn) error {
	in, err := decodeClosing(c)
	if err != nil {
		return err
	}
	return done(c, s.Assistant.CloseChatFor(c.Request.Context(), who.supervisor(), in))
}

func (s *Server) boardState(c *gin.Context, who signedIn) error {
	var in struct {
		State handoff.State `json:"state"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	return done(c, s.Desk.SetStateFor(c.Request.Context(), who.supervisor(), c.Param("id"), in.State))
}

func (s *Server) boardCapacity(c *gin.Context, _ signedIn) error {
	var in struct {
		Capacity int `json:"capacity"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	return done(c, s.Desk.SetCapacity(c.Request.Context(), c.Param("id"), in.Capacity))
}
