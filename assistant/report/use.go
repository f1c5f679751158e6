package report

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"sportello/content"
	"sportello/content/db"
)

// Use is how an entry served students.
type Use struct {
	Shown      int `json:"shown"`       // replies with it
	Helped     int `json:"helped"`      // of them, those of which a student said that they helped
	Rejected   int `json:"rejected"`    // and those of which one said that they did not
	HandedOver int `json:"handed_over"` // conversations that went to a person with it as the last answer
}

// MonthUse is the use of an entry in one month.
type MonthUse struct {
	Month string `json:"month"` // 2026-09
	Use
}

// Add adds another use.
func (u *Use) Add(o Use) {
	u.Shown, u.Helped = u.Shown+o.Shown, u.Helped+o.Helped
	u.Rejected, u.HandedOver = u.Rejected+o.Rejected, u.HandedOver+o.HandedOver
}

// freshFor is how long the use of all entries counts as new: it is read of hundreds of
// thousands of turns.
const freshFor = time.Minute

// Uses counts the use of all entries since the first day of the month so many months ago,
// this one included. It may be a minute old, and is not to be changed.
func (r *Reporter) Uses(ctx context.Context, months int) (map[string]Use, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.db.Now()
	if r.uses != nil && r.usesOf == months && now.Sub(r.usesAt) < r.db.Lapse(freshFor) {
		return r.uses, nil
	}
	uses, err := r.usesBetween(ctx, "", r.monthsAgo(months-1), now.Add(time.Hour))
	if err != nil {
		return nil, err
	}
	r.uses, r.usesOf, r.usesAt = uses, months, now
	return uses, nil
}

// monthsAgo is the beginning of a month.
func (r *Reporter) monthsAgo(n int) time.Time {
	now := r.db.Now().In(r.zone)
	return time.Date(now.Year(), now.Month()-time.Month(n), 1, 0, 0, 0, 0, r.zone)
}

// UseOf counts the use of an entry in each of the last months, the oldest first.
func (r *Reporter) UseOf(ctx context.Context, entry string, months int) ([]MonthUse, error) {
	var list []MonthUse
	for n := months - 1; n >= 0; n-- {
		from := r.monthsAgo(n)
		uses, err := r.usesBetween(ctx, entry, from, r.monthsAgo(n-1))
		if err != nil {
			return nil, err
		}
		list = append(list, MonthUse{from.Format("2006-01"), uses[entry]})
	}
	return list, nil
}

// usesBetween counts by entry, or for one.
func (r *Reporter) usesBetween(ctx context.Context, entry string, from, to time.Time) (map[string]Use, error) {
	uses := map[string]Use{}
	scan := func(of func(*Use) []any) func(*sql.Rows) error {
		return func(rows *sql.Rows) error {
			var id string
			var u Use
			err := rows.Scan(append([]any{&id}, of(&u)...)...)
			sum := uses[id]
			sum.Add(u)
			uses[id] = sum
			return err
		}
	}
	err := r.db.Each(ctx, scan(func(u *Use) []any { return []any{&u.Shown, &u.Helped, &u.Rejected} }),
		`SELECT shown, COUNT(*), SUM(CASE WHEN helped = 'yes' THEN 1 ELSE 0 END), SUM(CASE WHEN helped = 'no' THEN 1 ELSE 0 END)
		FROM turns WHERE shown <> '' AND created_at >= $1 AND created_at < $2 AND ($3 = '' OR shown = $3) GROUP BY shown`,
		db.Millis(from), db.Millis(to), entry)
	if err == nil {
		err = r.db.Each(ctx, scan(func(u *Use) []any { return []any{&u.HandedOver} }),
			`SELECT t.shown, COUNT(*) FROM chats c JOIN turns t ON t.conversation_id = c.conversation_id
			WHERE c.created_at >= $1 AND c.created_at < $2 AND ($3 = '' OR t.shown = $3)
				AND t.n = (SELECT MAX(l.n) FROM turns l WHERE l.conversation_id = c.conversation_id AND l.shown <> '' AND l.created_at <= c.created_at)
			GROUP BY t.shown`, db.Millis(from), db.Millis(to), entry)
	}
	if err != nil {
		return nil, fmt.Errorf("count the use of entries: %w", err)
	}
	return uses, nil
}

// Question is what students asked, without what could tell who they are.
type Question struct {
	Text string
	Lang string // of the conversation
	N    int    // how often
}

// Questions lists the questions of the last months that are distinct, the latest first, at
// most so many, and says how many there are in all.
func (r *Reporter) Questions(ctx context.Context, months, most int) (list []Question, all int, err error) {
	from := db.Millis(r.db.Now().AddDate(0, -months, 0))
	const distinct = `FROM turns t JOIN conversations c ON c.id = t.conversation_id WHERE t.follows = 0 AND t.created_at >= $1 GROUP BY t.text, c.lang`
	err = r.db.QueryRow(ctx, `SELECT COUNT(*) FROM (SELECT 1 AS one `+distinct+`) d`, from).Scan(&all)
	seen := map[string]int{}
	if err == nil {
		err = r.db.Each(ctx, func(rows *sql.Rows) error {
			var q Question
			if err := rows.Scan(&q.Text, &q.Lang, &q.N); err != nil {
				return err
			}
			q.Text = strings.Join(strings.Fields(content.Mask(q.Text)), " ")
			key := q.Lang + content.Fold(q.Text)
			if at, ok := seen[key]; ok {
				list[at].N += q.N
				return nil
			}
			seen[key] = len(list)
			list = append(list, q)
			return nil
		}, `SELECT t.text, c.lang, COUNT(*) `+distinct+` ORDER BY MAX(t.created_at) DESC, t.text LIMIT $2`, from, most)
	}
	if err != nil {
		return nil, 0, fmt.Errorf("list the questions: %w", err)
	}
	return list, all, nil
}
