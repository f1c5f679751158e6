package simulate

import (
	"slices"
	"sync"
	"time"
)

// dialogue is one conversation as its two sides saw it.
type dialogue struct {
	id    string
	queue string
	turns []time.Duration  // when each message is due, from the claim on
	wake  [2]chan struct{} // by side: something was seen

	mu       sync.Mutex
	sent     map[string]*message // by client id
	views    [2]view             // by side
	joined   time.Time           // when joining was answered
	claimed  time.Time           // when the student saw that an operator came
	counted  bool                // the floor knows that the student waits no more
	gone     bool                // the student gave up waiting
	told     []estimate
	foreseen foreseen
	claims   []string // the operators who saw it become theirs, one after the other
	slow     bool     // a message of it took over a second
	cut      bool     // neither side closed it, but the server
}

// The sides of a dialogue.
const (
	studentSide = iota
	operatorSide
)

// message is one that a side has sent.
type message struct {
	by   int
	at   time.Time // when it was sent for the first time
	seqs []int64   // under which it was acknowledged: one, however often it was sent
	got  bool      // by the other side
	// besides: it is none of the plan's, so that nobody waits for it.
	besides bool
}

// view is what came over one side's connections.
type view struct {
	since      time.Time // when the present connection was made; zero while there is none
	last       int64
	seen       map[int64]bool // by number; true when it came over a live connection
	texts      int            // messages of the other side
	closed     bool
	doubled    int
	outOfOrder int
}

// estimate is a wait that the student was told.
type estimate struct {
	at       time.Time
	from, to float64
}

func newDialogue(queue string, turns []time.Duration) *dialogue {
	d := &dialogue{queue: queue, turns: turns, sent: map[string]*message{}}
	for side := range d.wake {
		d.wake[side] = make(chan struct{}, 1)
		d.views[side].seen = map[int64]bool{}
	}
	return d
}

func (d *dialogue) rouse(side int) {
	select {
	case d.wake[side] <- struct{}{}:
	default:
	}
}

// connected notes that the side has a new connection, or none from now on.
func (d *dialogue) connected(side int, since time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.views[side].since = since
}

// saw takes an event that came over a live connection of the side. It returns how long
// a message took from being sent; 0 when that says nothing, because it was sent before
// the connection stood.
func (d *dialogue) saw(side int, f frame, now time.Time) (took time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	defer d.rouse(side)
	v := &d.views[side]
	live, known := v.seen[f.Seq]
	switch {
	case live:
		v.doubled++
		return 0
	case f.Seq < v.last && side == studentSide: // an operator's order is over all of their chats
		v.outOfOrder++
	}
	v.last = max(v.last, f.Seq)
	if !known {
		took = d.take(side, f, now)
	}
	v.seen[f.Seq] = true
	d.slow = d.slow || took > time.Second
	return took
}

// caughtUp takes an event from a list that was asked for, which may have come already.
func (d *dialogue) caughtUp(side int, f frame, now time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, known := d.views[side].seen[f.Seq]; !known {
		d.take(side, f, now)
		d.views[side].seen[f.Seq] = false
		d.rouse(side)
	}
}

func (d *dialogue) take(side int, f frame, now time.Time) (took time.Duration) {
	v := &d.views[side]
	switch f.Kind {
	case kindClaimed:
		if side == studentSide && d.claimed.IsZero() {
			d.claimed = now
		}
	case kindClosed:
		v.closed = true
		d.cut = d.cut || f.Author == bySystem
	case kindMessage:
		m := d.sent[f.ClientID]
		if m == nil || m.by == side {
			return 0
		}
		m.got = true
		if !m.besides {
			v.texts++
		}
		if !v.since.IsZero() && v.since.Before(m.at) {
			took = now.Sub(m.at)
		}
	}
	return took
}

// theirs notes that the operator has the chat now.
func (d *dialogue) theirs(operator string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.claims) == 0 || d.claims[len(d.claims)-1] != operator {
		d.claims = append(d.claims, operator)
	}
}

// sending notes that a message goes out.
func (d *dialogue) sending(side int, clientID string, besides bool, now time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.sent[clientID] = &message{by: side, at: now, besides: besides}
}

// acknowledged notes under which number a message was kept.
func (d *dialogue) acknowledged(clientID string, seq int64, now time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	m := d.sent[clientID]
	if len(m.seqs) == 0 && now.Sub(m.at) > time.Second {
		d.slow = true
	}
	if !slices.Contains(m.seqs, seq) {
		m.seqs = append(m.seqs, seq)
	}
}

// state is what the two sides act on.
type state struct {
	claimed time.Time
	closed  [2]bool
	texts   [2]int
	gone    bool
	cut     bool
}

func (d *dialogue) state() state {
	d.mu.Lock()
	defer d.mu.Unlock()
	s := state{claimed: d.claimed, gone: d.gone, cut: d.cut}
	for side, v := range d.views {
		s.closed[side], s.texts[side] = v.closed, v.texts
	}
	return s
}

// tell notes a wait that the student is told; nil when none was. So many are kept.
func (d *dialogue) tell(wait *interval, now time.Time) {
	const most = 100
	if wait == nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.told) < most {
		d.told = append(d.told, estimate{at: now, from: wait.From, to: wait.To})
	}
}

// foreseen is what the peers' formulas would have told at joining, in seconds.
type foreseen struct {
	waited                   bool // nobody was free, so that there was a wait to tell
	comm, rocket, salesforce float64
}

// mark changes the dialogue under its lock.
func (d *dialogue) mark(fn func(*dialogue)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	fn(d)
}

// verdict is what became of a dialogue's messages.
type verdict struct {
	acknowledged, lost, doubled, outOfOrder int
	doubleClaim, slow                       bool
}

// judge compares what was acknowledged with what each side saw and with the list of all
// events that the server gives in the end.
func (d *dialogue) judge(final []frame) verdict {
	d.mu.Lock()
	defer d.mu.Unlock()
	v := verdict{slow: d.slow}
	for _, view := range d.views {
		v.doubled += view.doubled
		v.outOfOrder += view.outOfOrder
	}
	kept, given, last := map[string][]int64{}, 0, int64(0)
	for _, f := range final {
		if f.Seq <= last {
			v.outOfOrder++
		}
		last = f.Seq
		switch f.Kind {
		case kindMessage:
			kept[f.ClientID] = append(kept[f.ClientID], f.Seq)
		case kindReturned, kindTransferred:
			given++
		}
	}
	for id, m := range d.sent {
		if len(m.seqs) == 0 {
			continue // never acknowledged: the sender knows
		}
		v.acknowledged++
		switch at := kept[id]; {
		case len(at) == 0 || !m.got || !slices.Contains(at, m.seqs[0]):
			v.lost++
		case len(at) > 1 || len(m.seqs) > 1:
			v.doubled++
		}
	}
	v.doubleClaim = len(d.claims) > 1+given
	return v
}

// register finds the dialogue of a conversation, for the operator who gets its chat.
type register struct{ all sync.Map }

func newRegister() *register { return &register{} }

func (r *register) add(conversation string, d *dialogue) { r.all.Store(conversation, d) }
func (r *register) remove(conversation string)           { r.all.Delete(conversation) }

// find returns nil for a conversation that is not of this simulation.
func (r *register) find(conversation string) *dialogue {
	d, ok := r.all.Load(conversation)
	if !ok {
		return nil
	}
	return d.(*dialogue)
}
