package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"sportello/assistant"
	"sportello/handoff"
)

type chatSummary struct {
	ID         string            `json:"id"`
	Queue      string            `json:"queue"`
	QueueName  string            `json:"queue_name"`
	Channel    handoff.Channel   `json:"channel"`
	State      handoff.ChatState `json:"state"`
	Level      int               `json:"level"`          // of the operators who may have it
	Escalated  bool              `json:"escalated"`      // and may be sent back
	Gone       bool              `json:"gone,omitempty"` // it waits, but the student is not there
	Urgent     bool              `json:"urgent,omitempty"`
	Lang       string            `json:"lang"`
	Subject    string            `json:"subject"`
	Student    string            `json:"student"`
	QueuedAt   string            `json:"queued_at"`
	ClaimedAt  string            `json:"claimed_at,omitempty"`
	LastText   string            `json:"last_text,omitempty"`
	LastFile   string            `json:"last_file,omitempty"`
	LastAuthor handoff.Author    `json:"last_author,omitempty"`
	LastAt     string            `json:"last_at,omitempty"`
	LastSeq    int64             `json:"last_seq"`
}

func (s *Server) summary1(sum handoff.Summary, lang string) chatSummary {
	return chatSummary{ID: sum.ID, Queue: sum.QueueID, QueueName: s.queueName(sum.QueueID, lang), Channel: sum.Channel, State: sum.State,
		Level: sum.Level, Escalated: sum.EscalatedBy != "", Gone: sum.Gone, Urgent: sum.Urgent, Lang: sum.Lang, Subject: sum.Subject, Student: sum.Student, QueuedAt: isoTime(sum.QueuedAt), ClaimedAt: isoTime(sum.ClaimedAt),
		LastText: sum.LastText, LastFile: sum.LastFile, LastAuthor: sum.LastAuthor, LastAt: isoTime(sum.LastAt), LastSeq: sum.LastSeq}
}

func (s *Server) summaries(list []handoff.Summary, lang string) []chatSummary {
	out := make([]chatSummary, 0, len(list))
	for _, sum := range list {
		out = append(out, s.summary1(sum, lang))
	}
	return out
}

type chatDetail struct {
	chatSummary
	Operator string                  `json:"operator,omitempty"`
	Mine     bool                    `json:"mine"`
	Context  chatContext             `json:"context"`
	Turns    []assistant.ContextTurn `json:"turns"` // those of the context
	Events   []eventJSON             `json:"events"`
	Messages []eventJSON             `json:"messages"` // those among the events
	Outcome  handoff.Outcome         `json:"outcome,omitempty"`
	Note     string                  `json:"note,omitempty"`
	// Where it is urgent: whom the student can call, in the language of the chat.
	Helplines []assistant.Helpline `json:"helplines,omitempty"`
}

type chatContext struct {
	*assistant.Context
	Earlier []earlierChat `json:"earlier"`
}

type earlierChat struct {
	Chat     string          `json:"chat"`
	Subject  string          `json:"subject"`
	ClosedAt string          `json:"closed_at"`
	Outcome  handoff.Outcome `json:"outcome"`
}

func (s *Server) sendChat(c *gin.Context, who signedIn, id string) error {
	sum, err := s.Desk.Summary(c.Request.Context(), id)
	if err != nil {
		return err
	}
	events, err := history(func(after int64) ([]handoff.Event, error) {
		return s.Desk.ChatEvents(c.Request.Context(), id, after, handoff.MaxList)
	})
	if err != nil {
		return err
	}
	out := chatDetail{chatSummary: s.summary1(sum, who.Lang), Operator: sum.OperatorName, Mine: sum.OperatorID == who.ID && sum.State == handoff.Engaged,
		Events: s.events(events, who.Lang), Messages: []eventJSON{}, Outcome: sum.Outcome, Note: sum.Note}
	for _, e := range out.Events {
		if e.Kind == handoff.KindMessage {
			out.Messages = append(out.Messages, e)
		}
	}
	if out.Context, err = s.chatContext(c, sum.Chat); err != nil {
		return err
	}
	out.Turns = out.Context.Turns
	if sum.Urgent {
		out.Helplines = s.Assistant.Helplines(sum.Lang)
	}
	c.JSON(http.StatusOK, out)
	return nil
}

func (s *Server) chatContext(c *gin.Context, chat handoff.Chat) (out chatContext, err error) {
	if out.Context, err = s.Assistant.Context(c.Request.Context(), chat.ConversationID); err != nil {
		return out, err
	}
	earlier, err := s.Desk.Earlier(c.Request.Context(), 10, chat.ConversationID)
	out.Earlier = []earlierChat{}
	for _, e := range earlier {
		if e.ID != chat.ID {
			out.Earlier = append(out.Earlier, earlierChat{Chat: e.ID, Subject: e.Subject, ClosedAt: isoTime(e.ClosedAt), Outcome: e.Outcome})
		}
	}
	return out, err
}
