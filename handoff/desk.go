// Package handoff is the desk where people answer: queues with their hours, operators
// with their capacity, chats that wait, are claimed and closed, and their messages.
//
// A [Desk] keeps nothing in memory but copies of the queues, their calendar and who
// waits, renewed on notice: all is in the database, and any number of desks on any
// number of nodes may serve it. What it promises under concurrency:
//
//   - No chat has two operators, no operator more chats than their capacity, no
//     conversation two open chats. Each is one conditional statement that changes one
//     row or none, run in the order of [db.DB.Ordered].
//   - A message is stored once, however often it is sent with the same client id.
//   - Events are numbered in the order of their commits. Who has read up to number n
//     has read all that will ever be numbered below, so a reader asks for what comes
//     after the number it has, and needs no other state to resume.
//   - Readers are woken after the commit, over [bus.Bus], by notices without data. A
//     node that stops between the two wakes nobody: the others find out by themselves
//     within a second or two, see [Desk.Hear].
//
// Who may see which chat is told by [Desk.CanSee]; what a supervisor may do besides is
// decided above.
package handoff

import (
	"time"

	"sportello/content/db"
	"sportello/handoff/bus"
)

// MaxText is how many characters a message or note may have.
const MaxText = 4000

// MaxList is the most that any list returns; a limit of 0 or of more means it.
const MaxList = 500

// Desk is the student office's desk. It is safe for concurrent use.
type Desk struct {
	db         *db.DB
	bus        bus.Bus
	timetable  *timetable
	lines      linesReader
	heard      heard
	attendance attendance
	boards     boards
	outlook    outlookKeeper
}

// NewDesk returns a desk on the database that wakes its readers over the bus.
func NewDesk(d *db.DB, b bus.Bus) *Desk {
	desk := &Desk{db: d, bus: b, timetable: &timetable{notices: b.Subscribe(TimetableTopic)},
		lines: linesReader{began: time.Now(), changed: make(chan struct{}, 1)}}
	b.Listen(&desk.lines, QueuesTopic)
	return desk
}

// QueuesTopic is published when the lines, or who is there to serve them, have changed.
const QueuesTopic = "queues"

// TimetableTopic is published when supervisors or an import have changed a queue or the
// calendar.
const TimetableTopic = "timetable"

// ConversationTopic is published when the conversation has new events, and carries
// the operator's typing.
func ConversationTopic(id string) string { return "conversation:" + id }

// OperatorTopic is published when chats of the operator have new events, and carries
// the students' typing.
func OperatorTopic(id string) string { return "operator:" + id }

// Subscribe is woken for the topics until the subscription is closed.
func (d *Desk) Subscribe(topics ...string) *bus.Sub { return d.bus.Subscribe(topics...) }

// Listen has the listener told of the topics until Unlisten, see [bus.Bus].
func (d *Desk) Listen(l bus.Listener, topics ...string) { d.bus.Listen(l, topics...) }

// Unlisten ends Listen.
func (d *Desk) Unlisten(l bus.Listener, topics ...string) { d.bus.Unlisten(l, topics...) }
