package pdf

import (
	"sort"
	"strings"
	"unicode"
)

// Highlight returns the boxes of the lines of page that hold quote, in reading
// order: the text of a Passage, of a sentence of it, or any stretch of the page.
// Only letters and digits are compared, so that mended hyphens, blanks and cell
// separators do not matter. If quote does not stand on the page in one piece,
// its sentences are looked for one by one. Nil if nothing of it is found.
func Highlight(page Page, quote string) []Rect {
	var (
		all    strings.Builder
		starts []int // byte offset in all of each line
	)
	for _, line := range page.Lines {
		starts = append(starts, all.Len())
		all.WriteString(letters(line.Text))
	}
	hit := map[int]bool{}
	mark := func(part string) bool {
		part = letters(part)
		if part == "" {
			return false
		}
		from := strings.Index(all.String(), part)
		if from < 0 {
			return false
		}
		first := sort.SearchInts(starts, from+1) - 1
		for i := first; i < len(starts) && starts[i] < from+len(part); i++ {
			hit[i] = true
		}
		return true
	}
	if !mark(quote) {
		for _, sentence := range Sentences(quote) {
			mark(sentence)
		}
	}
	var out []Rect
	for i, line := range page.Lines {
		if hit[i] {
			out = append(out, line.Box)
		}
	}
	return out
}

// letters keeps letters and digits, in lower case.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
