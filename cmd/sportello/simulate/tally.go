package simulate

import (
	"errors"
	"sync"
	"time"
)

// tally counts what the people saw. It is safe for concurrent use.
type tally struct {
	mu sync.Mutex
	counts
}

// counts are what a tally holds.
type counts struct {
	students, resolved, joined, crowd int
	chats, tickets                    int // reached an operator; were given a ticket in place of a chat
	left, leftSilently                int
	again                             int            // requests that were made again because the server was busy
	callbacks, calledBack             int            // asked to be called back; got into the line so
	shed                              int            // students who were turned away
	refusals                          map[string]int // by what was refused and the code
	failed                            map[string]int // requests that failed otherwise, by what for
	served                            int            // chats that went all the way
	verdict                           verdict
	doubleClaims, dropped, slow       int
	reconnects, repeats               int
	unfinished                        int
	late                              time.Duration // the most that a student of the plan came late

	quiet, engaged histogram // real milliseconds from sending a message to the other side's seeing it
	acks           histogram // real milliseconds from sending a message to its acknowledgement
	waits          histogram // seconds of the office, of those who reached an operator
	lengths        histogram // the same, of chats
	asks, joins    histogram // real milliseconds that a question, and a joining, took

	told                 []told
	live, liveHeld       int // estimates told while waiting
	missedByLeavers      int
	ours                 guess
	comm, rocket, salesf guess

	moments []moment
	byTime  []slice
}

// told is one estimate at joining and what came of it, in seconds of the office.
type told struct{ from, to, wait float64 }

func (t told) held() bool { return t.wait >= t.from && t.wait <= t.to }

// moment is a look at the floor.
type moment struct {
	at               time.Duration // of the office
	waiting, engaged int
}

// slice is one part of the run, for the charts.
type slice struct {
	waits, engaged histogram
	joined, shed   int
	left           int
}

// parts is into how many parts the run is cut.
const parts = 60

func newTally() *tally {
	return &tally{counts: counts{refusals: map[string]int{}, failed: map[string]int{}, byTime: make([]slice, parts)}}
}

func (t *tally) do(fn func(*tally)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	fn(t)
}

// quietEnds keeps what the quiet phase found, and begins to count anew.
func (t *tally) quietEnds() {
	t.do(func(t *tally) {
		fresh := newTally()
		fresh.quiet, fresh.failed = t.engaged, t.failed
		fresh.verdict = verdict{lost: t.verdict.lost, doubled: t.verdict.doubled, outOfOrder: t.verdict.outOfOrder}
		fresh.doubleClaims, fresh.dropped = t.doubleClaims, t.dropped
		t.counts = fresh.counts
	})
}

// fail counts a request that failed, by what it was for and the code of the answer.
func (t *tally) fail(what string, err error) {
	code := "no answer"
	if no, ok := errors.AsType[*refusal](err); ok {
		code = no.Error()
	}
	t.do(func(t *tally) { t.failed[what+": "+code]++ })
}

// part returns the part of the run in which the office's time lies.
func (t *tally) part(at, length time.Duration) *slice {
	return &t.byTime[max(0, min(parts-1, int(float64(at)/float64(length)*parts)))]
}

// meanChat is the mean length of the chats so far in seconds of the office: what a
// server would know of it; the plan's until ten have ended.
func (t *tally) meanChat(planned time.Duration) float64 {
	const enough = 10
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.lengths.n < enough {
		return planned.Seconds()
	}
	return t.lengths.mean()
}

// judged adds what became of one dialogue.
func (t *tally) judged(v verdict, ended bool) {
	t.do(func(t *tally) {
		t.verdict.acknowledged += v.acknowledged
		t.verdict.lost += v.lost
		t.verdict.doubled += v.doubled
		t.verdict.outOfOrder += v.outOfOrder
		if v.doubleClaim {
			t.doubleClaims++
		}
		if v.slow {
			t.slow++
		}
		if ended {
			t.served++
		} else {
			t.dropped++
		}
	})
}

// millis is a real time in milliseconds.
func millis(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
