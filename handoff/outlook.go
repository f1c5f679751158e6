package handoff

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"sportello/content/db"
	"sportello/handoff/wait"
)

// How often the desk is looked at, at most, and what passed at it, by the desk's clock; and
// by the machine's, where that is slower: a simulated minute that takes a tenth of a second
// must not be told what was true ten minutes before.
const (
	outlookEvery = time.Second
	historyEvery = 10 * time.Second

	outlookRest = 50 * time.Millisecond
	historyRest = 500 * time.Millisecond
)

// Outlook is what the desk expects at one moment of all who wait and all who might come.
// It never changes, but for the notes that a line has become full since and whose call-back
// is another: any number of readers may share it.
type Outlook struct {
	at       time.Time // by the desk's clock
	queues   map[string]int
	ids      []string // of the queues, by number
	waiting  map[string]int
	counted  []int      // who waited, by group
	groups   [][]string // ids of the queues, by group
	full     []atomic.Bool
	rooms    []int // by queue
	room     callbackLines
	bookable map[string]bool // queues that have appointments
	wait     *wait.Outlook
	changed  sync.Map // conversations whose call-back this node has changed since
}

// Outlook returns what is to be expected. All callers of this desk share it: it is made
// anew after a second, or in a simulation a twentieth of the machine's, by one of them, while the others get the last one.
func (d *Desk) Outlook(ctx context.Context) (*Outlook, error) {
	r := &d.outlook
	last := r.latest.Load()
	if last != nil && d.db.Now().Sub(last.at).Abs() < max(outlookEvery, d.db.Lapse(outlookRest)) {
		return last, nil
	}
	if last != nil && !r.mu.TryLock() {
		return last, nil // somebody is at it
	}
	if last == nil {
		r.mu.Lock()
	}
	defer r.mu.Unlock()
	if again := r.latest.Load(); again != last {
		return again, nil
	}
	o, err := d.lookOut(db.Held(ctx), &r.history)
	if err != nil {
		return nil, fmt.Errorf("look out over the desk: %w", err)
	}
	r.latest.Store(o)
	return o, nil
}

// outlookKeeper keeps the last outlook.
type outlookKeeper struct {
	mu      sync.Mutex // held while it is made
	latest  atomic.Pointer[Outlook]
	history history // under mu
}

func (d *Desk) lookOut(ctx context.Context, h *history) (*Outlook, error) {
	plan, err := d.timetable.plan(ctx, d.db)
	if err != nil {
		return nil, err
	}
	queues, now := plan.queues, d.db.Now()
	o := &Outlook{at: now, queues: make(map[string]int, len(queues)), waiting: map[string]int{}}
	for i, q := range queues {
		o.queues[q.ID] = i
		o.ids = append(o.ids, q.ID)
	}
	state, err := d.state(ctx, o, plan)
	if err != nil {
		return nil, err
	}
	if err := d.remember(ctx, h, o); err != nil {
		return nil, err
	}
	open, err := d.openWaits(ctx, o)
	if err != nil {
		return nil, err
	}
	lines := len(state.Queues)
	times := wait.NewTimes(lines, h.services, h.leaving)
	o.wait = wait.Look(state, times, wait.Learn(lines, append(slices.Clip(h.outcomes), open...)))
	o.count(state, queues)
	o.bookable = h.bookable
	o.room, err = d.callbackLines(ctx)
	return o, err
}

// count finds who waits in each group of queues, and how many more may.
func (o *Outlook) count(s wait.State, queues []Queue) {
	n := len(queues)
	o.counted, o.groups, o.rooms, o.full = make([]int, n), make([][]string, n), make([]int, n), make([]atomic.Bool, n)
	for _, w := range s.Waiting {
		o.counted[o.wait.Group(w.Queue%n)]++ // of any level, as they are counted later
	}
	for i, q := range queues {
		g := o.wait.Group(i)
		o.groups[g] = append(o.groups[g], q.ID)
		most := time.Duration(q.Settings.MaxWait) * time.Minute
		if closes := s.Queues[i].Closes; closes > 0 {
			most = min(most, closes)
		}
		o.rooms[i] = o.wait.Room(i, most)
	}
}

// Estimate is how long somebody waits from now on. Trusted is false when it can't be
// said; why is in Doubt.
type Estimate struct {
	From, To time.Duration
	Doubt    wait.Doubt
}

// Trusted reports whether the estimate may be told.
func (e Estimate) Trusted() bool { return e.Doubt == "" }

func estimateOf(e wait.Estimate) Estimate { return Estimate{e.From, e.To, e.Doubt} }

// Of returns what the conversation, which waits, is to expect; false when it does not wait,
// or joined only after the outlook was made.
func (o *Outlook) Of(conversationID string) (Estimate, bool) {
	i, ok := o.waiting[conversationID]
	if !ok {
		return untold, false
	}
	return estimateOf(o.wait.Waiter(i)), true
}

// Newcomer returns what who joins the queue now is to expect.
func (o *Outlook) Newcomer(queueID string) Estimate {
	q, ok := o.queues[queueID]
	if !ok {
		return untold
	}
	return estimateOf(o.wait.Newcomer(q, 0))
}
