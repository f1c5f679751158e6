package seedtest

import (
	"fmt"
	"slices"
	"time"

	"sportello/content/db"
	"sportello/handoff"
	"sportello/handoff/bus"
)

// model is what the events say, in memory: all of them in the order in which they were
// committed, and how each chat stands after the last. It learns of them by SQL after
// every step, so it has always seen all that is committed, and refuses what the
// promises do not allow.
type model struct {
	s      *sim
	db     *db.DB
	desk   *handoff.Desk // for its reads
	last   int64
	all    []handoff.Event
	shown  map[string][]handoff.Event // by conversation, what its student may see
	byChat map[string][]handoff.Event
	chats  map[string]*chat
	order  []*chat // by their beginning
	open   map[string]*chat
	sent   map[string]handoff.Event // by conversation, author and client id
	acked  map[int64]handoff.Message
	idle   map[[2]string]time.Time // since when an operator is free for a chat that waits
}

// chat is how a chat stands.
type chat struct {
	id, conversation, queue, operator string
	channel                           handoff.Channel
	state                             handoff.ChatState
	behind                            int64 // 0: before all who wait for their turn
	line                              int64 // the number under which it was queued
	level                             int64
	alias                             string
}

func newModel(s *sim, d *db.DB) *model {
	return &model{s: s, db: d, desk: handoff.NewDesk(d, bus.NewLocal()), shown: map[string][]handoff.Event{}, byChat: map[string][]handoff.Event{},
		chats: map[string]*chat{}, open: map[string]*chat{}, sent: map[string]handoff.Event{}, acked: map[int64]handoff.Message{}, idle: map[[2]string]time.Time{}}
}

// alias is a name of the chat that is the same in every run.
func (m *model) alias(id string) string {
	if c := m.chats[id]; c != nil {
		return c.alias
	}
	return "?"
}

// acknowledged is a message of which its sender was told that it is stored.
func (m *model) acknowledged(seq int64, sent handoff.Message) {
	i, found := slices.BinarySearchFunc(m.all, seq, func(e handoff.Event, seq int64) int { return int(e.Seq - seq) })
	if !found {
		m.s.fail("message %s was acknowledged as %d, which is not there", sent.ClientID, seq)
	}
	if e := m.all[i]; e.Kind != handoff.KindMessage || e.Author != sent.Author || e.ClientID != sent.ClientID || e.Text != sent.Text {
		m.s.fail("message %s was acknowledged as %d, which is %+v", sent.ClientID, seq, e)
	}
	m.acked[seq] = sent
}

// learn applies an event that was committed.
func (m *model) learn(e handoff.Event) {
	c := m.chats[e.ChatID]
	if e.Kind == handoff.KindQueued && c == nil {
		c = &chat{id: e.ChatID, conversation: e.ConversationID, state: handoff.Waiting, alias: fmt.Sprintf("c%d", len(m.chats)+1)}
		if other := m.open[e.ConversationID]; other != nil {
			m.s.fail("%s joins as %s while %s is open", e.ConversationID, c.alias, other.alias)
		}
		m.chats[c.id], m.open[e.ConversationID] = c, c
		m.order = append(m.order, c)
	}
	if c == nil || c.conversation != e.ConversationID {
		m.s.fail("event %+v is of no chat", e)
	}
	m.s.note("  %d: %s %s in %s by %s%s %s", e.Seq, e.Kind, e.Data.Queue, c.alias, e.Author, e.OperatorID, e.ClientID)
	if why := m.apply(c, e); why != "" {
		m.s.fail("event %d (%s by %s %s) in %s, which is %s with %q: %s", e.Seq, e.Kind, e.Author, e.OperatorID, c.alias, c.state, c.operator, why)
	}
	m.once(e)
	m.last = e.Seq
	m.all = append(m.all, e)
	m.byChat[e.ChatID] = append(m.byChat[e.ChatID], e)
	if e.Kind != handoff.KindNote {
		m.shown[e.ConversationID] = append(m.shown[e.ConversationID], e)
	}
}

// apply changes how the chat stands and says why it may not.
func (m *model) apply(c *chat, e handoff.Event) string {
	his := c.state == handoff.Engaged && c.operator == e.OperatorID
	switch e.Kind {
	case handoff.KindQueued:
		return c.enqueue(e)
	case handoff.KindClaimed:
		return m.claim(c, e)
	case handoff.KindTransferred, handoff.KindReturned, handoff.KindEscalated, handoff.KindSentBack:
		if !his {
			return "it is not theirs"
		}
		c.giveUp(e)
	case handoff.KindMoved:
		if c.state != handoff.Waiting {
			return "it does not wait"
		}
		c.queue, c.level = e.Data.Queue, 1
	case handoff.KindClosed:
		if e.Author == handoff.ByOperator && !his || e.Author == handoff.ByStudent && c.state != handoff.Waiting || c.state == handoff.Closed {
			return "not theirs to close"
		}
		c.state = handoff.Closed
		delete(m.open, c.conversation)
	default:
		return c.say(e, his)
	}
	return ""
}

// say is what changes nothing about how the chat stands.
func (c *chat) say(e handoff.Event, his bool) string {
	switch e.Kind {
	case handoff.KindLeft, handoff.KindAsked:
		if c.state != handoff.Engaged {
			return "nobody has it"
		}
	case handoff.KindMessage, handoff.KindSeen:
		if (e.Author == handoff.ByOperator && !his) || c.state == handoff.Closed {
			return "they are not in it"
		}
	case handoff.KindClosing:
		if c.state != handoff.Waiting || c.channel != handoff.ChannelChat {
			return "it does not wait for a chat"
		}
	case handoff.KindNote:
	default:
		return "unknown"
	}
	return ""
}

// giveUp puts the chat in line again: at the head when it comes back.
func (c *chat) giveUp(e handoff.Event) {
	c.state, c.operator, c.queue = handoff.Waiting, "", e.Data.Queue
	switch e.Kind {
	case handoff.KindReturned:
		c.behind = 0
	case handoff.KindSentBack:
		c.behind, c.level = 0, 1
	case handoff.KindEscalated:
		c.behind, c.level = 1, 2
	default:
		c.behind, c.level = 1, 1
	}
}

func (c *chat) enqueue(e handoff.Event) string {
	if c.state != handoff.Waiting || (c.queue != "" && e.Data.Channel != handoff.ChannelTicket) {
		return "it is in line"
	}
	if c.queue == "" {
		c.line, c.behind, c.level = e.Seq, 1, 1
	}
	c.queue, c.channel = e.Data.Queue, e.Data.Channel
	return ""
}

// claim checks capacity, queues and level as they are now, which is as they were at the
// claim: a step has one transaction. A supervisor gives chats of any queue and level.
func (m *model) claim(c *chat, e handoff.Event) string {
	if c.state != handoff.Waiting {
		return "it does not wait"
	}
	o, err := m.desk.Operator(ctx, e.OperatorID)
	m.s.must(err)
	if e.Author != handoff.BySupervisor && (!slices.Contains(o.Queues, c.queue) || o.Level < int(c.level)) {
		return "it is not in their queue"
	}
	c.state, c.operator = handoff.Engaged, e.OperatorID
	if has := m.has(e.OperatorID); c.channel == handoff.ChannelChat && has > o.Capacity {
		return fmt.Sprintf("they have %d chats of %d", has, o.Capacity)
	}
	return ""
}

// has counts the chats that the operator has.
func (m *model) has(operator string) int {
	n := 0
	for _, c := range m.order {
		if c.state == handoff.Engaged && c.operator == operator && c.channel == handoff.ChannelChat {
			n++
		}
	}
	return n
}

// once refuses a message that is there already.
func (m *model) once(e handoff.Event) {
	if e.ClientID == "" {
		return
	}
	key := e.ConversationID + " " + string(e.Author) + " " + e.Text
	if before, twice := m.sent[key]; twice && e.Kind == handoff.KindMessage {
		m.s.fail("message %q is stored as %d and as %d", e.Text, before.Seq, e.Seq)
	}
	m.sent[key] = e
}

// holder is the operator who has the chat after event n.
func (m *model) holder(id string, n int64) string {
	operator := ""
	for _, e := range m.byChat[id] {
		if e.Seq > n {
			break
		}
		switch e.Kind {
		case handoff.KindClaimed:
			operator = e.OperatorID
		case handoff.KindTransferred, handoff.KindReturned, handoff.KindEscalated, handoff.KindSentBack, handoff.KindClosed:
			operator = ""
		default:
		}
	}
	return operator
}
