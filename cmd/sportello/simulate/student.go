package simulate

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// The habits of students; see assumptions.
const (
	silentShare  = 0.48 // of those who give up
	dropShare    = 0.05 // of chats that lose their connection once
	repeatShare  = 0.03 // of messages that are sent twice
	earlyShare   = 0.10 // of those who write a word while they wait
	dropFor      = 15 * time.Second
	askTime      = 20 * time.Second // reading an answer, before asking for a person
	settleWithin = 5 * time.Second  // of real time, for what was acknowledged to arrive
)

// question is one that a student may ask.
type question struct{ text, lang string }

// student is one person of the plan.
type student struct {
	w   *world
	rng *rand.Rand
	caller
	at       time.Duration // of the office, when they come
	queue    string
	ask      question
	resolved bool // the FAQ helps them
	crowd    bool
	patience time.Duration // of the office; 0: endless
	silent   bool          // they would give up without a word
	turns    []time.Duration

	path string // of the conversation
	d    *dialogue
	live *websocket.Conn
	gone chan struct{} // closed when the present live connection has ended
	n    int           // of client ids
	shed bool          // they were turned away, and counted

	asides  atomic.Int64
	answers sync.WaitGroup // to the question whether they are there
}

// run is the student's whole visit.
func (s *student) run(ctx context.Context) {
	defer s.w.tally.do(func(t *tally) { t.students++ })
	if late := time.Since(s.w.clock.at(s.at)); late > 0 {
		s.w.tally.do(func(t *tally) { t.late = max(t.late, late) })
	}
	if !s.start(ctx) {
		return
	}
	if !s.crowd && !s.consult(ctx) {
		return
	}
	s.w.chats.add(s.d.id, s.d) // first: an operator may have it before joining is answered
	queuedAt, err := s.join(ctx)
	if noRoom(err) && s.rng.Float64() < callbackShare && s.callBack(ctx) {
		if queuedAt, err = s.join(ctx); err == nil {
			s.w.tally.do(func(t *tally) { t.calledBack++ })
		}
	}
	if err != nil {
		s.w.chats.remove(s.d.id)
		return
	}
	s.connect(ctx, 0)
	if !s.wait(ctx, queuedAt) {
		s.disconnect()
		return // the dialogue stays known, for the operator who may yet claim it
	}
	s.chat(ctx)
	s.disconnect()
	s.settle(ctx)
	s.w.chats.remove(s.d.id)
}

// start opens the conversation.
func (s *student) start(ctx context.Context) bool {
	var c struct{ ID, Token string }
	err := s.request(ctx, "/conversations", map[string]string{"lang": s.ask.lang, "entry_point": "simulation"}, &c)
	if err != nil {
		s.refused("start", err)
		return false
	}
	s.token, s.path = c.Token, "/conversations/"+c.ID
	s.d = newDialogue(s.queue, s.turns)
	s.d.id = c.ID
	return true
}

// request posts as the widget does.
func (s *student) request(ctx context.Context, path string, in, out any) error {
	return s.asWidget(ctx, "POST", path, in, out, func() { s.w.tally.do(func(t *tally) { t.again++ }) })
}

// refused counts a refusal, with which the student was turned away if they wanted a
// person, and anything else as a failure.
func (s *student) refused(what string, err error) {
	no, ok := errors.AsType[*refusal](err)
	if !ok || no.Status == 500 {
		s.w.tally.fail(what, err)
		return
	}
	first := !s.shed && (what == "start" || what == "join")
	s.shed = s.shed || first
	s.w.tally.do(func(t *tally) {
		t.refusals[what+" "+no.Code]++
		if first {
			t.shed++
			t.part(s.w.clock.now(), s.w.o.Scenario.length()).shed++
		}
	})
}

// consult asks the FAQ; it reports whether the student still wants a person.
func (s *student) consult(ctx context.Context) bool {
	began := time.Now()
	var reply struct{ Turn int }
	if err := s.request(ctx, s.path+"/turns", map[string]string{"text": s.ask.text}, &reply); err != nil {
		s.refused("ask", err)
		return true // an assistant that fails is a reason to ask for a person
	}
	s.w.tally.do(func(t *tally) { t.asks.add(millis(time.Since(began))) })
	sleep(ctx, s.w.clock.real(askTime))
	if !s.resolved {
		return true
	}
	err := s.request(ctx, fmt.Sprintf("%s/turns/%d/feedback", s.path, reply.Turn), map[string]bool{"helped": true}, nil)
	if err != nil {
		s.refused("feedback", err)
	}
	s.w.tally.do(func(t *tally) { t.resolved++ })
	return false
}

// join asks for a person; it returns since when the student waits, or why they don't.
func (s *student) join(ctx context.Context) (time.Time, error) {
	var h struct {
		Channel  string
		Position int
		Wait     *interval
	}
	began := time.Now()
	err := s.request(ctx, s.path+"/handoff", map[string]string{"channel": "chat", "queue": s.queue}, &h)
	now := time.Now()
	if err == nil && h.Channel != "chat" {
		err = &refusal{Code: h.Channel}
		s.w.tally.do(func(t *tally) { t.tickets++ })
	}
	if err != nil {
		s.refused("join", err)
		return now, err
	}
	stood := s.w.floor.joined(s.queue)
	s.d.tell(h.Wait, now)
	mean := s.w.tally.meanChat(s.w.o.Scenario.ChatMean)
	s.d.mark(func(d *dialogue) {
		d.joined = now
		d.foreseen = foreseen{waited: !stood.free && stood.known > 0, comm: comm100(h.Position, stood.slots, mean),
			rocket: rocketChat(h.Position, mean), salesforce: stood.waits}
	})
	s.w.tally.do(func(t *tally) {
		t.joined++
		if s.crowd {
			t.crowd++
		}
		t.joins.add(millis(now.Sub(began)))
		t.part(s.w.clock.now(), s.w.o.Scenario.length()).joined++
	})
	return now, nil
}

// connect opens the live connection with what came after that number. Where there may
// be no more of them, the student asks now and then, as the widget does.
func (s *student) connect(ctx context.Context, after int64) {
	s.gone = make(chan struct{})
	if !s.w.takeSocket() {
		go s.poll(ctx, s.gone)
		return
	}
	query := url.Values{"after": {strconv.FormatInt(after, 10)}, "token": {s.token}}
	socket, err := s.caller.live(ctx, s.path+"/live", query)
	if err != nil {
		s.w.giveSocket()
		s.w.tally.fail("live", err)
		go s.poll(ctx, s.gone)
		return
	}
	s.live = socket
	s.d.connected(studentSide, time.Now())
	go func(gone chan struct{}) {
		defer close(gone)
		defer s.w.giveSocket()
		follow(socket, nil, func(f frame) { s.saw(ctx, f) })
		s.d.connected(studentSide, time.Time{})
		s.d.rouse(studentSide)
	}(s.gone)
}

// poll asks for news until gone is closed by disconnect, or ctx ends.
func (s *student) poll(ctx context.Context, gone chan struct{}) {
	const every = 5 * time.Second
	for {
		select {
		case <-gone:
			return
		case <-ctx.Done():
			return
		case <-time.After(every/2 + time.Duration(rand.Int64N(int64(every)))):
		}
		events, err := s.events(ctx)
		if err != nil {
			s.w.tally.fail("poll", err)
			continue
		}
		for _, f := range events {
			s.d.caughtUp(studentSide, f, time.Now())
		}
	}
}

// events are all of the conversation so far.
func (s *student) events(ctx context.Context) (all []frame, err error) {
	const page = 200 // what the server gives at once
	for after := int64(0); ; after = all[len(all)-1].Seq {
		var some []frame
		err := s.insist(ctx, settleWithin, "GET", fmt.Sprintf("%s/events?after=%d&wait=0", s.path, after), nil, &some)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
		if len(some) < page {
			return all, nil
		}
	}
}

// saw takes a frame of the live connection.
func (s *student) saw(ctx context.Context, f frame) {
	now := time.Now()
	if f.Kind == kindPlace {
		s.d.tell(f.Wait, now)
		return
	}
	if f.Seq == 0 {
		return // a ping, or somebody typing
	}
	if f.Kind == kindAsked {
		s.answers.Go(func() { s.aside(ctx) })
	}
	if took := s.d.saw(studentSide, f, now); took > 0 {
		s.w.took(took)
	}
}

// disconnect ends the live connection, if there is one.
func (s *student) disconnect() {
	if s.live == nil {
		select {
		case <-s.gone:
		default:
			close(s.gone)
		}
		return
	}
	_ = s.live.Close() // it may have ended already
	<-s.gone
	s.live = nil
}
