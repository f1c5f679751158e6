package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"sportello/content"
	"sportello/content/intake"
)

type intakeCmd struct {
	File    string `arg:"" type:"existingfile" help:"The table or page."`
	Out     string `required:"" help:"The folder of a library, with its topics.yaml: the files go below it. None that is there is written over." placeholder:"DIR"`
	Topic   string `help:"The topic of entries of which the file does not say it." placeholder:"ID"`
	Lang    string `help:"The language of entries of which the file does not say it. Default: what their words are of." placeholder:"it|en"`
	Columns string `help:"What each column holds, where its heading does not say it: question, answer, alternates (each also with _it or _en), topic, lang, id, owner, or - for none." placeholder:"FIELD,..."`
}

// Run implements the command.
func (cmd *intakeCmd) Run(ctx context.Context) error {
	fields, ok := intake.ParseFields(cmd.Columns)
	if !ok {
		return fmt.Errorf("--columns: the fields are %v, and - for none", intake.Fields)
	}
	l, _, err := content.ReadLibrary(os.DirFS(cmd.Out))
	if err != nil {
		return err
	}
	data, err := os.ReadFile(cmd.File)
	if err != nil {
		return err
	}
	o := intake.Options{Columns: fields, Topic: cmd.Topic, Lang: cmd.Lang, Topics: l.Topics}
	for _, f := range l.Entries {
		o.Known = append(o.Known, intake.Known{ID: f.Entry.ID, Lang: f.Entry.Lang, Question: f.Entry.Question, Alternates: f.Entry.Alternates})
	}
	r, err := intake.Read(ctx, filepath.Base(cmd.File), data, o)
	if err != nil {
		return fmt.Errorf("%s: %w", cmd.File, err)
	}
	if r.NeedsColumns {
		for i, c := range r.Columns {
			fmt.Fprintf(os.Stderr, "column %d: %q, such as %q\n", i+1, c.Name, c.Sample)
		}
		return errors.New("say what the columns hold, such as --columns question,answer,-")
	}
	return cmd.write(r, l.Topics)
}

// write makes a file of each proposal that nothing stands against, and tells of the others.
func (cmd *intakeCmd) write(r *intake.Result, topics []content.Topic) error {
	made, left := 0, 0
	for _, p := range r.Proposals {
		if why := cmd.against(p); why != "" {
			fmt.Fprintf(os.Stderr, "%s:%s: left out: %s\n", cmd.File, p.Place, why)
			left++
			continue
		}
		topic := content.Topic{ID: p.Topic}
		for _, t := range topics {
			if t.ID == p.Topic {
				topic = t
			}
		}
		e := p.Entry(topic, time.Now())
		source, err := e.Format()
		if err != nil {
			return err
		}
		name := filepath.Join(cmd.Out, filepath.FromSlash(content.EntryPath(e)))
		if err := writeNew(name, source); err != nil {
			return err
		}
		for _, n := range p.Notes {
			fmt.Fprintf(os.Stderr, "%s:1:1: %s %s\n", name, n.Code, n.Text)
		}
		made++
	}
	fmt.Printf("Wrote %d files below %s, left out %d. Look at them, then: sportello content check %s\n", made, cmd.Out, left, cmd.Out)
	return nil
}

func (cmd *intakeCmd) against(p *intake.Proposal) string {
	for _, n := range p.Notes {
		if n.Blocks {
			return n.Code
		}
	}
	if d := p.Duplicate; d != nil && d.How != intake.LikeQuestion {
		return "there already, as " + d.ID
	}
	if p.Topic == "" {
		return "no topic: give --topic"
	}
	return ""
}

func writeNew(name string, body []byte) (err error) {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644) //nolint:gosec // a library is for all to read
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is there already: nothing was written over", name)
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	_, err = f.Write(body)
	return err
}
