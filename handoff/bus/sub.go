package bus

import (
	"slices"
	"sync"
)

// frameBuffer is how many frames a reader may lag behind before it loses some.
const frameBuffer = 16

// Sub is one subscription: a [Listener] with channels. One goroutine reads it; Close
// may come from any.
type Sub struct {
	// C receives when something was published since it last did, at most one ahead:
	// notices that a reader has not taken yet become one. Never closed.
	C <-chan struct{}
	// Frames receives the transient frames. Never closed.
	Frames <-chan Frame

	in     *inbox
	topics []string
	hub    *hub
}

// inbox is the listener behind a Sub.
type inbox struct {
	wake   chan struct{}
	frames chan Frame

	mu      sync.Mutex
	pending map[string]bool // topics published since Take
}

func newSub(h *hub, topics []string) *Sub {
	in := &inbox{wake: make(chan struct{}, 1), frames: make(chan Frame, frameBuffer), pending: map[string]bool{}}
	s := &Sub{C: in.wake, Frames: in.frames, in: in, topics: slices.Clone(topics), hub: h}
	h.listen(in, s.topics)
	return s
}

// Wake implements [Listener]. It marks the topic before it wakes, so that whoever is
// woken finds it.
func (in *inbox) Wake(topic string) {
	in.mu.Lock()
	in.pending[topic] = true
	in.mu.Unlock()
	select {
	case in.wake <- struct{}{}:
	default: // a wake-up is on its way already
	}
}

// Frame implements [Listener].
func (in *inbox) Frame(f Frame) {
	select {
	case in.frames <- f:
	default: // the reader lags: a frame may be lost
	}
}

// Take returns the topics that were published since the last Take, for a reader that
// must know which of its topics woke it; after a lost connection, all of them.
func (s *Sub) Take() []string {
	s.in.mu.Lock()
	defer s.in.mu.Unlock()
	var topics []string
	for _, topic := range s.topics {
		if s.in.pending[topic] {
			topics = append(topics, topic)
		}
	}
	clear(s.in.pending)
	return topics
}

// Close ends the subscription. Closing twice is closing once.
func (s *Sub) Close() { s.hub.unlisten(s.in, s.topics) }
