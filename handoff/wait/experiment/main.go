// Command experiment measures the wait estimates on offices that exist only here: how
// often they hold and how wide they are, in scenarios that are made to break them, beside
// what the formulas of others would have said.
//
//	go run ./handoff/wait/experiment [-days 10] [-tuning]
//
// The office here is not the estimator's model of it: chat times are lognormal and grow
// with how many chats an operator has, patience is lognormal, some students leave without
// a word, operators need a moment, take breaks, come late and stay longer, and the first
// day, of which nothing is counted, is all that is known at the beginning. What the
// estimator's constants were tuned on (-tuning) differs in seeds and in every parameter
// from what is reported.
package main

import (
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"sync"
	"text/tabwriter"
)

func main() {
	days := flag.Int("days", 10, "days of each scenario")
	tune := flag.Bool("tuning", false, "the family on which constants are tuned")
	seed := flag.Uint64("seed", 0, "added to the seed of the family")
	only := flag.String("only", "", "run one scenario")
	flag.Parse()
	f := reported
	if *tune {
		f = tuning
	}
	scenarios := f.scenarios()
	scores := make([][2]score, len(scenarios))
	var all sync.WaitGroup
	for i, s := range scenarios {
		if *only != "" && s.name != *only {
			continue
		}
		all.Go(func() { scores[i] = s.run(*days, f.seed+*seed+uint64(i)) })
	}
	all.Wait()
	report(scenarios, scores)
}

// run plays a day to learn from and the days that count; it returns the scores of the
// waits in line, and of those for the second level.
func (s scenario) run(days int, seed uint64) [2]score {
	b := &observer{}
	o := &office{scenario: s, r: rand.New(rand.NewPCG(seed, 1)), observer: b}
	b.now = o
	o.day()
	b.counting = true
	for range days {
		o.day()
	}
	return [...]score{b.score, b.second}
}

func report(scenarios []scenario, scores [][2]score) {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "scenario\ttold\theld %\tbelow\tabove\tleavers too %\tmean wait s\tmean width s\tfree held %\twithdrawn\tleft\tmean error s: ours\t")
	for _, n := range peerNames {
		fmt.Fprintf(w, "%s\tas wide holds %%\t", n)
	}
	fmt.Fprintln(w)
	for i, c := range scores {
		c[0].row(w, scenarios[i].name)
		c[1].row(w, scenarios[i].name+": second level")
	}
	_ = w.Flush() // standard output
}

// row writes what there is to say of the waits.
func (c *score) row(w io.Writer, name string) {
	if c.all == 0 {
		return
	}
	n := float64(c.all)
	fmt.Fprintf(w, "%s\t%d\t%.1f\t%.1f\t%.1f\t%.1f\t%.0f\t%.0f\t%.1f\t%d\t%d\t%.0f\t", name, c.all, percent(c.held, c.all), percent(c.below, c.all),
		percent(c.above, c.all), percent(c.wouldHold, c.would), c.waits/n, c.width/n, percent(c.freeHeld, c.free), c.withdrawn, c.leavers, c.error/n)
	for p := range peerNames {
		fmt.Fprintf(w, "%.0f\t%.1f\t", c.peerError[p]/n, percent(c.peerWithin[p], c.all))
	}
	fmt.Fprintln(w)
}

func percent(a, b int) float64 { return 100 * float64(a) / float64(max(1, b)) }
