package assistant

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"sportello/content/db"
)

// answerID is the entry, or the passage, whose text the student saw in a turn; empty where
// there was none.
func (t *Turn) answerID() string {
	switch a := t.Reply.Answer; {
	case a == nil:
		return ""
	case a.Source.Type == "entry":
		return a.Source.ID
	}
	return t.answered
}

const (
	// turnsAtOnce is how many turns of older programs are read together.
	turnsAtOnce = 200
	// between is the pause after them: nobody waits for it.
	between = 50 * time.Millisecond
)

// ReadOldTurns notes of turns from before it was kept what they showed, until all are
// read or ctx ends. Several nodes may run it at once.
func (a *Assistant) ReadOldTurns(ctx context.Context) {
	for {
		n, err := a.readOld(ctx)
		if err != nil && ctx.Err() == nil {
			a.log.Error("read the turns of before", "err", err)
		}
		if n == 0 {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(between):
		}
	}
}

// readOld reads some turns and returns how many.
func (a *Assistant) readOld(ctx context.Context) (n int, err error) {
	type key struct {
		conversation string
		n            int
	}
	found := map[key]string{}
	err = a.db.Each(ctx, func(rows *sql.Rows) error {
		var conversation string
		t, err := scanTurn(rowWith{rows, &conversation})
		if err == nil {
			found[key{conversation, t.N}] = t.answerID()
		}
		return err
	}, `SELECT conversation_id, `+turnColumns+` FROM turns WHERE shown IS NULL LIMIT $1`, turnsAtOnce)
	if err != nil || len(found) == 0 {
		return 0, err
	}
	err = a.db.Tx(ctx, func(tx *db.Tx) error {
		for k, shown := range found {
			if _, err := tx.Exec(`UPDATE turns SET shown = $1 WHERE conversation_id = $2 AND n = $3 AND shown IS NULL`, shown, k.conversation, k.n); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("note what turns showed: %w", err)
	}
	return len(found), nil
}

// rowWith scans a column before those that are asked for.
type rowWith struct {
	rows  *sql.Rows
	first *string
}

func (r rowWith) Scan(into ...any) error { return r.rows.Scan(append([]any{r.first}, into...)...) }
