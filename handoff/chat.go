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
	Level          int    // 1 or 2: of the operators who may have it
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
	Note           string    // the closing note, internal
	EscalatedBy    string    // the first-level operator who passed it on, while it is with the second
	StudentAt      time.Time // the last sign that the student is there
	Gone           bool      // it waits and is passed over, because the student is not there
	Lapsed         bool      // closed because the student fell silent
	Resumed        bool      // goes on with one that lapsed
	Urgent         bool      // goes, or went, before all others
}

// ResumeWithin is for how long a student who fell silent may come back to the head of
// the line.
const ResumeWithin = 24 * time.Hour

// MayResume reports whether who joins again now goes to the head of the line: the chat
// was closed because the student fell silent, not long ago, and for the first time.
func (c Chat) MayResume(now time.Time) bool {
	return c.State == Closed && c.Lapsed && !c.Resumed && now.Sub(c.ClosedAt) <= ResumeWithin
}

// Summary is a chat in a list, with the last thing that was said.
type Summary struct {
	Chat
	LastSeq    int64 // of the last event of any kind
	LastText   string
	LastFile   string // the name of its attachment
	LastAuthor Author // of the last message; empty when there is none
	LastAt     time.Time
}
