package report

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"sportello/content/db"
)

// OpenReason is why a question counts as open.
type OpenReason string

// The reasons. A question has one: the last that holds of it.
const (
	OpenUnanswered OpenReason = "unanswered" // nothing was found, or only choices of which none was taken
	OpenRejected   OpenReason = "rejected"   // what was shown did not help
	OpenOperator   OpenReason = "operator"   // a person took it up
)

// OpenReasons are all of them.
var OpenReasons = []OpenReason{OpenUnanswered, OpenRejected, OpenOperator}

// OpenQuestion is a question that the library did not answer, without what could tell whose
// it is.
type OpenQuestion struct {
	Conversation string
	Text         string // masked
	Lang         string // that it is written in
	Topic        string // of the queue that took it up, else of what came closest; may be empty
	Reason       OpenReason
	At           time.Time
	Near         map[string]float64 // entries that came closest, with the confidence of each
	Rejected     []string           // entries that the student said did not help
	Chat         *OpenChat          // of OpenOperator
}

// OpenChat is the chat, or ticket, that a question ended in.
type OpenChat struct {
	ID      string
	Engaged time.Duration // from claim to close, at most maxEngaged; 0 of a ticket, which waits between its messages
	Outcome string        // as handoff.Outcome
	EntryID string        // that would have answered, as the operator says
	At      time.Time     // it was closed
}

const (
	// mostConversations bounds how many are looked at: the latest.
	mostConversations = 5000
	// maxEngaged bounds what one chat may count: a chat that was left open overnight cost
	// nobody a night.
	maxEngaged = 2 * time.Hour
	// mostNear is how many entries near a question are looked at.
	mostNear = 5
)

// latestOpen are the conversations with an open question, by when they had it last.
const latestOpen = `SELECT conversation_id FROM (
		SELECT conversation_id, created_at AS at FROM turns t WHERE created_at >= $1 AND (kind <> 'answer' OR helped = 'no')
			AND (kind <> 'choices' OR helped = 'no' OR NOT EXISTS (SELECT 1 FROM turns f WHERE f.conversation_id = t.conversation_id AND f.follows = t.n))
		UNION ALL SELECT conversation_id, closed_at AS at FROM chats WHERE state = 'closed' AND closed_at >= $1
	) o GROUP BY conversation_id ORDER BY MAX(at) DESC, conversation_id LIMIT $2`

// OpenQuestions lists the questions asked since then that stayed open, in the latest 5,000
// conversations that had one, by conversation. all says that these were all.
func (r *Reporter) OpenQuestions(ctx context.Context, since time.Time) (list []OpenQuestion, all bool, err error) {
	chats, err := r.closedChats(ctx, since)
	if err != nil {
		return nil, false, fmt.Errorf("list the chats of open questions: %w", err)
	}
	var talk talk
	n := 0
	flush := func() {
		if len(talk.turns) > 0 {
			list = append(list, talk.open(chats[talk.id], since)...)
			n++
		}
	}
	err = r.db.Each(ctx, func(rows *sql.Rows) error {
		var id string
		t, lang, identity, err := scanOpen(rows, &id)
		if err != nil {
			return err
		}
		if id != talk.id {
			flush()
			talk = newTalk(id, lang, identity)
		}
		talk.turns = append(talk.turns, t)
		return nil
	}, `SELECT t.conversation_id, t.n, t.follows, t.text, t.kind, t.helped, COALESCE(t.shown, ''), t.reply, t.candidates, t.created_at, c.lang, c.identity
		FROM (`+latestOpen+`) l JOIN turns t ON t.conversation_id = l.conversation_id JOIN conversations c ON c.id = t.conversation_id
		ORDER BY t.conversation_id, t.n`, db.Millis(since), mostConversations)
	if err != nil {
		return nil, false, fmt.Errorf("list the open questions: %w", err)
	}
	flush()
	return list, n < mostConversations, nil
}

// closedChats are the chats by conversation, in the order in which they were begun.
func (r *Reporter) closedChats(ctx context.Context, since time.Time) (map[string][]openedChat, error) {
	chats := map[string][]openedChat{}
	err := r.db.Each(ctx, func(rows *sql.Rows) error {
		var c openedChat
		var conversation, channel string
		var begun, claimed, closed int64
		err := rows.Scan(&c.ID, &conversation, &c.queue, &channel, &c.subject, &c.student, &begun, &claimed, &closed, &c.Outcome, &c.EntryID)
		c.begun, c.At = db.Time(begun), db.Time(closed)
		if channel == "chat" {
			c.Engaged = min(maxEngaged, max(0, time.Duration(closed-claimed)*time.Millisecond))
		}
		chats[conversation] = append(chats[conversation], c)
		return err
	}, `SELECT c.id, c.conversation_id, c.queue_id, c.channel, c.subject, c.student, c.created_at, c.claimed_at, c.closed_at, c.outcome, c.entry_id
		FROM (`+latestOpen+`) l JOIN chats c ON c.conversation_id = l.conversation_id
		WHERE c.state = 'closed' AND c.claimed_at > 0 ORDER BY c.created_at, c.id`, db.Millis(since), mostConversations)
	return chats, err
}

// openedChat is a chat with what tells which question it is about.
type openedChat struct {
	OpenChat
	queue, subject, student string
	begun                   time.Time
}

// openTurn is what of a turn tells whether its question stayed open.
type openTurn struct {
	n, follows          int
	text, kind          string
	helped, shown       string
	reply               openReply
	candidates          []openCandidate
	at                  time.Time
	first, last         *openTurn // of the question
	rejected, recovered bool      // of the question, in its first turn
	not                 []string
}

type openReply struct {
	Intent     string `json:"intent"`
	Reason     string `json:"reason"`
	Queue      string `json:"queue"`
	Understood *struct {
		Text string `json:"text"`
		How  string `json:"how"`
	} `json:"understood"`
}

type openCandidate struct {
	ID         string  `json:"id"`
	Type       string  `json:"type"`
	Topic      string  `json:"topic"`
	Confidence float64 `json:"confidence"`
}

func scanOpen(rows *sql.Rows, id *string) (t *openTurn, lang, identity string, err error) {
	t = &openTurn{}
	var reply, candidates []byte
	var at int64
	err = rows.Scan(id, &t.n, &t.follows, &t.text, &t.kind, &t.helped, &t.shown, &reply, &candidates, &at, &lang, &identity)
	if err == nil {
		err = json.Unmarshal(reply, &t.reply)
	}
	if err == nil && len(candidates) > 0 {
		err = json.Unmarshal(candidates, &t.candidates)
	}
	t.at = db.Time(at)
	return t, lang, identity, err
}
