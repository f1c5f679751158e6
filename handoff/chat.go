package handoff

import (
	"time"
)

// Channel is how a conversation goes on with a person.
type Channel string

// The channels.
const (
	ChannelChat   Channel = "chat"   // both sides are there
	ChannelTicket Channel = "ticket" // it waits until an operator takes it, whenever
)

// ChatState is how far a chat has come.
type ChatState string

// The states of a chat: it waits, an operator has it, it is over.
const (
	Waiting ChatState = "waiting"
	Engaged ChatState = "engaged"
	Closed  ChatState = "closed"
)

// Outcome is how a chat ended.
type Outcome string

// The outcomes.
const (
	AnsweredByEntry Outcome = "answered_by_entry" // Chat.EntryID would have answered
	MissingEntry    Outcome = "missing_entry"     // nothing that is written would have
	Resolved        Outcome = "resolved"
	NotResolved     Outcome = "not_resolved"
	Abandoned       Outcome = "abandoned" // the student gave up
)

// Chat is one conversation handed over: waiting, with an operator, or closed.
type Chat struct {
	ID             string
	ConversationID string
	QueueID        string
	Channel        Channel
	State          ChatState
	OperatorID     string // who has it, or had it when it closed
	OperatorName   string
	Lang           string
	Subject        string // the question that stayed open
	Student        string // how the student is called, may be empty
	CreatedAt      time.Time
	QueuedAt       time.Time // since when it counts in line
	ClaimedAt      time.Time // of the last claim; zero while it waits
	ClosedAt       time.Time
	Outcome        Outcome
	EntryID        string
	Note           string // the closing note, internal
}

// Summary is a chat in a list, with the last thing that was said.
type Summary struct {
	Chat
	LastSeq    int64 // of the last event of any kind
	LastText   string
	LastAuthor Author // of the last message; empty when there is none
	LastAt     time.Time
}
