package handoff

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Day is a day of the calendar, as in "2026-12-24", wherever the office is.
type Day string

func dayOf(t time.Time) Day { return Day(t.Format(time.DateOnly)) }

func (d Day) valid() bool {
	_, err := time.Parse(time.DateOnly, string(d))
	return err == nil
}

// length is how many days there are from d to the other, both included; 0 when it is
// before.
func (d Day) length(to Day) int {
	from, _ := time.Parse(time.DateOnly, string(d)) // both are valid
	end, _ := time.Parse(time.DateOnly, string(to))
	return max(0, int(end.Sub(from).Hours()/24)+1)
}

// Text is what students read, by language: "it", "en".
type Text map[string]string

// In returns the text in the language, or in any it has.
func (t Text) In(lang string) string {
	for _, l := range []string{lang, "it", "en"} {
		if text := t[l]; text != "" {
			return text
		}
	}
	return ""
}

// Times are from one time of a day to a later one ("09:00", "12:30"; at most "24:00").
type Times struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Limits of exceptions.
const (
	maxReason        = 200 // characters
	maxExceptionDays = 366
	maxTimes         = 6 // in a day
)

// Exception is one or more days on which a queue, or all, keep other hours than usual,
// or are closed.
type Exception struct {
	ID       string
	Queue    string // empty: all
	From, To Day    // both included
	Times    []Times
	// Reason is told to students: "for the patron's fair". At least one language.
	Reason   Text
	Revision int64 // read only in AddException

	spans []span // of Times, sorted
}

// clean checks the exception and sorts its times.
func (e Exception) clean() (Exception, error) {
	for _, day := range []Day{e.From, e.To} {
		if !day.valid() {
			return e, fmt.Errorf("%w: day %q is not YYYY-MM-DD", ErrInvalid, day)
		}
	}
	if n := e.From.length(e.To); n < 1 || n > maxExceptionDays {
		return e, fmt.Errorf("%w: %d days from %s to %s, not 1 to %d", ErrInvalid, n, e.From, e.To, maxExceptionDays)
	}
	for lang, reason := range e.Reason {
		if reason = strings.TrimSpace(reason); utf8.RuneCountInString(reason) > maxReason || reason != storable(reason) {
			return e, fmt.Errorf("%w: the reason has more than %d characters, or some that can't be stored", ErrInvalid, maxReason)
		}
		e.Reason[lang] = reason
	}
	if e.Reason.In("it") == "" {
		return e, fmt.Errorf("%w: no reason", ErrInvalid)
	}
	return e.sortTimes()
}

func (e Exception) sortTimes() (_ Exception, err error) {
	if len(e.Times) > maxTimes {
		return e, fmt.Errorf("%w: %d times in a day, not at most %d", ErrInvalid, len(e.Times), maxTimes)
	}
	e.spans = nil
	for _, t := range e.Times {
		s, err := parseSpan(t)
		if err != nil {
			return e, err
		}
		e.spans = append(e.spans, s)
	}
	e.spans, err = sorted(e.spans)
	return e, err
}

// Patron is the feast of the town where the office is, a holiday there alone. The zero
// value is none.
type Patron struct {
	Day      string // "12-07"
	Name     Text
	Revision int64
}

func (p Patron) check() error {
	if p.Day == "" {
		return nil
	}
	// 2024 has a 29 February.
	if _, err := time.Parse(time.DateOnly, "2024-"+p.Day); err != nil {
		return fmt.Errorf("%w: patron's day %q is not MM-DD", ErrInvalid, p.Day)
	}
	if name := p.Name.In("it"); name == "" || utf8.RuneCountInString(p.Name["it"]) > maxReason ||
		utf8.RuneCountInString(p.Name["en"]) > maxReason || name != storable(name) {
		return fmt.Errorf("%w: the patron's name must have 1 to %d characters", ErrInvalid, maxReason)
	}
	return nil
}

// days are the office's days out of the ordinary. They are never changed and may be
// shared.
type days struct {
	patron     Patron
	exceptions []Exception // the strongest first
}

// noDays are those of an office that has decided about none.
var noDays days

// newDays orders the exceptions: what is said of one queue before what is said of all,
// other hours before a closure, and then what was said last.
func newDays(patron Patron, exceptions []Exception) *days {
	weight := func(e Exception) int {
		weight := 0
		if e.Queue == "" {
			weight += 2
		}
		if len(e.spans) == 0 {
			weight++
		}
		return weight
	}
	slices.SortFunc(exceptions, func(a, b Exception) int {
		if w := weight(a) - weight(b); w != 0 {
			return w
		}
		return strings.Compare(b.ID, a.ID)
	})
	return &days{patron: patron, exceptions: exceptions}
}

// special is how a day differs from its weekday's hours.
type special struct {
	spans  []span // none: closed
	reason Reason
	text   Text
}

// at says what is special about a day for a queue.
func (d *days) at(queue string, day Day, holidays bool) (special, bool) {
	for _, e := range d.exceptions {
		if (e.Queue == "" || e.Queue == queue) && e.From <= day && day <= e.To {
			return special{e.spans, ByException, e.Reason}, true
		}
	}
	if !holidays {
		return special{}, false
	}
	if name, ok := d.holiday(day); ok {
		return special{nil, ByHoliday, name}, true
	}
	return special{}, false
}

func (d *days) holiday(day Day) (Text, bool) {
	t, err := time.Parse(time.DateOnly, string(day))
	if err != nil {
		return nil, false
	}
	if name, ok := holidaysIn(t.Year())[day]; ok {
		return name, true
	}
	if d.patron.Day != "" && t.Format("01-02") == d.patron.Day {
		return d.patron.Name, true
	}
	return nil, false
}
