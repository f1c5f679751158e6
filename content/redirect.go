package content

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// RedirectsPath is the file of a library's redirects: of each entry that is gone, the one
// that answers instead. A library may do without.
const RedirectsPath = "redirects.yaml"

// MaxRedirects bounds them.
const MaxRedirects = 10_000

// Redirects are the ids of entries that are gone, and those of the entries that answer
// instead.
type Redirects map[string]string

// ParseRedirects reads redirects.yaml; an empty source has none. That there are such
// entries, or none any more, is for the library to say.
func ParseRedirects(source []byte) (r Redirects, problems []Problem) {
	if err := unmarshalStrict(source, &r); err != nil && !errors.Is(err, io.EOF) { // a file of comments
		return nil, []Problem{yamlProblem(err, 0)}
	}
	if len(r) > MaxRedirects {
		return nil, []Problem{{Line: 1, Message: fmt.Sprintf("there are more than %d redirects: keep those of pages that somebody may still look for", MaxRedirects)}}
	}
	for _, from := range slices.Sorted(maps.Keys(r)) {
		for _, id := range []string{from, r[from]} {
			if !ValidID(id) {
				problems = append(problems, Problem{Line: lineOf(source, from+":"), Message: fmt.Sprintf("%q: %s", id, wordings[CodeID])})
			}
		}
	}
	return r, problems
}

// FormatRedirects is the file of redirects: source as it is where it says the same, else
// a new one.
func FormatRedirects(source []byte, r Redirects) []byte {
	if old, problems := ParseRedirects(source); len(source) > 0 && len(problems) == 0 && maps.Equal(old, r) {
		return source
	}
	var b strings.Builder
	b.WriteString("# Entries that are gone: their old addresses lead to the entry that answers instead.\n")
	for _, from := range slices.Sorted(maps.Keys(r)) {
		fmt.Fprintf(&b, "%s: %s\n", from, r[from])
	}
	return []byte(b.String())
}

// checkRedirects holds the redirects against the entries.
func (l *Library) checkRedirects(byID map[string]*File) (problems []Problem) {
	for _, from := range slices.Sorted(maps.Keys(l.Redirects)) {
		to := l.Redirects[from]
		message := ""
		switch {
		case byID[from] != nil:
			message = fmt.Sprintf("%s is an entry of the library: remove the line, or the entry", from)
		case byID[to] == nil && !l.broken[to]:
			message = fmt.Sprintf("%s leads to %s, which is no entry: name one that there is", from, to)
		}
		if message != "" {
			problems = append(problems, Problem{File: RedirectsPath, Line: lineOf(l.RedirectsSource, from+":"), Message: message})
		}
	}
	return problems
}
