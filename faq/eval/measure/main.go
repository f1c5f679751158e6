// Command measure prints the metrics of sets of judged questions.
//
//	go run ./faq/eval/measure [-typos] [-json] [-misses FILE] [-max N] DIR...
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
	asJSON := flag.Bool("json", false, "write JSON instead of a table")
	missFile := flag.String("misses", "", "write the misses to this file, one JSON object a line")
	flag.Parse()
	var all []eval.Metrics
	var misses []eval.Miss
	for _, dir := range flag.Args() {
		m, miss, err := eval.Run(context.Background(), dir, match.DefaultOptions(), f)
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
