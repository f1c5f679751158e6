package bus

import (
	"slices"
	"sync"
)

// hub knows who on this node has subscribed to what.
type hub struct {
	mu   sync.RWMutex
	subs map[string]map[*Sub]bool // by topic
}

func newHub() *hub { return &hub{subs: map[string]map[*Sub]bool{}} }

func (h *hub) subscribe(topics []string) *Sub {
	wake, frames := make(chan struct{}, 1), make(chan Frame, frameBuffer)
	s := &Sub{C: wake, Frames: frames, wake: wake, frames: frames, topics: slices.Clone(topics), hub: h, pending: map[string]bool{}}
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, topic := range topics {
		if h.subs[topic] == nil {
			h.subs[topic] = map[*Sub]bool{}
		}
		h.subs[topic][s] = true
	}
	return s
}

func (h *hub) remove(s *Sub) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, topic := range s.topics {
		delete(h.subs[topic], s)
		if len(h.subs[topic]) == 0 {
			delete(h.subs, topic)
		}
	}
}

// publish reaches the subscribers of this node.
func (h *hub) publish(topic, payload string) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	for s := range h.subs[topic] {
		if payload == "" {
			s.notify(topic)
		} else {
			s.frame(Frame{topic, payload})
		}
	}
}

// wakeAll wakes everybody for everything: notices may have been missed.
func (h *hub) wakeAll() {
	h.mu.RLock()
	defer h.mu.RUnlock()
	for topic, subs := range h.subs {
		for s := range subs {
			s.notify(topic)
		}
	}
}

// notify marks the topic before it wakes, so that whoever is woken finds it.
func (s *Sub) notify(topic string) {
	s.mu.Lock()
	s.pending[topic] = true
	s.mu.Unlock()
	select {
	case s.wake <- struct{}{}:
	default: // a wake-up is on its way already
	}
}

func (s *Sub) frame(f Frame) {
	select {
	case s.frames <- f:
	default: // the reader lags: a frame may be lost
	}
}
