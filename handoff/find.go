package handoff

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"sportello/content/db"
)

// The columns of a chat, and where they come from.
const (
	chatColumns = `c.id, c.conversation_id, c.queue_id, c.channel, c.state, c.operator_id, COALESCE(o.name, ''),
		c.lang, c.subject, c.student, c.created_at, c.queued_at, c.claimed_at, c.closed_at, c.outcome, c.entry_id, c.note,
		c.level, c.escalated_by, c.student_at, c.gone_at, c.lapsed, c.resumed, c.behind`
	chatTables = ` FROM chats c LEFT JOIN operators o ON o.id = c.operator_id `
)

func scanChat(row scanner) (Chat, error) { return scanChatAnd(row) }

// scanChatAnd reads the columns of a chat and what the query selects behind them.
func scanChatAnd(row scanner, more ...any) (c Chat, err error) {
	var created, queued, claimed, closed, student, gone, lapsed, resumed, behind int64
	err = row.Scan(append([]any{&c.ID, &c.ConversationID, &c.QueueID, &c.Channel, &c.State, &c.OperatorID, &c.OperatorName,
		&c.Lang, &c.Subject, &c.Student, &created, &queued, &claimed, &closed, &c.Outcome, &c.EntryID, &c.Note,
		&c.Level, &c.EscalatedBy, &student, &gone, &lapsed, &resumed, &behind}, more...)...)
	if errors.Is(err, sql.ErrNoRows) {
		return c, ErrNotFound
	}
	c.CreatedAt, c.QueuedAt, c.ClosedAt, c.StudentAt = db.Time(created), db.Time(queued), db.Time(closed), db.Time(student)
	c.Gone, c.Lapsed, c.Resumed, c.Urgent = gone > 0, lapsed > 0, resumed > 0, behind == urgent
	if c.State != Waiting {
		c.ClaimedAt = db.Time(claimed) // while it waits the column says when it last was
	}
	return c, err
}

func findChat(q querier, id string) (Chat, error) {
	return scanChat(q(`SELECT `+chatColumns+chatTables+`WHERE c.id = $1`, id))
}

func findOpen(q querier, conversationID string) (Chat, error) {
	return scanChat(q(`SELECT `+chatColumns+chatTables+`WHERE c.conversation_id = $1 AND c.state <> 'closed'`, conversationID))
}

// findLatest finds the chat that the conversation joined last, by its events: they
// have the index.
func findLatest(q querier, conversationID string) (Chat, error) {
	return scanChat(q(`SELECT `+chatColumns+chatTables+`WHERE c.id = (SELECT chat_id FROM events
		WHERE conversation_id = $1 AND kind = 'queued' ORDER BY seq DESC LIMIT 1)`, conversationID))
}

// addressed finds a chat by its id or by its conversation.
func addressed(q querier, chatID, conversationID string) (Chat, error) {
	if chatID != "" {
		c, err := findChat(q, chatID)
		if err == nil && conversationID != "" && c.ConversationID != conversationID {
			err = ErrNotFound
		}
		return c, err
	}
	c, err := findOpen(q, conversationID)
	if errors.Is(err, ErrNotFound) {
		return findLatest(q, conversationID)
	}
	return c, err
}

// Chat returns the chat. ErrNotFound.
func (d *Desk) Chat(ctx context.Context, id string) (Chat, error) {
	c, err := scanChat(d.db.QueryRow(ctx, `SELECT `+chatColumns+chatTables+`WHERE c.id = $1`, id))
	if err != nil {
		return Chat{}, fmt.Errorf("chat %q: %w", id, err)
	}
	return c, nil
}

// ByConversation returns the conversation's open chat, or its last. ErrNotFound.
func (d *Desk) ByConversation(ctx context.Context, conversationID string) (Chat, error) {
	c, err := addressed(d.read(ctx), "", conversationID)
	if err != nil {
		return Chat{}, fmt.Errorf("chat of conversation %q: %w", conversationID, err)
	}
	return d.Chat(ctx, c.ID)
}

// CanSee reports whether the operator may see the chat: it is in a queue they
// take from, or they have it or had it. What supervisors see is decided above.
func (d *Desk) CanSee(ctx context.Context, operatorID, chatID string) (bool, error) {
	may, err := canSee(d.read(ctx), operatorID, chatID)
	return may, wrap("who may see the chat", err)
}

func canSee(q querier, operatorID, chatID string) (bool, error) {
	if operatorID == "" {
		return false, nil
	}
	return q.exists(`SELECT 1 FROM chats c WHERE c.id = $2 AND (c.operator_id = $1
		OR EXISTS (SELECT 1 FROM `+reach+` WHERE r.queue_id = c.queue_id)
		OR EXISTS (SELECT 1 FROM events e WHERE e.chat_id = c.id AND e.kind = 'claimed' AND e.operator_id = $1))`,
		operatorID, chatID)
}
