// Package bus wakes those who wait for something to happen, on this node and on the
// others.
//
// A notice carries no data: whoever is woken reads from the store what is new. So a
// notice may come twice, late or for nothing, and several may come as one; what a
// [Bus] promises is that after the last Publish of a topic each subscriber of it is
// woken at least once, or woken after the connection that lost the notice is back.
//
// Transient frames (somebody is typing) carry a small payload and promise nothing: a
// reader who lags or a connection that breaks loses them.
//
// All methods are safe for concurrent use and none of them blocks.
package bus

import "sync"

// MaxPayload is the longest payload of a frame, in bytes; a longer one is dropped.
const MaxPayload = 2048

// frameBuffer is how many frames a reader may lag behind before it loses some.
const frameBuffer = 16

// Bus carries notices from those who publish to those who subscribed.
type Bus interface {
	// Publish wakes the subscribers of the topic; with a payload it hands them a
	// transient frame instead, which may be lost.
	Publish(topic, payload string)
	// Subscribe is woken for each of the topics until its Close.
	Subscribe(topics ...string) *Sub
	// Close ends the bus. Subscriptions stay open and are woken no more.
	Close() error
}

// Frame is something transient that was published with a payload.
type Frame struct{ Topic, Payload string }

// Sub is one subscription. One goroutine reads it; Close may come from any.
type Sub struct {
	// C receives when something was published since it last did, at most one ahead:
	// notices that a reader has not taken yet become one. Never closed.
	C <-chan struct{}
	// Frames receives the transient frames. Never closed.
	Frames <-chan Frame

	wake   chan struct{}
	frames chan Frame
	topics []string
	hub    *hub

	mu      sync.Mutex
	pending map[string]bool // topics published since Take
}

// Take returns the topics that were published since the last Take, for a reader that
// must know which of its topics woke it; after a lost connection, all of them.
func (s *Sub) Take() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var topics []string
	for _, topic := range s.topics {
		if s.pending[topic] {
			topics = append(topics, topic)
		}
	}
	clear(s.pending)
	return topics
}

// Close ends the subscription. Closing twice is closing once.
func (s *Sub) Close() { s.hub.remove(s) }
