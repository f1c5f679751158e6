package handoff_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"sportello/handoff"
)

func TestAppointments(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		plan := handoff.Plan{Hours: hours(t, handoff.Interval{Days: []string{"tue"}, From: "10:00", To: "11:00"}), Minutes: 20, Places: 2, Days: 7}
		refused(t, o.SetPlan(ctx, "fees", handoff.Plan{Minutes: 1, Days: 1}), handoff.ErrInvalid)
		refused(t, o.SetPlan(ctx, "nothing", plan), handoff.ErrNotFound)
		free, err := o.Slots(ctx, "fees")
		ok(t, err)
		equal(t, "without a plan", len(free), 0)
		ok(t, o.SetPlan(ctx, "fees", plan))
		free, err = o.Slots(ctx, "fees")
		ok(t, err)
		tuesday := time.Date(2026, 9, 8, 8, 0, 0, 0, time.UTC) // ten in Rome
		if len(free) != 3 || !free[0].Starts.Equal(tuesday) || free[0].Free != 2 || free[2].Ends.Sub(tuesday) != time.Hour {
			t.Fatalf("free: %+v", free)
		}
		o.crowdBooks(tuesday)
		o.changesMind(tuesday, free)
	})
}

// crowdBooks has ten ask at once for the two places of one time.
func (o *office) crowdBooks(at time.Time) {
	var all sync.WaitGroup
	var mu sync.Mutex
	booked := 0
	for i := range 10 {
		all.Go(func() {
			_, err := o.Book(ctx, handoff.Appointment{ConversationID: fmt.Sprint(i), QueueID: "fees", Starts: at})
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				booked++
			} else if !errors.Is(err, handoff.ErrBooked) {
				o.t.Error(err)
			}
		})
	}
	all.Wait()
	equal(o.t, "booked", booked, 2)
}

// changesMind books another time, twice, and cancels.
func (o *office) changesMind(tuesday time.Time, free []handoff.Slot) {
	o.operator("mario", 2, "fees")
	o.operator("rosa", 2, "exams")
	book := func(at time.Time) (handoff.Appointment, error) {
		return o.Book(ctx, handoff.Appointment{ConversationID: "anna", QueueID: "fees", Starts: at, Student: "Anna", Subject: "Perché?"})
	}
	_, err := book(tuesday.Add(time.Minute))
	refused(o.t, err, handoff.ErrInvalid)
	a, err := book(free[1].Starts)
	ok(o.t, err)
	again, err := book(free[1].Starts)
	ok(o.t, err)
	equal(o.t, "the same", again.ID, a.ID)
	_, err = book(free[2].Starts)
	refused(o.t, err, handoff.ErrInvalid)
	for operator, n := range map[string]int{"mario": 3, "rosa": 0, "": 3} {
		list, err := o.Appointments(ctx, operator, tuesday, tuesday.Add(24*time.Hour))
		ok(o.t, err)
		equal(o.t, operator+" sees", len(list), n)
	}
	ok(o.t, o.CancelAppointment(ctx, "anna"))
	_, err = o.Appointment(ctx, "anna")
	refused(o.t, err, handoff.ErrNotFound)
	_, err = book(free[2].Starts)
	ok(o.t, err)
	o.wait(48 * time.Hour)
	_, err = o.Appointment(ctx, "anna")
	refused(o.t, err, handoff.ErrNotFound)
}

func TestPlanIsNotSavedOverAnothers(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		plan := handoff.Plan{Minutes: 20, Places: 1, Days: 7}
		ok(t, o.SetPlan(ctx, "fees", plan))
		refused(t, o.SetPlan(ctx, "fees", plan), handoff.ErrStale)
		for want := range int64(2) {
			var err error
			plan, err = o.Plan(ctx, "fees")
			ok(t, err)
			equal(t, "revision", plan.Revision, want+1)
			ok(t, o.SetPlan(ctx, "fees", plan))
		}
		refused(t, o.SetPlan(ctx, "fees", plan), handoff.ErrStale)
	})
}

// Where an older plan had other times, its appointments take places of the new one's.
func TestAnotherPlanCountsWhatIsBooked(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		tuesday := time.Date(2026, 9, 8, 8, 0, 0, 0, time.UTC)
		plan := handoff.Plan{Hours: hours(t, handoff.Interval{Days: []string{"tue"}, From: "10:00", To: "12:00"}), Minutes: 20, Places: 1, Days: 7}
		ok(t, o.SetPlan(ctx, "fees", plan))
		o.books("anna", tuesday.Add(20*time.Minute))
		plan.Minutes, plan.Revision = 30, 1
		ok(t, o.SetPlan(ctx, "fees", plan))
		equal(t, "free", o.free(), "11:00 11:30")
		for _, at := range []time.Duration{0, 30 * time.Minute} {
			_, err := o.Book(ctx, handoff.Appointment{ConversationID: "bruno", QueueID: "fees", Starts: tuesday.Add(at)})
			refused(t, err, handoff.ErrBooked)
		}
		o.books("bruno", tuesday.Add(time.Hour))
		o.books("anna", tuesday.Add(20*time.Minute)) // asks again for what she has
		list, err := o.Booked(ctx, "fees")
		ok(t, err)
		if len(list) != 2 || !list[0].OffPlan || list[1].OffPlan {
			t.Errorf("booked: %+v", list)
		}
	})
}

func TestNoAppointmentsOnClosedDays(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.clock.Store(time.Date(2026, 12, 7, 9, 0, 0, 0, time.UTC).UnixMilli()) // Tuesday the 8th is a holiday
		every := handoff.Interval{Days: []string{"tue", "wed", "thu"}, From: "10:00", To: "12:00"}
		plan := handoff.Plan{Hours: hours(t, every), Minutes: 60, Places: 1, Days: 3}
		ok(t, o.SetPlan(ctx, "fees", plan))
		equal(t, "free", o.free(), "10:00 11:00 10:00 11:00")
		o.books("anna", time.Date(2026, 12, 9, 9, 0, 0, 0, time.UTC))
		o.except(handoff.Exception{Queue: "fees", From: "2026-12-09", To: "2026-12-09", Reason: reason("inventario")})
		o.except(handoff.Exception{From: "2026-12-10", To: "2026-12-10", Times: []handoff.Times{{From: "11:00", To: "20:00"}}, Reason: reason("sciopero")})
		equal(t, "free", o.free(), "11:00")
		_, err := o.Book(ctx, handoff.Appointment{ConversationID: "bruno", QueueID: "fees", Starts: time.Date(2026, 12, 8, 9, 0, 0, 0, time.UTC)})
		refused(t, err, handoff.ErrInvalid)
		list, err := o.Booked(ctx, "fees")
		ok(t, err)
		equal(t, "off the plan", len(list) == 1 && list[0].OffPlan, true)
		plan.Hours, plan.Revision = hours(t, every).OnHolidays(), 1
		ok(t, o.SetPlan(ctx, "fees", plan))
		equal(t, "free on holidays too", o.free(), "10:00 11:00 11:00")
	})
}

func TestWithdraw(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		tuesday := time.Date(2026, 9, 8, 8, 0, 0, 0, time.UTC)
		plan := handoff.Plan{Hours: hours(t, handoff.Interval{Days: []string{"tue"}, From: "10:00", To: "11:00"}), Minutes: 30, Places: 1, Days: 7}
		ok(t, o.SetPlan(ctx, "fees", plan))
		a := o.books("anna", tuesday)
		refused(t, o.Withdraw(ctx, "exams", a.ID, ""), handoff.ErrNotFound)
		refused(t, o.Withdraw(ctx, "fees", a.ID, strings.Repeat("x", 201)), handoff.ErrInvalid)
		ok(t, o.Withdraw(ctx, "fees", a.ID, " Sciopero "))
		refused(t, o.Withdraw(ctx, "fees", a.ID, ""), handoff.ErrNotFound)
		got, err := o.Appointment(ctx, "anna")
		ok(t, err)
		if !got.Withdrawn || got.Reason != "Sciopero" || !got.Starts.Equal(tuesday) {
			t.Errorf("the student is told %+v", got)
		}
		equal(t, "free again", o.free(), "10:00 10:30")
		b := o.books("anna", tuesday.Add(30*time.Minute))
		got, err = o.Appointment(ctx, "anna")
		ok(t, err)
		equal(t, "the new one", got.ID, b.ID)
		ok(t, o.Withdraw(ctx, "fees", b.ID, ""))
		o.wait(30 * 24 * time.Hour)
		got, err = o.Appointment(ctx, "anna")
		ok(t, err)
		equal(t, "told until the student knows", got.ID, b.ID)
		ok(t, o.CancelAppointment(ctx, "anna"))
		_, err = o.Appointment(ctx, "anna")
		refused(t, err, handoff.ErrNotFound)
	})
}

func (o *office) books(conversation string, at time.Time) handoff.Appointment {
	o.t.Helper()
	a, err := o.Book(ctx, handoff.Appointment{ConversationID: conversation, QueueID: "fees", Starts: at})
	ok(o.t, err)
	return a
}

// free are the times that can be booked with the fees' queue, by the clock in Rome.
func (o *office) free() string {
	o.t.Helper()
	slots, err := o.Slots(ctx, "fees")
	ok(o.t, err)
	var all []string
	for _, s := range slots {
		all = append(all, s.Starts.Format("15:04"))
	}
	return strings.Join(all, " ")
}
