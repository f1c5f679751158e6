package handoff

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"sportello/content/db"
)

// Times of students who leave without a word.
const (
	// GoneAfter is after how long without a sign of the student a waiting chat is passed
	// over, unless it is urgent; it keeps its place.
	GoneAfter = 2 * time.Minute
	// AbandonedAfter is after how long it is closed.
	AbandonedAfter = 15 * time.Minute
	// hereFor is for how long a sign of the student of an engaged chat counts: the pulse
	// of a live connection comes every 20 seconds, so two may be lost.
	hereFor = time.Minute
	// hereEvery is how close together signs of students are worth storing.
	hereEvery = 15 * time.Second
	// hereBatch is how many conversations one statement names.
	hereBatch = 200
)

// StudentsHere says that the students of these conversations are there: connected, or
// heard of in another way. It may be told as often as is convenient; what was told a few
// seconds ago costs a read. A waiting student who was passed over has their place again
// and may be given to an operator at once.
func (d *Desk) StudentsHere(ctx context.Context, conversationIDs ...string) error {
	for ids := range slices.Chunk(conversationIDs, hereBatch) {
		now := d.db.Now()
		args := []any{db.Millis(now.Add(-d.db.Lapse(hereEvery)))}
		marks := make([]string, len(ids))
		for i, id := range ids {
			args = append(args, id)
			marks[i] = fmt.Sprintf("$%d", i+2)
		}
		due, err := list(ctx, d.db, scanID, `SELECT c.id FROM chats c WHERE c.state <> 'closed'
			AND (c.student_at <= $1 OR c.gone_at > 0) AND c.conversation_id IN (`+strings.Join(marks, ", ")+`)`, args...)
		if err != nil {
			return fmt.Errorf("who is here: %w", err)
		}
		if len(due) == 0 {
			continue
		}
		if err := d.write(ctx, "note who is here", func(w *writing) error { return w.here(due) }); err != nil {
			return err
		}
	}
	return nil
}

// here notes the sign of the students of the chats in one statement, and offers the
// chats of those who were gone.
func (w *writing) here(chatIDs []string) error {
	args := []any{db.Millis(w.Now)}
	marks := make([]string, len(chatIDs))
	for i, id := range chatIDs {
		args = append(args, id)
		marks[i] = fmt.Sprintf("$%d", i+2)
	}
	these := `c.state <> 'closed' AND c.student_at <= $1 AND c.id IN (` + strings.Join(marks, ", ") + `)`
	back, err := listIn(w.Tx, scanID, `SELECT c.id FROM chats c WHERE c.gone_at > 0 AND `+these+` ORDER BY c.behind, c.line`, args...)
	if err != nil {
		return err
	}
	if len(back) > 0 {
		w.wake(QueuesTopic)
		w.brought = append(w.brought, back...)
	}
	_, err = w.Exec(`UPDATE chats AS c SET student_at = $1, gone_at = 0 WHERE `+these, args...)
	return err
}

// Missing passes over the waiting students of whom nothing was heard for [GoneAfter], and
// closes the chats of those who stayed away until [AbandonedAfter]. It returns how many
// it closed. Safe on several nodes at once.
func (d *Desk) Missing(ctx context.Context) (closed int, err error) {
	const (
		unseen = `c.state = 'waiting' AND c.channel = 'chat' AND c.gone_at = 0 AND c.student_at < $1 AND c.behind >= 0`
		lost   = `c.state = 'waiting' AND c.channel = 'chat' AND c.gone_at > 0 AND c.gone_at < $1`
	)
	since := func(now time.Time, ago time.Duration) int64 { return db.Millis(now.Add(-ago)) }
	some, err := d.read(ctx).exists(`SELECT 1 FROM chats c WHERE (`+unseen+`) OR (`+strings.ReplaceAll(lost, "$1", "$2")+`) LIMIT 1`,
		since(d.db.Now(), d.db.Lapse(GoneAfter)), since(d.db.Now(), d.db.Lapse(AbandonedAfter-GoneAfter)))
	if err != nil || !some {
		return 0, wrap("look for students who are gone", err)
	}
	err = d.write(ctx, "pass over students who are gone", func(w *writing) error {
		closed = 0
		_, err := w.Exec(`UPDATE chats AS c SET gone_at = $2 WHERE `+unseen, since(w.Now, d.db.Lapse(GoneAfter)), db.Millis(w.Now))
		if err != nil {
			return err
		}
		w.wake(QueuesTopic)
		chats, err := listIn(w.Tx, scanChat, `SELECT `+chatColumns+chatTables+`WHERE `+lost+` ORDER BY c.id LIMIT $2`,
			since(w.Now, d.db.Lapse(AbandonedAfter-GoneAfter)), hereBatch)
		if err != nil {
			return err
		}
		for _, c := range chats {
			if err := w.closeAs(c, BySystem, Closing{Outcome: Abandoned}, ""); err != nil {
				return err
			}
		}
		closed = len(chats)
		return nil
	})
	return closed, err
}
