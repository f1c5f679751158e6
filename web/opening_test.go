package web

import (
	"testing"
	"time"

	"sportello/handoff"
)

func TestOpeningIsSaidAsPeopleDo(t *testing.T) {
	rome, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		t.Fatal(err)
	}
	friday := time.Date(2026, 3, 27, 22, 30, 0, 0, time.UTC) // the clock goes forward on Sunday
	for _, k := range []struct {
		at     string
		it, en string
	}{
		{"2026-03-27T23:45:00+01:00", "oggi alle 23:45", "today at 23:45"},
		{"2026-03-28T01:05:00+01:00", "domani all'1:05", "tomorrow at 1:05"},
		{"2026-03-30T09:00:00+02:00", "lunedì alle 9:00", "on Monday at 9:00"},
		{"2026-04-02T00:00:00+02:00", "giovedì alle 0:00", "on Thursday at 0:00"},
		{"2026-04-07T09:30:00+02:00", "martedì 7 aprile alle 9:30", "on Tuesday 7 April at 9:30"},
	} {
		at, err := time.Parse(time.RFC3339, k.at)
		if err != nil {
			t.Fatal(err)
		}
		for lang, want := range map[string]string{"it": k.it, "en": k.en} {
			if got := openingText(lang, at, friday, rome); got != want {
				t.Errorf("%s: %q, want %q", k.at, got, want)
			}
		}
	}
}

func TestAWeekIsWrittenInShort(t *testing.T) {
	weekdays, all := []string{"mon", "tue", "wed", "thu", "fri"}, []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}
	for _, k := range []struct {
		intervals []handoff.Interval
		it, en    string
	}{
		{nil, "", ""},
		{[]handoff.Interval{{Days: weekdays, From: "09:00", To: "18:00"}}, "da lunedì a venerdì, 9:00-18:00", "Monday to Friday, 9:00-18:00"},
		{[]handoff.Interval{{Days: weekdays, From: "14:00", To: "17:00"}, {Days: weekdays, From: "09:00", To: "12:30"}, {Days: []string{"sat"}, From: "10:00", To: "12:00"}},
			"da lunedì a venerdì, 9:00-12:30, 14:00-17:00; sabato, 10:00-12:00", "Monday to Friday, 9:00-12:30, 14:00-17:00; Saturday, 10:00-12:00"},
		{[]handoff.Interval{{Days: []string{"wed", "mon"}, From: "09:00", To: "09:30"}}, "lunedì, mercoledì, 9:00-9:30", "Monday, Wednesday, 9:00-9:30"},
		{[]handoff.Interval{{Days: all, From: "00:00", To: "24:00"}}, "sempre, a ogni ora", "at any hour, every day"},
	} {
		hours, err := handoff.ParseHours(k.intervals...)
		if err != nil {
			t.Fatal(err)
		}
		for lang, want := range map[string]string{"it": k.it, "en": k.en} {
			if got := weekText(lang, hours); got != want {
				t.Errorf("%q, want %q", got, want)
			}
		}
	}
}
