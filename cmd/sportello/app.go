package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"sportello/content"
	"sportello/content/db"
	"sportello/content/pdf"
	"sportello/faq"
	"sportello/web"
)

// library is the part of the program that every command on content shares.
type library struct {
	db     *db.DB
	store  *faq.Store
	reader *pdf.Reader
	log    *slog.Logger
}

func (c *Common) openLibrary(ctx context.Context) (*library, error) {
	d, err := db.Open(ctx, c.DB)
	if err != nil {
		return nil, err
	}
	steady, zone := d.Now, rome()
	d.Now = func() time.Time { return steady().In(zone) } // days begin where the office is
	log := c.logger()
	slog.SetDefault(log)
	return &library{db: d, store: faq.NewStore(d), log: log,
		reader: pdf.NewReader(filepath.Join(c.Data, "cache", "pdf"), pdf.DefaultLimits)}, nil
}

func (l *library) close() error { return l.db.Close() }

// live reads what is published, with its index in a folder of that name: a command must
// not touch the index of a server that runs.
func (c *Common) live(ctx context.Context, l *library, folder string) (*faq.Live, error) {
	bar := newBar("indexing")
	live, err := faq.NewLive(ctx, l.store, filepath.Join(c.Data, folder), c.options(), bar.step)
	bar.end()
	return live, err
}

// importFrom brings a folder in, with a bar on the terminal, and tells what it did.
func (l *library) importFrom(ctx context.Context, fsys fs.FS, author, lang string, prune bool) error {
	lib, problems, err := content.ReadLibrary(fsys)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return tellProblems(fsys, lang, problems, "nothing was imported")
	}
	bar := newBar("importing")
	im := &faq.Importer{Store: l.store, Reader: l.reader, Author: author, Prune: prune, Progress: bar.set}
	began := time.Now()
	sum, err := im.Import(ctx, fsys, lib)
	bar.end()
	if err != nil {
		return err
	}
	fmt.Printf("Imported %d entries, %d guides and %d groups of synonyms in %.1f s: %d added, %d changed, %d as they were, %d removed.\n",
		len(lib.Entries), len(lib.Guides), len(lib.Synonyms), time.Since(began).Seconds(), sum.Added, sum.Changed, sum.Same, sum.Removed)
	if len(sum.Problems) > 0 {
		return tellProblems(fsys, lang, sum.Problems, "the rest was imported")
	}
	return nil
}

// errProblems says that there were problems, told one by one.
var errProblems = errors.New("there are problems")

func tellProblems(fsys fs.FS, lang string, problems []content.Problem, consequence string) error {
	showProblems(fsys, lang, problems)
	fmt.Fprintf(os.Stderr, "%d problems; %s.\n", len(problems), consequence)
	return &toldError{error: errProblems}
}

// showProblems writes each problem as file:line:column with what to do and the rule's code,
// a form of which editors and CI make links.
func showProblems(fsys fs.FS, lang string, problems []content.Problem) {
	for _, p := range problems {
		line, column := p.Line, 1
		if source, err := fs.ReadFile(fsys, p.File); err == nil && !strings.HasSuffix(p.File, ".pdf") {
			line, column = content.Locate(source, p)
		}
		code := ""
		if p.Code != "" {
			code = " [" + string(p.Code) + "]"
		}
		fmt.Fprintf(os.Stderr, "%s:%d:%d: %s%s\n", p.File, line, column, web.ProblemText(lang, p), code)
	}
}

// bar is a progress bar, only where somebody looks.
type bar struct {
	name string
	bar  *progressbar.ProgressBar
}

func newBar(name string) *bar { return &bar{name: name} }

func (b *bar) set(done, total int, _ string) { b.step(done, total) }

func (b *bar) step(done, total int) {
	if b.bar == nil {
		if !term.IsTerminal(int(os.Stderr.Fd())) {
			return
		}
		b.bar = progressbar.NewOptions(total, progressbar.OptionSetDescription(b.name), progressbar.OptionSetWriter(os.Stderr),
			progressbar.OptionShowCount(), progressbar.OptionSetPredictTime(true), progressbar.OptionClearOnFinish())
	}
	_ = b.bar.Set(done) // a bar that can't be drawn is no error
}

func (b *bar) end() {
	if b.bar != nil {
		_ = b.bar.Finish()
	}
}

// rome is the time zone of the office's days.
func rome() *time.Location {
	zone, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		panic(err) // the zones are compiled in
	}
	return zone
}
