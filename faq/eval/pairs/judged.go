package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"sportello/faq/rational"
)

type judgedKey struct {
	kind rational.Kind
	pair [2]string
}

// readJudged reads lines of kind, id, id, 1 or 0.
func readJudged(file string) (map[judgedKey]int, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	out := map[judgedKey]int{}
	for line := range strings.Lines(string(text)) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) != 4 {
			return nil, fmt.Errorf("%s: not four columns: %q", file, line)
		}
		right := 0
		if f[3] == "1" {
			right = 1
		}
		out[judgedKey{rational.Kind(f[0]), ordered(f[1], f[2])}] = right
	}
	return out, nil
}

// measure prints, for some thresholds, the precision and recall on judged pairs. A
// judged pair that is no candidate counts as not found.
func measure(ctx context.Context, w io.Writer, entries []rational.Entry, file string) error {
	judged, err := readJudged(file)
	if err != nil {
		return err
	}
	pairs, err := rational.Find(ctx, entries, leastOf(0))
	if err != nil {
		return err
	}
	for _, kind := range rational.Kinds {
		var scored []scoredPair
		all := 0
		for k, right := range judged {
			if k.kind == kind {
				all += right
			}
		}
		for _, p := range pairs {
			if right, ok := judged[judgedKey{kind, ordered(entries[p.A].ID, entries[p.B].ID)}]; ok && p.Kind == kind {
				scored = append(scored, scoredPair{p.Score, right})
			}
		}
		if len(scored) > 0 {
			table(w, kind, scored, all)
		}
	}
	return nil
}

type scoredPair struct {
	score float64
	right int
}

func table(w io.Writer, kind rational.Kind, scored []scoredPair, all int) {
	fmt.Fprintf(w, "%s: %d judged candidates, %d right in all\n", kind, len(scored), all)
	fmt.Fprintln(w, "  from    shown  right  precision  recall  mean score")
	for _, least := range []float64{0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1} {
		shown, right, sum := 0, 0, 0.0
		for _, s := range scored {
			if s.score >= least {
				shown, right, sum = shown+1, right+s.right, sum+s.score
			}
		}
		if shown > 0 {
			fmt.Fprintf(w, "  %.1f %8d %6d %10.2f %7.2f %11.2f\n", least, shown, right,
				float64(right)/float64(shown), float64(right)/float64(max(all, 1)), sum/float64(shown))
		}
	}
}
