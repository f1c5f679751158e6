package handoff_test

import (
	"errors"
	"fmt"
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
