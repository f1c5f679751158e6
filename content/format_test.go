package content_test

import (
	"io/fs"
	"strings"
	"testing"

	"sportello/content"
)

// What was read comes out the same, so that a form changes in a file only what somebody
// changed in it.
func TestFormatKeepsTheBundledEntries(t *testing.T) {
	n := 0
	err := fs.WalkDir(content.Bundled(), "entries", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		source, err := fs.ReadFile(content.Bundled(), path)
		if err != nil {
			return err
		}
		e, err := content.ParseEntry(source)
		if err != nil {
			return err
		}
		formatted, err := e.Format()
		if err != nil {
			return err
		}
		n++
		was, is := strings.Split(string(source), "\n"), strings.Split(string(formatted), "\n")
		for i := range was {
			if i >= len(is) || was[i] != is[i] {
				t.Errorf("%s:%d: %q", path, i+1, was[i])
				break
			}
		}
		return nil
	})
	if err != nil || n == 0 {
		t.Error(n, err)
	}
}

func TestFormatOfWhatIsNoDay(t *testing.T) {
	for _, day := range []content.Date{"", "soon", "2026-13-01", "true", "12: 30"} {
		e := &content.Entry{ID: "x-y", Updated: day, Audience: []string{"all"}, Body: "x"}
		source, err := e.Format()
		if err != nil {
			t.Fatal(err)
		}
		if again, err := content.ParseEntry(source); err != nil || again.Updated != day {
			t.Errorf("%q: %v\n%s", day, err, source)
		}
	}
}
