package web

import (
	"context"

	"github.com/gin-gonic/gin"

	"sportello/handoff"
	"sportello/web/auth"
)

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
