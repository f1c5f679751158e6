package handoff

import (
	"context"
	"encoding/json"

	"sportello/content/db"
)

// The columns of an event and where they come from.
const (
	eventColumns = `e.seq, e.chat_id, e.conversation_id, e.kind, e.author, e.operator_id, COALESCE(o.name, ''),
		e.client_id, e.text, e.data, e.created_at`
	eventTables = ` FROM events e LEFT JOIN operators o ON o.id = e.operator_id `
)

func scanEvent(row scanner) (e Event, err error) {
	var data string
	var at int64
	err = row.Scan(&e.Seq, &e.ChatID, &e.ConversationID, &e.Kind, &e.Author, &e.OperatorID, &e.OperatorName,
		&e.ClientID, &e.Text, &data, &at)
	if err == nil && data != "{}" {
		err = json.Unmarshal([]byte(data), &e.Data)
	}
	e.At = db.Time(at)
	return e, err
}

// LastSeq returns the number of the last event. Read it before the state that is then
// followed from it: what happens in between is seen twice rather than never.
func (d *Desk) LastSeq(ctx context.Context) (int64, error) {
	seq, err := d.db.Counter(ctx, "event")
	return seq, wrap("the last event", err)
}

// Events returns what happened in the conversation after the number, in order. The
// student is not shown notes, nor what only the operator is told, nor what the operator made
// of the chat at its end.
func (d *Desk) Events(ctx context.Context, conversationID string, after int64, limit int, forStudent bool) ([]Event, error) {
	hidden := [2]Kind{}
	if forStudent {
		hidden = [...]Kind{KindNote, KindDistress}
	}
	events, err := list(ctx, d.db, scanEvent, `SELECT `+eventColumns+eventTables+`
		WHERE e.conversation_id = $1 AND e.seq > $2 AND e.kind NOT IN ($3, $4) ORDER BY e.seq LIMIT $5`,
		conversationID, after, hidden[0], hidden[1], atMost(limit))
	for i := range events {
		if !forStudent {
			continue
		}
		events[i].Data.By = ""
		if events[i].Data.Outcome != Abandoned {
			events[i].Data.Outcome = ""
		}
	}
	return events, wrap("read the conversation's events", err)
}

// ChatEvents returns all that happened in the chat after the number, in order, for
// operators.
func (d *Desk) ChatEvents(ctx context.Context, chatID string, after int64, limit int) ([]Event, error) {
	events, err := list(ctx, d.db, scanEvent, `SELECT `+eventColumns+eventTables+`
		WHERE e.chat_id = $1 AND e.seq > $2 ORDER BY e.seq LIMIT $3`, chatID, after, atMost(limit))
	return events, wrap("read the chat's events", err)
}

// OperatorEvents returns what happened after the number, in order, in the chats that
// the operator has or had when they closed, and how they lost others (transferred,
// returned, escalated, sent back). What was said in a chat before the operator claimed it may lie below a
// number they have already: on "claimed" the reader asks for [Desk.ChatEvents].
func (d *Desk) OperatorEvents(ctx context.Context, operatorID string, after int64, limit int) ([]Event, error) {
	events, err := list(ctx, d.db, scanEvent, `SELECT `+eventColumns+eventTables+`
		WHERE e.seq > $2 AND e.seq IN (
			SELECT x.seq FROM chats c JOIN events x ON x.chat_id = c.id AND x.seq > $2
				WHERE c.operator_id = $1 AND c.state = 'engaged'
			UNION SELECT x.seq FROM chats c JOIN events x ON x.chat_id = c.id AND x.seq > $2
				WHERE c.operator_id = $1 AND c.state = 'closed' AND c.closed_seq > $2
			UNION SELECT x.seq FROM events x
				WHERE x.seq > $2 AND x.operator_id = $1 AND x.kind IN ('transferred', 'returned', 'escalated', 'sent_back'))
		ORDER BY e.seq LIMIT $3`, operatorID, after, atMost(limit))
	return events, wrap("read the operator's events", err)
}
