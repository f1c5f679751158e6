package handoff

import (
	"context"
	"database/sql"
	"fmt"

	"sportello/content/db"
	"sportello/handoff/wait"
)

// Expectations are what all who wait are to expect, as of one moment. They never change:
// any number of readers may share them.
type Expectations struct {
	outlook *Outlook
	noted   map[string]Estimate // by chat: of who joined since the outlook was made
}

// Of returns what who waits is to expect from now on.
func (e *Expectations) Of(w Waiter) Estimate {
	if w.Channel != ChannelChat {
		return untold
	}
	if of, ok := e.outlook.Of(w.ConversationID); ok {
		return of
	}
	if noted, ok := e.noted[w.ChatID]; ok {
		return noted
	}
	return untold
}

// untold is the estimate of whom nothing is known of.
var untold = Estimate{Doubt: wait.NoStaff}

// joinWithin is how long a join may take from its transaction's time to its commit, by the
// machine's clock: so much earlier one may be stamped that the outlook does not know of.
const joinWithin = 5 * outlookEvery

// Expectations returns what all who wait are to expect: by the outlook, or, where they
// joined since that was made, what was noted when they did, as by [Desk.Expected].
func (d *Desk) Expectations(ctx context.Context) (*Expectations, error) {
	o, err := d.Outlook(ctx)
	if err != nil {
		return nil, err
	}
	e := &Expectations{outlook: o, noted: map[string]Estimate{}}
	err = d.db.Each(ctx, func(rows *sql.Rows) error {
		var id string
		noted, err := scanNoted(rows, &id)
		e.noted[id] = noted
		return err
	}, noted+`decided_at = 0 AND joined_at >= $1`, db.Millis(o.at.Add(-d.db.Lapse(joinWithin))))
	if err != nil {
		return nil, fmt.Errorf("what those who wait are to expect: %w", err)
	}
	return e, nil
}

// Expected returns what the chat, which waits, is to expect now: by the outlook, or, where
// it joined since that was made, what was noted when it did.
func (d *Desk) Expected(ctx context.Context, c Chat) (Estimate, error) {
	if c.State != Waiting || c.Channel != ChannelChat {
		return untold, nil
	}
	o, err := d.Outlook(ctx)
	if err != nil {
		return untold, err
	}
	if e, ok := o.Of(c.ConversationID); ok {
		return e, nil
	}
	all, err := list(ctx, d.db, func(row scanner) (Estimate, error) { return scanNoted(row, new(string)) },
		noted+`chat_id = $1 AND decided_at = 0`, c.ID)
	if err != nil || len(all) == 0 {
		return untold, wrap("what the chat is to expect", err)
	}
	return all[0], nil
}

// noted reads what was noted when chats joined.
const noted = `SELECT chat_id, from_ms, to_ms, told FROM waits WHERE `

func scanNoted(row scanner, id *string) (e Estimate, err error) {
	var from, to, told int64
	err = row.Scan(id, &from, &to, &told)
	if e = (Estimate{From: millis(from), To: millis(to)}); told == 0 {
		e.Doubt = wait.NoStaff
	}
	return e, err
}
