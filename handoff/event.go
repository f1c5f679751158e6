package handoff

import "time"

// Kind says what happened.
type Kind string

// The kinds of event.
const (
	KindQueued      Kind = "queued"
	KindClaimed     Kind = "claimed"
	KindMessage     Kind = "message"
	KindNote        Kind = "note" // internal, never in the student's stream
	KindTransferred Kind = "transferred"
	KindReturned    Kind = "returned"
	KindEscalated   Kind = "escalated" // to the second level
	KindSentBack    Kind = "sent_back" // to the first level
	KindMoved       Kind = "moved"     // by a supervisor, while it waits
	KindAsked       Kind = "asked"     // whether the student is still there
	KindClosed      Kind = "closed"
	KindLeft        Kind = "left"
	KindSeen        Kind = "seen"
	KindClosing     Kind = "closing" // the queue is about to close: to who waits
	KindUrgent      Kind = "urgent"  // the student is shown whom to call, see [Desk.Urge]
	// KindDistress: the operator is, by whom the words are read. Never in the student's stream.
	KindDistress Kind = "distress"
)

// Author is the side that an event comes from.
type Author string

// The authors.
const (
	ByStudent  Author = "student"
	ByOperator Author = "operator"
	BySystem   Author = "system"
	// BySupervisor: Data.By says who.
	BySupervisor Author = "supervisor"
)

// Event is one thing that happened in a chat. Seq grows over the whole desk: who has
// seen number n has seen all that will ever have a smaller one.
type Event struct {
	Seq            int64
	ChatID         string
	ConversationID string
	Kind           Kind
	Author         Author
	OperatorID     string // who did it, or whom it happened to
	OperatorName   string // as it is today
	ClientID       string
	Text           string
	Data           EventData
	At             time.Time
}

// EventData is what some kinds of event say besides.
type EventData struct {
	Queue   string  `json:"queue,omitempty"`   // where it waits now
	From    string  `json:"from,omitempty"`    // transferred, escalated, sent back, moved: where it was
	Channel Channel `json:"channel,omitempty"` // queued; by the system: the queue closed, and the chat goes on as a ticket
	Outcome Outcome `json:"outcome,omitempty"` // closed; the student sees only "abandoned"
	By      string  `json:"by,omitempty"`      // with BySupervisor: their name; not for the student
	At      string  `json:"at,omitempty"`      // closing: when; queued by the system: when the chat opens again
	Ahead   int     `json:"ahead,omitempty"`   // closing: how many are ahead in line
	Seq     int64   `json:"seq,omitempty"`     // seen: the other side's last message that was on the screen

	Attachment *Attachment `json:"attachment,omitempty"` // message
}
