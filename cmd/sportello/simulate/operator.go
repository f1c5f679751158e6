package simulate

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/url"
	"strconv"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// The habits of operators; see assumptions.
const (
	silentAfter = 2 * time.Minute       // a student who says nothing to the greeting
	ticketTime  = 5 * time.Minute       // to answer a ticket
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

	mu      sync.Mutex
	socket  *websocket.Conn
	since   time.Time // when the present live connection was made
	waiting bool      // somebody waits in a queue of theirs, by the last frame
	chats   map[string]*dialogue
	work    sync.WaitGroup
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
		follow(socket, func(f frame) { o.saw(ctx, f) })
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
	switch {
	case f.Kind == kindQueues:
		o.lines(f.Queues)
		return
	case f.Seq == 0:
		return
	}
	if f.Seq < o.last {
		o.w.tally.do(func(t *tally) { t.verdict.outOfOrder++ })
	}
	o.last = max(o.last, f.Seq)
	if f.Kind == kindClaimed {
		o.take(ctx, f.Chat, f.Conversation, nil)
	}
	d := o.w.chats.find(f.Conversation)
	if d == nil {
		return
	}
	if took := d.saw(operatorSide, f, now); took > 0 {
		o.w.took(took)
	}
	if f.Kind == kindReturned || f.Kind == kindTransferred {
		o.gone(f.Chat)
	}
}

// lines takes the state of the queues: somebody waits, or nobody.
func (o *operator) lines(queues []queueState) {
	waiting := false
	for _, q := range queues {
		waiting = waiting || q.Mine && q.Waiting > 0
	}
	o.mu.Lock()
	o.waiting = waiting
	o.mu.Unlock()
	if waiting {
		o.rouse()
	}
}

func (o *operator) rouse() {
	select {
	case o.wake <- struct{}{}:
	default:
	}
}

// takeNext takes the next in line, if somebody waits and there is a free slot.
func (o *operator) takeNext(ctx context.Context) {
	o.mu.Lock()
	waiting := o.waiting
	o.mu.Unlock()
	if !waiting || !o.w.floor.free(&o.slots) {
		return
	}
	sleep(ctx, time.Duration(rand.Int64N(int64(clickWithin))))
	for o.w.floor.free(&o.slots) && ctx.Err() == nil {
		var c chatDetail
		if err := o.call(ctx, "POST", "/desk/claim-next", nil, &c); err != nil || c.ID == "" {
			o.mu.Lock()
			o.waiting = o.waiting && err != nil
			o.mu.Unlock()
			return // nobody, or a colleague was faster, or the server gives the chats out itself
		}
		if c.Channel == "ticket" {
			o.work.Go(func() { o.ticket(ctx, c.ID) })
			return
		}
		if len(c.Events) > 0 {
			o.take(ctx, c.ID, c.Events[0].Conversation, c.Events)
		}
	}
}

// chatDetail is what is read of a chat.
type chatDetail struct {
	ID      string
	Channel string
	Events  []frame
}

// take begins a chat that is the operator's now, unless they know of it already. What
// was said before is in events, or asked for.
func (o *operator) take(ctx context.Context, chat, conversation string, events []frame) {
	d := o.w.chats.find(conversation)
	if d == nil {
		d = newDialogue("", nil) // of nobody here
		d.gone = true
	}
	o.mu.Lock()
	if o.chats[chat] != nil {
		o.mu.Unlock()
		return
	}
	o.chats[chat] = d
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
				o.w.tally.fail("chat")
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

// attend is the operator's part of the talk: they greet, answer each message and close.
func (o *operator) attend(ctx context.Context, chat string, d *dialogue) {
	began, outcome := time.Now(), "resolved"
	for k := 0; k < len(d.turns); k += 2 {
		if !o.until(ctx, chat, d, func(st state) bool { return st.heard(k) }) {
			outcome = "not_resolved"
			break
		}
		sleep(ctx, time.Until(began.Add(o.w.clock.real(d.turns[k]))))
		if !o.say(ctx, chat, d, k) {
			break
		}
	}
	o.until(ctx, chat, d, func(st state) bool { return st.heard(len(d.turns)) })
	o.close(ctx, chat, d, outcome)
	if !d.state().gone {
		o.w.tally.do(func(t *tally) { t.lengths.add(o.w.clock.office(time.Since(began)).Seconds()) })
	}
}

// heard reports whether the student has said all that comes before message k.
func (st state) heard(k int) bool { return st.texts[operatorSide] >= k/2+st.early }

func (o *operator) say(ctx context.Context, chat string, d *dialogue, k int) bool {
	return o.w.say(ctx, o.caller, d, operatorSide, "/desk/chats/"+chat+"/messages", fmt.Sprintf("o%d", k),
		fmt.Sprintf("Messaggio %d dell'operatore.", k), rand.Float64() < repeatShare)
}

// until waits for a condition; it reports false when the chat is over, the student has
// gone or is given up on.
func (o *operator) until(ctx context.Context, chat string, d *dialogue, enough func(state) bool) bool {
	silent := time.NewTimer(o.w.clock.real(silentAfter))
	defer silent.Stop()
	end := time.NewTimer(o.w.clock.real(giveUpOn) + giveUpOnReal)
	defer end.Stop()
	for {
		st := d.state()
		o.mu.Lock()
		mine := o.chats[chat] != nil
		o.mu.Unlock()
		switch {
		case !mine || st.closed[operatorSide]:
			return false
		case enough(st):
			return true
		}
		select {
		case <-d.wake[operatorSide]:
		case <-silent.C:
			if d.state().gone {
				return false
			}
		case <-end.C:
			return false
		case <-ctx.Done():
			return false
		}
	}
}

// close ends the chat.
func (o *operator) close(ctx context.Context, chat string, d *dialogue, outcome string) {
	o.mu.Lock()
	mine := o.chats[chat] != nil
	o.mu.Unlock()
	if !mine {
		return
	}
	o.w.floor.closing(&o.slots, chat)
	if err := o.insist(ctx, giveUpOnReal, "POST", "/desk/chats/"+chat+"/close", map[string]string{"outcome": outcome}, nil); err != nil && ctx.Err() == nil {
		if st := d.state(); !st.closed[operatorSide] {
			o.w.tally.fail("close")
		}
	}
	o.gone(chat)
}

// ticket answers a ticket, which takes no slot.
func (o *operator) ticket(ctx context.Context, chat string) {
	sleep(ctx, o.w.clock.real(ticketTime))
	in := map[string]string{"client_id": "ticket-" + chat, "text": "Ecco la risposta."}
	err := o.insist(ctx, giveUpOnReal, "POST", "/desk/chats/"+chat+"/messages", in, nil)
	if err == nil {
		err = o.insist(ctx, giveUpOnReal, "POST", "/desk/chats/"+chat+"/close", map[string]string{"outcome": "resolved"}, nil)
	}
	if err != nil && ctx.Err() == nil {
		o.w.tally.fail("ticket")
	}
}
