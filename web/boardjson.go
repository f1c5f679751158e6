package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"sportello/handoff"
	"sportello/handoff/wait"
)

type boardQueue struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	standing
	Staffed bool `json:"staffed"`
	// What a student who comes now is told; null, and why, when that can't be said.
	Wait  *waitJSON  `json:"wait"`
	Doubt wait.Doubt `json:"doubt,omitempty"`
	Full  bool       `json:"full"` // nobody is let into the line

	Waiting   int    `json:"waiting"`
	Since     string `json:"since,omitempty"` // since when the first in line waits
	Engaged   int    `json:"engaged"`
	Present   int    `json:"present"`
	Free      int    `json:"free"`
	Tickets   int    `json:"tickets"`
	Urgent    int    `json:"urgent"`
	Escalated int    `json:"escalated"`
	MaxWait   int    `json:"max_wait"` // minutes
	Goal      int    `json:"goal"`     // seconds
	Answered  int    `json:"answered"` // today
	InTime    int    `json:"in_time"`
	Abandoned int    `json:"abandoned"`
}

type boardOperator struct {
	ID       string        `json:"id"`
	Name     string        `json:"name"`
	Level    int           `json:"level"`
	State    handoff.State `json:"state"`
	StateAt  string        `json:"state_at,omitempty"`
	StateBy  string        `json:"state_by,omitempty"` // the supervisor who put them there
	Here     bool          `json:"here"`
	SeenAt   string        `json:"seen_at,omitempty"`
	Engaged  int           `json:"engaged"`
	Capacity int           `json:"capacity"`
	Urgent   int           `json:"urgent"`
	Queues   []string      `json:"queues"`
}

// board is how the office stands; the same reading serves all who ask within a second.
func (s *Server) board(c *gin.Context, who signedIn) error {
	b, err := s.Desk.Board(c.Request.Context())
	if err != nil {
		return err
	}
	lang := staffLang(c, who)
	queues := make([]boardQueue, 0, len(b.Queues))
	for _, q := range b.Queues {
		queues = append(queues, boardQueue{ID: q.Queue.ID, Name: q.Queue.Name(lang), standing: standingJSON(q.Queue, q.Standing, lang),
			Staffed: q.Staffed, Wait: toldWait(q.Wait), Doubt: q.Wait.Doubt, Full: q.Full, Waiting: q.Waiting, Since: isoTime(q.Since), Engaged: q.Engaged, Present: q.Present, Free: q.Free,
			Tickets: q.Tickets, Urgent: q.Urgent, Escalated: q.Escalated, MaxWait: q.Queue.Settings.MaxWait, Goal: q.Queue.Settings.Goal,
			Answered: q.Today.Answered, InTime: q.Today.InTime, Abandoned: q.Today.Abandoned})
	}
	operators := make([]boardOperator, 0, len(b.Operators))
	for _, o := range b.Operators {
		operators = append(operators, boardOperator{ID: o.ID, Name: o.Name, Level: o.Level, State: o.State, StateAt: isoTime(o.StateAt),
			StateBy: o.StateBy, Here: o.Here, SeenAt: isoTime(o.SeenAt), Engaged: o.Engaged, Capacity: o.Capacity, Urgent: o.Urgent,
			Queues: append([]string{}, o.Queues...)})
	}
	c.JSON(http.StatusOK, gin.H{"at": isoTime(b.At), "queues": queues, "operators": operators})
	return nil
}

// boardChats are the chats that an operator has.
func (s *Server) boardChats(c *gin.Context, who signedIn) error {
	chats, err := s.Desk.Chats(c.Request.Context(), c.Param("id"), handoff.Engaged, listSize)
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, s.summaries(chats, who.Lang))
	return nil
}
