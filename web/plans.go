package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"sportello/handoff"
)

// What supervisors decide about appointments.

type planJSON struct {
	handoff.Plan
	Revision int64 `json:"revision"`
}

// bookedJSON is an appointment as who plans sees it.
type bookedJSON struct {
	ID       string `json:"id"`
	StartsAt string `json:"starts_at"`
	EndsAt   string `json:"ends_at"`
	Student  string `json:"student"`
	Subject  string `json:"subject"`
	OffPlan  bool   `json:"off_plan"`
}

func (s *Server) getPlan(c *gin.Context, _ signedIn) error {
	ctx := c.Request.Context()
	q, err := s.Desk.Queue(ctx, c.Param("id"))
	if err != nil {
		return err
	}
	p, err := s.Desk.Plan(ctx, q.ID)
	if err == nil {
		c.JSON(http.StatusOK, planJSON{p, p.Revision})
	}
	return err
}

func (s *Server) putPlan(c *gin.Context, who signedIn) error {
	var in planJSON
	if err := decode(c, &in); err != nil {
		return err
	}
	in.Plan.Revision = in.Revision
	if err := s.Desk.SetPlan(c.Request.Context(), c.Param("id"), in.Plan); err != nil {
		return err
	}
	s.Log.Info("appointments of a queue planned", "queue", c.Param("id"), "user", who.ID)
	return s.getPlan(c, who)
}

func (s *Server) bookedAppointments(c *gin.Context, _ signedIn) error {
	ctx := c.Request.Context()
	q, err := s.Desk.Queue(ctx, c.Param("id"))
	if err != nil {
		return err
	}
	all, err := s.Desk.Booked(ctx, q.ID)
	if err != nil {
		return err
	}
	out := make([]bookedJSON, 0, len(all))
	for _, a := range all {
		out = append(out, bookedJSON{a.ID, isoTime(a.Starts), isoTime(a.Ends), a.Student, a.Subject, a.OffPlan})
	}
	c.JSON(http.StatusOK, out)
	return nil
}

func (s *Server) withdrawAppointment(c *gin.Context, who signedIn) error {
	var in struct {
		Reason string `json:"reason"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	if err := s.Desk.Withdraw(c.Request.Context(), c.Param("id"), c.Param("appointment"), in.Reason); err != nil {
		return err
	}
	s.Log.Info("appointment withdrawn", "queue", c.Param("id"), "appointment", c.Param("appointment"), "user", who.ID)
	c.Status(http.StatusNoContent)
	return nil
}
