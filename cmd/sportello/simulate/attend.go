package simulate

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"
)

// The habits of operators with a chat; see assumptions.
const (
	silentAfter = 2 * time.Minute // a student who says nothing to the greeting
	ticketTime  = 5 * time.Minute // to answer a ticket
)

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
func (st state) heard(k int) bool { return st.texts[operatorSide] >= k/2 }

func (o *operator) say(ctx context.Context, chat string, d *dialogue, k int) bool {
	words := words{clientID: fmt.Sprintf("o%d", k), text: fmt.Sprintf("Messaggio %d dell'operatore.", k), again: rand.Float64() < repeatShare}
	return o.w.say(ctx, o.caller, d, operatorSide, "/desk/chats/"+chat+"/messages", words)
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
			o.w.tally.fail("close", err)
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
		o.w.tally.fail("ticket", err)
	}
}
