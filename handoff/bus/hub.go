package bus

import (
	"slices"
	"sync"
)

// hub knows who on this node listens to what.
type hub struct {
	mu   sync.RWMutex
	subs map[string][]Listener // by topic
}

func newHub() *hub { return &hub{subs: map[string][]Listener{}} }

func (h *hub) listen(l Listener, topics []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, topic := range topics {
		if !slices.Contains(h.subs[topic], l) {
			h.subs[topic] = append(h.subs[topic], l)
		}
	}
}

func (h *hub) unlisten(l Listener, topics []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, topic := range topics {
		rest := slices.DeleteFunc(h.subs[topic], func(other Listener) bool { return other == l })
		if len(rest) == 0 {
			delete(h.subs, topic)
		} else {
			h.subs[topic] = rest
		}
	}
}

// publish reaches the listeners of this node.
func (h *hub) publish(topic, payload string) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	for _, l := range h.subs[topic] {
		if payload == "" {
			l.Wake(topic)
		} else {
			l.Frame(Frame{topic, payload})
		}
	}
}

// wakeAll wakes everybody for everything: notices may have been missed.
func (h *hub) wakeAll() {
	h.mu.RLock()
	defer h.mu.RUnlock()
	for topic, listeners := range h.subs {
		for _, l := range listeners {
			l.Wake(topic)
		}
	}
}
