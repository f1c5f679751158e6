package wait_test

import (
	"math"
	"testing"
	"time"

	"sportello/handoff/wait"
)

// alike are n chats of one length.
func alike(n int, took time.Duration) []wait.Service {
	services := make([]wait.Service, n)
	for i := range services {
		services[i].Took = took
	}
	return services
}

// patient is a line that nobody leaves.
var patient = wait.Leaving{Waited: 1e5 * time.Hour}

// exponential are the quantiles of an exponential distribution with the mean.
func exponential(n int, mean time.Duration) []wait.Service {
	services := make([]wait.Service, n)
	for i := range services {
		services[i].Took = time.Duration(-math.Log(1-(float64(i)+0.5)/float64(n)) * float64(mean))
	}
	return services
}

// busy is one queue with operators of two slots, all just taken, and a line.
func busy(operators, waiting int) wait.State {
	s := wait.State{Queues: make([]wait.Queue, 1), Waiting: make([]wait.Waiter, waiting)}
	for range operators {
		s.Operators = append(s.Operators, wait.Operator{Queues: []int{0}, Capacity: 2, Busy: make([]wait.Busy, 2)})
	}
	return s
}

func look(s wait.State, services []wait.Service, l wait.Leaving, outcomes ...wait.Outcome) *wait.Outlook {
	t := wait.NewTimes(len(s.Queues), services, l)
	return wait.Look(s, t, wait.Learn(len(s.Queues), outcomes))
}

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.Abs(got-want) > within*math.Abs(want) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// The sums by hand: with 2 chats ending a second and each who waits leaving once in a
// second, 1/2 + 1/3 + 1/4 and the sum of their squares.
func TestPassage(t *testing.T) {
	mean, variance := wait.Passage(2, 2, 1)
	near(t, "mean", mean, 13.0/12, 1e-12)
	near(t, "variance", variance, 1.0/4+1.0/9+1.0/16, 1e-12)
	mean, variance = wait.Passage(9, 0.5, 0)
	near(t, "mean without leaving", mean, 20, 1e-12)
	near(t, "variance without leaving", variance, 40, 1e-12)
	sum, squares := 0.0, 0.0
	for i := range 5001 {
		step := 1 / (0.2 + 0.001*float64(i))
		sum, squares = sum+step, squares+step*step
	}
	mean, variance = wait.Passage(5000, 0.2, 0.001)
	near(t, "mean of a long line", mean, sum, 0.005)
	near(t, "variance of a long line", variance, squares, 0.01)
	if mean, variance = wait.Passage(3, 0, 1); !math.IsInf(mean, 1) || !math.IsInf(variance, 1) {
		t.Errorf("nobody works: %v, %v", mean, variance)
	}
}

// With exponential chat times the desk run forward is the Erlang-A line, so its waits
// must be those of the formula.
func TestTheDeskRunForwardAgreesWithErlang(t *testing.T) {
	const mean = 500 * time.Second
	leaving := wait.Leaving{Left: 199, Waited: 200*1000*time.Second - 30*time.Minute} // with the prior, one in 1,000 s
	for _, waiting := range []int{5, 20, 60, 290} {
		raw := look(busy(10, waiting), exponential(400, mean), leaving).Newcomer(0, 0).Raw
		want, _ := wait.Passage(waiting, 20/mean.Seconds(), 0.001)
		got := (raw.Mid.Seconds()+10)*math.Exp(raw.Spread*raw.Spread/2) - 10
		near(t, "mean wait", got, want, 0.08)
	}
}

// Those behind the few hundred that are run are computed, without a step between.
func TestALineLongerThanIsRun(t *testing.T) {
	o := look(busy(20, 2000), exponential(400, 500*time.Second), patient)
	before, after := o.Waiter(299), o.Waiter(302)
	near(t, "the first who is computed", after.To.Seconds(), before.To.Seconds(), 0.15)
	last := o.Waiter(1999)
	near(t, "the last", (last.From+last.To).Seconds()/2, 2000*500/40, 0.25)
	if now := o.Newcomer(0, 0); now.To <= last.From {
		t.Errorf("a newcomer waits %v to %v, the last before %v to %v", now.From, now.To, last.From, last.To)
	}
}

func TestSlotsThatAreShared(t *testing.T) {
	s := wait.State{Queues: make([]wait.Queue, 4), Waiting: make([]wait.Waiter, 12)} // all wait in queue 0
	for i := range 6 {
		o := wait.Operator{Queues: []int{0, 1}, Capacity: 1, Busy: make([]wait.Busy, 1)}
		if i >= 3 {
			o.Queues = []int{2}
		}
		s.Operators = append(s.Operators, o)
	}
	s.Operators[5].Busy = nil
	o := look(s, alike(50, 8*time.Minute), patient)
	if a, b := o.Newcomer(0, 0).Raw.Mid, o.Newcomer(1, 0).Raw.Mid; a != b {
		t.Errorf("who comes to a queue of the same operators waits %v, not %v", b, a)
	}
	if e := o.Newcomer(2, 0); !e.Raw.Free || e.From != 0 || e.To > time.Minute || e.Doubt != "" {
		t.Errorf("a slot is free: %+v", e)
	}
	if e := o.Newcomer(3, 0); e.Doubt != wait.NoStaff {
		t.Errorf("nobody serves the queue: %+v", e)
	}
	if o.Group(0) != o.Group(1) || o.Group(1) == o.Group(2) || o.Group(2) == o.Group(3) {
		t.Errorf("groups %d %d %d %d", o.Group(0), o.Group(1), o.Group(2), o.Group(3))
	}
}

// Who helps out takes those who have waited long, and no others.
func TestHelp(t *testing.T) {
	s := wait.State{Queues: make([]wait.Queue, 2), Waiting: []wait.Waiter{{Queue: 0, For: 4 * time.Minute}},
		Operators: []wait.Operator{{Queues: []int{1}, Helps: []wait.Help{{Queue: 0, After: 10 * time.Minute}}, Capacity: 1}}}
	o := look(s, alike(50, 8*time.Minute), patient)
	near(t, "wait until help comes", o.Waiter(0).Raw.Mid.Seconds(), 360, 0.01)
}

func TestRoom(t *testing.T) {
	o := look(busy(10, 0), exponential(400, 500*time.Second), patient)
	room := o.Room(0, 30*time.Minute)
	if room < 40 || room > 72 { // the mean wait of the 72nd is 30 minutes
		t.Errorf("room for %d", room)
	}
	if last := o.Newcomer(0, room-1).To; last > 30*time.Minute {
		t.Errorf("the last with room waits up to %v", last)
	}
	if next := o.Newcomer(0, room).To; next <= 30*time.Minute {
		t.Errorf("the first without room waits up to %v", next)
	}
	if room := look(busy(10, 400), exponential(400, 500*time.Second), patient).Room(0, 30*time.Minute); room != 0 {
		t.Errorf("room for %d behind a line of hours", room)
	}
	if room := look(wait.State{Queues: make([]wait.Queue, 1)}, nil, patient).Room(0, time.Hour); room != 0 {
		t.Errorf("room for %d without staff", room)
	}
}

func TestDoubts(t *testing.T) {
	enough := exponential(100, 500*time.Second)
	closing := busy(5, 20)
	closing.Queues[0].Closes = 10 * time.Minute
	missed := make([]wait.Outcome, 60)
	for i := range missed {
		missed[i] = wait.Outcome{Raw: wait.Raw{Mid: 5 * time.Minute, Spread: 0.3}, From: 3 * time.Minute, To: 7 * time.Minute, Waited: 20 * time.Minute}
	}
	for _, c := range []struct {
		name string
		o    *wait.Outlook
		want wait.Doubt
	}{
		{"none", look(busy(5, 20), enough, patient), ""},
		{"no staff", look(busy(0, 20), enough, patient), wait.NoStaff},
		{"closing", look(closing, enough, patient), wait.Closes},
		{"few chats", look(busy(5, 20), alike(wait.FewServices-1, time.Minute), patient), wait.FewChats},
		{"missed", look(busy(5, 20), enough, patient, missed...), wait.Missed},
		{"wide", look(busy(1, 60), enough, patient), wait.Wide},
	} {
		if got := c.o.Newcomer(0, 0).Doubt; got != c.want {
			t.Errorf("%s: doubt %q, want %q", c.name, got, c.want)
		}
	}
}

// The same desk looks the same twice, so that numbers on screens stand still.
func TestTheSameTwice(t *testing.T) {
	a, b := look(busy(7, 30), exponential(90, time.Minute), patient), look(busy(7, 30), exponential(90, time.Minute), patient)
	if x, y := a.Newcomer(0, 3), b.Newcomer(0, 3); x != y {
		t.Errorf("%+v, then %+v", x, y)
	}
}

// The figures of a check on Politecnico's numbers, 8 min 50 s a chat: one place behind 90
// busy slots, and the 20th of a queue with 6.
func TestPeers(t *testing.T) {
	const mean = 530 * time.Second
	if got := wait.Comm100(1, 90, mean); got != mean {
		t.Errorf("Comm100 tells the first in line %v", got)
	}
	if got := wait.Comm100(20, 6, mean); got != 4*mean {
		t.Errorf("Comm100 tells the twentieth %v", got)
	}
	if got := wait.RocketChat(20, 100, mean); got != mean {
		t.Errorf("Rocket.Chat tells the twentieth %v", got)
	}
	if got := wait.Salesforce(100*time.Second, 200*time.Second); got != 110*time.Second {
		t.Errorf("Salesforce goes from 100 s to %v", got)
	}
}
