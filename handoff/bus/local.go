package bus

// Local is a bus within one process.
type Local struct{ hub *hub }

// NewLocal returns a bus within this process.
func NewLocal() *Local { return &Local{hub: newHub()} }

// Publish implements [Bus].
func (l *Local) Publish(topic, payload string) {
	if len(payload) <= MaxPayload {
		l.hub.publish(topic, payload)
	}
}

// Subscribe implements [Bus].
func (l *Local) Subscribe(topics ...string) *Sub { return l.hub.subscribe(topics) }

// Close implements [Bus].
func (l *Local) Close() error { return nil }
