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

// MaxPayload is the longest payload of a frame, in bytes; a longer one is dropped.
const MaxPayload = 2048

// Bus carries notices from those who publish to those who subscribed.
type Bus interface {
	// Publish wakes the subscribers of the topic; with a payload it hands them a
	// transient frame instead, which may be lost.
	Publish(topic, payload string)
	// Wake wakes the topic's subscribers on this node alone: of something that the
	// other nodes find out by themselves.
	Wake(topic string)
	// Listen has the listener told of each of the topics until Unlisten with the
	// same. It costs no goroutine and no channel, for subscribers of whom there are
	// thousands.
	Listen(l Listener, topics ...string)
	// Unlisten ends Listen. A call that is under way may still come to its end.
	Unlisten(l Listener, topics ...string)
	// Subscribe is woken for each of the topics until its Close.
	Subscribe(topics ...string) *Sub
	// Close ends the bus. Subscriptions stay open and are woken no more.
	Close() error
}

// Listener is told of what is published by whoever publishes, on their goroutine: it
// must not block, nor call the bus. It is a pointer, or compares like one.
type Listener interface {
	// Wake says that something was published on the topic since the last call, or may
	// have been.
	Wake(topic string)
	// Frame hands over something transient.
	Frame(f Frame)
}

// Frame is something transient that was published with a payload.
type Frame struct{ Topic, Payload string }
