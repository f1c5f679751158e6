package handoff

import "context"

// followPage is how many events a follower reads at once unless told otherwise.
const followPage = 200

// Follower hands over what happens from a number on, each event once and in order: it
// is what a live connection does on each wake. It is not safe for concurrent use.
type Follower struct {
	// After is the number of the last event handed over.
	After int64
	// Page is how many events it reads at once, at most [MaxList].
	Page int
	// Read returns what happened after a number, at most limit events.
	Read func(ctx context.Context, after int64, limit int) ([]Event, error)
}

// FollowConversation follows what the student is shown of the conversation.
func (d *Desk) FollowConversation(conversationID string, after int64) *Follower {
	return &Follower{After: after, Page: followPage, Read: func(ctx context.Context, after int64, limit int) ([]Event, error) {
		return d.Events(ctx, conversationID, after, limit, true)
	}}
}

// FollowOperator follows the operator's chats, as [Desk.OperatorEvents] tells them.
func (d *Desk) FollowOperator(operatorID string, after int64) *Follower {
	return &Follower{After: after, Page: followPage, Read: func(ctx context.Context, after int64, limit int) ([]Event, error) {
		return d.OperatorEvents(ctx, operatorID, after, limit)
	}}
}

// CatchUp hands over every event after the last one handed over. Where give fails it
// stops and returns the error, and begins with the same event the next time.
func (f *Follower) CatchUp(ctx context.Context, give func(Event) error) error {
	for {
		events, err := f.Read(ctx, f.After, f.Page)
		if err != nil {
			return err
		}
		for _, e := range events {
			if err := give(e); err != nil {
				return err
			}
			f.After = e.Seq
		}
		if len(events) < f.Page {
			return nil
		}
	}
}
