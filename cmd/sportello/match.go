package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"sportello/assistant"
	"sportello/faq/eval"
)

type matchCmd struct {
	Question string `arg:"" help:"What a student might ask."`
	Lang     string `enum:"it,en," default:"" help:"The language of the student's interface: it or en."`
	Topic    string `help:"The topic of the question before, such as fees." placeholder:"ID"`
	Features bool   `help:"Show what spoke for each candidate."`
	JSON     bool   `name:"json" help:"All of it as one JSON object."`
}

// Run implements the command. What students taught a server counts here too.
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
	a := assistant.New(l.db, l.store, live, nil, l.log)
	if err := a.Learn(ctx); err != nil {
		return err
	}
	e, err := a.Try(ctx, cmd.Question, cmd.Lang, cmd.Topic)
	if err != nil {
		return err
	}
	if cmd.JSON {
		return json.NewEncoder(os.Stdout).Encode(e)
	}
	return e.Tell(os.Stdout, cmd.Features)
}

type evalCmd struct {
	Dirs   []string `arg:"" help:"Folders with faqs.jsonl, queries.tsv and qrels.tsv."`
	JSON   bool     `name:"json" help:"One JSON object a set, each on a line."`
	Misses bool     `help:"List what was decided wrongly."`
	Typos  bool     `help:"Put one typo into each question."`

	Feedback float64 `help:"Share of the questions, 0 to 1, after which the matcher is told whether its first candidate was right; the figures are those of the moment of asking." placeholder:"SHARE"`
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
		metrics, misses, err := eval.Run(ctx, dir, o, eval.Flags{AnswerAt: eval.EvenThreshold, Typos: cmd.Typos, Feedback: cmd.Feedback})
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
