package handoff

import (
	"context"
	"time"

	"sportello/content/db"
)

// silence is an engaged chat in which the student owes the next word.
type silence struct {
	chatID, queueID string
	studentAt       time.Time
	since           time.Time // of the operator's last word, or of the question whether they are there
	asked           bool      // since the student's last word
}

// silences finds them: the last word is not the student's. CROSS JOIN makes SQLite begin
// with the operators, of whom there are few; the last word is found from the end of each
// chat's events.
const silences = `SELECT c.id, c.queue_id, c.student_at, e.created_at, CASE WHEN EXISTS (SELECT 1 FROM events a
		WHERE a.chat_id = c.id AND a.kind = 'asked' AND a.seq > COALESCE((SELECT MAX(s.seq) FROM events s
			WHERE s.chat_id = c.id AND s.kind = 'message' AND s.author = 'student'), 0)) THEN 1 ELSE 0 END
	FROM operators o CROSS JOIN chats c JOIN events e ON e.seq = (SELECT MAX(l.seq) FROM events l
		WHERE l.chat_id = c.id AND l.kind IN ('message', 'asked'))
	WHERE c.operator_id = o.id AND c.state = 'engaged' AND c.channel = 'chat' AND e.author <> 'student'`

func scanSilence(row scanner) (s silence, err error) {
	var student, since int64
	err = row.Scan(&s.chatID, &s.queueID, &student, &since, &s.asked)
	s.studentAt, s.since = db.Time(student), db.Time(since)
	return s, err
}

// due reports whether it has lasted too long at now. It takes half the time where the
// student is not even connected: seen before here.
func (s silence) due(of Settings, now time.Time, here time.Duration) bool {
	after := time.Duration(of.AskAfter) * time.Minute
	if s.asked {
		after = time.Duration(of.LeaveAfter) * time.Minute
	}
	if now.Sub(s.studentAt) > here {
		after /= 2
	}
	return of.AskAfter > 0 && now.Sub(s.since) >= after
}

// Silent asks the students who left the operator's last word without a sign whether they
// are still there, once, and closes the chats of those who did not answer that either: as
// abandoned, by the system. How long it waits is decided by queue ([Settings]). It returns
// how many chats it asked in or closed. Safe on several nodes at once.
func (d *Desk) Silent(ctx context.Context) (int, error) {
	all, err := list(ctx, d.db, scanSilence, silences)
	if err != nil || len(all) == 0 {
		return 0, wrap("look for silent students", err)
	}
	p, err := d.timetable.plan(ctx, d.db)
	if err != nil {
		return 0, wrap("look for silent students", err)
	}
	settings := map[string]Settings{}
	for _, q := range p.queues {
		settings[q.ID] = q.Settings
	}
	n := 0
	for _, s := range all {
		if !s.due(settings[s.queueID], d.db.Now(), d.db.Lapse(hereFor)) {
			continue
		}
		err := d.write(ctx, "end a silence", func(w *writing) error { return w.silent(s.chatID, settings) })
		if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// silent looks again, in the order of events, and asks or closes.
func (w *writing) silent(chatID string, settings map[string]Settings) error {
	found, err := listIn(w.Tx, scanSilence, silences+` AND c.id = $1`, chatID)
	if err != nil || len(found) == 0 || !found[0].due(settings[found[0].queueID], w.Now, w.db.Lapse(hereFor)) {
		return err
	}
	c, err := findChat(w.QueryRow, chatID)
	if err != nil {
		return err
	}
	if found[0].asked {
		return w.closeAs(c, BySystem, Closing{Outcome: Abandoned}, "")
	}
	_, err = w.add(c, Event{Kind: KindAsked, Author: BySystem, OperatorID: c.OperatorID})
	return err
}
