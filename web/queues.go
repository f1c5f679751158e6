package web

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"sportello/handoff"
)

// officeQueue is a queue as supervisors set it up.
type officeQueue struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	standing
	Revision   int64            `json:"revision"` // of the settings
	Settings   handoff.Settings `json:"settings"`
	TopicHours handoff.Hours    `json:"topic_hours"` // which hold where the settings have none
	Waiting    int              `json:"waiting"`
	Tickets    int              `json:"tickets"`
	Oldest     string           `json:"oldest,omitempty"`
	Staffed    bool             `json:"staffed"`
}

func officeQueueJSON(w handoff.Ways, lang string) officeQueue {
	return officeQueue{ID: w.Queue.ID, Name: w.Queue.Name(lang), standing: standingJSON(w.Queue, w.Standing, lang),
		Revision: w.Queue.Settings.Revision, Settings: w.Queue.Settings, TopicHours: w.Queue.Hours,
		Waiting: w.Waiting, Tickets: w.Tickets, Oldest: isoTime(w.Oldest), Staffed: w.Staffed}
}

func (s *Server) listQueues(c *gin.Context, who signedIn) error {
	all, err := s.Desk.AllWays(c.Request.Context())
	if err != nil {
		return err
	}
	out := make([]officeQueue, 0, len(all))
	for _, w := range all {
		out = append(out, officeQueueJSON(w, staffLang(c, who)))
	}
	c.JSON(http.StatusOK, out)
	return nil
}

// staffLang is the language of the page that asks, which says so; else the user's own.
func staffLang(c *gin.Context, who signedIn) string {
	if c.GetHeader("Accept-Language") == "" && c.Query("lang") == "" {
		return who.Lang
	}
	return languageOf(c)
}

func (s *Server) getQueue(c *gin.Context, who signedIn) error {
	w, err := s.Desk.Ways(c.Request.Context(), c.Param("id"))
	if err == nil {
		c.JSON(http.StatusOK, officeQueueJSON(w, staffLang(c, who)))
	}
	return err
}

func (s *Server) putSettings(c *gin.Context, who signedIn) error {
	var in struct {
		handoff.Settings
		Revision int64 `json:"revision"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	in.Settings.Revision = in.Revision
	if err := s.Desk.SetSettings(c.Request.Context(), c.Param("id"), in.Settings); err != nil {
		return err
	}
	s.Log.Info("settings of a queue changed", "queue", c.Param("id"), "user", who.ID)
	return s.getQueue(c, who)
}

func (s *Server) putOverride(c *gin.Context, who signedIn) error {
	var in struct {
		Override handoff.Override `json:"override"`
		Until    time.Time        `json:"until"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	if err := s.Desk.SetOverride(c.Request.Context(), c.Param("id"), in.Override, in.Until); err != nil {
		return err
	}
	s.Log.Info("queue opened or closed by hand", "queue", c.Param("id"), "override", string(in.Override), "user", who.ID)
	return s.getQueue(c, who)
}
