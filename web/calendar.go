package web

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"sportello/handoff"
)

type calendarJSON struct {
	Zone       string          `json:"zone"`
	Today      handoff.Day     `json:"today"` // there
	Patron     patronJSON      `json:"patron"`
	Holidays   []holidayJSON   `json:"holidays"` // of the next twelve months
	Exceptions []exceptionJSON `json:"exceptions"`
}

type patronJSON struct {
	Day      string       `json:"day"`
	Name     handoff.Text `json:"name"`
	Revision int64        `json:"revision"`
}

type holidayJSON struct {
	Day  handoff.Day `json:"day"`
	Name string      `json:"name"`
}

type exceptionJSON struct {
	ID       string          `json:"id"`
	Queue    string          `json:"queue"`
	From     handoff.Day     `json:"from"`
	To       handoff.Day     `json:"to"`
	Times    []handoff.Times `json:"times"`
	Reason   handoff.Text    `json:"reason"`
	Revision int64           `json:"revision"`
}

func (e exceptionJSON) exception(id string) handoff.Exception {
	return handoff.Exception{ID: id, Queue: e.Queue, From: e.From, To: e.To, Times: e.Times, Reason: e.Reason, Revision: e.Revision}
}

func (s *Server) getCalendar(c *gin.Context, who signedIn) error {
	return s.sendCalendar(c, who, http.StatusOK)
}

func (s *Server) sendCalendar(c *gin.Context, who signedIn, status int) error {
	special, err := s.Desk.Special(c.Request.Context())
	if err != nil {
		return err
	}
	out := calendarJSON{Zone: special.Zone.String(), Today: special.Today, Holidays: []holidayJSON{}, Exceptions: []exceptionJSON{},
		Patron: patronJSON{special.Patron.Day, special.Patron.Name, special.Patron.Revision}}
	for _, h := range special.Holidays {
		out.Holidays = append(out.Holidays, holidayJSON{h.Day, h.Name.In(staffLang(c, who))})
	}
	for _, e := range special.Exceptions {
		out.Exceptions = append(out.Exceptions, exceptionJSON{ID: e.ID, Queue: e.Queue, From: e.From, To: e.To,
			Times: append([]handoff.Times{}, e.Times...), Reason: e.Reason, Revision: e.Revision})
	}
	c.JSON(status, out)
	return nil
}

func (s *Server) putPatron(c *gin.Context, who signedIn) error {
	var in patronJSON
	if err := decode(c, &in); err != nil {
		return err
	}
	err := s.Desk.SetPatron(c.Request.Context(), handoff.Patron{Day: in.Day, Name: in.Name, Revision: in.Revision})
	return s.decided(c, who, http.StatusOK, "the patron's day", err)
}

func (s *Server) addException(c *gin.Context, who signedIn) error {
	var in exceptionJSON
	if err := decode(c, &in); err != nil {
		return err
	}
	_, err := s.Desk.AddException(c.Request.Context(), in.exception(""))
	return s.decided(c, who, http.StatusCreated, "an exception added", err)
}

func (s *Server) putException(c *gin.Context, who signedIn) error {
	var in exceptionJSON
	if err := decode(c, &in); err != nil {
		return err
	}
	err := s.Desk.SetException(c.Request.Context(), in.exception(c.Param("id")))
	return s.decided(c, who, http.StatusOK, "an exception changed", err)
}

func (s *Server) deleteException(c *gin.Context, who signedIn) error {
	revision, err := strconv.ParseInt(c.Query("revision"), 10, 64)
	if err != nil {
		return fmt.Errorf("%w: revision must be the number that was read", errBadRequest)
	}
	err = s.Desk.DeleteException(c.Request.Context(), c.Param("id"), revision)
	return s.decided(c, who, http.StatusOK, "an exception deleted", err)
}

// decided answers a decision about the calendar with the calendar.
func (s *Server) decided(c *gin.Context, who signedIn, status int, what string, err error) error {
	if err != nil {
		return err
	}
	s.Log.Info("calendar changed", "what", what, "user", who.ID)
	return s.sendCalendar(c, who, status)
}
