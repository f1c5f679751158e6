package handoff_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/handoff"
)

// The crowd: students and operators who all do something at once, on two desks.
const (
	crowdStudents  = 8
	crowdOperators = 4
	crowdRounds    = 30
	crowdReaders   = 2
)

// TestCrowdKeepsThePromises lets everybody act at once on two nodes over one database,
// and then replays the events to see whether each was allowed when it was committed.
func TestCrowdKeepsThePromises(t *testing.T) {
	t.Parallel()
	dbtest.EachURL(t, func(t *testing.T, url string) {
		c := &crowd{acked: map[string]int64{}}
		for range 2 {
			c.offices = append(c.offices, newOffice(t, dbtest.Open(t, url)))
		}
		for i := range crowdOperators {
			c.offices[0].operator(fmt.Sprint("op", i), 1+i%3, someQueues...)
		}
		var people, readers sync.WaitGroup
		for i := range crowdStudents {
			name := fmt.Sprint("st", i)
			if i < crowdReaders {
				readers.Go(func() { c.watch(t, c.offices[i%2], name) })
			}
			people.Go(func() { c.student(t, name, rand.New(rand.NewPCG(uint64(i), 1))) })
		}
		for i := range crowdOperators {
			for tab := range 2 {
				people.Go(func() { c.operator(t, fmt.Sprint("op", i), tab, rand.New(rand.NewPCG(uint64(i), uint64(2+tab)))) })
			}
		}
		people.Wait()
		c.over.Store(true)
		readers.Wait()
		c.replay(t)
	})
}

type crowd struct {
	offices []*office
	over    atomic.Bool
	mu      sync.Mutex
	acked   map[string]int64 // by client id
}

// does reports whether it was done; it may be refused for one of the reasons given.
func does(t *testing.T, err error, fit ...error) bool {
	for _, e := range fit {
		if errors.Is(err, e) {
			return false
		}
	}
	if err != nil {
		t.Error(err)
	}
	return err == nil
}

func (c *crowd) some(rng *rand.Rand) *office { return c.offices[rng.IntN(len(c.offices))] }

// say sends a message twice, as after a lost answer, on any node.
func (c *crowd) say(t *testing.T, rng *rand.Rand, m handoff.Message, fit ...error) {
	seq, err := c.some(rng).Send(ctx, m)
	if !does(t, err, fit...) {
		return
	}
	again, err := c.some(rng).Send(ctx, m)
	if err != nil || again != seq {
		t.Errorf("%s is %d and then %d, %v", m.ClientID, seq, again, err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.acked[m.ClientID] = seq
}

func (c *crowd) student(t *testing.T, name string, rng *rand.Rand) {
	for i := range crowdRounds {
		d := c.some(rng)
		switch rng.IntN(6) {
		case 0, 1:
			_, err := d.Enqueue(ctx, handoff.Join{ConversationID: name, QueueID: someQueues[rng.IntN(2)], Channel: handoff.ChannelChat})
			does(t, err)
		case 2:
			if rng.IntN(3) == 0 {
				does(t, d.Leave(ctx, name))
			}
		default:
			id := fmt.Sprint(name, "-", i)
			c.say(t, rng, handoff.Message{ConversationID: name, Author: handoff.ByStudent, ClientID: id, Text: id}, handoff.ErrClosed, handoff.ErrNotFound)
		}
	}
}

func (c *crowd) operator(t *testing.T, name string, tab int, rng *rand.Rand) {
	for i := range crowdRounds {
		d := c.some(rng)
		mine, err := d.Chats(ctx, name, handoff.Engaged, 0)
		does(t, err)
		if len(mine) == 0 || rng.IntN(3) == 0 {
			_, err := d.ClaimNext(ctx, name, "")
			does(t, err, handoff.ErrNothingWaiting, handoff.ErrAtCapacity)
			continue
		}
		chat := mine[rng.IntN(len(mine))].ID
		switch rng.IntN(8) {
		case 0:
			does(t, d.Return(ctx, name, chat), handoff.ErrNotYours, handoff.ErrClosed)
		case 1:
			does(t, d.Transfer(ctx, name, chat, someQueues[rng.IntN(2)], ""), handoff.ErrNotYours, handoff.ErrClosed)
		case 2, 3:
			closing := handoff.Closing{ChatID: chat, OperatorID: name, Outcome: handoff.Resolved}
			does(t, d.Close(ctx, closing), handoff.ErrNotYours, handoff.ErrClosed)
		default:
			id := fmt.Sprint(name, "-", tab, "-", i)
			c.say(t, rng, handoff.Message{ChatID: chat, Author: handoff.ByOperator, OperatorID: name, ClientID: id, Text: id}, handoff.ErrNotYours, handoff.ErrClosed)
		}
	}
}

// watch follows a conversation without pause while it grows: what it has read is at the
// end all there is, so nothing came in below.
func (c *crowd) watch(t *testing.T, d *office, name string) {
	var read []int64
	f := d.FollowConversation(name, 0)
	f.Page = 3
	for over := false; !over; {
		over = c.over.Load()
		ok := does(t, f.CatchUp(ctx, func(e handoff.Event) error {
			read = append(read, e.Seq)
			return nil
		}))
		if !ok {
			return
		}
	}
	all, err := d.Events(ctx, name, 0, 0, true)
	does(t, err)
	if len(all) != len(read) {
		t.Errorf("%s: read %d events of %d", name, len(read), len(all))
		return
	}
	for i, e := range all {
		if e.Seq != read[i] {
			t.Errorf("%s: read %d where there is %d", name, read[i], e.Seq)
			return
		}
	}
}

// replay goes through all events in their order.
func (c *crowd) replay(t *testing.T) {
	d := c.offices[0]
	capacity, has, holder, stored := map[string]int{}, map[string]int{}, map[string]string{}, map[string]int64{}
	for i := range crowdOperators {
		capacity[fmt.Sprint("op", i)] = 1 + i%3
	}
	rows, err := d.db.Query(ctx, `SELECT seq, chat_id, kind, operator_id, client_id FROM events ORDER BY seq`)
	ok(t, err)
	defer rows.Close() //nolint:errcheck // Err has its errors
	for rows.Next() {
		var e handoff.Event
		ok(t, rows.Scan(&e.Seq, &e.ChatID, &e.Kind, &e.OperatorID, &e.ClientID))
		switch e.Kind {
		case handoff.KindClaimed:
			if has[e.OperatorID]++; holder[e.ChatID] != "" || has[e.OperatorID] > capacity[e.OperatorID] {
				t.Errorf("event %d: %s claims their chat %d of %d, which %q has", e.Seq, e.OperatorID, has[e.OperatorID], capacity[e.OperatorID], holder[e.ChatID])
			}
			holder[e.ChatID] = e.OperatorID
		case handoff.KindReturned, handoff.KindTransferred, handoff.KindClosed:
			has[holder[e.ChatID]]--
			holder[e.ChatID] = ""
		case handoff.KindMessage:
			if stored[e.ClientID] != 0 || (e.OperatorID != "" && e.OperatorID != holder[e.ChatID]) {
				t.Errorf("event %d: %s by %s was %d, in a chat that %q has", e.Seq, e.ClientID, e.OperatorID, stored[e.ClientID], holder[e.ChatID])
			}
			stored[e.ClientID] = e.Seq
		default:
		}
	}
	ok(t, rows.Err())
	for id, seq := range c.acked {
		equal(t, id, stored[id], seq)
	}
	equal(t, "stored and acknowledged", len(stored), len(c.acked))
	c.compare(t, d.db, holder)
}

// compare: the table says who has what as the events do, and no conversation is in
// line twice.
func (c *crowd) compare(t *testing.T, d *db.DB, holder map[string]string) {
	open := map[string]bool{}
	rows, err := d.Query(ctx, `SELECT id, conversation_id, operator_id FROM chats WHERE state <> 'closed'`)
	ok(t, err)
	defer rows.Close() //nolint:errcheck // Err has its errors
	for rows.Next() {
		var id, conversation, operator string
		ok(t, rows.Scan(&id, &conversation, &operator))
		equal(t, "operator of "+conversation, operator, holder[id])
		if open[conversation] {
			t.Errorf("%s is in line twice", conversation)
		}
		open[conversation] = true
	}
	ok(t, rows.Err())
}
