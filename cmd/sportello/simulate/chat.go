package simulate

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// patienceFloor is real time that waiting may always take, because the server and the
// network don't run faster when the office's clock does.
const patienceFloor = 100 * time.Millisecond

// giveUpOn is how long, in the office's time and in real time on top, one side waits
// for the other before the chat counts as dropped.
const (
	giveUpOn     = time.Hour
	giveUpOnReal = 20 * time.Second
)

// wait is the time in line. It reports whether an operator came.
func (s *student) wait(ctx context.Context, since time.Time) bool {
	endless := s.patience == 0
	patience := time.NewTimer(s.w.clock.real(s.patience) + patienceFloor)
	defer patience.Stop()
	if s.rng.Float64() < earlyShare && !s.crowd {
		s.aside(ctx)
	}
	for {
		if st := s.d.state(); !st.claimed.IsZero() {
			s.claimed(since, st.claimed)
			return true
		}
		select {
		case <-s.d.wake[studentSide]:
		case <-s.gone:
			s.reconnect(ctx)
		case <-patience.C:
			if endless {
				continue
			}
			return s.giveUp(ctx, since)
		case <-ctx.Done():
			return false
		}
	}
}

// claimed counts the wait, and what had been told of it.
func (s *student) claimed(since, claimed time.Time) {
	wait := s.w.clock.office(max(0, claimed.Sub(since))).Seconds()
	d := s.d
	d.mu.Lock()
	estimates, foreseen := d.told, d.foreseen
	d.mu.Unlock()
	s.w.tally.do(func(t *tally) {
		t.chats++
		t.waits.add(wait)
		part := t.part(s.w.clock.since(since), s.w.o.Scenario.length())
		part.waits.add(wait)
		for i, e := range estimates {
			if i == 0 && e.at.Equal(since) {
				t.told = append(t.told, told{e.from, e.to, wait})
				t.ours.add((e.from+e.to)/2, wait)
				continue
			}
			left := s.w.clock.office(claimed.Sub(e.at)).Seconds()
			t.live++
			if left >= e.from && left <= e.to {
				t.liveHeld++
			}
		}
		if foreseen.waited {
			t.comm.add(foreseen.comm, wait)
			t.rocket.add(foreseen.rocket, wait)
			t.salesf.add(foreseen.salesforce, wait)
		}
	})
}

// giveUp leaves the line, by a word or without. It reports whether an operator had come
// in that moment.
func (s *student) giveUp(ctx context.Context, since time.Time) bool {
	gone := false
	s.d.mark(func(d *dialogue) {
		if gone = d.claimed.IsZero(); !gone {
			return
		}
		d.gone = true
		if !d.counted {
			d.counted = true
			s.w.floor.left(d.queue)
		}
	})
	if !gone {
		s.claimed(since, s.d.state().claimed)
		return true
	}
	waited := s.w.clock.office(time.Since(since)).Seconds()
	s.d.mu.Lock()
	missed := len(s.d.told) > 0 && waited > s.d.told[0].to
	s.d.mu.Unlock()
	s.w.tally.do(func(t *tally) {
		t.left++
		t.part(s.w.clock.now(), s.w.o.Scenario.length()).left++
		if s.silent {
			t.leftSilently++
		}
		if missed {
			t.missedByLeavers++
		}
	})
	if !s.silent {
		if err := s.insist(ctx, settleWithin, "POST", s.path+"/leave", struct{}{}, nil); err != nil {
			s.w.tally.fail("leave", err)
		}
	}
	return false
}

// reconnect makes a new live connection after the last number seen. One that polls has
// none to make.
func (s *student) reconnect(ctx context.Context) {
	if s.live == nil || ctx.Err() != nil {
		s.gone = make(chan struct{})
		return
	}
	s.w.tally.do(func(t *tally) { t.reconnects++ })
	s.disconnect()
	s.node = (s.node + 1) % len(s.api.nodes)
	s.d.mu.Lock()
	last := s.d.views[studentSide].last
	s.d.mu.Unlock()
	s.connect(ctx, last)
}

// chat is the student's part of the talk: the operator begins, and each answers the
// other.
func (s *student) chat(ctx context.Context) {
	dropAt := -1
	if s.rng.Float64() < dropShare && s.live != nil {
		dropAt = s.rng.IntN(len(s.turns))
	}
	for k := 1; k < len(s.turns); k += 2 {
		if !s.until(ctx, func(st state) bool { return st.texts[studentSide] > k/2 }) {
			return
		}
		sleep(ctx, time.Until(s.d.state().claimed.Add(s.w.clock.real(s.turns[k]))))
		if k == dropAt || k == dropAt+1 {
			s.w.tally.do(func(t *tally) { t.reconnects++ })
			s.disconnect()
			sleep(ctx, s.w.clock.real(dropFor))
			s.d.mu.Lock()
			last := s.d.views[studentSide].last
			s.d.mu.Unlock()
			s.connect(ctx, last)
		}
		if !s.say(ctx, fmt.Sprintf("Messaggio %d dello studente.", k)) {
			return
		}
	}
	s.until(ctx, func(state) bool { return false })
}

// until waits for a condition; it reports false when the chat is over, or is given up
// on.
func (s *student) until(ctx context.Context, enough func(state) bool) bool {
	end := time.NewTimer(s.w.clock.real(giveUpOn) + giveUpOnReal)
	defer end.Stop()
	for {
		st := s.d.state()
		switch {
		case enough(st):
			return true
		case st.closed[studentSide]:
			return false
		}
		select {
		case <-s.d.wake[studentSide]:
		case <-s.gone:
			s.reconnect(ctx)
		case <-end.C:
			return false
		case <-ctx.Done():
			return false
		}
	}
}

// say sends a message; it reports whether it was acknowledged.
func (s *student) say(ctx context.Context, text string) bool {
	s.n++
	words := words{clientID: fmt.Sprintf("s%d", s.n), text: text, again: s.rng.Float64() < repeatShare}
	return s.w.say(ctx, s.talking(), s.d, studentSide, s.path+"/messages", words)
}

// aside sends a message that is none of the plan's; it may go on at the same time as say.
func (s *student) aside(ctx context.Context) {
	words := words{clientID: fmt.Sprintf("aside%d", s.asides.Add(1)), text: "Sono qui, grazie.", besides: true}
	s.w.say(ctx, s.talking(), s.d, studentSide, s.path+"/messages", words)
}

// talking is the student as who writes in a chat.
func (s *student) talking() caller {
	c := s.caller
	c.api = s.w.talk
	return c
}

// words are what one side says.
type words struct {
	clientID string // within the dialogue
	text     string
	again    bool // sent twice
	besides  bool // none of the plan's
}

// say sends a message of one side, twice if told so, and notes what was acknowledged.
func (w *world) say(ctx context.Context, c caller, d *dialogue, side int, path string, what words) bool {
	clientID := fmt.Sprintf("%s-%s", d.id, what.clientID)
	in := map[string]string{"client_id": clientID, "text": what.text}
	began := time.Now()
	d.sending(side, clientID, what.besides, began)
	for again := what.again; ; again = false {
		var out struct{ Seq int64 }
		err := c.insist(ctx, giveUpOnReal, "POST", path, in, &out)
		if err != nil {
			if no, ok := errors.AsType[*refusal](err); !ok || no.Code != "closed" {
				w.tally.fail("message", err)
			}
			return false
		}
		d.acknowledged(clientID, out.Seq, time.Now())
		if !again {
			break
		}
		w.tally.do(func(t *tally) { t.repeats++ })
	}
	w.tally.do(func(t *tally) { t.acks.add(millis(time.Since(began))) })
	return true
}

// settle waits until what was acknowledged has come to the operator too, and judges.
func (s *student) settle(ctx context.Context) {
	s.answers.Wait()
	st := s.d.state()
	ended := st.closed[studentSide] && !st.cut
	for end := time.Now().Add(settleWithin); ended && time.Now().Before(end) && !s.d.state().closed[operatorSide]; {
		sleep(ctx, 5*time.Millisecond)
		if ctx.Err() != nil {
			return
		}
	}
	final, err := s.events(ctx)
	if err != nil {
		s.w.tally.fail("events", err)
		return
	}
	s.w.tally.judged(s.d.judge(final), ended)
}
