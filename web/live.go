package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/gorilla/websocket"

	"sportello/assistant"
	"sportello/handoff"
	"sportello/handoff/bus"
)

// Times of a live connection. A client that hears nothing for 30 seconds takes the
// connection for dead, so a ping goes out more often than that.
const (
	pingEvery    = 20 * time.Second
	deadAfter    = 60 * time.Second
	writeTimeout = 10 * time.Second
	longPoll     = 25 * time.Second // the default of a poll's wait
	maxPoll      = 30 * time.Second
	placeEvery   = 2 * time.Second // a place in line is told at most this often
	queuesEvery  = 300 * time.Millisecond
	pageSize     = 200 // events read at once
	maxFrame     = 1 << 10
)

// Close codes: the first tells the client not to come back with what it has, the
// second to come back at once.
const (
	closeRefused = 4401
	closeRestart = websocket.CloseServiceRestart
)

var buffers sync.Pool

// connection is a live connection: a WebSocket to one reader, who gets every event
// after the last one seen, and frames that may be lost.
type connection struct {
	socket *websocket.Conn
	after  int64
	read   func(ctx context.Context, after int64) ([]handoff.Event, error)
	encode func(handoff.Event) eventJSON
	typing func(chat string)
	beat   func(ctx context.Context) error // a sign of life of who is connected
}

// upgrade opens a WebSocket. A browser names the page's origin, which must be allowed;
// other programs name none and have shown their token.
func (s *Server) upgrade(c *gin.Context, allowed func(*http.Request, string) bool) (*websocket.Conn, error) {
	u := websocket.Upgrader{ReadBufferSize: 1024, WriteBufferSize: 1024, WriteBufferPool: &buffers, HandshakeTimeout: writeTimeout,
		CheckOrigin: func(r *http.Request) bool {
			origin := r.Header.Get("Origin")
			return origin == "" || allowed(r, origin)
		}}
	socket, err := u.Upgrade(c.Writer, c.Request, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errBadRequest, err)
	}
	return socket, nil
}

// listen takes what the client sends: that somebody types, and pongs. It returns when
// the connection ends.
func (w *connection) listen() {
	w.socket.SetReadLimit(maxFrame)
	alive := func(string) error { return w.socket.SetReadDeadline(time.Now().Add(deadAfter)) }
	w.socket.SetPongHandler(alive)
	_ = alive("")
	for {
		_, body, err := w.socket.ReadMessage()
		if err != nil {
			return
		}
		_ = alive("")
		var in struct{ Kind, Chat string }
		if json.Unmarshal(body, &in) == nil && in.Kind == "typing" {
			w.typing(in.Chat)
		}
	}
}

func (w *connection) send(frame any) error {
	if err := w.socket.SetWriteDeadline(time.Now().Add(writeTimeout)); err != nil {
		return err
	}
	return w.socket.WriteJSON(frame)
}

// catchUp sends every event after the last one sent.
func (w *connection) catchUp(ctx context.Context) error {
	for {
		events, err := w.read(ctx, w.after)
		if err != nil {
			return err
		}
		for _, e := range events {
			if err := w.send(w.encode(e)); err != nil {
				return err
			}
			w.after = e.Seq
		}
		if len(events) < pageSize {
			return nil
		}
	}
}

// follow serves the connection until it ends. also is called after each wake by the
// second subscription, at most once in every; it may be nil.
func (s *Server) follow(c *gin.Context, who string, w *connection, sub, second *bus.Sub, every time.Duration, also func(context.Context) error) {
	ctx, cancel := context.WithCancel(c.Request.Context())
	defer cancel()
	s.sockets.Add(1)
	defer s.sockets.Done()
	s.metrics.sockets.WithLabelValues(who).Inc()
	defer s.metrics.sockets.WithLabelValues(who).Dec()
	defer w.socket.Close() //nolint:errcheck // it has ended either way
	go func() { w.listen(); cancel() }()
	err := s.serve(ctx, w, sub, second, every, also)
	if err != nil && ctx.Err() == nil && !errors.Is(err, websocket.ErrCloseSent) {
		s.Log.Info("live connection ended", "who", who, "err", err)
	}
}

func (s *Server) serve(ctx context.Context, w *connection, sub, second *bus.Sub, every time.Duration, also func(context.Context) error) error {
	ping := time.NewTicker(pingEvery)
	defer ping.Stop()
	soon := time.NewTimer(0) // runs while `also` is due
	defer soon.Stop()
	due := true
	if err := w.catchUp(ctx); err != nil {
		return err
	}
	for {
		var err error
		select {
		case <-ctx.Done():
			return nil
		case <-s.quit:
			message := websocket.FormatCloseMessage(closeRestart, "restart")
			return w.socket.WriteControl(websocket.CloseMessage, message, time.Now().Add(writeTimeout))
		case <-sub.C:
			err = w.catchUp(ctx)
		case f := <-sub.Frames:
			err = w.send(json.RawMessage(f.Payload))
		case <-second.C:
			if !due {
				due = true
				soon.Reset(every)
			}
		case <-soon.C:
			due = false
			err = also(ctx)
		case <-ping.C:
			err = w.ping(ctx)
		}
		if err != nil {
			return err
		}
	}
}

// ping shows both sides that the other is there. It looks for events too: a node that
// died between a commit and its notice told nobody.
func (w *connection) ping(ctx context.Context) error {
	if err := w.send(gin.H{"kind": "ping"}); err != nil {
		return err
	}
	if err := w.socket.WriteControl(websocket.PingMessage, nil, time.Now().Add(writeTimeout)); err != nil {
		return err
	}
	if err := w.beat(ctx); err != nil {
		return err
	}
	return w.catchUp(ctx)
}

func (s *Server) studentLive(c *gin.Context, conversation *assistant.Conversation) error {
	after, err := number(c, "after", 0)
	if err != nil {
		return err
	}
	sub := s.Desk.Subscribe(handoff.ConversationTopic(conversation.ID))
	defer sub.Close()
	lines := s.Desk.Subscribe(handoff.QueuesTopic)
	defer lines.Close()
	socket, err := s.upgrade(c, s.allowedOrigin)
	if err != nil {
		return err
	}
	w := &connection{socket: socket, after: after, read: s.readStudent(conversation.ID),
		encode: func(e handoff.Event) eventJSON { return s.event(e, conversation.Lang) },
		typing: func(string) {
			_ = s.Desk.Typing(c.Request.Context(), handoff.Side{Author: handoff.ByStudent, ConversationID: conversation.ID}) // may be lost
		},
		beat: func(ctx context.Context) error { return s.Desk.StudentsHere(ctx, conversation.ID) }}
	last := 0
	s.follow(c, "student", w, sub, lines, placeEvery, func(ctx context.Context) error {
		return s.sendPlace(ctx, w, conversation.ID, &last)
	})
	return nil
}

// sendPlace tells the student the place in line, when it has changed.
func (s *Server) sendPlace(ctx context.Context, w *connection, conversationID string, last *int) error {
	chat, err := s.Desk.ByConversation(ctx, conversationID)
	if errors.Is(err, handoff.ErrNotFound) {
		return nil
	}
	if err != nil || chat.State != handoff.Waiting {
		return err
	}
	place, err := s.Desk.Place(ctx, chat.ID)
	if err != nil || place == 0 || place == *last {
		return err
	}
	*last = place
	return w.send(gin.H{"kind": "place", "position": place, "chat": chat.ID})
}

func (s *Server) readStudent(conversationID string) func(context.Context, int64) ([]handoff.Event, error) {
	return func(ctx context.Context, after int64) ([]handoff.Event, error) {
		return s.Desk.Events(ctx, conversationID, after, pageSize, true)
	}
}

// studentEvents is the live connection for those who can't have one: it answers as
// soon as there is something, or with nothing after the wait.
func (s *Server) studentEvents(c *gin.Context, conversation *assistant.Conversation) error {
	after, err := number(c, "after", 0)
	if err != nil {
		return err
	}
	seconds, err := number(c, "wait", int64(longPoll/time.Second))
	if err != nil {
		return err
	}
	sub := s.Desk.Subscribe(handoff.ConversationTopic(conversation.ID))
	defer sub.Close()
	end := time.NewTimer(min(time.Duration(seconds)*time.Second, maxPoll))
	defer end.Stop()
	for over := false; ; {
		events, err := s.readStudent(conversation.ID)(c.Request.Context(), after)
		if err != nil {
			return err
		}
		if len(events) > 0 || over {
			c.JSON(http.StatusOK, s.events(slices.Clip(events), conversation.Lang))
			return nil
		}
		select {
		case <-sub.C:
		case <-end.C:
			over = true
		case <-s.quit:
			over = true
		case <-c.Request.Context().Done():
			return c.Request.Context().Err()
		}
	}
}
