// Command measure prints the metrics of sets of judged questions.
//
//	go run ./faq/eval/measure [-typos] [-json] [-misses FILE] [-max N] [-answer P]
//		[-beside DIR] [-phrases N] [-synonyms=false] DIR...
//	go run ./faq/eval/measure -fit [-answer P] DIR...
//
// With -fit it fits the models instead, and prints the figures of each base
// under models fitted on the others, then the models fitted on all.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"

	"sportello/faq/eval"
	"sportello/faq/match"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	var f eval.Flags
	flag.BoolVar(&f.Typos, "typos", false, "put one typo into each query")
	flag.Uint64Var(&f.Seed, "seed", 1, "seed of the typos")
	flag.IntVar(&f.Max, "max", 0, "run at most this many queries of each set")
	flag.StringVar(&f.Beside, "beside", "", "add the items of the set in this folder to each base")
	flag.IntVar(&f.Phrases, "phrases", 0, "leave each entry at most this many phrases")
	o := match.DefaultOptions()
	flag.Float64Var(&f.AnswerAt, "answer", eval.EvenThreshold, "confidence from which to answer")
	flag.Float64Var(&o.Precision, "precision", o.Precision, "precision wanted of answers")
	flag.Float64Var(&o.ChoicesPrecision, "choices", o.ChoicesPrecision, "precision wanted of choices")
	asJSON := flag.Bool("json", false, "write JSON instead of a table")
	missFile := flag.String("misses", "", "write the misses to this file, one JSON object a line")
	fit := flag.Bool("fit", false, "fit the models and report leaving one base out")
	final := flag.Bool("final", false, "with -fit: only fit the models on all bases")
	synonyms := flag.Bool("synonyms", true, "use the synonyms of the bundled library")
	flag.Parse()
	if *synonyms {
		var err error
		if o.Synonyms, err = eval.Synonyms(); err != nil {
			return err
		}
	}
	if *fit {
		return fitModels(flag.Args(), o, f, *final)
	}
	var all []eval.Metrics
	var misses []eval.Miss
	for _, dir := range flag.Args() {
		m, miss, err := eval.Run(context.Background(), dir, o, f)
		if err != nil {
			return err
		}
		all, misses = append(all, m), append(misses, miss...)
	}
	if *missFile != "" {
		if err := writeMisses(*missFile, misses); err != nil {
			return err
		}
	}
	if *asJSON {
		return eval.WriteJSON(os.Stdout, all)
	}
	return eval.Table(os.Stdout, all)
}

func writeMisses(path string, misses []eval.Miss) error {
	w, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := eval.WriteMisses(w, misses); err != nil {
		_ = w.Close() // the first error says more
		return err
	}
	return w.Close()
}

func fitModels(dirs []string, o match.Options, f eval.Flags, final bool) error {
	ctx := context.Background()
	bases, err := eval.LoadBases(dirs)
	if err != nil {
		return err
	}
	if err := eval.Collect(ctx, bases, o); err != nil {
		return err
	}
	if !final {
		if err := leaveOneOut(ctx, bases, o, f); err != nil {
			return err
		}
	}
	return eval.WriteModels(os.Stdout, eval.Fit(bases, nil, match.DefaultModels()))
}

func leaveOneOut(ctx context.Context, bases []*eval.Base, o match.Options, f eval.Flags) error {
	if err := eval.Signals(os.Stdout, bases, match.DefaultModels()); err != nil {
		return err
	}
	all, err := eval.LeaveOneOut(ctx, bases, o, f)
	if err != nil {
		return err
	}
	return eval.Table(os.Stdout, all)
}
