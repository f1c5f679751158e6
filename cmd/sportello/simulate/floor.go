package simulate

import (
	"sync"
	"time"
)

// floor is the office as seen from within: who waits and which slots are free.
//
// An operator's slot counts as taken from the moment in which they see the chat until
// their request to close it is answered; a student counts as waiting from the answer to
// their joining until they see the claim or give up. Between those moments the server
// may have known better, so what is found here can only be too much by the time of one
// request.
type floor struct {
	mu    sync.Mutex
	lines map[string]*line
	now   func() time.Time

	waiting, engaged int
	idleMax          time.Duration
	overCapacity     int
}

// line is one queue.
type line struct {
	slots     int // of all operators who serve it
	free      int // operators among them who have a free slot
	freeSince time.Time
	waiting   int
	smoothed  float64 // of the last waits, in seconds: see salesforce
	claimed   int
}

func newFloor(topics []string) *floor {
	f := &floor{lines: map[string]*line{}, now: time.Now}
	for _, t := range topics {
		f.lines[t] = &line{}
	}
	return f
}

// staffed adds an operator, all of whose slots are free.
func (f *floor) staffed(queues []string, capacity int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, q := range queues {
		f.lines[q].slots += capacity
	}
	f.freed(queues)
}

func (f *floor) freed(queues []string) {
	for _, q := range queues {
		l := f.lines[q]
		if l.free++; l.free == 1 {
			l.freeSince = f.now()
		}
	}
}

// standing is how a queue is when a student joins it.
type standing struct {
	slots int
	free  bool // somebody could take the chat at once
	waits float64
	known int // how many waits are behind waits
}

// reset forgets what was found so far, but not how things stand.
func (f *floor) reset() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.idleMax, f.overCapacity = 0, 0
	for _, l := range f.lines {
		l.smoothed, l.claimed = 0, 0
	}
}

// joined notes that one more waits, and returns how things stood before.
func (f *floor) joined(queue string) standing {
	f.mu.Lock()
	defer f.mu.Unlock()
	l := f.lines[queue]
	s := standing{slots: l.slots, free: l.free > 0, waits: l.smoothed, known: l.claimed}
	l.waiting++
	f.waiting++
	return s
}

// left notes that one waits no more.
func (f *floor) left(queue string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.lines[queue].waiting--
	f.waiting--
}

// claimed notes that one who waited since then has an operator, after that wait in
// seconds of the office. Call it before the operator's slot is taken.
func (f *floor) claimed(queue string, since time.Time, wait float64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	l := f.lines[queue]
	l.waiting--
	f.waiting--
	l.smoothed = salesforce(l.smoothed, wait, l.claimed)
	l.claimed++
	if l.free == 0 || since.IsZero() {
		return
	}
	if l.freeSince.After(since) {
		since = l.freeSince
	}
	f.idleMax = max(f.idleMax, f.now().Sub(since))
}

// slots are one operator's.
type slots struct {
	queues   []string
	capacity int

	held    map[string]bool // by chat; true while its close is asked for
	hasFree bool
}

// take notes that the operator has one more chat.
func (f *floor) take(s *slots, chat string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	s.held[chat] = false
	f.engaged++
	open := 0
	for _, closing := range s.held {
		if !closing {
			open++
		}
	}
	if open > s.capacity {
		f.overCapacity++
	}
	if s.hasFree && len(s.held) >= s.capacity {
		s.hasFree = false
		for _, q := range s.queues {
			f.lines[q].free--
		}
	}
}

// closing notes that the operator asks for the chat's end.
func (f *floor) closing(s *slots, chat string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, ok := s.held[chat]; ok {
		s.held[chat] = true
	}
}

// release notes that the operator has the chat no more.
func (f *floor) release(s *slots, chat string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, ok := s.held[chat]; !ok {
		return
	}
	delete(s.held, chat)
	f.engaged--
	if !s.hasFree && len(s.held) < s.capacity {
		s.hasFree = true
		f.freed(s.queues)
	}
}

// free reports whether the operator could take one more.
func (f *floor) free(s *slots) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return s.hasFree
}

// count returns how many wait and how many are engaged.
func (f *floor) count() (waiting, engaged int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.waiting, f.engaged
}
