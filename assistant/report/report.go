// Package report counts what has passed: conversations, replies, chats and waits. It
// reads any table and writes none.
package report

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"sync"
	"time"

	"sportello/content/db"
)

// maxWaits bounds how many waits a report looks at; beyond it the newest count.
const maxWaits = 200_000

// Reporter makes reports.
type Reporter struct {
	db   *db.DB
	zone *time.Location // whose days are counted

	mu     sync.Mutex // held while the use of all entries is counted, once for all who ask
	uses   map[string]Use
	usesOf int // months
	usesAt time.Time
}

// New makes reports of d, in days of the zone.
func New(d *db.DB, zone *time.Location) *Reporter { return &Reporter{db: d, zone: zone} }

// Summary is what passed in a number of days, today included.
type Summary struct {
	Days          int     `json:"days"`
	Conversations int     `json:"conversations"`
	Turns         int     `json:"turns"`
	ByKind        ByKind  `json:"by_kind"` // of the turns
	Helped        Helped  `json:"helped"`
	Chats         Chats   `json:"chats"`
	Ratings       Ratings `json:"ratings"`
	ByQueue       []Queue `json:"by_queue"`
	ByDay         []Day   `json:"by_day"`
}

// ByKind counts replies.
type ByKind struct {
	Answer  int `json:"answer"`
	Choices int `json:"choices"`
	Handoff int `json:"handoff"`
}

// Helped counts what students said of replies.
type Helped struct {
	Yes int `json:"yes"`
	No  int `json:"no"`
}

// Chats counts what went to a person. Waits are from joining to the first claim, of
// chats and not of tickets.
type Chats struct {
	Total   int     `json:"total"`
	Tickets int     `json:"tickets"`
	Closed  int     `json:"closed"`
	P50     float64 `json:"wait_p50_s"`
	P90     float64 `json:"wait_p90_s"`
	// Told counts the waits that students were told and that came to their end, Held those
	// that were as told.
	Told int `json:"waits_told"`
	Held int `json:"waits_held"`
}

// Queue counts the chats of one queue.
type Queue struct {
	Queue string  `json:"queue"`
	Name  string  `json:"name"`
	Chats int     `json:"chats"`
	P50   float64 `json:"wait_p50_s"`
	P90   float64 `json:"wait_p90_s"`
	QueueRating
}

// Day counts one day.
type Day struct {
	Day           string `json:"day"` // 2026-09-30
	Conversations int    `json:"conversations"`
	Chats         int    `json:"chats"`
}

// Summary reports on the last days.
func (r *Reporter) Summary(ctx context.Context, days int) (*Summary, error) {
	now := r.db.Now().In(r.zone)
	first := time.Date(now.Year(), now.Month(), now.Day()-days+1, 0, 0, 0, 0, r.zone)
	s := &Summary{Days: days, ByQueue: []Queue{}}
	for day := first; !day.After(now); day = day.AddDate(0, 0, 1) {
		s.ByDay = append(s.ByDay, Day{Day: day.Format(time.DateOnly)})
	}
	for _, part := range []func(context.Context, *Summary, time.Time) error{r.conversations, r.turns, r.chats, r.ratings, r.estimates} {
		if err := part(ctx, s, first); err != nil {
			return nil, fmt.Errorf("report: %w", err)
		}
	}
	return s, nil
}

// dayOf is the day of a stored time; nil outside the report.
func (s *Summary) dayOf(ms int64, zone *time.Location) *Day {
	day := db.Time(ms).In(zone).Format(time.DateOnly)
	i, found := slices.BinarySearchFunc(s.ByDay, day, func(d Day, day string) int {
		switch {
		case d.Day < day:
			return -1
		case d.Day > day:
			return 1
		}
		return 0
	})
	if !found {
		return nil
	}
	return &s.ByDay[i]
}

func (r *Reporter) conversations(ctx context.Context, s *Summary, since time.Time) error {
	return r.db.Each(ctx, func(rows *sql.Rows) error {
		var created int64
		if err := rows.Scan(&created); err != nil {
			return err
		}
		s.Conversations++
		if d := s.dayOf(created, r.zone); d != nil {
			d.Conversations++
		}
		return nil
	}, `SELECT created_at FROM conversations WHERE created_at >= $1`, db.Millis(since))
}

func (r *Reporter) turns(ctx context.Context, s *Summary, since time.Time) error {
	return r.db.Each(ctx, func(rows *sql.Rows) error {
		var kind, helped string
		var n int
		if err := rows.Scan(&kind, &helped, &n); err != nil {
			return err
		}
		s.Turns += n
		switch kind {
		case "answer":
			s.ByKind.Answer += n
		case "choices":
			s.ByKind.Choices += n
		default:
			s.ByKind.Handoff += n
		}
		switch helped {
		case "yes":
			s.Helped.Yes += n
		case "no":
			s.Helped.No += n
		}
		return nil
	}, `SELECT kind, helped, COUNT(*) FROM turns WHERE created_at >= $1 GROUP BY kind, helped`, db.Millis(since))
}

func (r *Reporter) chats(ctx context.Context, s *Summary, since time.Time) error {
	var all []float64
	waits := map[string][]float64{}
	counts := map[string]int{}
	err := r.db.Each(ctx, func(rows *sql.Rows) error {
		var queue, channel, state string
		var created, claimed int64
		if err := rows.Scan(&queue, &channel, &state, &created, &claimed); err != nil {
			return err
		}
		s.Chats.Total++
		counts[queue]++
		if d := s.dayOf(created, r.zone); d != nil {
			d.Chats++
		}
		if state == "closed" {
			s.Chats.Closed++
		}
		if channel == "ticket" {
			s.Chats.Tickets++
		} else if claimed > 0 {
			wait := float64(claimed-created) / 1000
			all, waits[queue] = append(all, wait), append(waits[queue], wait)
		}
		return nil
	}, `SELECT queue_id, channel, state, created_at, claimed_at FROM chats WHERE created_at >= $1 ORDER BY created_at DESC LIMIT $2`,
		db.Millis(since), maxWaits)
	s.Chats.P50, s.Chats.P90 = percentiles(all)
	for queue, n := range counts {
		p50, p90 := percentiles(waits[queue])
		s.ByQueue = append(s.ByQueue, Queue{Queue: queue, Chats: n, P50: p50, P90: p90})
	}
	slices.SortFunc(s.ByQueue, func(a, b Queue) int {
		if a.Chats != b.Chats {
			return b.Chats - a.Chats
		}
		return slices.Compare([]byte(a.Queue), []byte(b.Queue))
	})
	return err
}

// estimates counts as handoff.Desk.Held does.
func (r *Reporter) estimates(ctx context.Context, s *Summary, since time.Time) error {
	return r.db.QueryRow(ctx, `SELECT COUNT(*), COALESCE(SUM(CASE WHEN decided_at - joined_at BETWEEN from_ms AND to_ms THEN 1 ELSE 0 END), 0)
		FROM waits WHERE decided_at > $1 AND told = 1 AND decided_at > joined_at AND (taken = 1 OR decided_at - joined_at > to_ms)`, db.Millis(since)).
		Scan(&s.Chats.Told, &s.Chats.Held)
}

// percentiles are the 50th and the 90th, by nearest rank; 0 of nothing.
func percentiles(values []float64) (p50, p90 float64) {
	if len(values) == 0 {
		return 0, 0
	}
	slices.Sort(values)
	rank := func(p int) float64 { return values[(len(values)*p+99)/100-1] }
	return rank(50), rank(90)
}
