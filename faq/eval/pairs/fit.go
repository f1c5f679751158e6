package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"sportello/faq/match"
	"sportello/faq/rational"
)

// What one example counts in the fit: the library's pairs are many and all alike, those
// judged by hand few.
const (
	plainWeight  = 0.05
	splitWeight  = 0.15
	judgedWeight = 1.0
)

type example struct {
	x     []float64
	right float64
	w     float64
}

// fit fits the models of duplicates. Examples are entries of the library cut in two (their
// wordings and sentences dealt out between two entries, so that both say the same in other
// words), its other pairs, which are none, its translations with their links hidden, and
// pairs judged by hand.
func fit(ctx context.Context, w io.Writer, judgedFile string, dirs []string) error {
	same, cross, err := libraryExamples(ctx)
	if err != nil {
		return err
	}
	if judgedFile != "" {
		more, err := judgedExamples(ctx, judgedFile, dirs)
		if err != nil {
			return err
		}
		same = append(same, more...)
	}
	for _, m := range []struct {
		name string
		list []example
	}{{"same", same}, {"cross", cross}} {
		weights := logistic(m.list)
		fmt.Fprintf(w, "%s (%d examples)\n", m.name, len(m.list))
		for i, x := range weights {
			fmt.Fprintf(w, "%s %.2f, ", rational.FeatureNames[i], x)
		}
		fmt.Fprintln(w)
	}
	return nil
}

// libraryExamples hides the links of half of the translations, then of all: a base may
// have taught its words in both languages, or not.
func libraryExamples(ctx context.Context) (same, cross []example, err error) {
	for _, hidden := range []int{2, 1} {
		entries, err := library(-1)
		if err != nil {
			return nil, nil, err
		}
		mates := map[[2]string]bool{}
		cut := cutInTwo(entries, mates)
		hideTwins(cut, hidden, mates)
		samples, err := rational.Samples(ctx, cut)
		if err != nil {
			return nil, nil, err
		}
		for _, s := range samples {
			e := example{x: s.Features, w: plainWeight}
			if mates[ordered(cut[s.A].ID, cut[s.B].ID)] {
				e.right, e.w = 1, splitWeight
			}
			if s.Across {
				cross = append(cross, e)
			} else if hidden == 2 {
				same = append(same, e)
			}
		}
	}
	return same, cross, nil
}

func ordered(a, b string) [2]string { return [2]string{min(a, b), max(a, b)} }

// cutInTwo deals out every sixth entry that has alternates between two.
func cutInTwo(entries []rational.Entry, mates map[[2]string]bool) (out []rational.Entry) {
	for i, e := range entries {
		if i%6 != 0 || len(e.Alternates) < 6 {
			out = append(out, e)
			continue
		}
		a, b := e, e
		b.ID, b.Twin, b.Question = e.ID+"#2", "", e.Alternates[0]
		a.Alternates, b.Alternates = deal(e.Alternates[1:], 0)
		said, other := deal(match.Sentences(e.Answer), i/6%3)
		a.Answer, b.Answer = strings.Join(said, "\n"), strings.Join(other, "\n")
		if i%12 != 0 { // most entries have no alternates of their own
			a.Alternates, b.Alternates = nil, nil
		}
		if i%4 != 0 {
			b.Sources = nil
		}
		mates[ordered(a.ID, b.ID)] = true
		out = append(out, a, b)
	}
	return out
}

// deal gives the even to one and the odd to the other; of those at 1 mod 4, both get the
// first both times.
func deal(list []string, both int) (a, b []string) {
	for i, s := range list {
		if i%2 == 0 || both > 0 && i%4 < both {
			a = append(a, s)
		}
		if i%2 == 1 || both > 0 && i%4 < both {
			b = append(b, s)
		}
	}
	return a, b
}

// hideTwins takes the links of every nth translation away.
func hideTwins(entries []rational.Entry, n int, mates map[[2]string]bool) {
	pairs := map[[2]string]bool{}
	for i := range entries {
		e := &entries[i]
		if e.Twin == "" {
			continue
		}
		pair := ordered(e.ID, e.Twin)
		if _, seen := pairs[pair]; !seen {
			pairs[pair] = len(pairs)%n == 0
		}
		if pairs[pair] {
			mates[pair], e.Twin = true, ""
		}
	}
}

func judgedExamples(ctx context.Context, file string, dirs []string) (out []example, err error) {
	entries, err := load(dirs, -1)
	if err != nil {
		return nil, err
	}
	judged, err := readJudged(file)
	if err != nil {
		return nil, err
	}
	samples, err := rational.Samples(ctx, entries)
	if err != nil {
		return nil, err
	}
	for _, s := range samples {
		if right, ok := judged[judgedKey{rational.Duplicate, ordered(entries[s.A].ID, entries[s.B].ID)}]; ok && !s.Across {
			out = append(out, example{s.Features, float64(right), judgedWeight})
		}
	}
	return out, nil
}

// believed are the weights one would give the features by reasoning, see
// rational.FeatureNames, to which few examples are held: some hundred judged pairs of one
// base can't tell what fifteen features weigh on another.
var believed = []float64{-6, 2, 2.5, 1, 3, 1, 1.5, 0.5, 0.5, 1, -0.5, -2, -1, -1, -4, 2}

// logistic fits weights by gradient descent, with a penalty on the squares of how far they
// go from what is believed. None changes its sign: likeness never speaks against a pair.
func logistic(list []example) []float64 {
	const steps, rate, penalty = 20000, 0.5, 0.01
	w := slices.Clone(believed)
	var all float64
	for _, e := range list {
		all += e.w
	}
	for range steps {
		grad := make([]float64, len(w))
		for _, e := range list {
			var sum float64
			for i, x := range e.x {
				sum += w[i] * x
			}
			off := e.w * (1/(1+math.Exp(-sum)) - e.right) / all
			for i, x := range e.x {
				grad[i] += off * x
			}
		}
		for i := range w {
			if i > 0 {
				grad[i] += penalty * (w[i] - believed[i])
			}
			if w[i] -= rate * grad[i]; w[i]*believed[i] < 0 {
				w[i] = 0
			}
		}
	}
	return w
}
