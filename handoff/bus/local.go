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

// Wake implements [Bus].
func (l *Local) Wake(topic string) { l.hub.publish(topic, "") }

// Listen implements [Bus].
func (l *Local) Listen(to Listener, topics ...string) { l.hub.listen(to, topics) }

// Unlisten implements [Bus].
func (l *Local) Unlisten(to Listener, topics ...string) { l.hub.unlisten(to, topics) }

// Subscribe implements [Bus].
func (l *Local) Subscribe(topics ...string) *Sub { return newSub(l.hub, topics) }

// Close implements [Bus].
func (l *Local) Close() error { return nil }
