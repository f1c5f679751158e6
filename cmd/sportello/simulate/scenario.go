package simulate

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"time"
)

// Scenario is what happens in the office.
type Scenario struct {
	Name, About string
	// Chats is how many students ask for a person; those whom the FAQ helps come besides.
	Chats int
	// Days are the open days in their order; the nights between them are left out.
	Days []Day
	// First and Second are how many operators there are of each level.
	First, Second int
	// Messages is how many a chat has, both sides together.
	Messages int
	// ChatMean is how long a chat takes on average, from the claim to the last message.
	ChatMean time.Duration
	// Rate is how many times as fast as the machine's clock time runs, unless told.
	Rate float64
	// Crowd is how many students want a chat at once, besides: within CrowdIn of real
	// time, from CrowdAt of the office's on. They do not ask the FAQ.
	Crowd   int
	CrowdAt time.Duration
	CrowdIn time.Duration
	// Compare runs the same again with all operators in one pool.
	Compare bool
	// Split gives each operator only so many queues, whatever the level; 0: by level.
	Split int
}

// Day is one day of opening.
type Day struct {
	Date  time.Time
	Hours []float64 // the share of the day's arrivals in each hour from the opening; the last may be cut short
	Open  time.Duration
	// Chats is the day's weight among the scenario's days.
	Chats float64
}

// ErrScenario says that there is no scenario of that name.
var ErrScenario = errors.New("no such scenario")

// chatMean is 8 min 50 s (Comm100, 2024 and 2025: chats of all its customers, with two
// or three at once for most operators, so that the slowing down is within it).
const chatMean = 8*time.Minute + 50*time.Second

// Scenarios are all there are.
func Scenarios() []Scenario {
	peak := Day{Date: date(2019, 9, 2), Hours: hours, Open: 9 * time.Hour, Chats: 3602}
	base := Scenario{First: 46, Second: 54, Messages: 14, ChatMean: chatMean}
	of := func(name, about string, change func(*Scenario)) Scenario {
		s := base
		s.Name, s.About = name, about
		change(&s)
		return s
	}
	return []Scenario{
		of("smoke", "Thirty students and three operators, to see that all works.", func(s *Scenario) {
			s.Chats, s.First, s.Second, s.ChatMean, s.Rate = 30, 2, 1, time.Minute, 60
			s.Days = []Day{{Date: peak.Date, Hours: []float64{1}, Open: 10 * time.Minute, Chats: 1}}
		}),
		of("peak-day", "The busiest day of 2019: 3,602 chats from 9 to 18, with 100 operators.", func(s *Scenario) {
			s.Chats, s.Days, s.Rate = 3602, []Day{peak}, 640
		}),
		of("year-2019", "All of 2019: 104,359 chats on 250 working days, by month and weekday, with the peak day in it.", func(s *Scenario) {
			s.Chats, s.Days, s.Rate = 104359, year2019(), 900
		}),
		of("lockdown-2020", "Everybody at home: 11,078 chats on 56 working days from 9:30 to 16, with 40 operators.", func(s *Scenario) {
			s.Chats, s.Days, s.Rate, s.First, s.Second = 11078, lockdown2020(), 1200, 18, 22
		}),
		of("storm", "The crowd of 2018: 50,000 students ask for a chat within a minute while the chats of 100 operators go on.", func(s *Scenario) {
			s.Chats, s.Rate, s.Crowd, s.CrowdAt, s.CrowdIn = 600, 10, 50_000, 3*time.Minute, time.Minute
			s.Days = []Day{{Date: peak.Date, Hours: []float64{1}, Open: 13 * time.Minute, Chats: 1}}
		}),
		of("september", "A day of September, twice the average one, with 14 operators in 20 split queues; then the same with one pool.", func(s *Scenario) {
			s.Chats, s.Days, s.Rate, s.First, s.Second, s.Split, s.Compare = 1496, []Day{{Date: date(2019, 9, 9), Hours: hours, Open: 9 * time.Hour, Chats: 1}}, 60, 6, 8, 3, true
		}),
	}
}

// Find returns the scenario of that name, or [ErrScenario].
func Find(name string) (Scenario, error) {
	all := Scenarios()
	i := slices.IndexFunc(all, func(s Scenario) bool { return s.Name == name })
	if i < 0 {
		return Scenario{}, fmt.Errorf("%w: %q", ErrScenario, name)
	}
	return all[i], nil
}

// sized is the scenario with a share of its people, at least one of each kind.
func (s Scenario) sized(share float64) Scenario {
	part := func(n int) int {
		if n == 0 {
			return 0
		}
		return max(1, int(math.Round(float64(n)*share)))
	}
	s.Chats, s.Crowd, s.First, s.Second = part(s.Chats), part(s.Crowd), part(s.First), part(s.Second)
	return s
}

// length is how long the office is open, the nights left out.
func (s Scenario) length() (all time.Duration) {
	for _, d := range s.Days {
		all += d.Open
	}
	return all
}

// months are the requests of Politecnico di Milano's student office from January to
// December, 41,270 in all.
var months = [12]float64{2714, 4982, 4756, 2132, 3270, 2725, 2842, 1635, 6211, 5569, 2692, 1742}

// weekdays is an assumption: nothing is published. Mondays are the fullest.
var weekdays = map[time.Weekday]float64{time.Monday: 0.24, time.Tuesday: 0.21, time.Wednesday: 0.20, time.Thursday: 0.19, time.Friday: 0.16}

// hours, from 9 to 18, is an assumption too: two humps, and 15 % of the day in the
// fullest hour.
var hours = []float64{0.10, 0.15, 0.14, 0.10, 0.08, 0.12, 0.13, 0.11, 0.07}

// lockdownHours, from 9:30 to 16, is an assumption in the same shape; the seventh hour
// is half a one.
var lockdownHours = []float64{0.15, 0.19, 0.17, 0.13, 0.13, 0.15, 0.08}

// holidays2019 are the Italian public holidays of 2019 that fall on a working day.
var holidays2019 = []time.Time{date(2019, 1, 1), date(2019, 4, 22), date(2019, 4, 25), date(2019, 5, 1), date(2019, 8, 15),
	date(2019, 11, 1), date(2019, 12, 25), date(2019, 12, 26)}

func date(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

// year2019 gives 3,602 chats to the first Monday of September, as published, and the
// rest to the other days by month and weekday.
func year2019() []Day {
	const all, peak = 104359, 3602
	busiest := date(2019, 9, 2)
	var days []Day
	var sum float64
	for d := date(2019, 1, 1); d.Year() == 2019; d = d.AddDate(0, 0, 1) {
		if weekdays[d.Weekday()] == 0 || slices.Contains(holidays2019, d) {
			continue
		}
		day := Day{Date: d, Hours: hours, Open: 9 * time.Hour, Chats: months[d.Month()-1] * weekdays[d.Weekday()]}
		if d.Equal(busiest) {
			day.Chats = 0
		}
		sum += day.Chats
		days = append(days, day)
	}
	for i := range days {
		days[i].Chats *= (all - peak) / sum
		if days[i].Date.Equal(busiest) {
			days[i].Chats = peak
		}
	}
	return days
}

// lockdown2020 are 56 working days from Monday 9 March 2020 on.
func lockdown2020() []Day {
	closed := []time.Time{date(2020, 4, 13), date(2020, 5, 1)}
	var days []Day
	for d := date(2020, 3, 9); len(days) < 56; d = d.AddDate(0, 0, 1) {
		if weekdays[d.Weekday()] > 0 && !slices.Contains(closed, d) {
			days = append(days, Day{Date: d, Hours: lockdownHours, Open: 6*time.Hour + 30*time.Minute, Chats: weekdays[d.Weekday()]})
		}
	}
	return days
}
