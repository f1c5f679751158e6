package quality

import (
	"regexp"
	"strconv"
	"time"

	"sportello/content"
)

// AlarmCode names why an entry should be looked at.
type AlarmCode string

// The alarms.
const (
	ReviewDue     AlarmCode = "review_due"     // since: its day of review has passed
	Expired       AlarmCode = "expired"        // since: it is no longer valid, and not shown
	OldYear       AlarmCode = "old_year"       // the year: a past academic year stands in the text
	DeadLink      AlarmCode = "dead_link"      // the address: it does not answer
	NoTranslation AlarmCode = "no_translation" // into the other language
	GuideChanged  AlarmCode = "guide_changed"  // the guide or page: it cites one whose text has changed since
	GuideMoved    AlarmCode = "guide_moved"    // the page, and its number now: it cites one that moved since
	GuideGone     AlarmCode = "guide_gone"     // the guide or page: it cites one that there is not
	LowHelp       AlarmCode = "low_help"       // of so many shown, so many did not help
)

// Alarm is one, with what it tells of.
type Alarm struct {
	Code   AlarmCode
	Params []string
}

// Alarms finds in an entry's own text, of which today is the reader's day, what may be
// stale.
func Alarms(e *content.Entry, today time.Time) (list []Alarm) {
	day := content.Date(today.Format(time.DateOnly))
	if e.ReviewBy != "" && e.ReviewBy < day {
		list = append(list, Alarm{ReviewDue, []string{string(e.ReviewBy)}})
	}
	if e.ValidTo != "" && e.ValidTo < day {
		list = append(list, Alarm{Expired, []string{string(e.ValidTo)}})
	}
	for _, year := range OldYears(e.Question+"\n"+e.Body, today) {
		list = append(list, Alarm{OldYear, []string{year}})
	}
	if len(e.Translations) == 0 {
		list = append(list, Alarm{Code: NoTranslation})
	}
	return list
}

var academicYear = regexp.MustCompile(`\b(20[0-9]{2}) ?[/–-] ?(?:20)?([0-9]{2})\b`)

// newYear is the month in which an academic year is over: what stands in the text of the
// one before is then of the past.
const newYear = time.October

// OldYears are the academic years in a text, as they stand there, that are over.
func OldYears(text string, today time.Time) (list []string) {
	current := today.Year()
	if today.Month() < newYear {
		current--
	}
	seen := map[string]bool{}
	for _, m := range academicYear.FindAllStringSubmatch(text, -1) {
		from, err1 := strconv.Atoi(m[1])
		to, err2 := strconv.Atoi(m[2])
		if err1 != nil || err2 != nil || (from+1)%100 != to || from >= current || seen[m[0]] {
			continue
		}
		seen[m[0]] = true
		list = append(list, m[0])
	}
	return list
}

// The bounds of an entry that does not help: shown so often, and in so many of ten of
// those cases rejected or followed by a person.
const (
	fewShown  = 10
	oftenLost = 3
)

// Helps judges an entry by its use in the last months.
func Helps(shown, rejected, handedOver int) []Alarm {
	lost := rejected + handedOver
	if shown < fewShown || 10*lost < oftenLost*shown {
		return nil
	}
	return []Alarm{{LowHelp, []string{strconv.Itoa(shown), strconv.Itoa(lost)}}}
}
