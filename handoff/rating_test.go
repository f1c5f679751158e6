package handoff_test

import (
	"strings"
	"testing"
	"time"

	"sportello/handoff"
)

func TestRating(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := o.claim(o.operator("mario", 1, "fees"), o.join("anna", "fees", handoff.ChannelChat))
		rate := func(conversation string, stars int, comment string) error {
			_, err := o.Rate(ctx, conversation, c.ID, stars, comment)
			return err
		}
		refused(t, rate("anna", 5, ""), handoff.ErrNotFound) // not over yet
		ok(t, o.Close(ctx, handoff.Closing{ChatID: c.ID, OperatorID: "mario", Outcome: handoff.Resolved}))
		_, err := o.Rating(ctx, c.ID)
		refused(t, err, handoff.ErrNotFound)
		refused(t, rate("bruno", 5, ""), handoff.ErrNotFound)
		for _, stars := range []int{0, 6, -1} {
			refused(t, rate("anna", stars, ""), handoff.ErrInvalid)
		}
		refused(t, rate("anna", 5, "\xff"), handoff.ErrBadText)
		refused(t, rate("anna", 5, strings.Repeat("è", handoff.MaxComment+1)), handoff.ErrTooLong)
		ok(t, rate("anna", 2, " Attesa lunga "))
		first, err := o.Rating(ctx, c.ID)
		ok(t, err)
		equal(t, "rating", first.Comment, "Attesa lunga")
		o.wait(time.Hour)
		ok(t, rate("anna", 4, ""))
		changed, err := o.Rating(ctx, c.ID)
		ok(t, err)
		equal(t, "after another thought", changed.Stars == 4 && changed.Comment == "" && changed.CreatedAt.Equal(first.CreatedAt) &&
			changed.ChangedAt.Equal(first.CreatedAt.Add(time.Hour)), true)
		chat, err := o.Chat(ctx, c.ID)
		ok(t, err)
		equal(t, "still to be rated", chat.Rateable(o.db.Now()), true)
		o.wait(handoff.RateFor)
		refused(t, rate("anna", 5, ""), handoff.ErrTooLate)
		chat, err = o.Chat(ctx, c.ID)
		ok(t, err)
		equal(t, "still to be rated", chat.Rateable(o.db.Now()), false)
	})
}

// One who gave up in the line met nobody.
func TestNothingToRateWithoutAnOperator(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := o.join("anna", "fees", handoff.ChannelChat)
		ok(t, o.Leave(ctx, "anna"))
		c, err := o.Chat(ctx, c.ID)
		ok(t, err)
		equal(t, "rateable", c.Rateable(o.db.Now()), false)
		_, err = o.Rate(ctx, "anna", c.ID, 5, "")
		refused(t, err, handoff.ErrNotFound)
	})
}
