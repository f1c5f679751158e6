// Command guidebuild makes the bundled guides: every Markdown source in
// content/library/guides/src becomes a PDF of the same name one folder up.
//
//	go run ./content/guidebuild [-dir content/library/guides] [id ...]
//
// It needs headless Chromium (or Chrome) 131 or later, which sets page numbers
// and running headers from CSS, and the Liberation fonts. On Debian:
//
//	apt-get install chromium fonts-liberation
//
// The same source, Chromium and fonts give the same bytes: the dates and the
// program name that Chromium writes into a PDF are replaced with fixed ones.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
)

func main() {
	dir := flag.String("dir", "content/library/guides", "folder of the guides; the sources are in its src/")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, *dir, flag.Args())
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "guidebuild:", err)
		os.Exit(1)
	}
}

// run builds the named guides, or all of them when none is named.
func run(ctx context.Context, dir string, ids []string) error {
	if len(ids) == 0 {
		sources, err := filepath.Glob(filepath.Join(dir, "src", "*.md"))
		if err != nil {
			return err
		}
		for _, s := range sources {
			ids = append(ids, strings.TrimSuffix(filepath.Base(s), ".md"))
		}
	}
	if len(ids) == 0 {
		return fmt.Errorf("no Markdown sources in %s (run it from the top of the checkout, or give -dir)", filepath.Join(dir, "src"))
	}
	browser, err := findBrowser()
	if err != nil {
		return err
	}
	if err := checkFonts(ctx); err != nil {
		return err
	}
	for _, id := range ids {
		if err := build(ctx, browser, dir, id); err != nil {
			return fmt.Errorf("%s: %w", id, err)
		}
	}
	return nil
}

// build prints one guide twice: the first print tells on which page each
// heading falls, the second has these numbers in its table of contents.
func build(ctx context.Context, browser, dir, id string) error {
	source, err := os.ReadFile(filepath.Join(dir, "src", id+".md"))
	if err != nil {
		return err
	}
	g, err := parseGuide(source)
	if err != nil {
		return err
	}
	var pdf []byte
	for range 2 {
		page, err := g.html()
		if err != nil {
			return err
		}
		if pdf, err = printPDF(ctx, browser, page); err != nil {
			return err
		}
		if err := g.setPages(pdf); err != nil {
			return err
		}
	}
	pages := len(pageObject.FindAll(pdf, -1))
	if pages < minPages || pages > maxPages || len(pdf) > maxBytes {
		return fmt.Errorf("%d pages and %d bytes; a guide has %d to %d pages and at most %d bytes",
			pages, len(pdf), minPages, maxPages, maxBytes)
	}
	target := filepath.Join(dir, id+".pdf")
	if err := os.WriteFile(target, fixMetadata(pdf, g.Date), 0o644); err != nil {
		return err
	}
	fmt.Printf("%s: %d pages, %d KB\n", target, pages, len(pdf)/1024)
	return nil
}

// What a guide may measure.
const (
	minPages = 8
	maxPages = 30
	maxBytes = 600 * 1024
)
