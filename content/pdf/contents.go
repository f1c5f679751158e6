package pdf

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// entry is a line of a page that may belong to a table of contents: a title and,
// at its right, the number of a page.
type entry struct {
	line   int // index on its page
	title  string
	number int
}

var (
	contentsTitle = regexp.MustCompile(`(?i)^(?:(?:indice|sommario)(?: (?:generale|analitico|dei contenuti|degli argomenti))?|(?:table of )?contents|index)[.:]?$`)
	entryText     = regexp.MustCompile(`^(.*\pL.*?)(?:[\s|._…·]*[\s|._…])(\d{1,4})$`)
)

// contentsLines are the lines of tables of contents, with the title above. Some
// have leaders; the others are stretches of lines that end in the numbers of
// pages, one below the other and never falling, and that either stand under a
// title such as "Indice", or name headings of the document, or fill one of its
// first pages. A table of prices does none of these.
func contentsLines(d *Document, running map[place]bool) map[place]bool {
	out := map[place]bool{}
	var titles map[string]bool // of the document; made for the first stretch found
	open := false              // the page before ended in contents
	for p, page := range d.Pages {
		if isContents(page) {
			for i := range page.Lines {
				out[place{p, i}] = true
			}
			open = true
			continue
		}
		var lines []int // of the body, in reading order
		for i := range page.Lines {
			if !running[place{p, i}] {
				lines = append(lines, i)
			}
		}
		goesOn := open
		open = false
		for _, s := range stretches(lines, entriesOf(page, lines, d.PageCount)) {
			if titles == nil {
				titles = blockTexts(d)
			}
			from, ok := s.begins(page, lines, titles, goesOn)
			if !ok {
				continue
			}
			for _, i := range lines[from : s.to+1] {
				out[place{p, i}] = true
			}
			open = s.to == len(lines)-1
		}
	}
	return out
}

// entriesOf are the lines of a page that end in the number of a page, one of
// three at least whose numbers stand one below the other and do not fall.
func entriesOf(page Page, lines []int, pages int) []entry {
	const flush = 0.006 // of the width of the page
	var all []entry
	for _, i := range lines {
		m := entryText.FindStringSubmatch(page.Lines[i].Text)
		if m == nil {
			continue
		}
		if n, err := strconv.Atoi(m[2]); err == nil && n >= 1 && n <= pages {
			all = append(all, entry{line: i, title: m[1], number: n})
		}
	}
	edge := func(e entry) float64 { b := page.Lines[e.line].Box; return b.X + b.W }
	slices.SortStableFunc(all, func(a, b entry) int { return compare(edge(a), edge(b)) })
	var out []entry
	for from := 0; from < len(all); {
		to := from + 1
		for to < len(all) && math.Abs(edge(all[to])-edge(all[to-1])) <= flush {
			to++
		}
		column := all[from:to]
		slices.SortFunc(column, func(a, b entry) int { return cmp.Compare(a.line, b.line) })
		if kept := rising(column); len(kept) >= 3 && len(kept)*10 >= len(column)*8 {
			out = append(out, kept...)
		}
		from = to
	}
	slices.SortFunc(out, func(a, b entry) int { return cmp.Compare(a.line, b.line) })
	return out
}

// rising are the most entries whose numbers do not fall.
func rising(all []entry) []entry {
	var tails []int // the entry that ends the best row of each length
	before := make([]int, len(all))
	for i, e := range all {
		at, _ := slices.BinarySearchFunc(tails, e.number+1, func(k, n int) int {
			return cmp.Compare(all[k].number, n)
		})
		before[i] = -1
		if at > 0 {
			before[i] = tails[at-1]
		}
		if at == len(tails) {
			tails = append(tails, i)
		}
		tails[at] = i
	}
	var out []entry
	if len(tails) > 0 {
		for k := tails[len(tails)-1]; k >= 0; k = before[k] {
			out = append(out, all[k])
		}
	}
	slices.Reverse(out)
	return out
}

// contentsStretch is a stretch of the lines of a page, most of them entries.
type contentsStretch struct {
	from, to int // the first and the last, as indexes of the body's lines
	entries  []entry
}

// stretches gathers entries with at most two lines between them, the first lines
// of a long title.
func stretches(lines []int, entries []entry) []contentsStretch {
	const between = 2
	var out []contentsStretch
	for _, e := range entries {
		at, _ := slices.BinarySearch(lines, e.line)
		if n := len(out) - 1; n >= 0 && at-out[n].to <= between+1 {
			out[n].to = at
			out[n].entries = append(out[n].entries, e)
			continue
		}
		out = append(out, contentsStretch{at, at, []entry{e}})
	}
	return slices.DeleteFunc(out, func(s contentsStretch) bool {
		return len(s.entries) < 3 || len(s.entries)*10 < (s.to-s.from+1)*6
	})
}

// begins tells whether the stretch is a table of contents, and where it begins:
// at its title, if it has one. goesOn says that the page before was one.
func (s contentsStretch) begins(page Page, lines []int, titles map[string]bool, goesOn bool) (int, bool) {
	for k := s.from - 1; k >= max(0, s.from-3); k-- {
		if contentsTitle.MatchString(page.Lines[lines[k]].Text) {
			return k, true
		}
	}
	if goesOn && s.from <= 2 {
		return 0, true
	}
	named := 0
	for _, e := range s.entries {
		if titles[plainTitle(e.title)] {
			named++
		}
	}
	n := len(s.entries)
	return s.from, named >= 3 && named*2 >= n || n >= 8 && s.fillsFirstPage(page, lines)
}

// fillsFirstPage: most of a page at the beginning of the document, of pages that
// come after it, and no table with a head.
func (s contentsStretch) fillsFirstPage(page Page, lines []int) bool {
	const first = 6
	n := len(s.entries)
	if page.Number > first || n*10 < len(lines)*6 || s.entries[0].number == s.entries[n-1].number {
		return false
	}
	for _, e := range s.entries {
		if strings.ContainsAny(e.title, "€$%") {
			return false
		}
	}
	return !s.headed(page, lines)
}

// headed tells that a word stands above the numbers, as over the column of a
// table: "Euro", "CFU".
func (s contentsStretch) headed(page Page, lines []int) bool {
	const near, aside = 0.06, 0.02 // of the page
	if s.from == 0 {
		return false
	}
	above, begin := page.Lines[lines[s.from-1]], page.Lines[lines[s.from]]
	words := strings.Fields(above.Text)
	if len(words) == 0 {
		return false
	}
	return begin.Box.Y-above.Box.Y < near &&
		above.Box.X+above.Box.W > begin.Box.X+begin.Box.W-aside &&
		!strings.HasPrefix(strings.ToLower(words[len(words)-1]), "pag")
}

// blockTexts are the blocks of few lines of a document, as plain titles.
func blockTexts(d *Document) map[string]bool {
	out := map[string]bool{}
	for _, page := range d.Pages {
		for _, of := range shapesOf(page.Lines) {
			if of.lines <= maxHeadingLines {
				out[plainTitle(of.text)] = true
			}
		}
	}
	delete(out, "")
	return out
}

// plainTitle leaves the letters of a title, without the number before it.
func plainTitle(text string) string {
	text = strings.TrimLeft(text, "0123456789.)| ")
	return strings.ToLower(strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " "))
}
