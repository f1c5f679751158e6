// Package contenttest gives tests a part of the bundled library: real content, read fast.
package contenttest

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"sportello/content"
)

// Part is the topics, the campuses, the helplines and the files that match the patterns, such as "entries/fees/*".
// The test may change it.
func Part(t testing.TB, patterns ...string) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	for _, pattern := range append(append(patterns, content.TopicsPath), content.OptionalPaths...) {
		names, err := fs.Glob(content.Bundled(), pattern)
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(names), err)
		}
		for _, name := range names {
			body, err := fs.ReadFile(content.Bundled(), name)
			if err != nil {
				t.Fatal(err)
			}
			files[name] = &fstest.MapFile{Data: body}
		}
	}
	return files
}
