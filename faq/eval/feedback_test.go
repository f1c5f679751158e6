package eval

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"sportello/faq/match"
)

// A base whose questions are mostly about what it does not have: with feedback the
// matcher learns to be less sure of itself, without it stays as it was.
func TestFeedback(t *testing.T) {
	var queries, qrels strings.Builder
	for i := range 400 {
		fmt.Fprintf(&queries, "%d\tquando apre la piscina grande %d\n", i, i%7)
		fmt.Fprintf(&qrels, "%d\t%s\n", i, []string{"-", "-", "-", "pool"}[i%4])
	}
	dir := writeSet(t, tinyFAQs, queries.String(), qrels.String())
	run := func(share float64) Metrics {
		m, _, err := Run(context.Background(), dir, match.DefaultOptions(), Flags{Feedback: share, Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	without, some, again, all := *run(0).ECE, *run(0.2).ECE, *run(0.2).ECE, *run(1).ECE
	if some >= without || all >= some || some != again {
		t.Errorf("ECE %.3f without, %.3f and %.3f with some feedback, %.3f with all", without, some, again, all)
	}
}
