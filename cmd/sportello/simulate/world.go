package simulate

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// world is one simulated office: its clock, its people and what is counted.
type world struct {
	o     Options
	clock *clock
	rng   *rand.Rand // of the plan; never used by two goroutines

	// Connections of the students, of those who write in a chat, and of the operators: each
	// browser has its own, so a crowd here must not queue before who talks.
	front, talk, desk *api
	topics            []string
	questions         map[string][]question // by topic
	operators         []*operator
	floor             *floor
	chats             *register
	tally             *tally
	sockets           atomic.Int64 // that students may still open

	students sync.WaitGroup
	ended    atomic.Int64
}

func newWorld(o Options, addresses []string) *world {
	w := &world{o: o, rng: rand.New(rand.NewPCG(o.Seed, 1)), clock: newClock(o.Rate),
		front: newAPI(addresses, 512), talk: newAPI(addresses, 512), desk: newAPI(addresses, 256), questions: map[string][]question{},
		chats: newRegister(), tally: newTally()}
	w.sockets.Store(mostSockets())
	return w
}

// takeSocket reports whether one more student may have a live connection; give it back
// with giveSocket.
func (w *world) takeSocket() bool {
	if w.sockets.Add(-1) >= 0 {
		return true
	}
	w.sockets.Add(1)
	return false
}

func (w *world) giveSocket() { w.sockets.Add(1) }

// took counts how long a message took from one side to the other.
func (w *world) took(d time.Duration) {
	w.tally.do(func(t *tally) {
		t.engaged.add(millis(d))
		t.part(w.clock.now(), w.o.Scenario.length()).engaged.add(millis(d))
	})
}

// claimed tells the floor that an operator sees the dialogue as theirs.
func (w *world) claimed(d *dialogue) {
	d.mark(func(d *dialogue) {
		if d.queue == "" || d.counted {
			return
		}
		d.counted = true
		wait := time.Duration(0)
		if !d.joined.IsZero() {
			wait = w.clock.office(time.Since(d.joined))
		}
		w.floor.claimed(d.queue, d.joined, wait.Seconds())
	})
}

// plan draws who comes, in the order of their coming.
func (w *world) plan() []*student {
	s := w.o.Scenario
	all := int(float64(s.Chats)/(1-w.o.Resolved) + 0.5)
	weights := queueWeights(len(w.topics))
	var out []*student
	for _, at := range s.arrivals(all, w.rng) {
		out = append(out, w.student(at, pick(w.rng, weights)))
	}
	for _, i := range w.rng.Perm(all)[:all-s.Chats] {
		out[i].resolved = true
	}
	within := float64(w.clock.office(s.CrowdIn))
	for range s.Crowd {
		one := w.student(s.CrowdAt+time.Duration(w.rng.Float64()*within), pick(w.rng, weights))
		one.crowd = true
		out = append(out, one)
	}
	slices.SortStableFunc(out, func(a, b *student) int { return int(a.at - b.at) })
	return out
}

func (w *world) student(at time.Duration, topic int) *student {
	s := &student{w: w, at: at, queue: w.topics[topic], silent: w.rng.Float64() < silentShare,
		rng: rand.New(rand.NewPCG(w.o.Seed, w.rng.Uint64())), turns: turnTimes(w.rng, w.o.Scenario.Messages, w.o.Scenario.ChatMean),
		patience: time.Duration(w.rng.ExpFloat64() * float64(w.o.Patience))}
	s.caller = caller{api: w.front, node: w.rng.IntN(len(w.front.nodes)), from: address(w.rng)}
	if questions := w.questions[s.queue]; len(questions) > 0 {
		s.ask = questions[w.rng.IntN(len(questions))]
	}
	return s
}

// address is one of a private network, of which there are sixteen million.
func address(rng *rand.Rand) string {
	return fmt.Sprintf("10.%d.%d.%d", rng.IntN(256), rng.IntN(256), 1+rng.IntN(254))
}

// open lets the day, or days, go by, until the last student has gone.
func (w *world) open(ctx context.Context) error {
	all := w.plan()
	w.floor.reset()
	w.clock.begin()
	stop := w.watch(len(all))
	defer stop()
	limit := w.clock.real(2*w.o.Scenario.length()+2*giveUpOn) + time.Duration(len(all))*20*time.Millisecond + 2*time.Minute
	visiting, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	for _, s := range all {
		sleep(visiting, time.Until(w.clock.at(s.at)))
		if visiting.Err() != nil {
			break
		}
		w.students.Go(func() {
			s.run(visiting)
			w.ended.Add(1)
		})
	}
	w.students.Wait()
	if visiting.Err() != nil {
		w.tally.do(func(t *tally) { t.unfinished = len(all) - t.students })
	}
	return ctx.Err()
}

// watch looks at the floor now and then until it is stopped.
func (w *world) watch(total int) (stop func()) {
	const looks = 200
	every := max(w.clock.real(w.o.Scenario.length())/looks, 20*time.Millisecond)
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(every)
		defer tick.Stop()
		for {
			select {
			case <-done:
				w.o.Progress(total, total)
				return
			case <-tick.C:
				waiting, engaged := w.floor.count()
				w.tally.do(func(t *tally) { t.moments = append(t.moments, moment{w.clock.now(), waiting, engaged}) })
				w.o.Progress(int(w.ended.Load()), total)
			}
		}
	}()
	return func() { close(done); <-ended }
}

// quietPhase has three chats and nothing else, to know what the server can do.
func (w *world) quietPhase(ctx context.Context) error {
	const chats, messages, every = 3, 100, 15 * time.Millisecond
	w.clock.begin()
	for i := range chats {
		s := w.student(0, i%len(w.topics))
		s.turns = make([]time.Duration, messages)
		for k := range s.turns {
			s.turns[k] = w.clock.office(time.Duration(k+1) * every)
		}
		s.patience = 0
		w.students.Go(func() { s.run(ctx) })
	}
	w.students.Wait()
	w.tally.quietEnds()
	return ctx.Err()
}

// clock is the office's: it starts with the first day's opening and leaves the nights
// out. It is safe for concurrent use.
type clock struct {
	base  time.Time
	began atomic.Int64 // nanoseconds from base to the opening
	rate  float64
}

func newClock(rate float64) *clock { return &clock{base: time.Now(), rate: rate} }

// begin is the opening.
func (c *clock) begin() { c.began.Store(int64(time.Since(c.base))) }

// real is how long a time of the office is on the machine's clock.
func (c *clock) real(office time.Duration) time.Duration {
	return time.Duration(float64(office) / c.rate)
}

// office is how long a time of the machine's clock is in the office.
func (c *clock) office(machine time.Duration) time.Duration {
	return time.Duration(float64(machine) * c.rate)
}

// at is when, on the machine's clock, it is so late in the office.
func (c *clock) at(office time.Duration) time.Time {
	return c.base.Add(time.Duration(c.began.Load()) + c.real(office))
}

// since is how late in the office it was at that moment of the machine's clock.
func (c *clock) since(moment time.Time) time.Duration { return c.office(moment.Sub(c.at(0))) }

// now is how late it is in the office.
func (c *clock) now() time.Duration { return c.since(time.Now()) }
