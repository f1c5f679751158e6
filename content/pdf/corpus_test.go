//go:build corpus

package pdf

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestCorpus reads every PDF of the folder $SPORTELLO_PDFS. The name of a file
// tells what to expect: "nasty-password-..." and "nasty-scanned-..." have their
// errors, other "nasty-..." and "derived-..." may have any of this package, the
// rest must read whole. Run it with
//
//	SPORTELLO_PDFS=folder go test -tags corpus -run Corpus -v ./content/pdf
func TestCorpus(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(os.Getenv("SPORTELLO_PDFS"), "*.pdf"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no PDF in $SPORTELLO_PDFS, %v", err)
	}
	r := testReader(t, Limits{})
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			start := time.Now()
			doc, err := r.Read(context.Background(), path)
			took := time.Since(start)
			checkExpected(t, filepath.Base(path), err)
			passages := Passages(doc)
			boxes := 0
			for _, p := range passages {
				boxes += len(p.Boxes)
				if len(Highlight(doc.Pages[p.Page-1], p.Text)) == 0 {
					t.Errorf("page %d: not found again: %q", p.Page, p.Text)
				}
			}
			t.Logf("%d pages, %d passages, %d boxes, %v, %v, %q", len(doc.Pages), len(passages), boxes, took, err, doc.Title)
			if doc.PageCount > 0 {
				start = time.Now()
				picture, err := r.Render(context.Background(), path, 1, 800)
				if err != nil && !known(err) {
					t.Errorf("render: %v", err)
				}
				t.Logf("picture of %d bytes, %v, %v", len(picture), time.Since(start), err)
			}
		})
	}
}

func checkExpected(t *testing.T, name string, err error) {
	t.Helper()
	switch {
	case strings.HasPrefix(name, "nasty-password"):
		if !errors.Is(err, ErrPassword) {
			t.Errorf("%v, want %v", err, ErrPassword)
		}
	case strings.HasPrefix(name, "nasty-scanned"):
		if !errors.Is(err, ErrNoText) {
			t.Errorf("%v, want %v", err, ErrNoText)
		}
	case strings.HasPrefix(name, "nasty"), strings.HasPrefix(name, "derived"):
		if err != nil && !known(err) {
			t.Errorf("unexpected kind of error: %v", err)
		}
	case err != nil:
		t.Error(err)
	}
}

func known(err error) bool {
	for _, kind := range failures {
		if errors.Is(err, kind) {
			return true
		}
	}
	return errors.Is(err, ErrNoText) || errors.Is(err, ErrTimeout)
}
