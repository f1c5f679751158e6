package report

import (
	"context"
	"database/sql"
	"time"

	"sportello/content/db"
)

// maxComments is how many of the students' words a report shows, the newest.
const maxComments = 20

// Ratings are what students thought of chats that ended. They are counted for the office
// and by queue, never by operator, and the words come without who wrote them and whom they
// met: the type Rating of package handoff says why.
type Ratings struct {
	Count    int       `json:"count"`
	Average  float64   `json:"average"` // 1 to 5; 0 of none
	Stars    [5]int    `json:"stars"`   // how many gave 1, 2, ... 5
	Comments []Comment `json:"comments"`
}

// Comment is a word that a student wrote beside a rating.
type Comment struct {
	Day   string `json:"day"`
	Queue string `json:"queue"`
	Name  string `json:"name"` // of the queue
	Stars int    `json:"stars"`
	Text  string `json:"text"`
}

// QueueRating is the part of one queue.
type QueueRating struct {
	Count   int     `json:"rating_count"`
	Average float64 `json:"rating_average"` // 1 to 5; 0 of none
}

// ratings reads what was said, by the day of the first rating. It comes after the chats,
// which name the queues.
func (r *Reporter) ratings(ctx context.Context, s *Summary, since time.Time) error {
	sums, byQueue := 0, map[string]*[2]int{} // count and sum
	err := r.db.Each(ctx, func(rows *sql.Rows) error {
		var queue string
		var stars, n int
		if err := rows.Scan(&queue, &stars, &n); err != nil {
			return err
		}
		if byQueue[queue] == nil {
			byQueue[queue] = new([2]int)
		}
		byQueue[queue][0] += n
		byQueue[queue][1] += n * stars
		s.Ratings.Count += n
		s.Ratings.Stars[stars-1] += n
		sums += n * stars
		return nil
	}, `SELECT queue_id, stars, COUNT(*) FROM ratings WHERE created_at >= $1 GROUP BY queue_id, stars`, db.Millis(since))
	if err != nil {
		return err
	}
	s.Ratings.Average = average(sums, s.Ratings.Count)
	for i, q := range s.ByQueue {
		if sum := byQueue[q.Queue]; sum != nil {
			s.ByQueue[i].QueueRating = QueueRating{Count: sum[0], Average: average(sum[1], sum[0])}
		}
	}
	return r.comments(ctx, s, since)
}

func average(sum, count int) float64 {
	if count == 0 {
		return 0
	}
	return float64(sum) / float64(count)
}

func (r *Reporter) comments(ctx context.Context, s *Summary, since time.Time) error {
	s.Ratings.Comments = []Comment{}
	return r.db.Each(ctx, func(rows *sql.Rows) error {
		var c Comment
		var at int64
		if err := rows.Scan(&at, &c.Queue, &c.Stars, &c.Text); err != nil {
			return err
		}
		c.Day = db.Time(at).In(r.zone).Format(time.DateOnly)
		s.Ratings.Comments = append(s.Ratings.Comments, c)
		return nil
	}, `SELECT changed_at, queue_id, stars, comment FROM ratings WHERE created_at >= $1 AND comment <> ''
		ORDER BY changed_at DESC, chat_id LIMIT $2`, db.Millis(since), maxComments)
}
