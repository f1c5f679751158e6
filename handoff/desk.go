// Package handoff is the desk where people answer: queues with their hours, operators
// with their capacity, chats that wait, are claimed and closed, and their messages.
package handoff

import (
	"time"

	"sportello/content/db"
	"sportello/handoff/bus"
)

// MaxText is how many characters a message or note may have.
const MaxText = 4000

// MaxList is the most that any list returns; a limit of 0 or more than that means it.
const MaxList = 500

// Desk is the student office's desk. It is safe for concurrent use, on several nodes
// with one database.
type Desk struct {
	db  *db.DB
	bus bus.Bus
}

// NewDesk returns a desk on the database that wakes its readers over the bus.
func NewDesk(d *db.DB, b bus.Bus) *Desk { return &Desk{db: d, bus: b} }

// QueuesTopic is published when the lines, or who is there to serve them, have changed.
const QueuesTopic = "queues"

// ConversationTopic is published when the conversation has new events.
func ConversationTopic(id string) string { return "conversation:" + id }

// OperatorTopic is published when chats of the operator have new events.
func OperatorTopic(id string) string { return "operator:" + id }

// Ways is how things stand at one queue.
type Ways struct {
	Queue   Queue
	Open    bool
	OpensAt time.Time // when closed; zero when it never opens
	Staffed bool      // an operator of the queue is present
	Waiting int       // chats in line
	Tickets int       // tickets that nobody has taken yet
	Oldest  time.Time // since when the first in line waits; zero when nobody does
}

// Channels returns the ways to a person that exist now, best first: chat only while
// the queue is open and staffed, a ticket always.
func (w Ways) Channels() []Channel {
	if w.Open && w.Staffed {
		return []Channel{ChannelChat, ChannelTicket}
	}
	return []Channel{ChannelTicket}
}
