// Package pdftest lets tests of other packages read PDFs as the program does, in a
// child process that is the test's own binary.
package pdftest

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"sportello/content/pdf"
)

// Child makes this binary the reader's child if it was started as one. Call it first
// in TestMain.
func Child() {
	if len(os.Args) < 2 || os.Args[1] != pdf.WorkerArg {
		return
	}
	if err := pdf.Worker(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// Cache is the folder of the compiled engine, shared between tests and runs: compiling
// takes seconds, half a minute under the race detector.
func Cache(t testing.TB) string {
	t.Helper()
	dir, err := os.UserCacheDir()
	if err != nil {
		dir = os.TempDir()
	}
	dir = filepath.Join(dir, "sportello-test", "pdfium")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return dir
}

// Reader reads with the usual limits, but may take as long for a page as for a file: the
// child gives way to all others, of which a machine that tests has many.
func Reader(t testing.TB) *pdf.Reader {
	t.Helper()
	limits := pdf.DefaultLimits
	limits.Page = limits.File
	return pdf.NewReader(Cache(t), limits)
}
