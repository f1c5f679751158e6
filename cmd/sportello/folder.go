package main

import (
	"fmt"
	"os"

	"sportello/faq"
)

// folder is the folder of which the server keeps its library, with its problems told on
// the terminal: each as a line that editors of code make a link of.
func (l *library) folder(dir string) *faq.Folder {
	return &faq.Folder{Store: l.store, Reader: l.reader, Dir: dir, Told: func(s faq.FolderState) {
		showProblems(os.DirFS(dir), "en", s.Problems)
		switch n := len(s.Problems); {
		case s.Failure != "":
			fmt.Fprintf(os.Stderr, "%s: %s. What is published stays; the folder is read again when it can be.\n", dir, s.Failure)
		case n > 0:
			fmt.Fprintf(os.Stderr, "%s: problems: %d; these files are left as they were published, and nothing is taken back until they are mended.\n", dir, n)
		}
		if sum := s.Summary; sum.Added+sum.Changed+sum.Removed > 0 {
			fmt.Printf("%s: published %d new and %d changed files, took back %d.\n", dir, sum.Added, sum.Changed, sum.Removed)
		} else if s.Failure == "" && len(s.Problems) == 0 {
			fmt.Printf("%s: %d entries and %d guides, no problems.\n", dir, s.Entries, s.Guides)
		}
	}}
}

// isFolder is for settings that may come from the environment: kong's own check of an
// existing folder then leaves the setting empty.
func isFolder(dir string) error {
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		return fmt.Errorf("%s is not a folder", dir)
	}
	return err
}
