package notice

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"

	"sportello/content/db"
)

// lookEvery is after how long the next reader looks whether another node changed a
// notice, though nobody told. A change on the same node is seen at once.
const lookEvery = 2 * time.Second

// lookWithin is how long that may take before readers get what was known.
const lookWithin = time.Second

// showing is what is or will be shown.
type showing struct {
	notices []Notice // neither over nor withdrawn when they were read
	version int64
	looked  time.Time // by the machine's clock; zero: look now
	read    bool      // there was a first time
}

// changed has the next reader look, here and on the other nodes.
func (s *Notices) changed() {
	s.Forget()
	if s.Tell != nil {
		s.Tell()
	}
}

// Forget has the next reader look.
func (s *Notices) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.showing.looked = time.Time{}
}

// Showing returns the notices that are shown now, the gravest first: disruptions, then
// deadlines, then the rest, each with the first to end first. next is how long that stays
// so at the least, unless an editor changes something: until one begins or ends.
//
// It reads the database at most every two seconds, and goes on with what it has read when
// the database does not answer.
func (s *Notices) Showing(ctx context.Context) (shown []Notice, next time.Duration, err error) {
	all, err := s.open(ctx)
	if err != nil {
		return nil, 0, err
	}
	now := s.db.Now()
	next = MaxDuration
	for i := range all {
		switch n := &all[i]; n.State(now) {
		case Shown:
			shown = append(shown, *n)
			next = min(next, n.Until.Sub(now))
		case Planned:
			next = min(next, n.From.Sub(now))
		}
	}
	return shown, next, nil
}

// open is what is or will be shown, as known here.
func (s *Notices) open(ctx context.Context) ([]Notice, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.showing.read && time.Since(s.showing.looked) < lookEvery {
		return s.showing.notices, nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lookWithin) // it is for all who wait, not for one
	defer cancel()
	version, err := s.db.Counter(ctx, counter)
	if err == nil && (!s.showing.read || version != s.showing.version) {
		var notices []Notice
		if notices, err = s.readOpen(ctx); err == nil {
			s.showing = showing{notices: notices, version: version, read: true}
		}
	}
	if err != nil && !s.showing.read {
		return nil, err
	}
	s.showing.looked = time.Now() // also after an error: not everybody shall wait for a database that is away
	return s.showing.notices, nil
}

func (s *Notices) readOpen(ctx context.Context) (notices []Notice, err error) {
	err = s.db.Each(ctx, func(rows *sql.Rows) error {
		n, err := scan(rows)
		notices = append(notices, n)
		return err
	}, `SELECT `+columns+` FROM notices WHERE ends_at > $1 AND withdrawn_at = 0 ORDER BY ends_at, id`, db.Millis(s.db.Now()))
	rank := map[Kind]int{Disruption: 0, Deadline: 1, Info: 2}
	slices.SortStableFunc(notices, func(a, b Notice) int { return rank[a.Kind] - rank[b.Kind] })
	if err != nil {
		return nil, errors.Join(errors.New("read the notices"), err)
	}
	return notices, nil
}
