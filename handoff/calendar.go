package handoff

import "time"

// farthest is how many days ahead a next opening or closing is looked for.
const farthest = 366

// Reason is why a queue is closed, or keeps other hours than usual.
type Reason string

// The reasons.
const (
	ByTheHours  Reason = ""          // outside the hours of that weekday
	ByHoliday   Reason = "holiday"   // a public holiday
	ByException Reason = "exception" // a closure or other hours, decided by supervisors
	ByHand      Reason = "hand"      // closed by a supervisor, now
)

// Calendar is when the chat of one queue is open. What a supervisor says by hand counts
// first, then the days decided about (those of the queue before those of all, other
// hours before closures), then public holidays, then the hours of the weekday. It is
// never changed and may be shared.
type Calendar struct {
	hours    Hours
	queue    string
	days     *days
	override Override
	until    time.Time // of the override; zero: for good
}

// Standing is how a queue stands at a moment.
type Standing struct {
	Open    bool
	Until   time.Time // when that changes next; zero when it does not within a year
	OpensAt time.Time // when closed: the next opening; zero when there is none
	Reason  Reason    // why it is closed, or opens later than usual
	Text    Text      // the holiday's name, or the reason given by supervisors
}

// Calendar is when the queue's chat is open.
func (q Queue) Calendar() Calendar {
	c := Calendar{hours: q.Hours, queue: q.ID, days: q.days, override: q.Settings.Override, until: q.Settings.OverrideUntil}
	if q.Settings.Hours != nil {
		c.hours = *q.Settings.Hours
	}
	return c
}

// Hours are those of the weekdays.
func (c Calendar) Hours() Hours { return c.hours }

// Zone is the time zone of the calendar's days.
func (c Calendar) Zone() *time.Location { return c.hours.Zone() }

// byHand is the override that holds at t.
func (c Calendar) byHand(t time.Time) Override {
	if !c.until.IsZero() && !t.Before(c.until) {
		return ByHours
	}
	return c.override
}

// Open reports whether the chat is open at t. An interval begins at the first moment
// the clock shows its start, and ends at the last it shows its end, so where the clock
// is put back inside an interval it stays open throughout.
func (c Calendar) Open(t time.Time) bool {
	if o := c.byHand(t); o != ByHours {
		return o == KeepOpen
	}
	return c.openByHours(t)
}

func (c Calendar) openByHours(t time.Time) bool {
	for from, to := range c.on(t, 0) {
		if !t.Before(from) && t.Before(to) {
			return true
		}
	}
	return false
}

// NextOpening returns the first moment from t on at which the chat is open: t itself
// while it is, the zero time when it does not open within a year.
func (c Calendar) NextOpening(t time.Time) time.Time {
	if c.Open(t) {
		return t
	}
	return c.NextChange(t)
}

// NextChange returns the first moment after t at which the chat opens, if it is closed
// at t, or closes; the zero time when there is none within a year.
func (c Calendar) NextChange(t time.Time) time.Time {
	open := c.Open(t)
	if c.byHand(t) != ByHours {
		if c.until.IsZero() {
			return time.Time{}
		}
		if t = c.until; c.openByHours(t) != open {
			return t.UTC()
		}
	}
	if c.hours.loc == nil {
		return time.Time{}
	}
	for ahead := c.steadyFor(t); ahead <= farthest; ahead++ {
		for from, to := range c.on(t, ahead) {
			for _, edge := range []time.Time{from, to} {
				if edge.After(t) && c.openByHours(edge) != open {
					return edge.UTC()
				}
			}
		}
	}
	return time.Time{}
}

// steadyFor is for how many days from t's the chat does not change, by what is cheap to
// see: of hours that are open day and night, or never, only the days decided about matter.
func (c Calendar) steadyFor(t time.Time) int {
	if !c.hours.never && (!c.hours.always || !c.hours.onHolidays) {
		return 0
	}
	days, today := farthest+1, dayOf(c.noon(t, 0))
	if c.days == nil {
		return days
	}
	for _, e := range c.days.exceptions {
		if (e.Queue == "" || e.Queue == c.queue) && e.To >= today {
			// The day before it ends at the moment at which it begins.
			days = min(days, max(0, today.length(e.From)-2))
		}
	}
	return days
}

// At returns how the queue stands at t.
func (c Calendar) At(t time.Time) Standing {
	s := Standing{Open: c.Open(t), Until: c.NextChange(t)}
	if !s.Open {
		s.OpensAt = s.Until
		s.Reason, s.Text = c.why(t, s.OpensAt)
	}
	return s
}

// why finds what keeps the chat closed from t until it opens: the first day on which it
// would be open but for something special.
func (c Calendar) why(t, opens time.Time) (Reason, Text) {
	if c.byHand(t) == KeepClose {
		return ByHand, nil
	}
	if opens.IsZero() {
		opens = t.AddDate(1, 0, 0)
	}
	for ahead := range farthest + 1 {
		noon := c.noon(t, ahead)
		if dayOf(noon) > dayOf(opens.In(c.hours.Zone())) {
			break
		}
		s, ok := c.special(noon)
		if !ok {
			continue
		}
		for _, usual := range c.hours.days[noon.Weekday()] {
			from, _ := c.hours.moments(noon, usual.from)
			_, to := c.hours.moments(noon, usual.to)
			if to.After(t) && from.Before(opens) {
				return s.reason, s.text
			}
		}
	}
	return ByTheHours, nil
}

// noon is a time that every day has, on the day that is so many days after t's.
func (c Calendar) noon(t time.Time, ahead int) time.Time {
	year, month, day := t.In(c.hours.Zone()).Date()
	return time.Date(year, month, day+ahead, 12, 0, 0, 0, c.hours.Zone())
}

func (c Calendar) special(noon time.Time) (special, bool) {
	days := c.days
	if days == nil {
		days = &noDays
	}
	return days.at(c.queue, dayOf(noon), !c.hours.onHolidays)
}

// on yields when the chat is open by the hours, as moments, on the day that is so many
// days after t's.
func (c Calendar) on(t time.Time, ahead int) func(yield func(from, to time.Time) bool) {
	return func(yield func(from, to time.Time) bool) {
		if c.hours.loc == nil {
			return
		}
		noon := c.noon(t, ahead)
		spans := c.hours.days[noon.Weekday()]
		if s, ok := c.special(noon); ok {
			spans = s.spans
		}
		for _, s := range spans {
			first, _ := c.hours.moments(noon, s.from)
			_, last := c.hours.moments(noon, s.to)
			if !yield(first, last) {
				return
			}
		}
	}
}
