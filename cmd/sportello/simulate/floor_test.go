package simulate

import (
	"testing"
	"time"
)

// office is a floor with a clock of its own, and one operator for two queues.
func office(capacity int) (*floor, *slots, func(ms int)) {
	f := newFloor([]string{"fees", "exams"})
	at := start
	f.now = func() time.Time { return at }
	s := &slots{queues: []string{"fees"}, capacity: capacity, held: map[string]bool{}, hasFree: true}
	f.staffed(s.queues, capacity)
	return f, s, func(ms int) { at = after(ms) }
}

func TestFloorFindsTheIdleSlot(t *testing.T) {
	f, s, clock := office(1)
	if stood := f.joined("fees"); !stood.free || stood.slots != 1 {
		t.Errorf("%+v", stood)
	}
	clock(40)
	f.claimed("fees", start, 1)
	f.take(s, "1")
	if f.idleMax != 40*time.Millisecond {
		t.Errorf("idle %v", f.idleMax)
	}
	// While the slot is taken nobody idles, however long the next one waits.
	if stood := f.joined("fees"); stood.free {
		t.Error("a slot is free that is not")
	}
	clock(9_000)
	f.closing(s, "1")
	f.release(s, "1")
	clock(9_010)
	f.claimed("fees", after(40), 1)
	f.take(s, "2")
	if f.idleMax != 40*time.Millisecond {
		t.Errorf("idle %v", f.idleMax)
	}
	if waiting, engaged := f.count(); waiting != 0 || engaged != 1 {
		t.Errorf("%d wait, %d engaged", waiting, engaged)
	}
}

// Nobody serves the other queue, so nobody idles there.
func TestFloorKnowsWhoServesWhat(t *testing.T) {
	f, _, clock := office(1)
	if stood := f.joined("exams"); stood.free || stood.slots != 0 {
		t.Errorf("%+v", stood)
	}
	clock(5_000)
	f.claimed("exams", start, 5)
	if f.idleMax != 0 {
		t.Errorf("idle %v", f.idleMax)
	}
}

func TestFloorCountsCapacityByWhatIsSure(t *testing.T) {
	f, s, _ := office(2)
	f.take(s, "1")
	f.take(s, "2")
	if f.overCapacity != 0 || f.free(s) {
		t.Error("two of two")
	}
	f.closing(s, "1") // the server may have closed it, and given the next, before it answers
	f.take(s, "3")
	if f.overCapacity != 0 {
		t.Error("a chat whose close is asked for counts")
	}
	f.take(s, "4")
	if f.overCapacity != 1 {
		t.Error("three of two were not seen")
	}
	f.release(s, "1")
	f.release(s, "1")
	f.release(s, "2")
	if f.free(s) {
		t.Error("free with two of two")
	}
	f.release(s, "3")
	if _, engaged := f.count(); engaged != 1 || !f.free(s) {
		t.Error("not free again")
	}
}

func TestStaffing(t *testing.T) {
	s, err := Find("peak-day")
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(Options{Scenario: s, Rate: 1}, []string{"http://localhost"})
	for i := range 20 {
		w.topics = append(w.topics, string(rune('a'+i)))
	}
	served, first := map[string]int{}, 0
	places := w.places()
	for _, p := range places {
		if p.Capacity != 2 && p.Capacity != 3 {
			t.Errorf("capacity %d", p.Capacity)
		}
		want := secondServes
		if p.Level == 1 {
			first, want = first+1, firstServes
		}
		if len(p.Queues) != want {
			t.Errorf("level %d serves %d queues", p.Level, len(p.Queues))
		}
		for _, q := range p.Queues {
			served[q]++
		}
	}
	if len(places) != 100 || first != 46 || len(served) != 20 {
		t.Errorf("%d operators, %d of the first level, for %d queues", len(places), first, len(served))
	}
	w.o.Pool = true
	for _, p := range w.places() {
		if len(p.Queues) != 20 {
			t.Errorf("in the pool one serves %d queues", len(p.Queues))
		}
	}
}
