package simulate

import (
	"fmt"
	"maps"
	"slices"
	"time"
)

// Report is what the people of a simulation saw. Names ending in _ms are real
// milliseconds, those in _s seconds of the office's time, but for duration_s, which is
// real.
type Report struct {
	Scenario string  `json:"scenario"`
	Rate     float64 `json:"rate"` // the office's time to the machine's
	Size     float64 `json:"size"` // the share of the scenario's people
	Pool     bool    `json:"pool"`
	Nodes    int     `json:"nodes"`
	Seed     uint64  `json:"seed"`

	Operators int `json:"operators"`
	Slots     int `json:"slots"`
	Students  int `json:"students"`
	Resolved  int `json:"resolved_by_faq"`
	Joined    int `json:"joined"` // were let into a queue
	Chats     int `json:"chats"`  // reached an operator
	Served    int `json:"served"` // and went on to their end
	Left      int `json:"left"`   // gave up waiting
	Silent    int `json:"left_silently"`

	Acknowledged int `json:"messages_acknowledged"`
	Lost         int `json:"messages_lost"`
	Doubled      int `json:"messages_doubled"`
	OutOfOrder   int `json:"messages_out_of_order"`
	Repeats      int `json:"messages_sent_twice"`
	Reconnects   int `json:"reconnects"`
	// Dropped are engaged chats that ended without a close, or in which a message took
	// over a second; Slow are the latter.
	Dropped int `json:"engaged_dropped"`
	Slow    int `json:"engaged_over_1s"`

	EngagedP50 float64 `json:"engaged_p50_ms"`
	EngagedP99 float64 `json:"engaged_p99_ms"`
	EngagedMax float64 `json:"engaged_max_ms"`
	QuietP99   float64 `json:"quiet_p99_ms"`
	AckP99     float64 `json:"acknowledged_p99_ms"`
	AskP99     float64 `json:"ask_p99_ms"`
	JoinP99    float64 `json:"join_p99_ms"`

	Shed         int            `json:"joins_shed"`
	Refusals     map[string]int `json:"refusals"` // by what was asked for and the code; a student may have several
	Failed       map[string]int `json:"requests_failed"`
	Again        int            `json:"asked_again_when_busy"`
	Callbacks    int            `json:"callbacks"`   // of those who were shed, who asked to be called back
	CalledBack   int            `json:"called_back"` // who got into the line so
	DoubleClaims int            `json:"double_claims"`
	OverCapacity int            `json:"over_capacity"`
	IdleMax      float64        `json:"idle_slot_max_ms"`

	WaitMean float64 `json:"wait_mean_s"`
	WaitP50  float64 `json:"wait_p50_s"`
	WaitP90  float64 `json:"wait_p90_s"`
	WaitP99  float64 `json:"wait_p99_s"`
	ChatMean float64 `json:"chat_mean_s"`
	LateMax  float64 `json:"late_max_ms"` // the most that the simulation itself lagged behind its plan

	// Coverage is the share of all waits told whose interval held; null, and CoverageWhy
	// says why, when that would say nothing of the estimates. Only of students who reached
	// an operator; MissedByLeavers had waited longer than the interval told them at joining
	// when they gave up.
	Coverage        *float64  `json:"estimate_coverage"`
	CoverageWhy     string    `json:"estimate_coverage_why,omitempty"`
	CoverageJoining *float64  `json:"estimate_coverage_joining"`
	CoverageLive    *float64  `json:"estimate_coverage_live"`
	Told            int       `json:"estimates_told"`
	ToldWidth       float64   `json:"estimate_width_s"`
	MissedByLeavers int       `json:"estimates_missed_by_leavers"`
	Formulas        []Formula `json:"formulas"`

	Unfinished int      `json:"unfinished"`
	Duration   float64  `json:"duration_s"`
	RSSMB      float64  `json:"rss_mb"`       // the most that the servers had in memory, by the system's word; 0 for one that ran already
	ServerCPU  float64  `json:"server_cpu_s"` // processor time of the servers, and of the simulation itself
	OwnCPU     float64  `json:"simulation_cpu_s"`
	Requests   int64    `json:"requests"`
	BrokenBy   []string `json:"broken"`

	Assumptions []Assumption `json:"assumptions"`
	Pooled      *Report      `json:"pooled,omitempty"`

	About  string   `json:"-"`
	Charts []figure `json:"-"`
}

// Broken says which promises were broken; nothing when all were kept.
func (r *Report) Broken() (broken []string) {
	for _, p := range []struct {
		n    int
		what string
	}{
		{r.Lost, "acknowledged messages were lost"},
		{r.Doubled, "messages came twice"},
		{r.OutOfOrder, "messages came out of order"},
		{r.Dropped, "engaged chats were dropped or took over a second"},
		{r.DoubleClaims, "chats had two operators"},
		{r.OverCapacity, "times an operator had more chats than they may"},
		{r.Unfinished, "students had not ended when the time was up"},
	} {
		if p.n > 0 {
			broken = append(broken, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	if r.Pooled != nil {
		for _, b := range r.Pooled.Broken() {
			broken = append(broken, "with one pool: "+b)
		}
	}
	return broken
}

// report puts together what was counted.
func (w *world) report(took time.Duration) *Report {
	w.tally.mu.Lock()
	defer w.tally.mu.Unlock()
	t := &w.tally.counts
	r := &Report{Scenario: w.o.Scenario.Name, About: w.o.Scenario.About, Rate: w.o.Rate, Size: w.o.Size, Pool: w.o.Pool, Nodes: len(w.front.nodes), Seed: w.o.Seed,
		Operators: len(w.operators), Students: t.students, Resolved: t.resolved, Joined: t.joined, Chats: t.chats, Served: t.served,
		Again: t.again, Callbacks: t.callbacks, CalledBack: t.calledBack, Left: t.left, Silent: t.leftSilently, Reconnects: t.reconnects, Repeats: t.repeats,
		Acknowledged: t.verdict.acknowledged, Lost: t.verdict.lost, Doubled: t.verdict.doubled, OutOfOrder: t.verdict.outOfOrder,
		Dropped: t.dropped + t.slow, Slow: t.slow, DoubleClaims: t.doubleClaims, Shed: t.shed, Refusals: t.refusals, Failed: t.failed,
		Unfinished: t.unfinished, Duration: took.Seconds(), LateMax: millis(t.late), Assumptions: assumptions, Requests: w.front.requests.Load() + w.talk.requests.Load() + w.desk.requests.Load()}
	for _, o := range w.operators {
		r.Slots += o.slots.capacity
	}
	r.OverCapacity, r.IdleMax = w.floor.overCapacity, millis(w.floor.idleMax)
	r.times(t)
	r.estimates(t)
	r.Charts = w.charts(t)
	r.BrokenBy = r.Broken()
	return r
}

func (r *Report) times(t *counts) {
	r.EngagedP50, r.EngagedP99, r.EngagedMax = t.engaged.quantile(0.5), t.engaged.quantile(0.99), t.engaged.max
	r.QuietP99, r.AckP99 = t.quiet.quantile(0.99), t.acks.quantile(0.99)
	r.AskP99, r.JoinP99 = t.asks.quantile(0.99), t.joins.quantile(0.99)
	r.WaitMean, r.WaitP50, r.WaitP90, r.WaitP99 = t.waits.mean(), t.waits.quantile(0.5), t.waits.quantile(0.9), t.waits.quantile(0.99)
	r.ChatMean = t.lengths.mean()
}

// sortedKeys are a map's, in order.
func sortedKeys(m map[string]int) []string { return slices.Sorted(maps.Keys(m)) }
