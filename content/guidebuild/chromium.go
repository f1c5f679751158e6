package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// printLimit is how long one print may take.
const printLimit = 2 * time.Minute

// findBrowser is the path of a Chromium or Chrome.
func findBrowser() (string, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("neither chromium nor google-chrome is in PATH; on Debian: apt-get install chromium fonts-liberation")
}

// checkFonts refuses to print in whatever font happens to be there.
func checkFonts(ctx context.Context) error {
	out, err := exec.CommandContext(ctx, "fc-list", ":", "family").Output()
	if errors.Is(err, exec.ErrNotFound) {
		return nil // no fontconfig, as on a Mac: nothing to ask
	}
	if err != nil {
		return fmt.Errorf("fc-list: %w", err)
	}
	if !bytes.Contains(out, []byte("Liberation Serif")) {
		return errors.New("the Liberation fonts are missing; on Debian: apt-get install fonts-liberation")
	}
	return nil
}

// printPDF has Chromium print an HTML page.
func printPDF(ctx context.Context, browser string, page []byte) (pdf []byte, err error) {
	dir, err := os.MkdirTemp("", "guidebuild")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, removeAll(dir)) }()
	source, target := filepath.Join(dir, "guide.html"), filepath.Join(dir, "guide.pdf")
	if err := os.WriteFile(source, page, 0o600); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, printLimit)
	defer cancel()
	// #nosec G204 -- the browser is one of four names found in PATH
	cmd := exec.CommandContext(ctx, browser,
		"--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
		"--user-data-dir="+filepath.Join(dir, "profile"), "--no-first-run",
		"--no-pdf-header-footer", "--generate-pdf-document-outline",
		"--print-to-pdf="+target, "file://"+source)
	// Chromium's log goes to a file: its helpers may outlive it and would hold a pipe open.
	log, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		return nil, err
	}
	cmd.Stdout, cmd.Stderr = log, log
	err = errors.Join(cmd.Run(), log.Close())
	if err != nil {
		said, _ := os.ReadFile(log.Name())
		return nil, fmt.Errorf("%s: %w\n%s", browser, err, said)
	}
	return os.ReadFile(target)
}

// removeAll tries again for a while: Chromium's helpers may still be writing.
func removeAll(dir string) error {
	var err error
	for range 20 {
		if err = os.RemoveAll(dir); err == nil {
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return err
}

// Chromium writes these objects in plain text, the pages in their order.
var (
	pageObject  = regexp.MustCompile(`(\d+) 0 obj\n<</Type /Page\n`)
	destination = regexp.MustCompile(`/(s[\d-]+) \[(\d+) 0 R /XYZ`)
	pdfDate     = regexp.MustCompile(`/(CreationDate|ModDate) \(D:\d{14}`)
	pdfCreator  = regexp.MustCompile(`/Creator \([^\n]*\)\n`)
)

// setPages reads from a print the page of every heading.
func (g *guide) setPages(pdf []byte) error {
	number := map[string]int{}
	for i, m := range pageObject.FindAllSubmatch(pdf, -1) {
		number[string(m[1])] = i + 1
	}
	pages := map[string]int{}
	for _, m := range destination.FindAllSubmatch(pdf, -1) {
		pages[string(m[1])] = number[string(m[2])]
	}
	for i := range g.Headings {
		h := &g.Headings[i]
		if h.Page = pages[h.ID]; h.Page == 0 {
			return errors.New("no page found for heading " + strconv.Quote(h.Text) + ": does Chromium write its PDF in another way now?")
		}
	}
	return nil
}

// fixMetadata replaces the time of printing and the browser's name. Every
// replacement keeps its length, since a PDF holds the offsets of its objects.
func fixMetadata(pdf []byte, date string) []byte {
	day := strings.ReplaceAll(date, "-", "")
	pdf = pdfDate.ReplaceAll(pdf, []byte("/$1 (D:"+day+"000000"))
	return pdfCreator.ReplaceAllFunc(pdf, func(old []byte) []byte {
		const name = "/Creator (Sportello guidebuild)"
		if len(old) <= len(name) {
			return old
		}
		return []byte(name + strings.Repeat(" ", len(old)-len(name)-1) + "\n")
	})
}
