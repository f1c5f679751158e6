package simulate

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
)

// row is one line of the report: the same in text and on the page.
type row struct{ Name, Value, Note string }

// group is some rows under a heading.
type group struct {
	Title string
	Rows  []row
}

// rows are the whole report in words.
func (r *Report) rows() []group {
	return slices.Concat(r.numbers(), r.measured(), r.extra())
}

func count(n int) string         { return fmt.Sprintf("%d", n) }
func inMillis(x float64) string  { return fmt.Sprintf("%.1f ms", x) }
func inSeconds(x float64) string { return fmt.Sprintf("%.0f s", x) }

// numbers are what can be counted.
func (r *Report) numbers() []group {
	return []group{
		{"What happened", []row{
			{"Students", count(r.Students), ""},
			{"helped by the FAQ", count(r.Resolved), ""},
			{"let into a queue", count(r.Joined), ""},
			{"turned away or sent elsewhere", count(r.Shed), fmt.Sprintf("%d of them asked to be called back, %d were let in so", r.Callbacks, r.CalledBack)},
			{"asked again by the widget", count(r.Again), "because the server was busy"},
			{"gave up waiting", count(r.Left), fmt.Sprintf("%d of them without a word", r.Silent)},
			{"reached an operator", count(r.Chats), ""},
			{"chats that went to their end", count(r.Served), ""},
			{"Operators, with slots", fmt.Sprintf("%d, %d", r.Operators, r.Slots), ""},
		}},
		{"Promises", []row{
			{"Messages acknowledged", count(r.Acknowledged), fmt.Sprintf("%d sent twice, %d connections made anew", r.Repeats, r.Reconnects)},
			{"lost", count(r.Lost), "must be 0"},
			{"doubled", count(r.Doubled), "must be 0"},
			{"out of order", count(r.OutOfOrder), "must be 0"},
			{"Engaged chats dropped or over 1 s", count(r.Dropped), fmt.Sprintf("must be 0; %d of them over 1 s", r.Slow)},
			{"Chats with two operators", count(r.DoubleClaims), "must be 0"},
			{"Operators above their capacity", count(r.OverCapacity), "must be 0"},
			{"Longest free slot while somebody waited", inMillis(r.IdleMax), "real time, as the clients saw it"},
			{"Students not ended in time", count(r.Unfinished), "must be 0"},
		}},
	}
}

// measured are times.
func (r *Report) measured() []group {
	return []group{
		{"Times, real", []row{
			{"A message to the other side, quiet, p99", inMillis(r.QuietP99), "three chats and nothing else"},
			{"the same in the scenario, p50", inMillis(r.EngagedP50), ""},
			{"p99", inMillis(r.EngagedP99), ratio(r.EngagedP99, r.QuietP99)},
			{"longest", inMillis(r.EngagedMax), ""},
			{"A message to its acknowledgement, p99", inMillis(r.AckP99), ""},
			{"A question to its answer, p99", inMillis(r.AskP99), ""},
			{"Joining, p99", inMillis(r.JoinP99), ""},
			{"Duration", fmt.Sprintf("%.1f s", r.Duration), fmt.Sprintf("the office's time runs %g times as fast", r.Rate)},
			{"The simulation behind its plan, at most", inMillis(r.LateMax), ""},
			{"Requests", fmt.Sprintf("%d", r.Requests), fmt.Sprintf("%.0f a second; processor time: server %.1f s, simulation %.1f s", float64(r.Requests)/r.Duration, r.ServerCPU, r.OwnCPU)},
			{"Memory of the server, at most", fmt.Sprintf("%.0f MB", r.RSSMB), ""},
		}},
		{"Waits, in the office's time", []row{
			{"mean", inSeconds(r.WaitMean), fmt.Sprintf("one real millisecond counts as %.2g s", r.Rate/1000)},
			{"p50", inSeconds(r.WaitP50), ""}, {"p90", inSeconds(r.WaitP90), ""}, {"p99", inSeconds(r.WaitP99), ""},
			{"a chat, mean", inSeconds(r.ChatMean), ""},
		}},
		{"Waits told", []row{
			{"share whose interval held", percent(r.Coverage), cmp.Or(r.CoverageWhy, fmt.Sprintf("of %d; should be 75 to 85 %%", r.Told))},
			{"told at joining", percent(r.CoverageJoining), fmt.Sprintf("mean width %.0f s", r.ToldWidth)},
			{"told while waiting", percent(r.CoverageLive), ""},
			{"gave up after the end of what was told", count(r.MissedByLeavers), "not in the shares: nobody knows their wait"},
		}},
	}
}

// extra are the rows that not every report has.
func (r *Report) extra() (out []group) {
	for _, list := range []struct {
		title string
		of    map[string]int
	}{{"Refusals, by what was asked for and what was said", r.Refusals}, {"Requests that failed", r.Failed}} {
		g := group{Title: list.title}
		for _, k := range sortedKeys(list.of) {
			g.Rows = append(g.Rows, row{k, fmt.Sprintf("%d", list.of[k]), ""})
		}
		if len(g.Rows) > 0 {
			out = append(out, g)
		}
	}
	if len(r.Formulas) == 0 {
		return out
	}
	g := group{Title: "Ways to tell the wait, of students who had to wait and reached an operator"}
	for _, f := range r.Formulas {
		g.Rows = append(g.Rows, row{f.Name, fmt.Sprintf("%.0f s off on average", f.MeanErrorS),
			fmt.Sprintf("told over truth %.2f (median), within half and twice %.0f %%, of %d", f.MedianRatio, 100*f.WithinTwice, f.Told)})
	}
	return append(out, g)
}

func ratio(x, of float64) string {
	if of == 0 {
		return ""
	}
	return fmt.Sprintf("%.1f times the quiet", x/of)
}

func percent(x *float64) string {
	if x == nil {
		return "none told"
	}
	return fmt.Sprintf("%.1f %%", 100**x)
}

// comparison sets the waits of split queues beside those of one pool.
func (r *Report) comparison() []row {
	p := r.Pooled
	line := func(name, format string, of func(*Report) any) row {
		return row{name, fmt.Sprintf(format, of(r)), fmt.Sprintf(format, of(p))}
	}
	return []row{
		line("reached an operator", "%d", func(r *Report) any { return r.Chats }),
		line("gave up waiting", "%d", func(r *Report) any { return r.Left }),
		line("turned away", "%d", func(r *Report) any { return r.Shed }),
		line("wait, mean", "%.0f s", func(r *Report) any { return r.WaitMean }),
		line("wait, p50", "%.0f s", func(r *Report) any { return r.WaitP50 }),
		line("wait, p90", "%.0f s", func(r *Report) any { return r.WaitP90 }),
		line("wait, p99", "%.0f s", func(r *Report) any { return r.WaitP99 }),
	}
}

// Text writes the report for a terminal.
func (r *Report) Text(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "%s: %s\n", r.Scenario, r.About)
	if r.Size < 1 {
		fmt.Fprintf(w, "With %g of the students and operators.\n", r.Size)
	}
	if r.Pool {
		fmt.Fprintln(w, "All operators serve all queues.")
	}
	for _, g := range r.rows() {
		fmt.Fprintf(w, "\n%s\n", g.Title)
		for _, row := range g.Rows {
			fmt.Fprintf(w, "  %s\t%s\t%s\n", row.Name, row.Value, row.Note)
		}
	}
	if r.Pooled != nil {
		fmt.Fprint(w, "\nSplit queues and one pool\n  \tsplit\tpool\n")
		for _, row := range r.comparison() {
			fmt.Fprintf(w, "  %s\t%s\t%s\n", row.Name, row.Value, row.Note)
		}
	}
	fmt.Fprintln(w, "\nAssumed")
	for _, a := range r.Assumptions {
		fmt.Fprintf(w, "  - %s\n", a)
	}
	if broken := r.Broken(); len(broken) > 0 {
		fmt.Fprintln(w, "\nBroken:")
		for _, b := range broken {
			fmt.Fprintf(w, "  %s\n", b)
		}
	} else {
		fmt.Fprintln(w, "\nAll promises were kept.")
	}
	return w.Flush()
}
