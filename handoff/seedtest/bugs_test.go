//go:build !race

package seedtest

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"testing"

	"sportello/content/db"
	"sportello/handoff"
)

// enough seeds find each planted bug.
const enough = 60

// TestPlantedBugsAreFound: a check that finds nothing might be unable to.
func TestPlantedBugsAreFound(t *testing.T) {
	databases := sqlitePlace(t)
	for name, c := range map[string]struct {
		bugs  bugs
		found string // the words of the promises that it breaks, a regular expression
	}{
		"claims whatever the state":             {bugs{do: claimAny}, "claimed by"},
		"counts before the transaction":         {bugs{do: countThenClaim, plan: pulled}, "chats of"},
		"takes a repeat for a new message":      {bugs{do: repeatAsNew}, "is stored as"},
		"acknowledges before it is stored":      {bugs{do: acknowledgeFirst}, "was acknowledged as"},
		"puts a returned chat at the end":       {bugs{do: returnToTheEnd}, "is told place|by its events"},
		"hears no other node":                   {bugs{deaf: true}, "some minutes after the last fault"},
		"skips an event":                        {bugs{skip: true}, "is shown event|does not show event"},
		"keeps the chats of the vanished":       {bugs{noRounds: true}, "went away and has"},
		"drops what overtakes a claim's answer": {bugs{hasty: true, plan: overtaken}, "does not show"},
		"frees a slot and does not fill it":     {bugs{do: closeInSilence, plan: pushed}, "has a free slot"},
	} {
		t.Run(name, func(t *testing.T) {
			if c.bugs.plan == nil {
				c.bugs.plan = crowded
			}
			for seed := range uint64(enough) {
				if _, err := playOne(databases, seed+1, c.bugs); err != nil {
					if !regexp.MustCompile(c.found).MatchString(err.Error()) {
						t.Errorf("seed %d finds something else: %v", seed+1, err)
					}
					t.Logf("seed %d: %v", seed+1, err)
					return
				}
			}
			t.Errorf("%d seeds do not find it", enough)
		})
	}
}

// crowded is an office with more students than it can serve and a bad network.
func crowded(p *plan) {
	p.nodes, p.students, p.operators, p.late, p.slow, p.every.boss = 3, 9, 2, 0.3, 0.3, 0
}

func pulled(p *plan) {
	crowded(p)
	p.pull, p.late, p.slow = true, 0, 0.6
}

func overtaken(p *plan) {
	pulled(p)
	p.students, p.operators, p.late, p.tardy = 5, 3, 0, 0.5
}

func pushed(p *plan) {
	crowded(p)
	p.pull, p.skew = false, 0
}

// take claims without asking anything but what the condition says.
func take(n *node, c claim, condition string) error {
	defer n.bus.Publish(handoff.OperatorTopic(c.operator), "")
	return n.db.Ordered(ctx, func(tx *db.Tx) error {
		changed, err := tx.Exec(`UPDATE chats SET state = 'engaged', operator_id = $1, claimed_at = $3 WHERE id = $2 AND `+condition,
			c.operator, c.chat, db.Millis(tx.Now))
		if err != nil || changed == 0 {
			return errors.Join(err, handoff.ErrTaken)
		}
		return tell(tx, c.chat, c.operator, handoff.KindClaimed)
	})
}

func claimAny(_ *sim, n *node, r request) request {
	if c, ok := r.about.(claim); ok {
		r.do = func(ctx context.Context, d *handoff.Desk) (any, error) {
			if err := take(n, c, `state <> 'closed'`); err != nil {
				return nil, err
			}
			return readDetail(ctx, d, c.chat)
		}
	}
	return r
}

func countThenClaim(_ *sim, n *node, r request) request {
	if c, ok := r.about.(claim); ok {
		r.do = func(ctx context.Context, d *handoff.Desk) (any, error) {
			o, err := d.Operator(ctx, c.operator)
			if err != nil {
				return nil, err
			}
			if o.Engaged >= o.Capacity {
				return nil, handoff.ErrAtCapacity
			}
			if err := take(n, c, `state = 'waiting' AND channel = 'chat' AND queue_id IN
				(SELECT queue_id FROM operator_queues WHERE operator_id = $1)`); err != nil {
				return nil, err
			}
			return readDetail(ctx, d, c.chat)
		}
	}
	return r
}

func repeatAsNew(s *sim, _ *node, r request) request {
	if m, ok := r.about.(handoff.Message); ok {
		if _, before := s.model.sent[m.ConversationID+" "+string(m.Author)+" "+m.Text]; before {
			m.ClientID += "-again"
			r.do = func(ctx context.Context, d *handoff.Desk) (any, error) { return d.Send(ctx, m) }
		}
	}
	return r
}

// acknowledgeFirst promises the number that comes next and then stores the message.
func acknowledgeFirst(s *sim, n *node, r request) request {
	if m, ok := r.about.(handoff.Message); ok {
		r.do = func(ctx context.Context, d *handoff.Desk) (any, error) {
			next, err := d.LastSeq(ctx)
			if err != nil {
				return nil, err
			}
			n.spawn(func() {
				_, err := d.Send(ctx, m)
				s.note("behind the answer: %s", word(err))
			})
			return next + 1, nil
		}
	}
	return r
}

func returnToTheEnd(_ *sim, n *node, r request) request {
	if strings.HasPrefix(r.what, "return ") {
		before := r.do
		r.do = func(ctx context.Context, d *handoff.Desk) (any, error) {
			v, err := before(ctx, d)
			if err == nil {
				err = n.db.Tx(ctx, func(tx *db.Tx) error {
					_, err := tx.Exec(`UPDATE chats SET behind = 1 WHERE state = 'waiting'`)
					return err
				})
			}
			return v, err
		}
	}
	return r
}

// closeInSilence closes a chat and lets the slot be.
func closeInSilence(_ *sim, n *node, r request) request {
	if c, ok := r.about.(handoff.Closing); ok {
		r.do = func(ctx context.Context, _ *handoff.Desk) (any, error) {
			return nil, n.db.Ordered(ctx, func(tx *db.Tx) error {
				changed, err := tx.Exec(`UPDATE chats SET state = 'closed' WHERE id = $1 AND operator_id = $2 AND state = 'engaged'`, c.ChatID, c.OperatorID)
				if err != nil || changed == 0 {
					return errors.Join(err, handoff.ErrNotYours)
				}
				return tell(tx, c.ChatID, c.OperatorID, handoff.KindClosed)
			})
		}
	}
	return r
}

// tell counts the operator's chats and stores an event of one.
func tell(tx *db.Tx, chat, operator string, kind handoff.Kind) error {
	_, err := tx.Exec(`UPDATE operators SET engaged = (SELECT COUNT(*) FROM chats WHERE operator_id = $1
		AND state = 'engaged' AND channel = 'chat') WHERE id = $1`, operator)
	if err != nil {
		return err
	}
	seq, err := tx.Next("event")
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO events (seq, conversation_id, chat_id, kind, author, operator_id, client_id, text, data, created_at)
		SELECT $1, conversation_id, id, $2, 'operator', $3, '', '', '{}', $5 FROM chats WHERE id = $4`,
		seq, kind, operator, chat, db.Millis(tx.Now))
	return err
}
