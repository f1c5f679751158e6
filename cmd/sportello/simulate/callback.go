package simulate

import (
	"context"
	"errors"
	"time"
)

// The habits of students for whom there is no room in the line; see assumptions.
const (
	callbackShare = 0.5       // of them ask to be called when a place comes free
	callbackFor   = time.Hour // of the office's time; then they give it up
	callbackOften = time.Second
)

// noRoom reports whether joining was refused because the line is full.
func noRoom(err error) bool {
	no, ok := errors.AsType[*refusal](err)
	return ok && no.Code == "no_room"
}

// callback is how a call-back stands, as the server tells it.
type callback struct {
	State      string
	RetryAfter float64 `json:"retry_after_s"`
}

// callBack asks to be called and waits for a place, without a connection: it looks as
// often as the server says. It reports whether a place was offered.
func (s *student) callBack(ctx context.Context) bool {
	s.w.tally.do(func(t *tally) { t.callbacks++ })
	var c callback
	err := s.request(ctx, s.path+"/callback", map[string]string{"queue": s.queue}, &c)
	for end := s.w.clock.now() + callbackFor; err == nil; {
		switch {
		case c.State == "offered":
			return true
		case c.State != "waiting" || ctx.Err() != nil:
			return false
		case s.w.clock.now() > end:
			err = s.call(ctx, "DELETE", s.path+"/callback", nil, nil)
			if err == nil {
				return false
			}
			continue
		}
		sleep(ctx, max(callbackOften, s.w.clock.real(time.Duration(c.RetryAfter*float64(time.Second)))))
		err = s.call(ctx, "GET", s.path+"/callback", nil, &c)
	}
	s.refused("callback", err)
	return false
}
