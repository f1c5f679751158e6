package handoff

import "time"

// Hours is when a queue's chat is open: times of the wall clock in one zone, on days
// of the week. The zero value is never open. Make it with [ParseHours].
type Hours struct{ zone string }

// Interval is from one time of the day to a later one ("09:00" to "18:00", at most
// "24:00"), on each of the days ("mon" to "sun").
type Interval struct {
	Days []string `json:"days"`
	From string   `json:"from"`
	To   string   `json:"to"`
}

// ParseHours makes the hours of a queue in the zone Europe/Rome. A day may have
// several intervals. An error is ErrInvalid.
func ParseHours(intervals ...Interval) (Hours, error) { panic("not yet") }

// Open reports whether the hours contain t.
func (h Hours) Open(t time.Time) bool { panic("not yet") }

// NextOpening returns the first moment from t on that the hours contain: t itself
// while open, the zero time when they never open.
func (h Hours) NextOpening(t time.Time) time.Time { panic("not yet") }
