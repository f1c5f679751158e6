// Command gaps measures how well questions that nothing answers are grouped by meaning; see
// faq/missing.
//
//	go run ./faq/eval/gaps [-show N] [-near=false] [-max N] DIR...
//
// Each DIR is a set as faq/eval has them: entries, questions, and which entry answers which.
// Half of the entries are taken out of the base, then the other half. The questions that only
// those answer are matched against what is left, as they would be while the entries are
// missing, and grouped; those of one entry belong together. The table tells, for several
// thresholds, how far the groups agree with that.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"sportello/faq/eval"
	"sportello/faq/match"
	"sportello/faq/missing"
)

var thresholds = []float64{0.15, 0.20, 0.225, 0.25, 0.275, 0.30, 0.325, 0.35, 0.375, 0.40, 0.45, 0.50}

func main() {
	show := flag.Int("show", 0, "print so many groups of each half, the largest first")
	near := flag.Bool("near", true, "use the nearest entries")
	most := flag.Int("max", 0, "use at most so many questions of each half, evenly spread")
	flag.Parse()
	if err := run(context.Background(), os.Stdout, flag.Args(), *show, *near, *most); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer, dirs []string, show int, near bool, most int) error {
	o := match.DefaultOptions()
	var err error
	if o.Synonyms, err = eval.Synonyms(); err != nil {
		return err
	}
	mean := make([]agreement, len(thresholds))
	for _, dir := range dirs {
		var halves []half
		for which := range 2 {
			h, err := takeOut(ctx, dir, which, o)
			if err != nil {
				return err
			}
			h.thin(most)
			if !near {
				for i := range h.questions {
					h.questions[i].Near = nil
				}
			}
			halves = append(halves, h)
		}
		if err := report(ctx, out, dir, halves, mean, show); err != nil {
			return err
		}
	}
	fmt.Fprintf(out, "mean of %d sets\n", len(dirs))
	w := head(out)
	for i, at := range thresholds {
		m := mean[i].over(float64(len(dirs)))
		m.write(w, at)
	}
	return w.Flush()
}

func report(ctx context.Context, out io.Writer, dir string, halves []half, mean []agreement, show int) error {
	n := 0
	for _, h := range halves {
		n += len(h.questions)
	}
	fmt.Fprintf(out, "%s: %d questions\n", dir, n)
	w := head(out)
	for i, at := range thresholds {
		var sum agreement
		for _, h := range halves {
			groups, err := missing.Groups(ctx, h.questions, at)
			if err != nil {
				return err
			}
			sum.add(agree(groups, h.labels), float64(len(h.questions))/float64(n))
			if at == missing.DefaultLeast {
				h.print(out, groups[:min(show, len(groups))])
			}
		}
		sum.write(w, at)
		mean[i].add(sum, 1)
	}
	return w.Flush()
}

func head(out io.Writer) *tabwriter.Writer {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "least\tprecision\trecall\tF1\thomogeneity\tcompleteness\tV\tB3 precision\tB3 recall\tB3 F1\tgroups\tentries\t")
	return w
}

// half is the questions that half of the entries answer.
type half struct {
	questions []missing.Question
	labels    []string // the entry that each belongs to
}

// takeOut takes every second entry out and matches the questions that are left alone.
func takeOut(ctx context.Context, dir string, which int, o match.Options) (h half, err error) {
	set, err := eval.Load(dir)
	if err != nil {
		return h, err
	}
	out := map[string]bool{}
	for i, x := range set.Items {
		out[x.ID] = i%2 == which
	}
	set.Items = slices.DeleteFunc(set.Items, func(x match.Item) bool { return out[x.ID] })
	folder, err := os.MkdirTemp("", "sportello-gaps")
	if err != nil {
		return h, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	m, err := match.Build(ctx, folder, set.Items, o, nil)
	if err != nil {
		return h, err
	}
	defer func() { err = errors.Join(err, m.Close()) }()
	for _, q := range set.Queries {
		label := labelOf(&q, out)
		if label == "" {
			continue
		}
		r, err := m.Match(ctx, match.Query{Text: q.Text})
		if err != nil && !errors.Is(err, match.ErrEmpty) {
			return h, err
		}
		h.questions = append(h.questions, missing.Question{Text: q.Text, Lang: r.Lang, Near: nearOf(r.Candidates)})
		h.labels = append(h.labels, label)
	}
	return h, nil
}

// labelOf is the entry that a question belongs to, if none that is left answers it.
func labelOf(q *eval.Query, out map[string]bool) string {
	var ids []string
	for id := range q.Right {
		if !out[id] {
			return ""
		}
		ids = append(ids, id)
	}
	if len(ids) == 0 {
		return ""
	}
	return slices.Min(ids)
}

func nearOf(candidates []match.Candidate) map[string]float64 {
	near := map[string]float64{}
	for _, c := range candidates {
		near[c.Item.ID] = c.Confidence
	}
	return near
}

// thin leaves at most so many questions.
func (h *half) thin(most int) {
	if most <= 0 || most >= len(h.questions) {
		return
	}
	var kept half
	step := float64(len(h.questions)) / float64(most)
	for at := 0.0; int(at) < len(h.questions); at += step {
		kept.questions = append(kept.questions, h.questions[int(at)])
		kept.labels = append(kept.labels, h.labels[int(at)])
	}
	*h = kept
}

func (h *half) print(out io.Writer, groups []missing.Group) {
	for _, g := range groups {
		labels := map[string]int{}
		texts := make([]string, len(g.Members))
		for i, q := range g.Members {
			labels[h.labels[q]]++
			texts[i] = h.questions[q].Text
		}
		fmt.Fprintf(out, "  %d questions of %d entries: %q: %s\n", len(g.Members), len(labels), h.questions[g.Best].Text, strings.Join(texts[:min(len(texts), 8)], " | "))
	}
}
