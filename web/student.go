package web

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"sportello/assistant"
	"sportello/handoff"
)

func (s *Server) widgetConfig(c *gin.Context) error {
	lang := languageOf(c)
	topics := []gin.H{}
	for _, t := range s.Live.Base().Topics {
		topics = append(topics, gin.H{"id": t.ID, "name": t.Name[lang], "about": t.About[lang]})
	}
	popular := []gin.H{}
	for _, p := range s.Assistant.Popular(lang) {
		popular = append(popular, gin.H{"entry": p.Entry, "question": p.Question})
	}
	c.JSON(http.StatusOK, gin.H{"name": s.University, "languages": []string{"it", "en"}, "max_text": assistant.MaxText, "topics": topics, "popular": popular})
	return nil
}

func (s *Server) startConversation(c *gin.Context) error {
	var in struct {
		Lang       string   `json:"lang"`
		EntryPoint string   `json:"entry_point"`
		Page       string   `json:"page"`
		Audience   []string `json:"audience"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	if in.Lang == "" {
		in.Lang = languageOf(c)
	}
	conversation, token, err := s.Assistant.Start(c.Request.Context(), assistant.Opening{Lang: in.Lang, EntryPoint: in.EntryPoint, Page: in.Page, Audience: in.Audience})
	if err != nil {
		return err
	}
	c.JSON(http.StatusCreated, gin.H{"id": conversation.ID, "token": token, "lang": conversation.Lang, "link": s.privateLink(c, conversation.ID, token)})
	return nil
}

// privateLink brings the student back to the conversation, on any device. The token
// stands in the fragment, which no server and no log ever sees.
func (s *Server) privateLink(c *gin.Context, id, token string) string {
	return s.publicURL(c) + "/conversation#" + id + "." + token
}

func (s *Server) publicURL(c *gin.Context) string {
	if s.PublicURL != "" {
		return s.PublicURL
	}
	scheme := "http"
	if c.Request.TLS != nil {
		scheme = "https"
	}
	return scheme + "://" + c.Request.Host
}

func (s *Server) ask(c *gin.Context, conversation *assistant.Conversation) error {
	var in struct {
		Text     string `json:"text"`
		ClientID string `json:"client_id"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	if err := checkClientID(in.ClientID, false); err != nil {
		return err
	}
	t, err := s.Assistant.Ask(c.Request.Context(), conversation, in.Text, in.ClientID)
	return s.sendReply(c, conversation, t, err)
}

func (s *Server) choose(c *gin.Context, conversation *assistant.Conversation) error {
	var in struct {
		Entry string `json:"entry"`
	}
	n, err := turnNumber(c)
	if err == nil {
		err = decode(c, &in)
	}
	if err != nil {
		return err
	}
	t, err := s.Assistant.Choose(c.Request.Context(), conversation, n, in.Entry)
	return s.sendReply(c, conversation, t, err)
}

func (s *Server) feedback(c *gin.Context, conversation *assistant.Conversation) error {
	var in struct {
		Helped *bool `json:"helped" binding:"required"`
	}
	n, err := turnNumber(c)
	if err == nil {
		err = decode(c, &in)
	}
	if err != nil {
		return err
	}
	t, err := s.Assistant.Feedback(c.Request.Context(), conversation, n, *in.Helped)
	return s.sendReply(c, conversation, t, err)
}

// alone takes a question by itself that was joined with the one before it.
func (s *Server) alone(c *gin.Context, conversation *assistant.Conversation) error {
	n, err := turnNumber(c)
	if err != nil {
		return err
	}
	t, err := s.Assistant.Alone(c.Request.Context(), conversation, n)
	return s.sendReply(c, conversation, t, err)
}

func turnNumber(c *gin.Context) (int, error) {
	n, err := strconv.Atoi(c.Param("n"))
	if err != nil {
		return 0, fmt.Errorf("%w: the turn must be a number", errBadRequest)
	}
	return n, nil
}

func (s *Server) sendReply(c *gin.Context, conversation *assistant.Conversation, t *assistant.Turn, err error) error {
	if err != nil {
		return err
	}
	for _, part := range append([]*assistant.Turn{t}, t.More...) {
		s.metrics.replies.WithLabelValues(string(part.Reply.Kind)).Inc()
	}
	reply, err := s.reply(c, conversation, t)
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, reply)
	return nil
}

func (s *Server) handoff(c *gin.Context, conversation *assistant.Conversation) error {
	var in struct {
		Channel handoff.Channel `json:"channel"`
		Queue   string          `json:"queue"`
		Name    string          `json:"name"`
		Email   string          `json:"email"`
		Turn    int             `json:"turn"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	chat, err := s.Assistant.Handoff(c.Request.Context(), conversation, assistant.Handover{Channel: in.Channel, Queue: in.Queue, Name: in.Name, Email: in.Email, Turn: in.Turn})
	if err != nil {
		return err
	}
	state, err := s.handoffState(c, conversation, chat)
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, state)
	return nil
}

// ways are the ways to a person at any time, for the conversation's topic or a queue.
func (s *Server) ways(c *gin.Context, conversation *assistant.Conversation) error {
	w, err := s.Assistant.Ways(c.Request.Context(), conversation, c.Query("queue"))
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, waysJSON(w, assistant.ReasonAsked, conversation.Lang))
	return nil
}

func (s *Server) studentMessage(c *gin.Context, student assistant.Student) error {
	in, err := decodeMessage(c)
	if err != nil {
		return err
	}
	seq, err := s.Assistant.Say(c.Request.Context(), handoff.Message{ConversationID: student.ConversationID, ClientID: in.ClientID,
		Text: in.Text, AttachmentID: in.Attachment})
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, gin.H{"seq": seq})
	return nil
}

type messageIn struct {
	ClientID   string `json:"client_id"`
	Text       string `json:"text"`
	Attachment string `json:"attachment"` // the id of one that was uploaded
}

func decodeMessage(c *gin.Context) (in messageIn, err error) {
	if err = decode(c, &in); err == nil {
		err = checkClientID(in.ClientID, true)
	}
	return in, err
}

// maxClientID is long enough for a UUID and what a client may put before it.
const maxClientID = 80

func checkClientID(id string, required bool) error {
	if len(id) > maxClientID || required && id == "" {
		return fmt.Errorf("%w: client_id must have 1 to %d characters", errBadRequest, maxClientID)
	}
	return nil
}

func (s *Server) leave(c *gin.Context, conversation *assistant.Conversation) error {
	if err := s.Desk.Leave(c.Request.Context(), conversation.ID); err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	return nil
}

func (s *Server) studentSeen(c *gin.Context, student assistant.Student) error {
	return s.seen(c, handoff.Side{Author: handoff.ByStudent, ConversationID: student.ConversationID})
}

func (s *Server) seen(c *gin.Context, side handoff.Side) error {
	var in struct {
		Seq int64 `json:"seq"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	if err := s.Desk.Seen(c.Request.Context(), side, in.Seq); err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	return nil
}

// conversationState is all a widget needs to go on after a reload or elsewhere.
func (s *Server) conversationState(c *gin.Context, conversation *assistant.Conversation) error {
	turns, err := s.Assistant.Turns(c.Request.Context(), conversation.ID)
	if err != nil {
		return err
	}
	states := []turnState{}
	for _, t := range turns {
		reply, err := s.reply(c, conversation, t)
		if err != nil {
			return err
		}
		states = append(states, turnState{replyJSON: reply, Text: t.Text, Follows: t.Follows, Helped: t.Helped, At: isoTime(t.At)})
	}
	out := gin.H{"id": conversation.ID, "lang": conversation.Lang, "turns": states, "link": s.privateLink(c, conversation.ID, bearer(c))}
	events, err := history(func(after int64) ([]handoff.Event, error) {
		return s.Desk.Events(c.Request.Context(), conversation.ID, after, handoff.MaxList, true)
	})
	if err != nil {
		return err
	}
	out["events"] = s.events(events, conversation.Lang)
	if len(events) > 0 {
		chat, err := s.Desk.ByConversation(c.Request.Context(), conversation.ID)
		if err != nil {
			return err
		}
		if out["handoff"], err = s.handoffState(c, conversation, chat); err != nil {
			return err
		}
	}
	if err := s.withWays(c.Request.Context(), out, conversation); err != nil {
		return err
	}
	c.JSON(http.StatusOK, out)
	return nil
}
