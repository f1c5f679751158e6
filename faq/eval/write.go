package eval

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// WriteJSON writes the metrics as a JSON array, one object a set.
func WriteJSON(w io.Writer, all []Metrics) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(all)
}

// WriteMisses writes the misses, one JSON object a line.
func WriteMisses(w io.Writer, misses []Miss) error {
	e := json.NewEncoder(w)
	for i := range misses {
		if err := e.Encode(&misses[i]); err != nil {
			return err
		}
	}
	return nil
}

// TellMisses writes the misses for reading: the question, what was decided, what came
// first and where the right one came.
func TellMisses(w io.Writer, misses []Miss) error {
	for _, m := range misses {
		right := "nothing answers it"
		if len(m.Right) > 0 {
			right = fmt.Sprintf("right: %s, at place %d", strings.Join(m.Right, " or "), m.Place)
			if m.Place == 0 {
				right = fmt.Sprintf("right: %s, not found", strings.Join(m.Right, " or "))
			}
		}
		if _, err := fmt.Fprintf(w, "%s  %s\n    %s\n    %s at %.2f, first: %s\n    %s\n",
			m.Set, m.Query, m.Text, m.Decision, m.Confidence, m.Top, right); err != nil {
			return err
		}
	}
	return nil
}

// Table writes the metrics for reading.
func Table(w io.Writer, all []Metrics) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "set\tin/out\ts@1\ts@5\tmrr\tc@1\tauroc\tmcc\tin acc\tout rec\tp@60\tp@70\tp@80\tece\tanswers\tright\tchoices\theld\tp50 ms\tp99 ms")
	for _, m := range all {
		fmt.Fprintf(t, "%s\t%d/%d", m.Set, m.InScope, m.OutOfScope)
		for _, x := range []*float64{
			m.SuccessAt1, m.SuccessAt5, m.MRRAt10, m.CAt1, m.AUROC, m.MCC, m.InScopeAccuracy,
			m.OutOfScopeRecall, m.PrecisionAt60, m.PrecisionAt70, m.PrecisionAt80, m.ECE,
			&m.Answered, m.AnswersRight, &m.Offered, m.ChoicesRight,
		} {
			if x == nil {
				fmt.Fprint(t, "\t-")
			} else {
				fmt.Fprintf(t, "\t%.3f", *x)
			}
		}
		fmt.Fprintf(t, "\t%.2f\t%.2f\n", m.P50, m.P99)
	}
	return t.Flush()
}
