package web

import (
	"context"
	"math"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"sportello/assistant"
	"sportello/handoff"
)

// waitJSON is how long somebody waits from now on: it holds 8 times in 10. Where that
// can't be said there is null in its place.
type waitJSON struct {
	From int `json:"from_s"`
	To   int `json:"to_s"`
}

func toldWait(e handoff.Estimate) *waitJSON {
	if !e.Trusted() {
		return nil
	}
	return &waitJSON{From: int(e.From.Seconds()), To: int(math.Ceil(e.To.Seconds()))}
}

// step is how people see a wait: changes within a minute are no news, nor those of a
// few minutes in an hour.
func (w *waitJSON) step() int {
	if w == nil {
		return -1
	}
	minutes := (w.From + w.To) / 120
	if minutes < 10 {
		return minutes
	}
	return 10 + (minutes-10)/5
}

// expected is what the conversation's chat, which waits, is to expect; nil when that can't
// be said.
func (s *Server) expected(ctx context.Context, chat handoff.Chat) (*waitJSON, error) {
	e, err := s.Desk.Expected(ctx, chat)
	return toldWait(e), err
}

// callbackJSON is how a student stands in the waiting room.
type callbackJSON struct {
	Queue      string                `json:"queue"`
	QueueName  string                `json:"queue_name"`
	State      handoff.CallbackState `json:"state"`
	Position   int                   `json:"position,omitempty"`
	HeldUntil  string                `json:"held_until,omitempty"`
	RetryAfter int                   `json:"retry_after_s"`
}

// askCallback puts the student in the waiting room before a line that is full.
func (s *Server) askCallback(c *gin.Context, conversation *assistant.Conversation) error {
	var in struct {
		Queue string `json:"queue"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	if err := s.Desk.AskCallback(c.Request.Context(), conversation.ID, in.Queue); err != nil {
		return err
	}
	return s.callback(c, conversation)
}

// callback tells how the student stands there, and when to ask again: there is no
// connection meanwhile.
func (s *Server) callback(c *gin.Context, conversation *assistant.Conversation) error {
	out, err := s.callbackState(c.Request.Context(), conversation)
	if err != nil {
		return err
	}
	c.Header("Retry-After", strconv.Itoa(out.RetryAfter))
	c.JSON(http.StatusOK, out)
	return nil
}

func (s *Server) callbackState(ctx context.Context, conversation *assistant.Conversation) (*callbackJSON, error) {
	b, err := s.Desk.Callback(ctx, conversation.ID)
	if err != nil {
		return nil, err
	}
	return &callbackJSON{Queue: b.QueueID, QueueName: s.queueName(b.QueueID, conversation.Lang), State: b.State, Position: b.Position,
		HeldUntil: isoTime(b.HeldUntil), RetryAfter: spread(b.AskAgain)}, nil
}

// spread is a time in seconds with up to a quarter more, so that those who asked at once
// do not ask again at once.
func spread(d time.Duration) int {
	return int(math.Ceil(d.Seconds() * (1 + rand.Float64()/4)))
}

func (s *Server) cancelCallback(c *gin.Context, conversation *assistant.Conversation) error {
	return done(c, s.Desk.CancelCallback(c.Request.Context(), conversation.ID))
}
