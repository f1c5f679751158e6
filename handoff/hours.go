package handoff

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // the zone must be known on any machine
)

// defaultZone is where the office is.
const defaultZone = "Europe/Rome"

// Hours is when a queue's chat is open: times of the wall clock in one zone, on days
// of the week. The zero value is never open. Make it with [ParseHours]; a Hours is
// never changed and may be shared.
type Hours struct {
	loc       *time.Location
	intervals []Interval
	days      [7][]span // by weekday, in order of opening
}

// Interval is from one time of the day to a later one ("09:00" to "18:00", at most
// "24:00"), on each of the days ("mon" to "sun").
type Interval struct {
	Days []string `json:"days"`
	From string   `json:"from"`
	To   string   `json:"to"`
}

// span is an interval of one day, in minutes of the wall clock; the end is outside.
type span struct{ from, to int }

// hoursJSON is how Hours are stored.
type hoursJSON struct {
	Zone      string     `json:"zone,omitempty"`
	Intervals []Interval `json:"intervals"`
}

var weekdays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// ParseHours makes the hours of a queue in the zone Europe/Rome. A day may have
// several intervals. An error is ErrInvalid.
func ParseHours(intervals ...Interval) (Hours, error) {
	return parseHours(defaultZone, intervals)
}

func parseHours(zone string, intervals []Interval) (Hours, error) {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		return Hours{}, fmt.Errorf("%w hours: zone %q", ErrInvalid, zone)
	}
	h := Hours{loc: loc, intervals: intervals}
	for _, in := range intervals {
		if err := h.add(in); err != nil {
			return Hours{}, err
		}
	}
	for _, spans := range h.days {
		slices.SortFunc(spans, func(a, b span) int { return a.from - b.from })
	}
	return h, nil
}

func (h *Hours) add(in Interval) error {
	from, err := parseClock(in.From)
	if err != nil {
		return err
	}
	to, err := parseClock(in.To)
	if err != nil {
		return err
	}
	if from >= to || len(in.Days) == 0 {
		return fmt.Errorf("%w hours: from %s to %s on %v", ErrInvalid, in.From, in.To, in.Days)
	}
	for _, name := range in.Days {
		day := slices.Index(weekdays, strings.ToLower(name))
		if day < 0 {
			return fmt.Errorf("%w hours: day %q", ErrInvalid, name)
		}
		h.days[day] = append(h.days[day], span{from, to})
	}
	return nil
}

// parseClock reads "HH:MM" as minutes since midnight.
func parseClock(s string) (int, error) {
	if s == "24:00" {
		return 24 * 60, nil
	}
	t, err := time.Parse("15:04", s)
	if err != nil || len(s) != 5 {
		return 0, fmt.Errorf("%w hours: time %q is not HH:MM", ErrInvalid, s)
	}
	return t.Hour()*60 + t.Minute(), nil
}

// Open reports whether the hours contain t. An interval begins at the first moment
// the clock shows its start, and ends at the last it shows its end, so where the
// clock is put back inside an interval it stays open throughout.
func (h Hours) Open(t time.Time) bool {
	for from, to := range h.on(t, 0) {
		if !t.Before(from) && t.Before(to) {
			return true
		}
	}
	return false
}

// NextOpening returns the first moment from t on that the hours contain: t itself
// while open, the zero time when they never open.
func (h Hours) NextOpening(t time.Time) time.Time {
	if h.Open(t) {
		return t
	}
	// The same weekday comes again after seven days, when today's spans are past.
	for ahead := range 8 {
		for from, to := range h.on(t, ahead) {
			if from.After(t) && from.Before(to) {
				return from.UTC()
			}
		}
	}
	return time.Time{}
}

// on yields the intervals of the day that is so many days after t's, as moments.
func (h Hours) on(t time.Time, ahead int) func(yield func(from, to time.Time) bool) {
	return func(yield func(from, to time.Time) bool) {
		if h.loc == nil {
			return
		}
		year, month, day := t.In(h.loc).Date()
		noon := time.Date(year, month, day+ahead, 12, 0, 0, 0, h.loc) // a time that every day has
		for _, s := range h.days[noon.Weekday()] {
			first, _ := h.moments(noon, s.from)
			_, last := h.moments(noon, s.to)
			if !yield(first, last) {
				return
			}
		}
	}
}

// moments returns the first and the last moment at which the clock shows that minute
// of the day. They differ where the clock is put back over it; where it is put
// forward over it, both are the moment of the change.
func (h Hours) moments(day time.Time, minute int) (first, last time.Time) {
	t := time.Date(day.Year(), day.Month(), day.Day(), 0, minute, 0, 0, h.loc)
	start, end := t.ZoneBounds()
	if shown := t.Hour()*60 + t.Minute(); shown != minute%(24*60) { // the minute does not exist
		if shown > minute {
			return start, start
		}
		return end, end
	}
	first, last = t, t
	if before := sameClock(t, start.Add(-1)); !start.IsZero() && before.Before(start) {
		first = before
	}
	if after := sameClock(t, end); !end.IsZero() && !after.Before(end) {
		last = after
	}
	return first, last
}

// sameClock is the moment at which a clock with the offset of the other shows what
// t's own shows.
func sameClock(t, other time.Time) time.Time {
	_, own := t.Zone()
	_, theirs := other.Zone()
	return t.Add(time.Duration(own-theirs) * time.Second)
}

// MarshalJSON implements [json.Marshaler].
func (h Hours) MarshalJSON() ([]byte, error) {
	v := hoursJSON{Intervals: h.intervals}
	if h.loc != nil {
		v.Zone = h.loc.String()
	}
	return json.Marshal(v)
}

// UnmarshalJSON implements [json.Unmarshaler].
func (h *Hours) UnmarshalJSON(data []byte) error {
	var v hoursJSON
	if err := json.Unmarshal(data, &v); err != nil {
		return err
	}
	if v.Zone == "" {
		v.Zone = defaultZone
	}
	var err error
	*h, err = parseHours(v.Zone, v.Intervals)
	return err
}
