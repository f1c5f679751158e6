package handoff

import "time"

// PresentFor is how long an operator counts as present after the last sign of life,
// and after how long their engaged chats go back to the head of the queue. The desk's
// page gives a sign ([Desk.Touch]) every 20 seconds, so two may be lost.
const PresentFor = 60 * time.Second

// State is what an operator has declared about themselves.
type State string

// The states of an operator.
const (
	Available State = "available" // takes new chats
	Paused    State = "paused"    // finishes what they have
	Away      State = "away"      // not at work
)

// Operator is who takes chats.
type Operator struct {
	ID       string
	Name     string
	Level    int      // 1 or 2
	Capacity int      // how many chats at a time; tickets do not count
	Queues   []string // ids, sorted
	// State may be left empty in SetOperator: a known operator's then stays, a new
	// one is Away.
	State State

	// What follows is read only.
	SeenAt  time.Time // the last sign of life
	Engaged int       // chats (channel chat) they have now
}

// Present reports whether the operator is available and gave a sign of life lately.
func (o Operator) Present(now time.Time) bool {
	return o.State == Available && now.Sub(o.SeenAt) <= PresentFor
}
