package simulate

import "fmt"

// estimates counts the waits that were told against those that came.
func (r *Report) estimates(t *counts) {
	held := 0
	for _, e := range t.told {
		if e.held() {
			held++
		}
		r.ToldWidth += (e.to - e.from) / float64(len(t.told))
	}
	r.Told, r.MissedByLeavers = len(t.told)+t.live, t.missedByLeavers
	r.CoverageJoining = share(held, len(t.told))
	r.CoverageLive = share(t.liveHeld, t.live)
	if r.CoverageWhy = r.untold(t); r.CoverageWhy == "" {
		r.Coverage = share(held+t.liveHeld, r.Told)
	}
	for _, f := range []struct {
		name string
		g    *guess
	}{{"Sportello, middle of the interval", &t.ours}, {"Comm100", &t.comm}, {"Rocket.Chat", &t.rocket}, {"Salesforce", &t.salesf}} {
		if len(f.g.errors) > 0 {
			r.Formulas = append(r.Formulas, f.g.formula(f.name))
		}
	}
}

// untold says why the share of the told waits that held says nothing of the estimates; ""
// where it does. What the machine takes to let somebody join is a wait too, Rate times as
// long in the office's time, and grows with the machine's load, which no estimate knows: it
// must be short beside the intervals.
func (r *Report) untold(t *counts) string {
	machine := t.joins.quantile(0.9) / 1000 * r.Rate
	switch {
	case r.Told == 0 && len(t.comm.errors) == 0:
		return "nobody had to wait, so that none was told"
	case r.Told == 0:
		return "the server told none to who had to wait"
	case len(t.told) > 0 && machine > r.ToldWidth/2:
		return fmt.Sprintf("at this rate the machine's own %.0f ms are %.0f s of the office, and the intervals told %.0f s wide", t.joins.quantile(0.9), machine, r.ToldWidth)
	}
	return ""
}

// share is nil of nothing.
func share(n, of int) *float64 {
	if of == 0 {
		return nil
	}
	s := float64(n) / float64(of)
	return &s
}
