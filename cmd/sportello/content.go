package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"sportello/content"
	"sportello/faq"
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
	Dir     string `arg:"" help:"The folder; made when missing."`
	Prune   bool   `help:"Take away the entries, guides and pictures in the folder that the library does not have."`
	Git     bool   `help:"Make the folder ready to commit: only what was edited since is written, what was archived is taken away, and a commit message says who edited what. Files that were added or changed in the folder and never imported stay as they are, and are named: that is an error, with status 4. Status 3: nothing was edited."`
	Message string `type:"path" help:"With --git: the file that gets the commit message. Default: the output." placeholder:"FILE"`
}

// Exit statuses that a script tells apart.
const (
	statusNoEdits = 3
	statusForeign = 4
)

// errForeign says that a folder has what was never imported.
var errForeign = errors.New("the folder has changes that were never imported")

// Run implements the command.
func (cmd *exportCmd) Run(ctx context.Context, c *Common) (err error) {
	l, err := c.openLibrary(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.close()) }()
	bar := newBar("exporting")
	if cmd.Git {
		edits, foreign, err := l.store.ExportEdits(ctx, cmd.Dir, bar.step)
		bar.end()
		if err != nil {
			return err
		}
		return cmd.tell(edits, foreign)
	}
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

// tell writes the commit message, and what was left alone.
func (cmd *exportCmd) tell(edits []faq.FileEdit, foreign []string) error {
	switch message := faq.CommitMessage(edits); {
	case len(edits) == 0:
	case cmd.Message == "":
		fmt.Print(message)
	default:
		if err := os.WriteFile(cmd.Message, []byte(message), 0o644); err != nil {
			return fmt.Errorf("write the commit message: %w", err)
		}
	}
	if len(foreign) > 0 {
		for _, name := range foreign {
			fmt.Fprintf(os.Stderr, "%s: added or changed here and never imported: left as it is\n", name)
		}
		fmt.Fprintf(os.Stderr, "Import the folder first (sportello content import %s), then export again.\n", cmd.Dir)
		return &toldError{error: errForeign, status: statusForeign}
	}
	if len(edits) == 0 {
		fmt.Fprintln(os.Stderr, "Nothing has been edited: the folder is the library.")
		return &toldError{error: faq.ErrNoEdits, status: statusNoEdits}
	}
	return nil
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
