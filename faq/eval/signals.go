package eval

import (
	"fmt"
	"io"
	"text/tabwriter"

	"sportello/faq/match"
)

// Signals writes, for each base, how well each feature of the confidence tells
// right from wrong first candidates all by itself (AUROC): which features
// carry over shows before anything is fitted.
func Signals(w io.Writer, bases []*Base, models map[match.Kind]match.Model) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprint(t, "feature")
	for _, b := range bases {
		fmt.Fprintf(t, "\t%s", b.Name)
	}
	fmt.Fprintln(t)
	for i, name := range match.ConfidenceNames {
		fmt.Fprint(t, name)
		for _, b := range bases {
			if x := signal(b, models, i); x != nil {
				fmt.Fprintf(t, "\t%.3f", *x)
			} else {
				fmt.Fprint(t, "\t-")
			}
		}
		fmt.Fprintln(t)
	}
	return t.Flush()
}

// signal is the AUROC of one feature on a base.
func signal(b *Base, models map[match.Kind]match.Model, feature int) *float64 {
	var all []outcome
	for kind, list := range b.samples {
		for i := range list {
			s := &list[i]
			v, first := match.ConfidenceVector(s.Rank, scores(s, models[kind].Rank), s.Unknown)
			o := outcome{confidence: v[feature]}
			if s.right[first] {
				o.inScope, o.place = true, 1
			}
			all = append(all, o)
		}
	}
	return auroc(all)
}
