package assistant

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"sportello/handoff"
)

// Handover is how a student asks for a person.
type Handover struct {
	Channel handoff.Channel
	Queue   string // empty: where the last question belongs
	Name    string // how to call them, may be empty
	Email   string // may be empty
	Turn    int    // the turn that stayed open; 0: the last
}

// Handoff takes the conversation to the desk. A chat that can't be had now, because
// the queue is closed or nobody is there, becomes a ticket. Where the line is full it is
// handoff.ErrNoRoom, and the student decides: a ticket, a call-back, an appointment.
// Who has just said words of distress goes before all others, however long the line is.
// Called again, it returns the chat that is open.
func (a *Assistant) Handoff(ctx context.Context, c *Conversation, h Handover) (handoff.Chat, error) {
	if h.Channel != handoff.ChannelChat && h.Channel != handoff.ChannelTicket {
		return handoff.Chat{}, fmt.Errorf("%w: channel must be chat or ticket", ErrInvalid)
	}
	if h.Queue == "" {
		var err error
		if h.Queue, _, err = a.queue(ctx, c); err != nil {
			return handoff.Chat{}, err
		}
	}
	urgent := c.Hints.urgent(a.db.Now())
	if h.Channel == handoff.ChannelChat && !urgent {
		if err := a.desk.Refuse(ctx, c.ID, h.Queue); err != nil {
			return handoff.Chat{}, err
		}
	}
	turns, err := a.Turns(ctx, c.ID)
	if err != nil {
		return handoff.Chat{}, err
	}
	ways, err := a.desk.Ways(ctx, h.Queue)
	if err != nil {
		return handoff.Chat{}, err
	}
	if !ways.Open || !ways.Staffed {
		h.Channel = handoff.ChannelTicket
	}
	if err := a.identify(ctx, c, h.Name, h.Email); err != nil {
		return handoff.Chat{}, err
	}
	return a.desk.Enqueue(ctx, handoff.Join{
		ConversationID: c.ID, QueueID: h.Queue, Channel: h.Channel, Lang: c.Lang, Subject: subject(turns, h.Turn), Student: c.Identity.Name,
		Limited: true, Urgent: urgent,
	})
}

// Book books an appointment with the queue, with the question that stayed open.
func (a *Assistant) Book(ctx context.Context, c *Conversation, h Handover, at time.Time) (handoff.Appointment, error) {
	turns, err := a.Turns(ctx, c.ID)
	if err != nil {
		return handoff.Appointment{}, err
	}
	if err := a.identify(ctx, c, h.Name, h.Email); err != nil {
		return handoff.Appointment{}, err
	}
	return a.desk.Book(ctx, handoff.Appointment{ConversationID: c.ID, QueueID: h.Queue, Starts: at, Student: c.Identity.Name, Subject: subject(turns, h.Turn)})
}

// subject is the question that stayed open: that of turn n, or the student's last. Of a
// message with several it is one that nothing answered.
func subject(turns []*Turn, n int) string {
	for i, t := range slices.Backward(turns) {
		switch {
		case t.N == n:
			return t.Text
		case n > 0 || !t.asks():
			continue
		}
		for _, part := range turns[i+1-t.Reply.Part.place() : i+1] {
			if part.Reply.Kind == KindHandoff {
				return part.Text
			}
		}
		return t.Text
	}
	return ""
}

// queue is the queue of the conversation's topic, or the first as a guess.
func (a *Assistant) queue(ctx context.Context, c *Conversation) (id string, guess bool, err error) {
	queues, err := a.desk.Queues(ctx)
	if err != nil {
		return "", false, err
	}
	if len(queues) == 0 {
		return "", false, fmt.Errorf("%w: there are no queues", handoff.ErrNotFound)
	}
	if slices.ContainsFunc(queues, func(q handoff.Queue) bool { return q.ID == c.Topic }) {
		return c.Topic, false, nil
	}
	return queues[0].ID, true, nil
}

// Ways are the ways to a person of one queue.
type Ways struct {
	handoff.Ways
	Guess bool // nothing said so far tells the queue: the student is to choose
}

// Ways are the ways to a person from here, for the queue named, or for the topic of
// the conversation.
func (a *Assistant) Ways(ctx context.Context, c *Conversation, queue string) (Ways, error) {
	if queue != "" {
		ways, err := a.desk.Ways(ctx, queue)
		if !errors.Is(err, handoff.ErrNotFound) {
			return Ways{Ways: ways}, err
		}
	}
	queue, guess, err := a.queue(ctx, c)
	if err != nil {
		return Ways{}, err
	}
	ways, err := a.desk.Ways(ctx, queue)
	return Ways{ways, guess}, err
}
