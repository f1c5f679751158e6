package handoff

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"sportello/content/db"
)

// Waiting returns who waits and may be claimed by the operator, what is urgent first, then in the order of claiming: in their
// queues and those they help out by now, at their level; in one queue when queueID is not
// empty; all who wait when operatorID is empty, which is a supervisor's view.
func (d *Desk) Waiting(ctx context.Context, operatorID, queueID string, limit int) ([]Chat, error) {
	chats, err := list(ctx, d.db, scanChat, `SELECT `+chatColumns+chatTables+`
		WHERE c.state = 'waiting' AND ($3 = '' OR c.queue_id = $3)
		AND ($2 = '' OR EXISTS (SELECT 1 FROM operators o WHERE o.id = $2 AND `+serves+`))
		ORDER BY `+urgentFirst+` LIMIT $4`, db.Millis(d.db.Now()), operatorID, queueID, atMost(limit))
	return chats, wrap("list who waits", err)
}

// EngagedConversations returns the topics ([ConversationTopic]) of those who are
// talking with an operator now.
func (d *Desk) EngagedConversations(ctx context.Context) (map[string]bool, error) {
	ids, err := list(ctx, d.db, scanID, `SELECT conversation_id FROM chats WHERE state = 'engaged' AND channel = 'chat' LIMIT $1`, maxLine)
	topics := make(map[string]bool, len(ids))
	for _, id := range ids {
		topics[ConversationTopic(id)] = true
	}
	return topics, wrap("list who is engaged", err)
}

// Serves returns the queues of each operator, by their ids.
func (d *Desk) Serves(ctx context.Context) (map[string][]string, error) {
	pairs, err := list(ctx, d.db, func(row scanner) (pair [2]string, err error) {
		return pair, row.Scan(&pair[0], &pair[1])
	}, `SELECT operator_id, queue_id FROM operator_queues ORDER BY operator_id, queue_id`)
	serves := map[string][]string{}
	for _, pair := range pairs {
		serves[pair[0]] = append(serves[pair[0]], pair[1])
	}
	return serves, wrap("who serves which queue", err)
}

// summaryColumns follow those of a chat: the last event, the last message.
const (
	summaryColumns = chatColumns + `, (SELECT COALESCE(MAX(e.seq), 0) FROM events e WHERE e.chat_id = c.id),
		COALESCE(m.text, ''), COALESCE(m.data, '{}'), COALESCE(m.author, ''), COALESCE(m.created_at, 0)`
	summaryTables = chatTables + `LEFT JOIN events m ON m.seq =
		(SELECT MAX(e.seq) FROM events e WHERE e.chat_id = c.id AND e.kind = 'message') `
)

func scanSummary(row scanner) (s Summary, err error) {
	var last int64
	var raw string
	var data EventData
	s.Chat, err = scanChatAnd(row, &s.LastSeq, &s.LastText, &raw, &s.LastAuthor, &last)
	if err == nil && raw != "{}" {
		err = json.Unmarshal([]byte(raw), &data)
	}
	if data.Attachment != nil {
		s.LastFile = data.Attachment.Name
	}
	s.LastAt = db.Time(last)
	return s, err
}

// Chats returns the chats that the operator has (Engaged, those longest theirs first)
// or had when they closed (Closed, the last first). It chooses them before it looks
// for their last messages.
func (d *Desk) Chats(ctx context.Context, operatorID string, state ChatState, limit int) ([]Summary, error) {
	order := `c.claimed_at, c.id`
	switch state {
	case Engaged:
	case Closed:
		order = `c.closed_seq DESC`
	default:
		return nil, fmt.Errorf("list chats in state %q: %w", state, ErrInvalid)
	}
	chats, err := list(ctx, d.db, scanSummary, `SELECT `+summaryColumns+summaryTables+`
		WHERE c.id IN (SELECT c.id FROM chats c WHERE c.operator_id = $1 AND c.state = $2 ORDER BY `+order+` LIMIT $3)
		ORDER BY `+order, operatorID, state, atMost(limit))
	return chats, wrap("list the operator's chats", err)
}

// Summary returns one chat as the lists show it, with its last message. ErrNotFound.
func (d *Desk) Summary(ctx context.Context, id string) (Summary, error) {
	s, err := scanSummary(d.db.QueryRow(ctx, `SELECT `+summaryColumns+summaryTables+`WHERE c.id = $1`, id))
	return s, wrap("summary of the chat", err)
}

// Earlier returns the closed chats of the conversations, the last first.
func (d *Desk) Earlier(ctx context.Context, limit int, conversationIDs ...string) ([]Chat, error) {
	var all []Chat
	for ids := range slices.Chunk(conversationIDs, 100) {
		marks, args := make([]string, len(ids)), make([]any, len(ids), len(ids)+1)
		for i, id := range ids {
			marks[i], args[i] = fmt.Sprintf("$%d", i+1), id
		}
		chats, err := list(ctx, d.db, scanChat, `SELECT `+chatColumns+chatTables+`
			WHERE c.state = 'closed' AND c.id IN (SELECT chat_id FROM events
				WHERE kind = 'queued' AND conversation_id IN (`+strings.Join(marks, ", ")+`))
			ORDER BY c.closed_seq DESC LIMIT $`+fmt.Sprint(len(ids)+1), append(args, atMost(limit))...)
		if err != nil {
			return nil, fmt.Errorf("list earlier chats: %w", err)
		}
		all = append(all, chats...)
	}
	slices.SortStableFunc(all, func(a, b Chat) int { return b.ClosedAt.Compare(a.ClosedAt) })
	return all[:min(len(all), atMost(limit))], nil
}
