package handoff_test

import (
	"strings"
	"testing"
	"time"

	"sportello/content/db"
	"sportello/handoff"
)

func TestTwoSupervisorsAndOneException(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		e := o.except(handoff.Exception{From: "2026-12-23", To: "2026-12-30", Reason: reason("vacanze")})
		e.Queue, e.Reason = "fees", handoff.Text{"it": "vacanze", "en": "holidays"}
		ok(t, o.SetException(ctx, e))
		refused(t, o.SetException(ctx, e), handoff.ErrStale)
		refused(t, o.DeleteException(ctx, e.ID, 0), handoff.ErrStale)
		special, err := o.Special(ctx)
		ok(t, err)
		got := special.Exceptions[0]
		equal(t, "queue", got.Queue, "fees")
		equal(t, "reason", got.Reason["en"], "holidays")
		equal(t, "revision", got.Revision, int64(1))
		ok(t, o.DeleteException(ctx, e.ID, 1))
		refused(t, o.DeleteException(ctx, e.ID, 1), handoff.ErrNotFound)
		refused(t, o.SetException(ctx, e), handoff.ErrNotFound)
	})
}

func TestExceptionsThatCannotBeAreRefused(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		for name, change := range map[string]func(*handoff.Exception){
			"no day":          func(e *handoff.Exception) { e.From = "" },
			"no such day":     func(e *handoff.Exception) { e.From = "2026-02-30" },
			"backwards":       func(e *handoff.Exception) { e.To = "2026-12-22" },
			"more than years": func(e *handoff.Exception) { e.To = "2028-12-22" },
			"no reason":       func(e *handoff.Exception) { e.Reason = reason("  ") },
			"a long reason":   func(e *handoff.Exception) { e.Reason = reason(strings.Repeat("a", 201)) },
			"nul":             func(e *handoff.Exception) { e.Reason = reason("a\x00") },
			"no such time":    func(e *handoff.Exception) { e.Times = []handoff.Times{{"9:00", "12:00"}} },
			"overlap":         func(e *handoff.Exception) { e.Times = []handoff.Times{{"09:00", "12:00"}, {"11:00", "13:00"}} },
		} {
			e := handoff.Exception{From: "2026-12-23", To: "2026-12-30", Reason: reason("vacanze")}
			change(&e)
			t.Log(name)
			_, err := o.AddException(ctx, e)
			refused(t, err, handoff.ErrInvalid)
		}
		_, err := o.AddException(ctx, handoff.Exception{Queue: "nothing", From: "2026-12-23", To: "2026-12-23", Reason: reason("vacanze")})
		refused(t, err, handoff.ErrNotFound)
		for _, p := range []handoff.Patron{{Day: "7 December", Name: reason("x")}, {Day: "12-07"}, {Day: "02-30", Name: reason("x")}} {
			refused(t, o.SetPatron(ctx, p), handoff.ErrInvalid)
		}
	})
}

func TestThePatronIsAHolidayOfTheYear(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		special, err := o.Special(ctx)
		ok(t, err)
		equal(t, "national holidays of a year", len(special.Holidays), 13)
		ok(t, o.SetPatron(ctx, handoff.Patron{Day: "12-07", Name: reason("Sant'Ambrogio")}))
		refused(t, o.SetPatron(ctx, handoff.Patron{}), handoff.ErrStale)
		special, err = o.Special(ctx)
		ok(t, err)
		equal(t, "with the patron", len(special.Holidays), 14)
		ok(t, o.SetPatron(ctx, handoff.Patron{Revision: special.Patron.Revision}))
		special, err = o.Special(ctx)
		ok(t, err)
		equal(t, "without", len(special.Holidays), 13)
	})
}

// A node that missed the notice has the change a few seconds later.
func TestTheCopyGetsOldOnlyForSeconds(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		_, err := o.Queue(ctx, "fees")
		ok(t, err)
		ok(t, o.db.Tx(ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(`UPDATE queues SET revision = 9 WHERE id = 'fees'`)
			return err
		}))
		o.wait(10 * time.Second)
		equal(t, "revision", settingsOf(t, o).Revision, int64(9))
	})
}
