package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"

	"github.com/gin-gonic/gin"
	"github.com/gorilla/websocket"

	"sportello/assistant"
	"sportello/handoff"
	"sportello/web/auth"
)

// buffers are shared by all live connections: each needs one only while it writes.
var buffers sync.Pool

// nearPlace is the place up to which each change is told at once; behind it, a change
// by a twentieth is, and any other with the next pulse. So a line of thousands that
// moves up by one is not a message to thousands.
const nearPlace = 20

func (s *Server) studentLive(c *gin.Context, conversation *assistant.Conversation) error {
	after, err := number(c, "after", 0)
	if err != nil {
		return err
	}
	return s.goLive(c, after, s.allowedOrigin, &studentParty{s: s, id: conversation.ID, lang: conversation.Lang})
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
	return s.goLive(c, after, sameOrigin, &staffParty{s: s, signedIn: who})
}

// goLive opens a WebSocket and leaves it to the live set: nothing of the request is
// kept. A browser names the page's origin, which must be allowed; other programs name
// none and have shown their token.
func (s *Server) goLive(c *gin.Context, after int64, allowed func(*http.Request, string) bool, p party) error {
	u := websocket.Upgrader{ReadBufferSize: 256, WriteBufferSize: 1024, WriteBufferPool: &buffers, HandshakeTimeout: writeTimeout,
		CheckOrigin: func(r *http.Request) bool {
			origin := r.Header.Get("Origin")
			return origin == "" || allowed(r, origin)
		}}
	if err := s.live.reserve(p.who()); err != nil {
		return err
	}
	socket, err := u.Upgrade(c.Writer, c.Request, nil)
	if err != nil {
		s.live.release(p.who())
		return fmt.Errorf("%w: %w", errBadRequest, err)
	}
	s.live.add(&connection{live: s.live, party: p, socket: socket, follower: s.live.follower(p, after)})
	return nil
}

// studentParty is a student in a conversation.
type studentParty struct {
	s        *Server
	id, lang string
	told     atomic.Int32 // the place in line as told last; 0 when none was
	wait     atomic.Int32 // and the step of the wait, see waitJSON
}

func (p *studentParty) topic() string { return handoff.ConversationTopic(p.id) }
func (p *studentParty) who() string   { return "student" }

func (p *studentParty) follow(after int64) *handoff.Follower {
	return p.s.Desk.FollowConversation(p.id, after)
}

func (p *studentParty) encode(e handoff.Event) eventJSON { return p.s.event(e, p.lang) }

func (p *studentParty) affected(v *view) bool {
	w, waits := v.lines.Of(p.id)
	if !waits {
		p.told.Store(0)
		return false
	}
	told := int(p.told.Load())
	moved := max(told-w.Position, w.Position-told)
	if step := v.wait(w).step(); int(p.wait.Load()) != step {
		return true
	}
	return moved > 0 && (min(told, w.Position) <= nearPlace || moved*20 >= told)
}

// standing is the place in line, when it is another than the one told.
func (p *studentParty) standing(v *view) any {
	w, waits := v.lines.Of(p.id)
	if !waits {
		return nil
	}
	wait := v.wait(w)
	place, step := int32(w.Position), int32(wait.step())
	if told, said := p.told.Swap(place), p.wait.Swap(step); told == place && said == step {
		return nil
	}
	return gin.H{"kind": "place", "position": w.Position, "chat": w.ChatID, "wait": wait}
}

// wait is what who waits is to expect; nil when that can't be said.
func (v *view) wait(w handoff.Waiter) *waitJSON { return toldWait(v.waits.Of(w)) }

func (p *studentParty) typing(ctx context.Context, _ string) {
	_ = p.s.Desk.Typing(ctx, handoff.Side{Author: handoff.ByStudent, ConversationID: p.id}) // may be lost
}

func (p *studentParty) beat(context.Context) error { return nil }

// staffParty is an operator or supervisor at the desk.
type staffParty struct {
	s *Server
	signedIn
}

func (p *staffParty) topic() string { return handoff.OperatorTopic(p.ID) }
func (p *staffParty) who() string   { return "operator" }

func (p *staffParty) follow(after int64) *handoff.Follower {
	return p.s.Desk.FollowOperator(p.ID, after)
}

func (p *staffParty) encode(e handoff.Event) eventJSON { return p.s.event(e, p.Lang) }
func (p *staffParty) affected(*view) bool              { return true }

func (p *staffParty) standing(v *view) any {
	return gin.H{"kind": "queues", "queues": queueList(v.ways, v.serves[p.ID], p.Lang)}
}

func (p *staffParty) typing(ctx context.Context, chat string) {
	_ = p.s.Desk.Typing(ctx, handoff.Side{Author: handoff.ByOperator, ChatID: chat, OperatorID: p.ID}) // may be lost
}

// beat asks whether the session or API token still holds: who has signed out, may no
// longer sign in, or has no place at the desk any more, hears nothing more.
func (p *staffParty) beat(ctx context.Context) error {
	user, err := p.s.renew(ctx, p.signedIn)
	if errors.Is(err, auth.ErrSignedOut) || err == nil && !user.Has(deskRoles...) {
		return errSignedOut
	}
	if !p.Has(auth.Operator) {
		return nil
	}
	return p.s.Desk.Touch(ctx, p.ID)
}
