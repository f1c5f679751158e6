package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"sportello/content"
)

type contentCmd struct {
	Import importCmd `cmd:"" help:"Bring a folder of entries and guides into the database. Running it again changes nothing."`
	Export exportCmd `cmd:"" help:"Write the library to a folder, byte for byte as it was brought in."`
	Intake intakeCmd `cmd:"" help:"Make Markdown files of an office's table (CSV, XLSX, ODS) or HTML page of questions and answers."`
	Check  checkCmd  `cmd:"" help:"Check a folder of entries and guides: each problem with its file, line and remedy."`
}

type importCmd struct {
	Dir   string `arg:"" help:"The folder."`
	Lang  string `enum:"it,en" default:"en" help:"Language in which problems are told."`
	Prune bool   `help:"Take back the entries, guides and synonyms that the folder does not have."`
}

// Run implements the command.
func (cmd *importCmd) Run(ctx context.Context, c *Common) (err error) {
	l, err := c.openLibrary(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.close()) }()
	return l.importFrom(ctx, os.DirFS(cmd.Dir), "import", cmd.Lang, cmd.Prune)
}

type exportCmd struct {
	Dir   string `arg:"" help:"The folder; made when missing."`
	Prune bool   `help:"Take away the entries and guides in the folder that the library does not have: the folder is then the library, ready to commit."`
}

// Run implements the command.
func (cmd *exportCmd) Run(ctx context.Context, c *Common) (err error) {
	l, err := c.openLibrary(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.close()) }()
	bar := newBar("exporting")
	if !cmd.Prune {
		n, err := l.store.Export(ctx, cmd.Dir, bar.step)
		bar.end()
		if err == nil {
			fmt.Printf("%s holds the %d files of the library.\n", cmd.Dir, n)
		}
		return err
	}
	gone, err := l.store.ExportPruned(ctx, cmd.Dir, bar.step)
	bar.end()
	if err == nil {
		fmt.Printf("%s is the library; %d files that it does not have were taken away.\n", cmd.Dir, gone)
	}
	return err
}

type checkCmd struct {
	Dir  string `arg:"" help:"The folder."`
	Lang string `enum:"it,en" default:"en" help:"Language in which problems are told."`
}

// Run implements the command.
func (cmd *checkCmd) Run() error {
	l, problems, err := content.ReadLibrary(os.DirFS(cmd.Dir))
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return tellProblems(os.DirFS(cmd.Dir), cmd.Lang, problems, "mend them and check again")
	}
	fmt.Printf("%d entries on %d topics, %d guides and %d groups of synonyms: no problems.\n", len(l.Entries), len(l.Topics), len(l.Guides), len(l.Synonyms))
	return nil
}
