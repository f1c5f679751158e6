package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"

	"sportello/faq/eval"
	"sportello/faq/match"
)

type matchCmd struct {
	Question string `arg:"" help:"What a student might ask."`
	Lang     string `enum:"it,en," default:"" help:"The language of the student's interface: it or en."`
	Features bool   `help:"Show the features behind each confidence."`
}

// Run implements the command.
func (cmd *matchCmd) Run(ctx context.Context, c *Common) (err error) {
	l, err := c.openLibrary(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.close()) }()
	live, err := c.live(ctx, l, "index-match")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, live.Close()) }()
	result, _, err := live.Match(ctx, match.Query{Text: cmd.Question, Lang: cmd.Lang})
	if err != nil {
		return err
	}
	fmt.Printf("%s, confidence %.2f, language %s", result.Decision, result.Confidence, result.Lang)
	if result.Intent != "" {
		fmt.Printf(", intent %s", result.Intent)
	}
	fmt.Println()
	for i, m := range result.Candidates {
		fmt.Printf("%2d. %.2f  %s  %s\n", i+1, m.Confidence, m.Item.ID, title(m))
		if m.Quote != "" {
			fmt.Printf("          page %d: %s\n", m.Item.Page, m.Quote)
		}
		if cmd.Features {
			for _, name := range slices.Sorted(maps.Keys(m.Why)) {
				fmt.Printf("          %-20s %8.3f\n", name, m.Why[name])
			}
		}
	}
	return nil
}

func title(m match.Candidate) string {
	if m.Item.Kind == match.KindPassage {
		return m.Item.Guide + ", " + m.Item.Section
	}
	return m.Item.Question
}

type evalCmd struct {
	Dirs   []string `arg:"" help:"Folders with faqs.jsonl, queries.tsv and qrels.tsv."`
	JSON   bool     `name:"json" help:"One JSON object a set, each on a line."`
	Misses bool     `help:"List what was decided wrongly."`
	Typos  bool     `help:"Put one typo into each question."`
}

// Run implements the command.
func (cmd *evalCmd) Run(ctx context.Context, c *Common) error {
	o := c.options()
	synonyms, err := eval.Synonyms()
	if err != nil {
		return err
	}
	o.Synonyms = synonyms
	var all []eval.Metrics
	for _, dir := range cmd.Dirs {
		metrics, misses, err := eval.Run(ctx, dir, o, eval.Flags{Typos: cmd.Typos})
		if err != nil {
			return fmt.Errorf("%s: %w", dir, err)
		}
		all = append(all, metrics)
		if cmd.Misses {
			if err := eval.TellMisses(os.Stdout, misses); err != nil {
				return err
			}
		}
		if cmd.JSON {
			if err := json.NewEncoder(os.Stdout).Encode(metrics); err != nil {
				return err
			}
		}
	}
	if cmd.JSON {
		return nil
	}
	return eval.Table(os.Stdout, all)
}
