package handoff_test

import (
	"testing"
	"time"

	"sportello/handoff"
)

func settingsOf(t *testing.T, o *office) handoff.Settings {
	t.Helper()
	q, err := o.Queue(ctx, "fees")
	ok(t, err)
	return q.Settings
}

func TestSettingsOutliveAnImport(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		s := settingsOf(t, o)
		equal(t, "the default", s.MaxWait, handoff.DefaultSettings().MaxWait)
		s.MaxWait, s.Routing, s.Overflow = 12, handoff.Push, []handoff.Overflow{{Queue: "exams", After: 90}}
		ok(t, o.SetSettings(ctx, "fees", s))
		ok(t, o.SeedQueues(ctx, []handoff.Queue{queue(t, "fees", 1)}))
		s = settingsOf(t, o)
		equal(t, "max wait", s.MaxWait, 12)
		equal(t, "routing", s.Routing, handoff.Push)
		equal(t, "overflow", s.Overflow[0], handoff.Overflow{Queue: "exams", After: 90})
	})
}

func TestTwoSupervisorsNeverOverwriteEachOther(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		s := settingsOf(t, o)
		ok(t, o.SetSettings(ctx, "fees", s))
		refused(t, o.SetSettings(ctx, "fees", s), handoff.ErrStale)
		refused(t, o.SetSettings(ctx, "nothing", s), handoff.ErrNotFound)
	})
}

func TestSettingsThatCannotBeAreRefused(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		for name, change := range map[string]func(*handoff.Settings){
			"no wait at all":  func(s *handoff.Settings) { s.MaxWait = 0 },
			"routing":         func(s *handoff.Settings) { s.Routing = "throw" },
			"override":        func(s *handoff.Settings) { s.Override = "ajar" },
			"goal":            func(s *handoff.Settings) { s.Goal = -1 },
			"silence":         func(s *handoff.Settings) { s.LeaveAfter = 0 },
			"helps itself":    func(s *handoff.Settings) { s.Overflow = []handoff.Overflow{{Queue: "fees"}} },
			"helps backwards": func(s *handoff.Settings) { s.Overflow = []handoff.Overflow{{Queue: "exams", After: -1}} },
		} {
			s := settingsOf(t, o)
			change(&s)
			t.Log(name)
			refused(t, o.SetSettings(ctx, "fees", s), handoff.ErrInvalid)
		}
		s := settingsOf(t, o)
		s.Overflow = []handoff.Overflow{{Queue: "nobody"}}
		refused(t, o.SetSettings(ctx, "fees", s), handoff.ErrNotFound)
		equal(t, "nothing is changed", settingsOf(t, o).Revision, int64(1))
	})
}

func TestAnOverrideHoldsUntilItsEnd(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		s := settingsOf(t, o)
		s.Override, s.OverrideUntil = handoff.KeepClose, monday.Add(time.Hour)
		ok(t, o.SetSettings(ctx, "fees", s))
		q, err := o.Queue(ctx, "fees")
		ok(t, err)
		equal(t, "closed by hand", q.Open(monday), false)
		equal(t, "opens at its end", q.NextOpening(monday), monday.Add(time.Hour))
		equal(t, "then the hours hold", q.Open(monday.Add(time.Hour)), true)
		evening := monday.Add(12 * time.Hour)
		q.Settings.Override, q.Settings.OverrideUntil = handoff.KeepOpen, time.Time{}
		equal(t, "open by hand", q.Open(evening), true)
		q.Settings.Override = handoff.KeepClose
		equal(t, "never opens", q.NextOpening(evening).IsZero(), true)
		shorter := hours(t, handoff.Interval{Days: weekdays, From: "09:00", To: "10:00"})
		q.Settings.Override, q.Settings.Hours = handoff.ByHours, &shorter
		equal(t, "by hours of its own", q.Open(monday), false)
	})
}
