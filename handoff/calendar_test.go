package handoff_test

import (
	"fmt"
	"testing"
	"time"

	"sportello/content/db/dbtest"
	"sportello/handoff"
)

// standing sets the clock and asks how the queue stands.
func standing(t *testing.T, o *office, queue, now string) handoff.Standing {
	t.Helper()
	o.clock.Store(at(t, now).UnixMilli())
	w, err := o.Ways(ctx, queue)
	ok(t, err)
	return w.Standing
}

func reason(it string) handoff.Text { return handoff.Text{"it": it} }

func (o *office) except(e handoff.Exception) handoff.Exception {
	o.t.Helper()
	if e.To == "" {
		e.To = e.From
	}
	var err error
	e.ID, err = o.AddException(ctx, e)
	ok(o.t, err)
	return e
}

// The queues of the tests are open from Monday to Friday, 9 to 18.
func TestTheCalendar(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ok(t, o.SetPatron(ctx, handoff.Patron{Day: "12-07", Name: reason("Sant'Ambrogio")}))
		o.except(handoff.Exception{From: "2026-12-23", To: "2027-01-06", Reason: reason("vacanze di Natale")})
		o.except(handoff.Exception{From: "2026-12-24", Times: []handoff.Times{{"09:00", "12:00"}}, Reason: reason("vigilia")})
		o.except(handoff.Exception{Queue: "fees", From: "2026-12-29", Times: []handoff.Times{{"14:00", "16:00"}, {"09:00", "10:00"}}, Reason: reason("scadenza della rata")})
		o.except(handoff.Exception{Queue: "exams", From: "2026-12-24", Reason: reason("trasloco")})
		o.except(handoff.Exception{Queue: "fees", From: "2026-09-05", Times: []handoff.Times{{"09:00", "13:00"}}, Reason: reason("immatricolazioni")})
		for _, c := range []struct {
			name, queue, at string
			opens           string // the same as at while open
			why             string
		}{
			{"a Saturday with an opening of its own", "fees", "2026-09-05T10:00:00+02:00", "2026-09-05T10:00:00+02:00", ""},
			{"that Saturday at the other queue", "exams", "2026-09-05T10:00:00+02:00", "2026-09-07T09:00:00+02:00", ""},
			{"from Friday to that Saturday", "fees", "2026-09-04T18:00:00+02:00", "2026-09-05T09:00:00+02:00", ""},
			{"an evening before an ordinary day", "fees", "2026-09-07T18:00:00+02:00", "2026-09-08T09:00:00+02:00", ""},
			{"the patron and the day after, Immaculate Conception", "fees", "2026-12-07T10:00:00+01:00", "2026-12-09T09:00:00+01:00", "holiday Sant'Ambrogio"},
			{"an evening before holidays", "fees", "2026-12-04T18:00:00+01:00", "2026-12-09T09:00:00+01:00", "holiday Sant'Ambrogio"},
			{"San Francesco is a Sunday in 2026: nothing to tell", "fees", "2026-10-03T10:00:00+02:00", "2026-10-05T09:00:00+02:00", ""},
			{"the clock goes back in a closed night", "fees", "2026-10-24T10:00:00+02:00", "2026-10-26T09:00:00+01:00", ""},
			{"the eve: other hours inside the closure", "fees", "2026-12-24T11:59:00+01:00", "2026-12-24T11:59:00+01:00", ""},
			{"the eve at noon: closed until the other exception", "fees", "2026-12-24T12:00:00+01:00", "2026-12-29T09:00:00+01:00", "exception vigilia"},
			{"the eve where the queue's own closure counts more", "exams", "2026-12-24T11:00:00+01:00", "2027-01-07T09:00:00+01:00", "exception trasloco"},
			{"between two times of the exception", "fees", "2026-12-29T12:00:00+01:00", "2026-12-29T14:00:00+01:00", "exception scadenza della rata"},
			{"in the closure", "fees", "2026-12-30T12:00:00+01:00", "2027-01-07T09:00:00+01:00", "exception vacanze di Natale"},
			{"Easter Monday", "fees", "2027-03-27T12:00:00+01:00", "2027-03-30T09:00:00+02:00", "holiday Easter Monday"},
		} {
			s := standing(t, o, c.queue, c.at)
			now, opens := at(t, c.at), at(t, c.opens)
			equal(t, c.name+": open", s.Open, now.Equal(opens))
			if !s.Open && !s.OpensAt.Equal(opens) {
				t.Errorf("%s: opens at %v, want %v", c.name, s.OpensAt, opens)
			}
			why := ""
			if s.Reason != handoff.ByTheHours {
				why = fmt.Sprint(s.Reason, " ", s.Text.In("en"))
			}
			equal(t, c.name+": why", why, c.why)
		}
	})
}

func TestHoursThatHoldOnHolidays(t *testing.T) {
	q := handoff.Queue{Hours: hours(t, handoff.Interval{Days: everyDay, From: "00:00", To: "24:00"})}
	easter := at(t, "2027-03-28T12:00:00+02:00")
	equal(t, "open at Easter", q.Open(easter), false)
	equal(t, "until", q.Calendar().NextChange(easter), at(t, "2027-03-30T00:00:00+02:00").UTC())
	q.Hours = q.Hours.OnHolidays()
	equal(t, "open at Easter", q.Open(easter), true)
	equal(t, "until", q.Calendar().NextChange(easter).IsZero(), true)
}

// The next change is where a walk along the minutes finds it.
func TestNextChange(t *testing.T) {
	q := handoff.Queue{Hours: hours(t, handoff.Interval{Days: weekdays, From: "09:00", To: "12:30"}, handoff.Interval{Days: weekdays, From: "14:00", To: "17:00"})}
	for _, start := range []string{"2026-03-27T16:00:00+01:00", "2026-10-23T11:00:00+02:00", "2026-12-07T16:30:00+01:00"} {
		now := at(t, start)
		for range 12 {
			next := q.Calendar().NextChange(now)
			walk := now.Add(time.Minute)
			for q.Open(walk) == q.Open(now) {
				walk = walk.Add(time.Minute)
			}
			if !next.Equal(walk) {
				t.Fatalf("after %v: %v, the clock says %v", now, next, walk)
			}
			now = next
		}
	}
}

// Of queues that never close, or never open, only the days decided about matter: the next
// change is where a walk along the minutes finds it, or nowhere.
func TestNextChangeOfHoursThatNeverChange(t *testing.T) {
	o := newOffice(t, dbtest.Open(t, dbtest.SQLiteURL(t)))
	whole := hours(t, handoff.Interval{Days: everyDay, From: "00:00", To: "12:00"}, handoff.Interval{Days: everyDay, From: "12:00", To: "24:00"})
	always, holidays, never := queue(t, "always", 1), queue(t, "holidays", 2), queue(t, "never", 3)
	always.Hours, holidays.Hours, never.Hours = whole.OnHolidays(), whole, handoff.Hours{}
	ok(t, o.SeedQueues(ctx, []handoff.Queue{always, holidays, never}))
	changes := func(queue, from string, want ...string) {
		t.Helper()
		q, _, err := o.Standing(ctx, queue)
		ok(t, err)
		c, now := q.Calendar(), at(t, from)
		for _, w := range want {
			next := c.NextChange(now)
			if w == "" {
				equal(t, queue+" changes", next.IsZero(), true)
				return
			}
			equal(t, queue+" after "+now.String(), next, at(t, w).UTC())
			walk := now.Add(time.Minute)
			for c.Open(walk) == c.Open(now) {
				walk = walk.Add(time.Minute)
			}
			equal(t, "the clock says", next, walk.UTC())
			now = next
		}
	}
	changes("always", "2026-09-07T10:00:00+02:00", "")
	changes("never", "2026-09-07T10:00:00+02:00", "")
	changes("holidays", "2026-09-07T10:00:00+02:00", "2026-10-04T00:00:00+02:00", "2026-10-05T00:00:00+02:00", "2026-11-01T00:00:00+01:00")
	morning := []handoff.Times{{From: "09:00", To: "12:00"}}
	for _, e := range []handoff.Exception{
		{From: "2026-09-05", To: "2026-09-06"}, // is over
		{Queue: "fees", From: "2026-09-08", To: "2026-09-08"},
		{Queue: "always", From: "2026-09-10", To: "2026-09-10", Times: []handoff.Times{{From: "00:00", To: "24:00"}}}, // says nothing new
		{From: "2026-09-20", To: "2026-09-21", Times: morning},
		{Queue: "always", From: "2026-10-25", To: "2026-10-25"}, // the clock is put back
	} {
		e.Reason = reason("lavori")
		o.except(e)
	}
	changes("always", "2026-09-07T10:00:00+02:00", "2026-09-20T00:00:00+02:00", "2026-09-20T09:00:00+02:00", "2026-09-20T12:00:00+02:00",
		"2026-09-21T09:00:00+02:00", "2026-09-21T12:00:00+02:00", "2026-09-22T00:00:00+02:00", "2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00", "")
	changes("never", "2026-09-07T10:00:00+02:00", "2026-09-20T09:00:00+02:00", "2026-09-20T12:00:00+02:00", "2026-09-21T09:00:00+02:00", "2026-09-21T12:00:00+02:00", "")
}

func TestAnOverrideIsAStanding(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		evening := "2026-09-07T19:00:00+02:00"
		equal(t, "evening", standing(t, o, "fees", evening).Open, false)
		ok(t, o.SetOverride(ctx, "fees", handoff.KeepOpen, at(t, "2026-09-07T20:00:00+02:00")))
		s := standing(t, o, "fees", evening)
		equal(t, "kept open", s.Open, true)
		equal(t, "until", s.Until, at(t, "2026-09-07T20:00:00+02:00").UTC())
		ok(t, o.SetOverride(ctx, "fees", handoff.KeepClose, time.Time{}))
		s = standing(t, o, "fees", "2026-09-08T10:00:00+02:00")
		equal(t, "kept closed", fmt.Sprintln(s.Open, s.Reason, s.OpensAt.IsZero()), "false hand true\n")
		ok(t, o.SetOverride(ctx, "fees", handoff.ByHours, time.Time{}))
		equal(t, "by the hours again", standing(t, o, "fees", "2026-09-08T10:00:00+02:00").Open, true)
		refused(t, o.SetOverride(ctx, "fees", handoff.KeepOpen, at(t, "2026-09-08T09:59:00+02:00")), handoff.ErrInvalid)
		refused(t, o.SetOverride(ctx, "fees", "ajar", time.Time{}), handoff.ErrInvalid)
		refused(t, o.SetOverride(ctx, "nothing", handoff.KeepOpen, time.Time{}), handoff.ErrNotFound)
	})
}
