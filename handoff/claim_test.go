package handoff_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"sportello/handoff"
)

func TestClaim(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("mario", 1, "fees")
		o.operator("rosa", 1, "fees")
		o.operator("luca", 0, "exams")
		a, b := o.join("a", "fees", handoff.ChannelChat), o.join("b", "fees", handoff.ChannelChat)
		ticket := o.join("t", "fees", handoff.ChannelTicket)

		got := o.claim("mario", a)
		equal(t, "claimed by", got.OperatorName, "Op mario")
		if got.ClaimedAt.IsZero() || got.State != handoff.Engaged {
			t.Errorf("claimed: %+v", got)
		}
		o.claim("mario", a) // again: the answer was lost
		_, err := o.Claim(ctx, "rosa", a.ID)
		refused(t, err, handoff.ErrTaken)
		_, err = o.Claim(ctx, "mario", b.ID)
		refused(t, err, handoff.ErrAtCapacity)
		_, err = o.Claim(ctx, "luca", b.ID)
		refused(t, err, handoff.ErrNotYourQueue)
		_, err = o.Claim(ctx, "nobody", b.ID)
		refused(t, err, handoff.ErrNotYourQueue)
		_, err = o.Claim(ctx, "mario", "nothing")
		refused(t, err, handoff.ErrNotFound)
		o.state(b, handoff.Waiting, "")
		o.claim("mario", ticket) // does not count
		ok(t, o.Close(ctx, handoff.Closing{ChatID: a.ID, OperatorID: "mario", Outcome: handoff.Resolved}))
		_, err = o.Claim(ctx, "rosa", a.ID)
		refused(t, err, handoff.ErrTaken)
		o.claim("mario", b)
		equal(t, "events", o.kinds(a), "queued claimed closed")
	})
}

func TestClaimNext(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.operator("mario", 3, "fees", "exams")
		_, err := o.ClaimNext(ctx, "mario", "")
		refused(t, err, handoff.ErrNothingWaiting)
		_, err = o.ClaimNext(ctx, "mario", "isee")
		refused(t, err, handoff.ErrNotYourQueue)
		o.join("ticket", "fees", handoff.ChannelTicket)
		for i, queue := range []string{"exams", "fees", "exams", "fees"} {
			o.join(fmt.Sprint(i), queue, handoff.ChannelChat)
		}
		next := func(queue, want string) handoff.Chat {
			t.Helper()
			c, err := o.ClaimNext(ctx, "mario", queue)
			ok(t, err)
			equal(t, "next", c.ConversationID, want)
			return c
		}
		next("fees", "1")
		next("", "0")
		third := next("", "2")
		_, err = o.ClaimNext(ctx, "mario", "")
		refused(t, err, handoff.ErrAtCapacity)
		ok(t, o.Return(ctx, "mario", third.ID))
		next("", "2")
		ok(t, o.Close(ctx, handoff.Closing{ChatID: third.ID, OperatorID: "mario", Outcome: handoff.Resolved}))
		next("", "3")
		next("", "ticket")
		_, err = o.ClaimNext(ctx, "mario", "")
		refused(t, err, handoff.ErrNothingWaiting)
	})
}

// Sixteen operators of two nodes claim sixty chats by name and by turn, and close some.
func TestClaimRace(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		const operators, chats, capacity = 16, 60, 3
		var waiting []handoff.Chat
		for i := range chats {
			waiting = append(waiting, o.join(fmt.Sprint("student ", i), "fees", handoff.ChannelChat))
		}
		desks := []*handoff.Desk{o.Desk, handoff.NewDesk(o.db, o.bus)}
		var mu sync.Mutex
		owner := map[string]string{}
		take := func(operator string, c handoff.Chat) {
			mu.Lock()
			defer mu.Unlock()
			if other := owner[c.ID]; other != "" {
				t.Errorf("%s was given to %s and to %s", c.ConversationID, other, operator)
			}
			owner[c.ID] = operator
		}
		var all sync.WaitGroup
		for i := range operators {
			id, desk := o.operator(fmt.Sprint("op", i), capacity, "fees"), desks[i%2]
			all.Go(func() {
				mine := 0
				for n := range chats {
					var c handoff.Chat
					var err error
					if i%4 == 0 {
						c, err = desk.ClaimNext(ctx, id, "")
					} else {
						c, err = desk.Claim(ctx, id, waiting[(n*7+i)%chats].ID)
					}
					switch {
					case err == nil && c.OperatorID == id && c.State == handoff.Engaged:
						if mine++; mine > capacity {
							t.Errorf("%s has %d chats", id, mine)
						}
						take(id, c)
					case errors.Is(err, handoff.ErrAtCapacity) && mine < capacity:
						t.Errorf("%s is refused with %d chats", id, mine)
					case errors.Is(err, handoff.ErrTaken), errors.Is(err, handoff.ErrAtCapacity), errors.Is(err, handoff.ErrNothingWaiting):
					default:
						t.Errorf("claim: %+v, %v", c, err)
					}
				}
			})
		}
		all.Wait()
		equal(t, "chats taken", len(owner), min(chats, operators*capacity))
		for id, operator := range owner {
			o.state(handoff.Chat{ID: id}, handoff.Engaged, operator)
		}
	})
}
