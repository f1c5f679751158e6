package assistant

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"sportello/content/db"
)

// Helped is what the student said of a reply.
type Helped string

// The student's word on a reply.
const (
	HelpedUnsaid Helped = ""
	HelpedYes    Helped = "yes"
	HelpedNo     Helped = "no"
)

// Turn is one question of the student and Sportello's reply to it.
type Turn struct {
	N       int    // from 1
	Follows int    // the turn whose reply did not serve, when this is another for the same question
	Text    string // the question
	Reply   Reply
	Helped  Helped
	At      time.Time
	// Candidates travel with the turn, so that "this did not help" needs no second
	// search.
	Candidates []Candidate
	Decided    *Decided // nil where no question was matched, and of turns from before it was kept

	// More are the other turns made of the same message, where it had several questions
	// and this is the first.
	More []*Turn

	answered string // the id of the candidate in Reply.Answer
}

const turnColumns = `n, follows, text, reply, candidates, decided, helped, created_at`

func scanTurn(row interface{ Scan(...any) error }) (*Turn, error) {
	t := &Turn{}
	var reply, candidates, decided []byte
	var created int64
	err := row.Scan(&t.N, &t.Follows, &t.Text, &reply, &candidates, &decided, &t.Helped, &created)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrNotFound
	}
	if err == nil {
		err = errors.Join(json.Unmarshal(reply, &t.Reply), json.Unmarshal(candidates, &t.Candidates))
	}
	if err == nil && len(decided) > 0 {
		err = json.Unmarshal(decided, &t.Decided)
	}
	if err != nil {
		return nil, fmt.Errorf("read a turn: %w", err)
	}
	t.At = db.Time(created)
	if t.Reply.Answer != nil && len(t.Candidates) > 0 {
		t.answered = t.Candidates[0].ID
	}
	return t, nil
}

func (a *Assistant) turn(ctx context.Context, conversationID string, n int) (*Turn, error) {
	return scanTurn(a.db.QueryRow(ctx, `SELECT `+turnColumns+` FROM turns WHERE conversation_id = $1 AND n = $2`, conversationID, n))
}

// turnOf finds the turn that the client made with clientID, if it has come before, with
// the others of its message.
func (a *Assistant) turnOf(ctx context.Context, conversationID, clientID string) (*Turn, error) {
	if clientID == "" {
		return nil, ErrNotFound
	}
	t, err := scanTurn(a.db.QueryRow(ctx, `SELECT `+turnColumns+` FROM turns WHERE conversation_id = $1 AND client_id = $2`, conversationID, clientID))
	if err != nil || t.Reply.Part == nil {
		return t, err
	}
	for n := t.N + 1; n < t.N+t.Reply.Part.Of; n++ {
		part, err := a.turn(ctx, conversationID, n)
		if err != nil {
			return nil, err
		}
		t.More = append(t.More, part)
	}
	return t, nil
}

// Turns are those of a conversation, in order.
func (a *Assistant) Turns(ctx context.Context, conversationID string) (turns []*Turn, err error) {
	err = a.db.Each(ctx, func(rows *sql.Rows) error {
		t, err := scanTurn(rows)
		turns = append(turns, t)
		return err
	}, `SELECT `+turnColumns+` FROM turns WHERE conversation_id = $1 ORDER BY n LIMIT $2`, conversationID, maxTurns)
	if err != nil {
		return nil, fmt.Errorf("read the turns: %w", err)
	}
	return turns, nil
}

// keep adds the turn to its conversation and numbers it. Of two at once with one
// clientID, or after one turn, the first is kept, and t becomes it.
func (a *Assistant) keep(ctx context.Context, c *Conversation, t *Turn, clientID string) error {
	rows, err := rowsOf(t, clientID)
	if err != nil {
		return fmt.Errorf("keep a turn: %w", err)
	}
	hints, err := json.Marshal(c.Hints)
	if err != nil {
		return fmt.Errorf("keep a turn: %w", err)
	}
	topic := rows[len(rows)-1].turn.Reply.Queue
	err = a.db.Tx(ctx, func(tx *db.Tx) error {
		// The conversation first: its row stays locked, so two at once are numbered one
		// after the other.
		if err := touch(tx, c, topic, string(hints)); err != nil {
			return err
		}
		for i := range rows {
			if err := rows[i].insert(tx, c); err != nil {
				return err
			}
		}
		return nil
	})
	if db.IsUnique(err) {
		twin, twinErr := a.turnOf(ctx, c.ID, clientID)
		if t.Follows > 0 {
			twin, twinErr = a.follower(ctx, c.ID, t.Follows)
		}
		if twinErr == nil {
			*t = *twin
			return nil
		}
	}
	if err != nil {
		return fmt.Errorf("keep a turn: %w", err)
	}
	a.remember(c, topic, string(hints))
	return nil
}

// touch notes the topic of the conversation and what is known of the student. Where c was
// remembered, errOutdated says that it was something else by now, or is gone.
func touch(tx *db.Tx, c *Conversation, topic, hints string) error {
	if c.was != nil {
		n, err := tx.Exec(`UPDATE conversations SET changed_at = $1, topic = $2, hints = $3 WHERE id = $4 AND topic = $5 AND hints = $6`,
			db.Millis(tx.Now), cmp.Or(topic, c.Topic), hints, c.ID, c.was.topic, c.was.hints)
		if err == nil && n == 0 {
			err = errOutdated
		}
		return err
	}
	_, err := tx.Exec(`UPDATE conversations SET changed_at = $1, topic = CASE WHEN $2 = '' THEN topic ELSE $2 END, hints = $3 WHERE id = $4`,
		db.Millis(tx.Now), topic, hints, c.ID)
	return err
}

// turnRow is a turn as it is kept. It is made before the transaction, so that nobody
// waits for that who writes at the same time.
type turnRow struct {
	turn                       *Turn
	clientID                   string
	reply, candidates, decided string
}

// rowsOf are the rows of a turn and of the others of its message. The client's id is the
// first one's.
func rowsOf(t *Turn, clientID string) ([]turnRow, error) {
	first, err := newTurnRow(t, clientID)
	rows := []turnRow{first}
	for _, part := range t.More {
		row, partErr := newTurnRow(part, "")
		rows, err = append(rows, row), errors.Join(err, partErr)
	}
	return rows, err
}

func newTurnRow(t *Turn, clientID string) (turnRow, error) {
	if t.Follows > 0 && !t.Reply.Understood.is(ReadAlone) {
		t.Candidates = bare(t.Candidates)
	}
	reply, err1 := json.Marshal(t.Reply)
	candidates, err2 := keptCandidates(t.Candidates)
	var decided []byte
	var err3 error
	if t.Decided != nil {
		decided, err3 = json.Marshal(t.Decided)
	}
	return turnRow{turn: t, clientID: clientID, reply: string(reply), candidates: string(candidates), decided: string(decided)},
		errors.Join(err1, err2, err3)
}

func (r *turnRow) insert(tx *db.Tx, c *Conversation) error {
	t := r.turn
	t.At = tx.Now
	err := tx.QueryRow(`INSERT INTO turns (conversation_id, n, follows, client_id, text, kind, confidence, reply, candidates, decided, shown, helped, created_at)
		VALUES ($1, (SELECT COALESCE(MAX(n), 0) + 1 FROM turns WHERE conversation_id = $1), $2, $3, $4, $5, $6, $7, $8, $9, $10, '', $11) RETURNING n`,
		c.ID, t.Follows, r.clientID, t.Text, string(t.Reply.Kind), t.Reply.Confidence, r.reply, r.candidates, r.decided, t.answerID(), db.Millis(t.At)).Scan(&t.N)
	if err == nil && t.N > maxTurns {
		return fmt.Errorf("%w: the conversation has %d turns; start a new one", ErrInvalid, maxTurns)
	}
	return err
}

// mark notes what the student said of a turn.
func (a *Assistant) mark(ctx context.Context, conversationID string, n int, helped Helped) error {
	err := a.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE turns SET helped = $1 WHERE conversation_id = $2 AND n = $3`, string(helped), conversationID, n)
		return err
	})
	if err != nil {
		return fmt.Errorf("mark a turn: %w", err)
	}
	return nil
}

// follower is the turn made because turn n did not serve.
func (a *Assistant) follower(ctx context.Context, conversationID string, n int) (*Turn, error) {
	return scanTurn(a.db.QueryRow(ctx, `SELECT `+turnColumns+` FROM turns WHERE conversation_id = $1 AND follows = $2`, conversationID, n))
}
