// Command pairs looks through bases for duplicates, contradictions and translations out
// of step, and measures what it finds.
//
//	go run ./faq/eval/pairs [-least P] [-kind K] DIR...
//	go run ./faq/eval/pairs -judged FILE DIR...
//	go run ./faq/eval/pairs -fit [-judged FILE] DIR...
//	go run ./faq/eval/pairs -plant N [-half 0|1] library
//
// A DIR is a folder with faqs.jsonl, see package eval, or "library" for the bundled
// library; several make one base. Without -judged the pairs are written, one JSON object a
// line. A file of judged pairs has lines of kind, id, id and 1 or 0, a TAB between.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"

	"sportello/faq/rational"
)

type flags struct {
	least  float64
	kind   string
	judged string
	plant  int
	half   int
	fit    bool
}

func main() {
	var f flags
	flag.Float64Var(&f.least, "least", rational.DefaultLeast, "least score of a pair")
	flag.StringVar(&f.kind, "kind", "", "only pairs of this kind")
	flag.StringVar(&f.judged, "judged", "", "measure on the pairs judged in this file")
	flag.IntVar(&f.plant, "plant", 0, "change a fact in every Nth translation, and look for it")
	flag.IntVar(&f.half, "half", -1, "use only the even (0) or odd (1) topics of the library")
	flag.BoolVar(&f.fit, "fit", false, "fit the models of duplicates on the library and the judged pairs")
	flag.Parse()
	if err := run(context.Background(), f, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, f flags, dirs []string) error {
	entries, err := load(dirs, f.half)
	if err != nil {
		return err
	}
	switch {
	case f.fit:
		return fit(ctx, os.Stdout, f.judged, dirs)
	case f.judged != "":
		return measure(ctx, os.Stdout, entries, f.judged)
	case f.plant > 0:
		return planted(ctx, os.Stdout, entries, f.plant)
	}
	pairs, err := rational.Find(ctx, entries, leastOf(f.least))
	if err != nil {
		return err
	}
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for _, p := range pairs {
		if f.kind != "" && f.kind != string(p.Kind) {
			continue
		}
		if err := out.Encode(shown(entries, p)); err != nil {
			return err
		}
	}
	return nil
}

// leastOf is one least score for every kind.
func leastOf(least float64) rational.Options {
	o := rational.Options{Least: map[rational.Kind]float64{}}
	for _, k := range rational.Kinds {
		o.Least[k] = least
	}
	return o
}

// entryText is what a judge reads of an entry.
type entryText struct{ ID, Question, Answer string }

func shown(entries []rational.Entry, p rational.Pair) any {
	text := func(i int) entryText { return entryText{entries[i].ID, entries[i].Question, entries[i].Answer} }
	return struct {
		Kind      rational.Kind
		Score     float64
		A, B      entryText
		Reasons   []rational.Reason
		Conflicts []rational.Conflict
	}{p.Kind, p.Score, text(p.A), text(p.B), p.Reasons, p.Conflicts}
}
