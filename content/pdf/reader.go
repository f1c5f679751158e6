package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// Reader reads PDF files in child processes. Make it with NewReader.
type Reader struct {
	// Command starts a child; the default is this program with WorkerArg. Set it
	// before first use.
	Command []string

	cache  string
	limits Limits
	slots  chan struct{} // one for each child that may run
}

// NewReader keeps the compiled engine (about 40 MB, code that will be executed)
// in cacheDir, which nobody else should be able to write; it is made if it is
// missing. Without it, "", each child compiles for some seconds. Zero fields of
// limits take their values from DefaultLimits.
func NewReader(cacheDir string, limits Limits) *Reader {
	return &Reader{
		cache:  cacheDir,
		limits: limits.orDefault(),
		slots:  make(chan struct{}, runtime.NumCPU()),
	}
}

// Read reads the text of all pages. The Document is never nil: with an error it
// holds what could be read before or around the fault, with Page.Err on the
// pages that could not. Errors: the Err values of this package, fs.ErrNotExist
// and the like for the path, and ctx's error.
func (r *Reader) Read(ctx context.Context, path string) (*Document, error) {
	return r.ReadWithProgress(ctx, path, nil)
}

// ReadWithProgress is Read, calling progress, if not nil, after each page with
// the number of pages done and their total, from the calling goroutine.
func (r *Reader) ReadWithProgress(ctx context.Context, path string, progress func(done, total int)) (*Document, error) {
	doc := &Document{}
	path, err := r.check(path)
	if err != nil {
		return doc, err
	}
	release, err := r.enter(ctx)
	if err != nil {
		return doc, err
	}
	defer release()
	ctx, cancel := context.WithTimeoutCause(ctx, r.limits.File, errFileTime)
	defer cancel()
	err = r.readAll(ctx, path, doc, progress)
	finish(doc)
	return doc, verdict(doc, err)
}

// errFileTime tells the time of the file from that of a page, which a new child
// may get over.
var errFileTime = fmt.Errorf("%w (the whole file)", ErrTimeout)

// Render draws a page, counted from 1, as a PNG of the given width in pixels, at
// most Limits.RenderWidth; 0 asks for that. A page more than four times as tall
// as wide comes narrower. Errors as for Read, and ErrNoPage.
func (r *Reader) Render(ctx context.Context, path string, page, width int) ([]byte, error) {
	path, err := r.check(path)
	if err != nil {
		return nil, err
	}
	if page < 1 {
		return nil, fmt.Errorf("%w (%d)", ErrNoPage, page)
	}
	release, err := r.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	ctx, cancel := context.WithTimeoutCause(ctx, r.limits.File, errFileTime)
	defer cancel()
	if width <= 0 || width > r.limits.RenderWidth {
		width = r.limits.RenderWidth
	}
	var picture []byte
	err = r.run(ctx, request{Path: path, From: page, Width: width}, func(f frame) error {
		if f.kind == framePicture {
			picture = f.payload
		}
		return nil
	})
	if err == nil && !bytes.HasPrefix(picture, []byte("\x89PNG")) {
		err = ErrDamaged
	}
	if err != nil {
		return nil, fmt.Errorf("draw page %d: %w", page, err)
	}
	return picture, nil
}

// enter waits for a free slot; waiting does not count as reading.
func (r *Reader) enter(ctx context.Context) (release func(), err error) {
	select {
	case r.slots <- struct{}{}:
		return func() { <-r.slots }, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("wait to read PDF: %w", ctx.Err())
	}
}

// check refuses what needs no parser to be refused, and returns the absolute
// path, as the child has its own directory.
func (r *Reader) check(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("open PDF: %w", err)
	}
	file, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("open PDF: %w", err)
	}
	defer file.Close() //nolint:errcheck // only read
	info, err := file.Stat()
	if err != nil {
		return "", fmt.Errorf("open PDF: %w", err)
	}
	if !info.Mode().IsRegular() {
		return "", fmt.Errorf("%w (not a file)", ErrNotPDF)
	}
	if info.Size() > r.limits.Bytes {
		return "", fmt.Errorf("%w (%d MB, at most %d)", ErrTooLarge, info.Size()>>20, r.limits.Bytes>>20)
	}
	head, err := io.ReadAll(io.LimitReader(file, 1024))
	if err != nil {
		return "", fmt.Errorf("open PDF: %w", err)
	}
	if !IsPDF(head) {
		return "", ErrNotPDF
	}
	return path, nil
}

// IsPDF reports whether a file that begins with these 1,024 bytes, or fewer if it is
// shorter, may be a PDF. Viewers accept rubbish before the header, mail headers for one.
func IsPDF(head []byte) bool { return bytes.Contains(head, []byte("%PDF-")) }

// maxRestarts bounds how many pages of one file may each cost a child.
const maxRestarts = 5

// readAll fills doc, starting a new child after each page that ends one. Its
// error is the first that did.
func (r *Reader) readAll(ctx context.Context, path string, doc *Document, progress func(done, total int)) error {
	var first error
	for restarts := 0; ; restarts++ {
		err := r.run(ctx, request{Path: path, From: len(doc.Pages) + 1}, func(f frame) error {
			return doc.take(f, r.limits, progress)
		})
		if err == nil {
			return first
		}
		if ctx.Err() != nil || doc.PageCount == 0 || errors.Is(err, errStart) {
			return err
		}
		if first == nil {
			first = err
		}
		// What failed is the page after the last that came.
		if n := len(doc.Pages) + 1; n <= doc.PageCount {
			doc.Pages = append(doc.Pages, Page{Number: n, Err: pageError(err)})
			if progress != nil {
				progress(n, doc.PageCount)
			}
		}
		if len(doc.Pages) == doc.PageCount || restarts == maxRestarts {
			return first
		}
	}
}

// take adds one frame of a child to the document. A child that has been taken
// over by a file could send anything, so nothing is believed.
func (d *Document) take(f frame, limits Limits, progress func(done, total int)) error {
	switch f.kind {
	case frameOpened:
		var head opened
		if err := f.decode(&head); err != nil {
			return err
		}
		if head.Pages < 1 || head.Pages > limits.Pages || d.PageCount > 0 && head.Pages != d.PageCount {
			return fmt.Errorf("%w: %d pages", errFrame, head.Pages)
		}
		if d.PageCount == 0 {
			d.Title, d.Warnings, d.PageCount = head.Title, head.Warnings, head.Pages
		}
	case framePage:
		var page Page
		if err := f.decode(&page); err != nil {
			return err
		}
		if page.Number != len(d.Pages)+1 || page.Number > d.PageCount {
			return fmt.Errorf("%w: page %d after %d", errFrame, page.Number, len(d.Pages))
		}
		d.Pages = append(d.Pages, page)
		if progress != nil {
			progress(len(d.Pages), d.PageCount)
		}
	}
	return nil
}

// verdict turns how reading ended into what the caller is told.
func verdict(doc *Document, err error) error {
	bad, text := []string{}, false
	for _, page := range doc.Pages {
		if page.Err != "" {
			bad = append(bad, fmt.Sprint(page.Number))
		}
		text = text || len(page.Lines) > 0
	}
	missing := doc.PageCount - len(doc.Pages) + len(bad)
	switch {
	case doc.PageCount == 0:
		return err
	case missing > 0 && missing < doc.PageCount && (err == nil || !isContext(err)):
		what := fmt.Errorf("%w (%d of %d pages could not be read: %s)", ErrDamaged, missing, doc.PageCount, pageList(doc, bad))
		if err != nil && !errors.Is(err, ErrDamaged) {
			return fmt.Errorf("%w: %w", what, err)
		}
		return what
	case err != nil:
		return err
	case missing > 0:
		return fmt.Errorf("%w (no page could be read)", ErrDamaged)
	case !text:
		return ErrNoText
	}
	return nil
}

func isContext(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

func pageList(doc *Document, bad []string) string {
	const shown = 10
	out := strings.Join(bad[:min(len(bad), shown)], ", ")
	if len(bad) > shown {
		out += ", ..."
	}
	if rest := len(doc.Pages) + 1; rest <= doc.PageCount {
		out = strings.TrimPrefix(fmt.Sprintf("%s, %d to %d", out, rest, doc.PageCount), ", ")
	}
	return out
}
