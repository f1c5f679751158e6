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
	loc        *time.Location
	intervals  []Interval
	days       [7][]span // by weekday, in order of opening
	onHolidays bool
	always     bool // day and night, every day of the week
	never      bool // on no day of the week
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
	Zone       string     `json:"zone,omitempty"`
	Intervals  []Interval `json:"intervals"`
	OnHolidays bool       `json:"on_holidays,omitempty"`
}

var weekdays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// maxIntervals is more than a week needs.
const maxIntervals = 50

// ParseHours makes the hours of a queue in the zone Europe/Rome. A day may have
// several intervals, which must not overlap. An error is ErrInvalid.
func ParseHours(intervals ...Interval) (Hours, error) {
	return parseHours(defaultZone, intervals)
}

func parseHours(zone string, intervals []Interval) (Hours, error) {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		return Hours{}, fmt.Errorf("%w hours: zone %q", ErrInvalid, zone)
	}
	if len(intervals) > maxIntervals {
		return Hours{}, fmt.Errorf("%w hours: more than %d intervals", ErrInvalid, maxIntervals)
	}
	h := Hours{loc: loc, intervals: intervals}
	for _, in := range intervals {
		if err := h.add(in); err != nil {
			return Hours{}, err
		}
	}
	h.always, h.never = true, true
	for day, spans := range h.days {
		if h.days[day], err = sorted(spans); err != nil {
			return Hours{}, fmt.Errorf("%s: %w", weekdays[day], err)
		}
		h.always = h.always && whole(h.days[day])
		h.never = h.never && len(spans) == 0
	}
	return h, nil
}

// whole reports whether the spans, which are in order, fill the day.
func whole(spans []span) bool {
	open := 0
	for _, s := range spans {
		if s.from == open {
			open = s.to
		}
	}
	return open == 24*60
}

// sorted puts the spans of a day in order, and refuses those that overlap.
func sorted(spans []span) ([]span, error) {
	slices.SortFunc(spans, func(a, b span) int { return a.from - b.from })
	for i := 1; i < len(spans); i++ {
		if spans[i].from < spans[i-1].to {
			return nil, fmt.Errorf("%w hours: two intervals overlap", ErrInvalid)
		}
	}
	return spans, nil
}

// OnHolidays returns the same hours, that hold on public holidays too.
func (h Hours) OnHolidays() Hours {
	h.onHolidays = true
	return h
}

// Zone is the time zone whose clock the hours are read from.
func (h Hours) Zone() *time.Location {
	if h.loc == nil {
		return time.UTC
	}
	return h.loc
}

// Intervals are the hours as they were given, and whether they hold on public holidays.
func (h Hours) Intervals() (intervals []Interval, onHolidays bool) {
	return slices.Clone(h.intervals), h.onHolidays
}

func (h *Hours) add(in Interval) error {
	s, err := parseSpan(Times{in.From, in.To})
	if err != nil {
		return err
	}
	if len(in.Days) == 0 {
		return fmt.Errorf("%w hours: from %s to %s on no day", ErrInvalid, in.From, in.To)
	}
	for _, name := range in.Days {
		day := slices.Index(weekdays, strings.ToLower(name))
		if day < 0 {
			return fmt.Errorf("%w hours: day %q", ErrInvalid, name)
		}
		h.days[day] = append(h.days[day], s)
	}
	return nil
}

func parseSpan(t Times) (span, error) {
	from, err := parseClock(t.From)
	if err != nil {
		return span{}, err
	}
	to, err := parseClock(t.To)
	if err != nil {
		return span{}, err
	}
	if from >= to {
		return span{}, fmt.Errorf("%w hours: from %s to %s", ErrInvalid, t.From, t.To)
	}
	return span{from, to}, nil
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
	v := hoursJSON{Intervals: append([]Interval{}, h.intervals...), OnHolidays: h.onHolidays} // none: a list too
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
	h.onHolidays = v.OnHolidays
	return err
}
