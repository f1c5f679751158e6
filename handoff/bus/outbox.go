package bus

import (
	"context"
	"slices"
	"sync"
)

// The outbox holds at most maxWakes topics, beyond which all become one notice that
// wakes everybody, and maxFrames frames, beyond which frames are lost.
const (
	maxWakes  = 1000
	maxFrames = 200
)

// outbox is what other nodes have still to be told: a topic once, however often it
// was published since the last round trip.
type outbox struct {
	ready chan struct{} // capacity 1: there is something

	mu     sync.Mutex
	wakes  []Frame // without payload, in the order of their first publishing
	known  map[string]bool
	frames []Frame
}

func newOutbox() *outbox {
	return &outbox{ready: make(chan struct{}, 1), known: map[string]bool{}}
}

func (o *outbox) put(topic, payload string) {
	o.mu.Lock()
	o.keep(Frame{topic, payload})
	o.mu.Unlock()
	select {
	case o.ready <- struct{}{}:
	default:
	}
}

func (o *outbox) keep(f Frame) {
	switch {
	case f.Payload != "":
		if len(o.frames) < maxFrames {
			o.frames = append(o.frames, f)
		}
	case o.known[f.Topic] || o.known[everything]:
	case f.Topic == everything || len(o.wakes) >= maxWakes:
		o.wakes = []Frame{{Topic: everything}}
		o.known = map[string]bool{everything: true}
	default:
		o.wakes = append(o.wakes, f)
		o.known[f.Topic] = true
	}
}

// take returns all there is and forgets it.
func (o *outbox) take() []Frame {
	o.mu.Lock()
	defer o.mu.Unlock()
	all := slices.Concat(o.wakes, o.frames)
	o.wakes, o.frames = nil, nil
	clear(o.known)
	return all
}

// wait returns true when there is something, false when ctx ends first.
func (o *outbox) wait(ctx context.Context) bool {
	select {
	case <-ctx.Done():
		return false
	case <-o.ready:
		return true
	}
}
