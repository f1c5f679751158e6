package faq

import (
	"time"

	"sportello/content/db"
)

// Database is where a store keeps the library.
func Database(s *Store) *db.DB { return s.db }

// DeafToTime has the live library follow nothing but notices.
func DeafToTime(l *Live) { l.look = 24 * time.Hour }

// HoldIndex keeps new matchers from being made until release.
func HoldIndex(l *Live) (release func()) {
	l.indexing.Lock()
	return l.indexing.Unlock
}

// AtRest and AtLeast are what learning the library as a whole waits for.
const (
	AtRest  = atRest
	AtLeast = atLeast
)

// WhenToRefine is [drift] as a function: of edits, and of looks, which it answers.
func WhenToRefine(now func() time.Time) (edited func(), due func(drifted bool) bool) {
	d := &drift{now: now}
	return d.edited, d.due
}
