package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"sportello/faq/match"
	"sportello/faq/rational"
)

// planted changes one fact in every nth translation and, in another run, in a copy of every
// nth entry that asks in other words and leaves out every other sentence; then it prints
// how many of them are found, and how many others.
func planted(ctx context.Context, w io.Writer, entries []rational.Entry, n int) error {
	changed := map[string]string{}
	out := slices.Clone(entries)
	seen := 0
	for i, e := range entries {
		if e.Lang != "en" || e.Twin == "" {
			continue
		}
		if seen++; seen%n == 0 {
			if answer, what, ok := mutate(e, seen, false); ok {
				out[i].Answer = answer
				changed[e.ID] = what
			}
		}
	}
	if err := reportPlanted(ctx, w, out, changed, rational.Translation); err != nil {
		return err
	}
	changed = map[string]string{}
	out = make([]rational.Entry, 0, 2*len(entries))
	for i, e := range entries {
		out = append(out, e)
		if i%n != 0 || len(e.Alternates) == 0 {
			continue
		}
		if answer, what, ok := mutate(e, i/n, true); ok {
			twin := e
			twin.ID, twin.Twin, twin.Question = e.ID+"#2", "", e.Alternates[0]
			twin.Alternates, twin.Sources, twin.Answer = nil, nil, answer
			out = append(out, twin)
			changed[twin.ID] = what
		}
	}
	return reportPlanted(ctx, w, out, changed, rational.Contradiction)
}

func reportPlanted(ctx context.Context, w io.Writer, entries []rational.Entry, changed map[string]string, kind rational.Kind) error {
	pairs, err := rational.Find(ctx, entries, leastOf(0))
	if err != nil {
		return err
	}
	best, others := map[string]float64{}, []rational.Pair{}
	for _, p := range pairs {
		if p.Kind != kind {
			continue
		}
		a, b := entries[p.A].ID, entries[p.B].ID
		switch {
		case kind == rational.Contradiction && changed[b] != "" && strings.TrimSuffix(b, "#2") == a:
			best[b] = max(best[b], p.Score)
		case kind == rational.Translation && changed[a] != "":
			best[a] = p.Score
		case kind == rational.Translation && changed[b] != "":
			best[b] = p.Score
		case changed[a] == "" && changed[b] == "":
			others = append(others, p)
		}
	}
	fmt.Fprintf(w, "%s: %d planted\n  from    found  recall  others\n", kind, len(changed))
	for _, least := range []float64{0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1} {
		found, more := 0, 0
		for _, s := range best {
			found += count(s >= least)
		}
		for _, p := range others {
			more += count(p.Score >= least)
		}
		fmt.Fprintf(w, "  %.1f %8d %7.2f %7d\n", least, found, float64(found)/float64(max(1, len(changed))), more)
	}
	for _, e := range entries {
		if what := changed[e.ID]; what != "" && best[e.ID] < rational.DefaultLeast {
			fmt.Fprintf(w, "  missed %.2f %s: %s\n", best[e.ID], e.ID, what)
		}
	}
	return nil
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// mutate changes one figure of an answer, and with halve leaves out every other of its
// other sentences.
func mutate(e rational.Entry, which int, halve bool) (answer, what string, ok bool) {
	var facts []rational.Fact
	for _, f := range rational.Facts(e) {
		if strings.ContainsAny(f.Text, "0123456789") && f.Type != rational.FactEmail {
			facts = append(facts, f)
		}
	}
	if len(facts) == 0 {
		return "", "", false
	}
	f := facts[which%len(facts)]
	other := otherFigure(f.Text)
	said := strings.Replace(f.Sentence, f.Text, other, 1)
	if !halve {
		return strings.Replace(e.Answer, f.Sentence, said, 1), f.Text + " -> " + other, true
	}
	var kept []string
	for i, s := range match.Sentences(e.Answer) {
		switch {
		case s == f.Sentence:
			kept = append(kept, said)
		case i%2 == which%2:
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, "\n"), f.Text + " -> " + other, true
}

// otherFigure changes the last digit of the first figure of a text, a day staying a day.
func otherFigure(text string) string {
	from := strings.IndexAny(text, "0123456789")
	to := from
	for to < len(text) && text[to] >= '0' && text[to] <= '9' {
		to++
	}
	b := []byte(text)
	if b[to-1] == '9' || to-from == 2 && b[from] == '3' {
		b[to-1], b[from] = '4', max(b[from]-1, '1')
	} else {
		b[to-1]++
	}
	return string(b)
}
