package simulate

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.Abs(got-want) > within {
		t.Errorf("%s: %g, want %g ± %g", what, got, want, within)
	}
}

func TestHistogramIsRightToOnePercent(t *testing.T) {
	var h histogram
	near(t, "the quantile of nothing", h.quantile(0.5), 0, 0)
	near(t, "the mean of nothing", h.mean(), 0, 0)
	for i := 1; i <= 1000; i++ {
		h.add(float64(i))
	}
	for _, q := range []float64{0.01, 0.5, 0.9, 0.99} {
		near(t, "a quantile", h.quantile(q), 1000*q, 1000*q*0.011+0.5)
	}
	near(t, "the last quantile", h.quantile(1), 1000, 0.01*1000)
	near(t, "the mean", h.mean(), 500.5, 1e-9)
	near(t, "the largest", h.max, 1000, 0)

	var zeros histogram
	zeros.add(0)
	zeros.add(1e12)
	near(t, "a wait of nothing", zeros.quantile(0.5), smallest/2, 0)
	if got := zeros.quantile(1); got > 1e12 || got < 5e6 {
		t.Errorf("what is beyond the last bucket: %g", got)
	}
}

func TestExactQuantileIsTheNearestRank(t *testing.T) {
	sorted := []float64{1, 2, 3, 4}
	for _, c := range []struct{ q, want float64 }{{0, 1}, {0.25, 1}, {0.26, 2}, {0.5, 2}, {0.75, 3}, {1, 4}} {
		near(t, "quantile", quantileOf(sorted, c.q), c.want, 0)
	}
	near(t, "of nothing", quantileOf(nil, 0.5), 0, 0)
}

// The figures are those of the published check: 90 busy slots and chats of 530 s, and
// the twentieth in line at six slots.
func TestPeersFormulas(t *testing.T) {
	near(t, "Comm100, first in line", comm100(1, 90, 530), 530, 0)
	near(t, "Comm100, place 90", comm100(90, 90, 530), 530, 0)
	near(t, "Comm100, place 91", comm100(91, 90, 530), 1060, 0)
	near(t, "Comm100, place 20 of 6 slots", comm100(20, 6, 530), 2120, 0)
	near(t, "Rocket.Chat, place 20", rocketChat(20, 530), 530, 0)
	near(t, "Rocket.Chat, place 101", rocketChat(101, 530), 1060, 0)
	if !math.IsNaN(comm100(0, 6, 530)) || !math.IsNaN(comm100(1, 0, 530)) {
		t.Error("there is nothing to tell without a place or without slots")
	}
	near(t, "Salesforce, the first", salesforce(0, 100, 0), 100, 0)
	near(t, "Salesforce, the second", salesforce(100, 200, 1), 110, 1e-9)
}

func TestGuess(t *testing.T) {
	var g guess
	g.add(math.NaN(), 5)
	g.add(100, 50)  // twice: within
	g.add(100, 300) // a third: not
	g.add(0, 0.4)   // both below a second: equal
	f := g.formula("x")
	if f.Told != 3 {
		t.Fatalf("told %d", f.Told)
	}
	near(t, "mean error", f.MeanErrorS, (50+200+0.4)/3, 1e-9)
	near(t, "median ratio", f.MedianRatio, 1, 1e-9)
	near(t, "within twice", f.WithinTwice, 2.0/3, 1e-9)
}

func TestEveryScenarioAddsUp(t *testing.T) {
	for _, s := range Scenarios() {
		if s.Chats < 1 || s.Rate < 1 || s.First+s.Second < 1 || s.Messages%2 != 0 || s.length() <= 0 {
			t.Errorf("%s: %+v", s.Name, s)
		}
		for _, d := range s.Days {
			var sum float64
			for _, h := range d.Hours {
				sum += h
			}
			near(t, s.Name+": the hours of a day", sum, 1, 1e-9)
			if d.Open > time.Duration(len(d.Hours))*time.Hour {
				t.Errorf("%s: open for %v, but %d hours have arrivals", s.Name, d.Open, len(d.Hours))
			}
		}
		if found, err := Find(s.Name); err != nil || found.Name != s.Name {
			t.Errorf("find %s: %v", s.Name, err)
		}
	}
	if _, err := Find("no such"); err == nil {
		t.Error("found what is not there")
	}
}

func TestTheYearHasThePublishedFigures(t *testing.T) {
	days := year2019()
	var sum, september float64
	for _, d := range days {
		sum += d.Chats
		if d.Date.Month() == time.September && d.Chats != 3602 {
			september += d.Chats
		}
		if wd := d.Date.Weekday(); wd == time.Saturday || wd == time.Sunday || slices.Contains(holidays2019, d.Date) {
			t.Errorf("open on %s", d.Date)
		}
	}
	near(t, "chats in the year", sum, 104359, 1e-6)
	// 261 weekdays, less the 8 holidays that fall on one.
	if len(days) != 253 {
		t.Errorf("%d working days", len(days))
	}
	// The peak day apart, September keeps about its share of the requests: 6,211 of 41,270.
	near(t, "September's share", september/(104359-3602), 6211.0/41270, 0.01)
	if n := len(lockdown2020()); n != 56 {
		t.Errorf("%d days of lockdown", n)
	}
}

func TestArrivalsFollowTheProfile(t *testing.T) {
	s := Scenario{Days: []Day{
		{Hours: hours, Open: 9 * time.Hour, Chats: 3},
		{Hours: lockdownHours, Open: 6*time.Hour + 30*time.Minute, Chats: 1},
	}}
	const n = 40_000
	at := s.arrivals(n, rand.New(rand.NewPCG(1, 2)))
	if len(at) != n || !slices.IsSorted(at) || at[0] < 0 || at[n-1] >= s.length() {
		t.Fatalf("%d from %v to %v", len(at), at[0], at[len(at)-1])
	}
	share := func(from, to time.Duration) float64 {
		k := 0
		for _, a := range at {
			if a >= from && a < to {
				k++
			}
		}
		return float64(k) / n
	}
	near(t, "the second hour of the first day", share(time.Hour, 2*time.Hour), 0.75*0.15, 0.005)
	near(t, "the second day", share(9*time.Hour, s.length()), 0.25, 0.007)
	near(t, "its last half hour", share(s.length()-30*time.Minute, s.length()), 0.25*0.08, 0.003)
}

func TestChatsTakeWhatIsPublished(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	var sum, squares float64
	const n = 20_000
	for range n {
		turns := turnTimes(rng, 14, chatMean)
		if len(turns) != 14 || !slices.IsSorted(turns) || turns[0] < 0 {
			t.Fatalf("%v", turns)
		}
		length := turns[13].Seconds()
		sum += length
		squares += length * length
	}
	mean := sum / n
	near(t, "mean", mean, 530, 10)
	near(t, "spread", math.Sqrt(squares/n-mean*mean)/mean, spread, 0.05)
}

func TestPickKeepsTheWeights(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	var hits [3]int
	const n = 30_000
	for range n {
		hits[pick(rng, []float64{1, 0, 3})]++
	}
	if hits[1] != 0 {
		t.Error("picked what has no weight")
	}
	near(t, "the first's share", float64(hits[0])/n, 0.25, 0.01)
}

func TestTicksAreRoundAndReachTheTop(t *testing.T) {
	for _, top := range []float64{0, 0.003, 1, 7, 10, 99, 123, 40_000} {
		got := ticks(top)
		if last := got[len(got)-1]; got[0] != 0 || last < top || len(got) < 2 || len(got) > 9 {
			t.Errorf("%g: %v", top, got)
		}
	}
}
