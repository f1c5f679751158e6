package simulate

import (
	"bytes"
	"context"
	"encoding/json"
	"math/rand/v2"
	"net/url"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// The habits of operators who wait for a chat.
const (
	clickWithin = 20 * time.Millisecond // real time from seeing that somebody waits to taking them, at most
	lookAgain   = 2 * time.Second       // real time after which an idle operator looks by themselves
)

// operator is one who takes chats.
type operator struct {
	w *world
	caller
	id    string
	slots slots
	rng   *rand.Rand // of the reader's goroutine alone

	wake chan struct{} // a chance to take a chat
	last int64         // of the reader's goroutine

	mu     sync.Mutex
	socket *websocket.Conn
	since  time.Time // when the present live connection was made
	queues []byte    // the last frame with the state of the queues; nil when it has been acted on
	chats  map[string]*dialogue
	had    map[string]int64 // by chat: the number of the last claim of theirs that they know of
	work   sync.WaitGroup
}

// begin comes to the desk: available, with a live connection.
func (o *operator) begin(ctx context.Context) error {
	var overview struct{ Seq int64 }
	if err := o.insist(ctx, giveUpOnReal, "PUT", "/desk/state", map[string]string{"state": "available"}, &overview); err != nil {
		return err
	}
	o.last = overview.Seq
	if err := o.connect(ctx); err != nil {
		return err
	}
	o.w.floor.staffed(o.slots.queues, o.slots.capacity)
	return nil
}

func (o *operator) connect(ctx context.Context) error {
	socket, err := o.live(ctx, "/desk/live", url.Values{"after": {strconv.FormatInt(o.last, 10)}})
	if err != nil {
		return err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.socket, o.since = socket, time.Now()
	for _, d := range o.chats {
		d.connected(operatorSide, o.since)
	}
	return nil
}

// run works until ctx ends.
func (o *operator) run(ctx context.Context) {
	reading := make(chan struct{})
	go func() { defer close(reading); o.read(ctx) }()
	look := time.NewTicker(lookAgain)
	defer look.Stop()
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-o.wake:
			o.takeNext(ctx)
		case <-look.C:
			o.takeNext(ctx)
		}
	}
	o.mu.Lock()
	_ = o.socket.Close() // wakes the reader; it may have ended already
	o.mu.Unlock()
	<-reading
	o.work.Wait()
}

// read follows the live connection, and makes a new one when it breaks.
func (o *operator) read(ctx context.Context) {
	for {
		o.mu.Lock()
		socket := o.socket
		o.mu.Unlock()
		follow(socket, o.skip, func(f frame) { o.saw(ctx, f) })
		if ctx.Err() != nil {
			return
		}
		o.w.tally.do(func(t *tally) { t.reconnects++ })
		o.node = (o.node + 1) % len(o.api.nodes)
		for o.connect(ctx) != nil && ctx.Err() == nil {
			sleep(ctx, time.Duration(o.rng.Int64N(int64(time.Second))))
		}
	}
}

func (o *operator) saw(ctx context.Context, f frame) {
	now := time.Now()
	if f.Seq == 0 {
		return // a ping, or somebody typing
	}
	if f.Seq < o.last {
		o.w.tally.do(func(t *tally) { t.verdict.outOfOrder++ })
	}
	o.last = max(o.last, f.Seq)
	if f.Kind == kindClaimed {
		o.take(ctx, f.Chat, f.Seq, f.Conversation, nil)
	}
	d := o.w.chats.find(f.Conversation)
	if d == nil {
		return
	}
	if took := d.saw(operatorSide, f, now); took > 0 {
		o.w.took(took)
	}
	if (f.Kind == kindReturned || f.Kind == kindTransferred) && o.lastClaim(f.Chat) < f.Seq {
		o.gone(f.Chat)
	}
}

// lastClaim is the number of the last claim of the chat that the operator knows of.
func (o *operator) lastClaim(chat string) int64 {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.had[chat]
}

// skip keeps a frame with the state of the queues, of which there are many, for when
// there is a free slot to fill.
func (o *operator) skip(body []byte) bool {
	if !bytes.HasPrefix(body, []byte(`{"kind":"queues"`)) {
		return false
	}
	o.mu.Lock()
	o.queues = body
	o.mu.Unlock()
	o.rouse()
	return true
}

// waiting reports whether somebody waits in one of the operator's queues, by the last
// that they were told.
func (o *operator) waiting() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	var f frame
	if o.queues == nil || json.Unmarshal(o.queues, &f) != nil {
		return false
	}
	return slices.ContainsFunc(f.Queues, func(q queueState) bool { return q.Mine && q.Waiting > 0 })
}

func (o *operator) rouse() {
	select {
	case o.wake <- struct{}{}:
	default:
	}
}

// takeNext takes the next in line, if somebody waits and there is a free slot.
func (o *operator) takeNext(ctx context.Context) {
	if !o.w.floor.free(&o.slots) || !o.waiting() {
		return
	}
	sleep(ctx, time.Duration(rand.Int64N(int64(clickWithin))))
	for o.w.floor.free(&o.slots) && ctx.Err() == nil {
		var c chatDetail
		err := o.call(ctx, "POST", "/desk/claim-next", nil, &c)
		if err != nil {
			return // the server gives the chats out itself, or is busy
		}
		if c.ID == "" { // nobody, or a colleague was faster
			o.mu.Lock()
			o.queues = nil
			o.mu.Unlock()
			return
		}
		if c.Channel == "ticket" {
			o.work.Go(func() { o.ticket(ctx, c.ID) })
			return
		}
		for _, f := range slices.Backward(c.Events) {
			if f.Kind == kindClaimed {
				o.take(ctx, c.ID, f.Seq, f.Conversation, c.Events)
				break
			}
		}
	}
}

// chatDetail is what is read of a chat.
type chatDetail struct {
	ID      string
	Channel string
	Events  []frame
}

// take begins a chat that is the operator's since the claim of that number, unless they
// know of it already: the answer to their request and the live connection both tell it,
// in either order, and the later may come when the chat is over. What was said before is
// in events, or asked for.
func (o *operator) take(ctx context.Context, chat string, claim int64, conversation string, events []frame) {
	d := o.w.chats.find(conversation)
	if d == nil {
		d = newDialogue("", nil) // of nobody here
		d.gone = true
	}
	o.mu.Lock()
	if o.chats[chat] != nil || o.had[chat] >= claim {
		o.mu.Unlock()
		return
	}
	o.chats[chat], o.had[chat] = d, claim
	since := o.since
	o.mu.Unlock()
	o.w.claimed(d)
	o.w.floor.take(&o.slots, chat)
	d.theirs(o.id)
	d.connected(operatorSide, since)
	o.work.Go(func() {
		if events == nil {
			var c chatDetail
			if err := o.insist(ctx, giveUpOnReal, "GET", "/desk/chats/"+chat, nil, &c); err != nil {
				o.w.tally.fail("chat", err)
			}
			events = c.Events
		}
		for _, f := range events {
			d.caughtUp(operatorSide, f, time.Now())
		}
		o.attend(ctx, chat, d)
	})
}

// gone forgets a chat that is the operator's no more.
func (o *operator) gone(chat string) {
	o.w.floor.release(&o.slots, chat)
	o.mu.Lock()
	delete(o.chats, chat)
	o.mu.Unlock()
	o.rouse()
}
