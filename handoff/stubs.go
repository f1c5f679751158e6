package handoff

import (
	"context"

	"sportello/handoff/bus"
)

// Subscribe is woken for the topics; see ConversationTopic, OperatorTopic, QueuesTopic.
func (d *Desk) Subscribe(topics ...string) *bus.Sub { panic("not yet") }

// Run gives back the chats of vanished operators, every few seconds until ctx ends.
func (d *Desk) Run(ctx context.Context) { panic("not yet") }

func (d *Desk) SeedQueues(ctx context.Context, queues []Queue) error   { panic("not yet") }
func (d *Desk) Queues(ctx context.Context) ([]Queue, error)            { panic("not yet") }
func (d *Desk) Ways(ctx context.Context, queueID string) (Ways, error) { panic("not yet") }

// AllWays is Ways for each queue, in their order.
func (d *Desk) AllWays(ctx context.Context) ([]Ways, error) { panic("not yet") }

func (d *Desk) SetOperator(ctx context.Context, o Operator) error         { panic("not yet") }
func (d *Desk) Operator(ctx context.Context, id string) (Operator, error) { panic("not yet") }
func (d *Desk) SetState(ctx context.Context, id string, s State) error    { panic("not yet") }
func (d *Desk) Touch(ctx context.Context, id string) error                { panic("not yet") }

func (d *Desk) Enqueue(ctx context.Context, j Join) (Chat, error) { panic("not yet") }

// Place: from 1; 0 when it does not wait.
func (d *Desk) Place(ctx context.Context, chatID string) (int, error)              { panic("not yet") }
func (d *Desk) Claim(ctx context.Context, operatorID, chatID string) (Chat, error) { panic("not yet") }
func (d *Desk) ClaimNext(ctx context.Context, operatorID, queueID string) (Chat, error) {
	panic("not yet")
}
func (d *Desk) Transfer(ctx context.Context, operatorID, chatID, queueID, note string) error {
	panic("not yet")
}
func (d *Desk) Return(ctx context.Context, operatorID, chatID string) error { panic("not yet") }
func (d *Desk) Close(ctx context.Context, c Closing) error                  { panic("not yet") }
func (d *Desk) Leave(ctx context.Context, conversationID string) error      { panic("not yet") }

// Vanished returns how many chats went back.
func (d *Desk) Vanished(ctx context.Context) (int, error) { panic("not yet") }

func (d *Desk) Send(ctx context.Context, m Message) (seq int64, err error) { panic("not yet") }
func (d *Desk) Note(ctx context.Context, n Note) (seq int64, err error)    { panic("not yet") }
func (d *Desk) Seen(ctx context.Context, s Side, seq int64) error          { panic("not yet") }

// Typing publishes {"kind":"typing","author":...,"chat":...} as a frame to the other side's topic.
func (d *Desk) Typing(ctx context.Context, s Side) error { panic("not yet") }

// LastSeq is the number of the last event; read it before the state that is to be followed from it.
func (d *Desk) LastSeq(ctx context.Context) (int64, error) { panic("not yet") }
func (d *Desk) Events(ctx context.Context, conversationID string, after int64, limit int, forStudent bool) ([]Event, error) {
	panic("not yet")
}
func (d *Desk) OperatorEvents(ctx context.Context, operatorID string, after int64, limit int) ([]Event, error) {
	panic("not yet")
}
func (d *Desk) ChatEvents(ctx context.Context, chatID string, after int64, limit int) ([]Event, error) {
	panic("not yet")
}

// Waiting: operatorID "" for all queues (a supervisor), queueID "" for all of the operator's.
func (d *Desk) Waiting(ctx context.Context, operatorID, queueID string, limit int) ([]Chat, error) {
	panic("not yet")
}
func (d *Desk) Chats(ctx context.Context, operatorID string, state ChatState, limit int) ([]Summary, error) {
	panic("not yet")
}
func (d *Desk) Chat(ctx context.Context, id string) (Chat, error)       { panic("not yet") }
func (d *Desk) Summary(ctx context.Context, id string) (Summary, error) { panic("not yet") }
func (d *Desk) ByConversation(ctx context.Context, conversationID string) (Chat, error) {
	panic("not yet")
}

// Earlier: closed chats of the conversations, newest first.
func (d *Desk) Earlier(ctx context.Context, limit int, conversationIDs ...string) ([]Chat, error) {
	panic("not yet")
}
func (d *Desk) CanSee(ctx context.Context, operatorID, chatID string) (bool, error) { panic("not yet") }
