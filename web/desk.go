package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"sportello/handoff"
	"sportello/web/auth"
)

// listSize is how many chats a list of the desk shows.
const listSize = 100

func (s *Server) overview(c *gin.Context, who signedIn) error {
	seq, err := s.Desk.LastSeq(c.Request.Context()) // first: what comes after is followed from here
	if err != nil {
		return err
	}
	queues, err := s.queueSummaries(c.Request.Context(), who)
	if err != nil {
		return err
	}
	chats, err := s.Desk.Chats(c.Request.Context(), who.ID, handoff.Engaged, listSize)
	if err != nil {
		return err
	}
	out := gin.H{"queues": queues, "chats": s.summaries(chats, who.Lang), "seq": seq}
	o, err := s.Desk.Operator(c.Request.Context(), who.ID)
	switch {
	case err == nil:
		out["operator"] = operatorState(o)
	case !errors.Is(err, handoff.ErrNotFound): // a supervisor need not be an operator
		return err
	}
	c.JSON(http.StatusOK, out)
	return nil
}

type operatorStateJSON struct {
	State    handoff.State `json:"state"`
	Since    string        `json:"since"`
	By       string        `json:"by,omitempty"` // the supervisor who decided so
	Level    int           `json:"level"`
	Capacity int           `json:"capacity"`
	Engaged  int           `json:"engaged"`
	Langs    []string      `json:"languages"` // none: all
}

func operatorState(o handoff.Operator) operatorStateJSON {
	return operatorStateJSON{State: o.State, Since: isoTime(o.StateAt), By: o.StateBy, Level: o.Level,
		Capacity: o.Capacity, Engaged: o.Engaged, Langs: append([]string{}, o.Langs...)}
}

type queueSummary struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	standing
	Waiting int       `json:"waiting"` // chats and tickets
	Wait    *waitJSON `json:"wait"`    // of a student who joins now
	Oldest  string    `json:"oldest,omitempty"`
	Mine    bool      `json:"mine"`
}

func (s *Server) queueSummaries(c context.Context, who signedIn) ([]queueSummary, error) {
	all, err := s.Desk.AllWays(c)
	if err != nil {
		return nil, err
	}
	o, err := s.Desk.Operator(c, who.ID)
	if err != nil && !errors.Is(err, handoff.ErrNotFound) {
		return nil, err
	}
	return queueList(all, o.Queues, who.Lang), nil
}

func queueList(all []handoff.Ways, mine []string, lang string) []queueSummary {
	out := make([]queueSummary, 0, len(all))
	for _, w := range all {
		out = append(out, queueSummary{ID: w.Queue.ID, Name: w.Queue.Name(lang), standing: standingJSON(w.Queue, w.Standing, lang),
			Waiting: w.Waiting + w.Tickets, Wait: toldWait(w.Wait), Oldest: isoTime(w.Oldest), Mine: slices.Contains(mine, w.Queue.ID)})
	}
	return out
}

func (s *Server) setState(c *gin.Context, who signedIn) error {
	var in struct {
		State handoff.State `json:"state"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	if err := s.Desk.SetState(c.Request.Context(), who.ID, in.State); err != nil {
		return err
	}
	return s.overview(c, who)
}

func (s *Server) waiting(c *gin.Context, who signedIn) error {
	operator := who.ID
	if who.Has(auth.Supervisor) {
		operator = "" // all queues
	}
	chats, err := s.Desk.Waiting(c.Request.Context(), operator, c.Query("queue"), listSize)
	if err != nil {
		return err
	}
	out := make([]chatSummary, 0, len(chats))
	for _, chat := range chats {
		out = append(out, s.summary1(handoff.Summary{Chat: chat}, who.Lang))
	}
	c.JSON(http.StatusOK, out)
	return nil
}

func (s *Server) claimNext(c *gin.Context, who signedIn) error {
	var in struct {
		Queue string `json:"queue"`
	}
	if c.Request.ContentLength != 0 {
		if err := decode(c, &in); err != nil {
			return err
		}
	}
	chat, err := s.Desk.ClaimNext(c.Request.Context(), who.ID, in.Queue)
	if errors.Is(err, handoff.ErrNothingWaiting) {
		c.Status(http.StatusNoContent)
		return nil
	}
	if err != nil {
		return err
	}
	return s.sendChat(c, who, chat.ID)
}

func (s *Server) claim(c *gin.Context, who signedIn) error {
	if _, err := s.Desk.Claim(c.Request.Context(), who.ID, c.Param("id")); err != nil {
		return err
	}
	return s.sendChat(c, who, c.Param("id"))
}

func (s *Server) myChats(c *gin.Context, who signedIn) error {
	state := handoff.ChatState(c.DefaultQuery("state", string(handoff.Engaged)))
	chats, err := s.Desk.Chats(c.Request.Context(), who.ID, state, listSize)
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, s.summaries(chats, who.Lang))
	return nil
}

func (s *Server) chat(c *gin.Context, who signedIn) error {
	if err := s.maySee(c, who); err != nil {
		return err
	}
	return s.sendChat(c, who, c.Param("id"))
}

func (s *Server) maySee(c *gin.Context, who signedIn) error {
	if who.Has(auth.Supervisor) {
		return nil
	}
	ok, err := s.Desk.CanSee(c.Request.Context(), who.ID, c.Param("id"))
	if err != nil || ok {
		return err
	}
	if _, err := s.Desk.Chat(c.Request.Context(), c.Param("id")); err != nil {
		return err
	}
	return handoff.ErrNotYourQueue
}

func (s *Server) operatorMessage(c *gin.Context, who signedIn) error {
	in, err := decodeMessage(c)
	if err != nil {
		return err
	}
	seq, err := s.Desk.Send(c.Request.Context(), handoff.Message{ChatID: c.Param("id"), Author: handoff.ByOperator, OperatorID: who.ID,
		ClientID: in.ClientID, Text: in.Text, AttachmentID: in.Attachment})
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, gin.H{"seq": seq})
	return nil
}

func (s *Server) note(c *gin.Context, who signedIn) error {
	in, err := decodeMessage(c)
	if err != nil {
		return err
	}
	seq, err := s.Desk.Note(c.Request.Context(), handoff.Note{ChatID: c.Param("id"), OperatorID: who.ID, ClientID: in.ClientID, Text: in.Text})
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, gin.H{"seq": seq})
	return nil
}

func (s *Server) transfer(c *gin.Context, who signedIn) error {
	var in struct {
		Queue string `json:"queue"`
		Note  string `json:"note"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	return done(c, s.Desk.Transfer(c.Request.Context(), who.ID, c.Param("id"), in.Queue, in.Note))
}

func (s *Server) giveBack(c *gin.Context, who signedIn) error {
	return done(c, s.Desk.Return(c.Request.Context(), who.ID, c.Param("id")))
}

func (s *Server) escalate(c *gin.Context, who signedIn) error {
	var in struct {
		Queue  string `json:"queue"`
		Reason string `json:"reason"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	return done(c, s.Desk.Escalate(c.Request.Context(), who.ID, c.Param("id"), in.Queue, in.Reason))
}

func (s *Server) sendBack(c *gin.Context, who signedIn) error {
	var in struct {
		Note string `json:"note"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	return done(c, s.Desk.SendBack(c.Request.Context(), who.ID, c.Param("id"), in.Note))
}

func (s *Server) operatorSeen(c *gin.Context, who signedIn) error {
	return s.seen(c, handoff.Side{Author: handoff.ByOperator, ChatID: c.Param("id"), OperatorID: who.ID})
}

func (s *Server) closeChat(c *gin.Context, who signedIn) error {
	closing, err := decodeClosing(c)
	if err != nil {
		return err
	}
	closing.OperatorID = who.ID
	return done(c, s.Assistant.CloseChat(c.Request.Context(), closing, who.Name))
}

// decodeClosing reads how a chat ends, without who ends it.
func decodeClosing(c *gin.Context) (handoff.Closing, error) {
	var in struct {
		Outcome handoff.Outcome `json:"outcome"`
		Entry   string          `json:"entry"`
		Note    string          `json:"note"`
	}
	if err := decode(c, &in); err != nil {
		return handoff.Closing{}, err
	}
	if n := len([]rune(in.Note)); n > handoff.MaxText {
		return handoff.Closing{}, fmt.Errorf("%w: the note has %d characters", handoff.ErrTooLong, n)
	}
	return handoff.Closing{ChatID: c.Param("id"), Outcome: in.Outcome, EntryID: in.Entry, Note: in.Note}, nil
}

// done answers a write that has nothing to tell.
func done(c *gin.Context, err error) error {
	if err == nil {
		c.Status(http.StatusNoContent)
	}
	return err
}
