package web

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"sportello/assistant"
	"sportello/handoff"
)

const (
	longPoll = 25 * time.Second // the default of a poll's wait
	maxPoll  = 30 * time.Second
	// maxPolls is how many polls may wait at once; one more is told to come later.
	maxPolls = 2000
)

func (s *Server) studentEvents(c *gin.Context, conversation *assistant.Conversation) error {
	return s.poll(c, &studentParty{s: s, id: conversation.ID, lang: conversation.Lang})
}

func (s *Server) deskEvents(c *gin.Context, who signedIn) error {
	return s.poll(c, &staffParty{s: s, signedIn: who})
}

// poll is the live connection for those who can't have one: it answers as soon as
// there is something, or with nothing after the wait.
func (s *Server) poll(c *gin.Context, p party) error {
	after, err := number(c, "after", 0)
	if err != nil {
		return err
	}
	seconds, err := number(c, "wait", int64(longPoll/time.Second))
	if err != nil {
		return err
	}
	sub := s.Desk.Subscribe(p.topic())
	defer sub.Close()
	events, err := s.awaitEvents(c.Request.Context(), p.follow(after), sub.C, min(time.Duration(seconds)*time.Second, maxPoll))
	if err != nil {
		return err
	}
	out := make([]eventJSON, 0, len(events))
	for _, e := range events {
		out = append(out, p.encode(e))
	}
	c.JSON(http.StatusOK, out)
	return nil
}

// awaitEvents returns the next events, once there are any or the wait is over.
func (s *Server) awaitEvents(ctx context.Context, f *handoff.Follower, woken <-chan struct{}, wait time.Duration) ([]handoff.Event, error) {
	events, err := f.Read(ctx, f.After, f.Page)
	if err != nil || len(events) > 0 || wait == 0 {
		return events, err
	}
	select {
	case s.polls <- struct{}{}:
		defer func() { <-s.polls }()
	default:
		return nil, errCrowded
	}
	end := time.NewTimer(wait)
	defer end.Stop()
	for {
		over := false
		select {
		case <-woken:
		case <-end.C:
			over = true
		case <-s.quit:
			over = true
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		if events, err = f.Read(ctx, f.After, f.Page); err != nil || len(events) > 0 || over {
			return events, err
		}
	}
}
