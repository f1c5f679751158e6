package handoff_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sportello/handoff"
)

var rome = func() *time.Location {
	loc, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		panic(err)
	}
	return loc
}()

var everyDay = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

var weekdays = []string{"mon", "tue", "wed", "thu", "fri"}

func hours(t testing.TB, intervals ...handoff.Interval) handoff.Hours {
	t.Helper()
	h, err := handoff.ParseHours(intervals...)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func at(t testing.TB, s string) time.Time {
	t.Helper()
	v, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestHours(t *testing.T) {
	office := []handoff.Interval{{Days: weekdays, From: "09:00", To: "18:00"}}
	split := []handoff.Interval{{Days: weekdays, From: "14:00", To: "16:30"}, {Days: []string{"mon"}, From: "09:30", To: "12:30"}}
	night := []handoff.Interval{{Days: []string{"sun"}, From: "02:30", To: "03:30"}}
	always := []handoff.Interval{{Days: []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}, From: "00:00", To: "24:00"}}
	for _, c := range []struct {
		name  string
		hours []handoff.Interval
		at    string
		next  string // the same as at while open, empty for never
	}{
		{"at opening", office, "2026-01-12T08:00:00Z", "2026-01-12T08:00:00Z"},
		{"just before closing", office, "2026-01-12T16:59:59Z", "2026-01-12T16:59:59Z"},
		{"at closing", office, "2026-01-12T17:00:00Z", "2026-01-13T08:00:00Z"},
		{"early", office, "2026-01-12T07:59:59Z", "2026-01-12T08:00:00Z"},
		{"summer", office, "2026-07-13T06:59:00Z", "2026-07-13T07:00:00Z"},
		{"lunch", split, "2026-01-12T11:30:00Z", "2026-01-12T13:00:00Z"},
		{"split, Monday morning", split, "2026-01-11T23:00:00Z", "2026-01-12T08:30:00Z"},
		{"split, Tuesday", split, "2026-01-13T08:30:00Z", "2026-01-13T13:00:00Z"},
		// The clock goes forward on 29 March 2026, back on 25 October 2026, at 01:00 UTC.
		{"over the weekend of March", office, "2026-03-27T17:00:00Z", "2026-03-30T07:00:00Z"},
		{"over the weekend of October", office, "2026-10-23T16:00:00Z", "2026-10-26T08:00:00Z"},
		{"a start that March skips", night, "2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z"},
		{"its end", night, "2026-03-29T01:30:00Z", "2026-04-05T00:30:00Z"},
		{"a start that October has twice", night, "2026-10-25T00:29:59Z", "2026-10-25T00:30:00Z"},
		{"between the two", night, "2026-10-25T01:10:00Z", "2026-10-25T01:10:00Z"},
		{"until the second", night, "2026-10-25T02:30:00Z", "2026-11-01T01:30:00Z"},
		{"round the clock", always, "2026-10-25T00:59:59Z", "2026-10-25T00:59:59Z"},
		{"midnight", always, "2026-03-28T23:00:00Z", "2026-03-28T23:00:00Z"},
		{"never", nil, "2026-01-12T08:00:00Z", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			h, now := handoff.Queue{Hours: hours(t, c.hours...).OnHolidays()}, at(t, c.at)
			var want time.Time
			if c.next != "" {
				want = at(t, c.next)
			}
			if next := h.NextOpening(now); !next.Equal(want) {
				t.Errorf("NextOpening = %v, want %v", next, want)
			}
			if open := h.Open(now); open != (c.at == c.next) {
				t.Errorf("Open = %v", open)
			}
		})
	}
}

func TestHoursRefused(t *testing.T) {
	for name, in := range map[string]handoff.Interval{
		"day":       {Days: []string{"lun"}, From: "09:00", To: "18:00"},
		"no day":    {From: "09:00", To: "18:00"},
		"time":      {Days: weekdays, From: "9", To: "18:00"},
		"short":     {Days: weekdays, From: "9:00", To: "18:00"},
		"backwards": {Days: weekdays, From: "18:00", To: "09:00"},
		"too late":  {Days: weekdays, From: "18:00", To: "24:30"},
		"overlap":   {Days: []string{"mon", "mon"}, From: "09:00", To: "10:00"},
	} {
		if _, err := handoff.ParseHours(in); !errors.Is(err, handoff.ErrInvalid) {
			t.Errorf("%s: %v, want ErrInvalid", name, err)
		}
	}
	var h handoff.Hours
	if err := json.Unmarshal([]byte(`{"zone":"Europe/Atlantis","intervals":[]}`), &h); !errors.Is(err, handoff.ErrInvalid) {
		t.Errorf("unknown zone: %v", err)
	}
}

// The next opening is what one finds by looking at the clock minute after minute.
func TestNextOpeningIsTheFirst(t *testing.T) {
	days := []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
	rapid.Check(t, func(t *rapid.T) {
		quarter := rapid.IntRange(0, 24*4-1).Draw(t, "from")
		from, to := quarter*15, rapid.IntRange(quarter+1, 24*4).Draw(t, "to")*15
		in := handoff.Interval{Days: rapid.SliceOfNDistinct(rapid.SampledFrom(days), 1, 3, rapid.ID[string]).Draw(t, "days"),
			From: clockText(from), To: clockText(to)}
		parsed, err := handoff.ParseHours(in)
		if err != nil {
			t.Fatal(err)
		}
		h := handoff.Queue{Hours: parsed.OnHolidays()}
		change := rapid.SampledFrom([]time.Time{
			time.Date(2026, 3, 29, 1, 0, 0, 0, time.UTC), time.Date(2026, 10, 25, 1, 0, 0, 0, time.UTC),
		}).Draw(t, "change")
		start := change.Add(time.Duration(rapid.IntRange(-9*24*4, 2*24*4).Draw(t, "start")) * 15 * time.Minute)
		first := start
		for !h.Open(first) {
			if shown, sure := clockShows(in, first, change); sure && shown {
				t.Fatalf("%+v is closed at %v", in, first)
			}
			if first = first.Add(15 * time.Minute); first.Sub(start) > 15*24*time.Hour {
				t.Fatalf("%+v does not open in a fortnight after %v", in, start)
			}
		}
		if shown, sure := clockShows(in, first, change); sure && !shown {
			t.Fatalf("%+v is open at %v", in, first)
		}
		if next := h.NextOpening(start); !next.Equal(first) {
			t.Fatalf("%+v: NextOpening(%v) = %v, the clock says %v", in, start, next, first)
		}
		data, err := json.Marshal(parsed)
		if err != nil {
			t.Fatal(err)
		}
		var again handoff.Hours
		if err := json.Unmarshal(data, &again); err != nil || !(handoff.Queue{Hours: again.OnHolidays()}).Open(first) {
			t.Fatalf("after %s: closed at %v, %v", data, first, err)
		}
	})
}

// clockShows reads the interval off the wall clock, which is sure but for the hours
// around a change.
func clockShows(in handoff.Interval, now, change time.Time) (open, sure bool) {
	now = now.In(rome)
	clock := now.Format("15:04")
	day := strings.ToLower(now.Weekday().String()[:3])
	return slices.Contains(in.Days, day) && in.From <= clock && clock < in.To, now.Sub(change).Abs() > 2*time.Hour
}

func clockText(minute int) string {
	if minute == 24*60 {
		return "24:00"
	}
	return time.Time{}.Add(time.Duration(minute) * time.Minute).Format("15:04")
}
