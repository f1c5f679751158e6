package pdf

import (
	"math"
	"regexp"
	"slices"
	"strings"
)

// place of a line in a document: indexes of page and line.
type place struct{ page, line int }

// margin is how much of the height of a page, at the top and at the bottom,
// running headers and footers keep to.
const margin = 0.12

var (
	digits     = regexp.MustCompile(`\d+`)
	pageNumber = regexp.MustCompile(`(?i)^(?:(?:pag(?:ina|e)?|p)\.?\s*)?[-–—\[(]?\s*(?:\d{1,4}|[ivxl]{1,7})\s*[-–—\])]?(?:\s*(?:di|of|/)\s*\d{1,4})?$`)
	// leaders lead from a heading to its page number in a table of contents.
	leaders = regexp.MustCompile(`(?:\.\s?){5,}|…\s?…|(?:_\s?){8,}`)
)

// runningKey is what makes two lines the same header.
type runningKey struct {
	text   string
	height int
}

func runningKeyOf(line Line, body style) runningKey {
	text := strings.ToLower(line.Text)
	// "Capitolo 3" set large at the top of a page is a heading, not a header.
	if !larger(line.Size, body) && !line.Bold {
		text = digits.ReplaceAllString(text, "#")
	}
	return runningKey{text, int(math.Round(line.Box.Y * 200))}
}

func inMargin(line Line) bool {
	return line.Box.Y+line.Box.H < margin || line.Box.Y > 1-margin
}

// runningLines are the headers, footers and page numbers: lines in a margin that
// stand at the same place on three pages or more and differ at most in digits,
// and bare numbers in a margin.
func runningLines(d *Document) map[place]bool {
	const fewest = 3
	seen := map[runningKey]map[int]bool{}
	body := styleOf(d)
	each(d, func(p, i int) {
		line := d.Pages[p].Lines[i]
		if !inMargin(line) {
			return
		}
		// A line between two of the 200 steps counts for both.
		k := runningKeyOf(line, body)
		for _, at := range []int{k.height - 1, k.height, k.height + 1} {
			k := runningKey{k.text, at}
			if seen[k] == nil {
				seen[k] = map[int]bool{}
			}
			seen[k][p] = true
		}
	})
	whole := map[int][]string{} // by height
	for k, pages := range seen {
		if len(pages) >= fewest {
			whole[k.height] = append(whole[k.height], k.text)
		}
	}
	out := map[place]bool{}
	each(d, func(p, i int) {
		line := d.Pages[p].Lines[i]
		if !inMargin(line) {
			return
		}
		k := runningKeyOf(line, body)
		if len(seen[k]) >= fewest || pageNumber.MatchString(line.Text) || partOf(whole[k.height], k.text) {
			out[place{p, i}] = true
		}
	})
	return out
}

// partOf tells that text begins or ends one of the headers: one of two parts may
// be a line on some pages and two lines on others.
func partOf(headers []string, text string) bool {
	const most = 20 // more at one height are none
	return len(headers) <= most && slices.ContainsFunc(headers, func(h string) bool {
		return strings.HasPrefix(h, text+" ") || strings.HasSuffix(h, " "+text)
	})
}

// isContents tells a page of a table of contents: many of its lines have leaders.
func isContents(page Page) bool {
	n := 0
	for _, line := range page.Lines {
		if leadsToNumber(line.Text) {
			n++
		}
	}
	return n >= 4 && n*5 >= len(page.Lines)*2
}

var endsInNumber = regexp.MustCompile(`(?:\d{1,4}|[ivxl]{1,7})$`)

// leadsToNumber tells a line of a table of contents from a line to write on.
func leadsToNumber(text string) bool {
	return leaders.MatchString(text) && endsInNumber.MatchString(text)
}
