package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"sportello/faq/match"
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
		out["operator"] = gin.H{"state": o.State, "level": o.Level, "capacity": o.Capacity, "engaged": o.Engaged}
	case !errors.Is(err, handoff.ErrNotFound): // a supervisor need not be an operator
		return err
	}
	c.JSON(http.StatusOK, out)
	return nil
}

type queueSummary struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	standing
	Waiting int    `json:"waiting"` // chats and tickets
	Oldest  string `json:"oldest,omitempty"`
	Mine    bool   `json:"mine"`
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
	mine := map[string]bool{}
	for _, q := range o.Queues {
		mine[q] = true
	}
	out := make([]queueSummary, 0, len(all))
	for _, w := range all {
		out = append(out, queueSummary{ID: w.Queue.ID, Name: w.Queue.Name(who.Lang), standing: standingJSON(w.Queue, w.Standing, who.Lang),
			Waiting: w.Waiting + w.Tickets, Oldest: isoTime(w.Oldest), Mine: mine[w.Queue.ID]})
	}
	return out, nil
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
	seq, err := s.Desk.Send(c.Request.Context(), handoff.Message{ChatID: c.Param("id"), Author: handoff.ByOperator, OperatorID: who.ID, ClientID: in.ClientID, Text: in.Text})
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

func (s *Server) operatorSeen(c *gin.Context, who signedIn) error {
	return s.seen(c, handoff.Side{Author: handoff.ByOperator, ChatID: c.Param("id"), OperatorID: who.ID})
}

func (s *Server) closeChat(c *gin.Context, who signedIn) error {
	var in struct {
		Outcome handoff.Outcome `json:"outcome"`
		Entry   string          `json:"entry"`
		Note    string          `json:"note"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	if n := len([]rune(in.Note)); n > handoff.MaxText {
		return fmt.Errorf("%w: the note has %d characters", handoff.ErrTooLong, n)
	}
	closing := handoff.Closing{ChatID: c.Param("id"), OperatorID: who.ID, Outcome: in.Outcome, EntryID: in.Entry, Note: in.Note}
	return done(c, s.Assistant.CloseChat(c.Request.Context(), closing, who.Name))
}

// done answers a write that has nothing to tell.
func done(c *gin.Context, err error) error {
	if err == nil {
		c.Status(http.StatusNoContent)
	}
	return err
}

// suggest is the student's matcher, for the operator: what would answer this?
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

func (s *Server) deskLive(c *gin.Context, who signedIn) error {
	last, err := s.Desk.LastSeq(c.Request.Context())
	if err != nil {
		return err
	}
	after, err := number(c, "after", last)
	if err != nil {
		return err
	}
	sub := s.Desk.Subscribe(handoff.OperatorTopic(who.ID))
	defer sub.Close()
	lines := s.Desk.Subscribe(handoff.QueuesTopic)
	defer lines.Close()
	socket, err := s.upgrade(c, sameOrigin)
	if err != nil {
		return err
	}
	w := &connection{socket: socket, after: after,
		read: func(ctx context.Context, after int64) ([]handoff.Event, error) {
			return s.Desk.OperatorEvents(ctx, who.ID, after, pageSize)
		},
		encode: func(e handoff.Event) eventJSON { return s.event(e, who.Lang) },
		typing: func(chat string) {
			_ = s.Desk.Typing(c.Request.Context(), handoff.Side{Author: handoff.ByOperator, ChatID: chat, OperatorID: who.ID}) // may be lost
		},
		beat: func(ctx context.Context) error {
			if !who.Has(auth.Operator) {
				return nil
			}
			return s.Desk.Touch(ctx, who.ID)
		}}
	s.follow(c, "operator", w, sub, lines, queuesEvery, func(ctx context.Context) error {
		queues, err := s.queueSummaries(ctx, who)
		if err != nil {
			return err
		}
		return w.send(gin.H{"kind": "queues", "queues": queues})
	})
	return nil
}
