package pdf

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	// "3.2 Rette", "1) Iscrizione"; the group is the number.
	numbered = regexp.MustCompile(`^(\d{1,2}(?:\.\d{1,2}){0,3})[.)]?\s+["“«(]?\p{Lu}`)
	// Divisions of Italian and English handbooks and rules. The first group is
	// above the second.
	division = regexp.MustCompile(`^(?:((?i:titolo|capo|capitolo|parte|allegato|appendice|chapter|part|appendix))|((?i:art\.|articolo|sezione|section|article)))\s*(?:\d+|[IVXLC]+|[A-Z])\b`)
)

// style is what the headings of a document are told by: how its body looks.
type style struct {
	size float64   // points
	bold bool      // most of the body is bold, so boldness tells nothing
	tops []float64 // sizes of headings larger than the body, largest first
}

// shape is what a block looks like: a heading is a block of few lines that look
// the same.
type shape struct {
	lines int
	mixed bool
	size  float64
	bold  bool
	text  string
}

// maxHeadingLines bounds a heading, and with it the text kept in a shape.
const maxHeadingLines = 3

func shapesOf(lines []Line) map[int]shape {
	out := map[int]shape{}
	for _, line := range lines {
		s, ok := out[line.Block]
		if !ok {
			s.size, s.bold = line.Size, line.Bold
		}
		s.lines++
		s.mixed = s.mixed || line.Bold != s.bold || math.Abs(line.Size-s.size) > 0.6
		if s.lines <= maxHeadingLines {
			s.text = strings.TrimSpace(s.text + " " + line.Text)
		}
		out[line.Block] = s
	}
	return out
}

// markHeadings sets Heading on all lines. Whole blocks are judged, as a heading
// may take two lines.
func markHeadings(d *Document) {
	running := runningLines(d)
	contents := contentsLines(d, running)
	s := styleOf(d)
	found := make([]map[int]shape, len(d.Pages))
	count := map[float64]int{}
	for p, page := range d.Pages {
		found[p] = map[int]shape{}
		for block, of := range shapesOf(page.Lines) {
			if isHeading(of, s) {
				found[p][block] = of
			}
		}
		for i, line := range page.Lines {
			if at := (place{p, i}); running[at] || contents[at] {
				delete(found[p], line.Block)
			}
		}
		for _, of := range found[p] {
			if larger(of.size, s) {
				count[of.size]++
			}
		}
	}
	s.tops = ranks(count)
	each(d, func(p, i int) {
		line := &d.Pages[p].Lines[i]
		line.Heading = 0
		if of, ok := found[p][line.Block]; ok {
			line.Heading = level(of, s)
		}
	})
}

func each(d *Document, fn func(page, line int)) {
	for p := range d.Pages {
		for i := range d.Pages[p].Lines {
			fn(p, i)
		}
	}
}

// styleOf takes as body the size that most letters have.
func styleOf(d *Document) style {
	sizes := map[float64]int{}
	bold, total := 0, 0
	each(d, func(p, i int) {
		line := d.Pages[p].Lines[i]
		n := len(line.Text)
		sizes[line.Size] += n
		total += n
		if line.Bold {
			bold += n
		}
	})
	s := style{bold: bold*2 > total}
	for size, n := range sizes {
		if n > sizes[s.size] || n == sizes[s.size] && size < s.size {
			s.size = size
		}
	}
	return s
}

func larger(size float64, s style) bool { return size >= s.size*1.12 }

// ranks are the three sizes that head most blocks, largest first, from the number
// of headings of each size. A size of one heading only, that of a cover, takes no
// rank from the others.
func ranks(count map[float64]int) []float64 {
	var all, often []float64
	for size, n := range count {
		all = append(all, size)
		if n > 1 {
			often = append(often, size)
		}
	}
	if len(often) == 0 {
		often = all
	}
	slices.SortFunc(often, func(a, b float64) int { return compare(b, a) })
	return often[:min(3, len(often))]
}

// level goes by size among headings larger than the body; those of its size are
// one below. Numbers with dots and the divisions of a rule can only lower it.
func level(of shape, s style) int {
	out := min(3, len(s.tops)+1)
	if larger(of.size, s) {
		out = 1
		for out < len(s.tops) && of.size < s.tops[out-1]-0.25 {
			out++
		}
	}
	if m := numbered.FindStringSubmatch(of.text); m != nil {
		out = max(out, 1+strings.Count(m[1], "."))
	}
	if m := division.FindStringSubmatch(of.text); m != nil && m[2] != "" && !larger(of.size, s) {
		out = max(out, 2)
	}
	return min(3, out)
}

// isHeading judges a block. A heading is short, begins as a title does, does not
// end as a sentence does, and stands out: larger, bold in a paragraph of its own,
// or numbered as a part of the document.
func isHeading(of shape, s style) bool {
	if of.lines > maxHeadingLines || of.mixed || !titleLike(of.text) {
		return false
	}
	if first, _ := utf8.DecodeRuneInString(of.text); unicode.IsLower(first) && of.size < 1.5*s.size {
		return false
	}
	number := numbered.FindStringSubmatch(of.text)
	switch {
	case larger(of.size, s):
		return true
	case of.size < s.size*0.95:
		return false // notes and captions
	case of.bold && !s.bold:
		return number != nil || !itemStart.MatchString(of.text+" ")
	case of.lines > 1:
		return false
	}
	return division.MatchString(of.text) ||
		number != nil && strings.Contains(number[1], ".") || capitals(of.text)
}

// titleLike bounds what can be a heading at all.
func titleLike(text string) bool {
	if strings.Contains(text, " | ") || strings.Contains(text, "@") || strings.Contains(text, "://") ||
		leaders.MatchString(text) || len(text) > 180 || len(strings.Fields(text)) > 20 {
		return false
	}
	isNumbered := numbered.MatchString(text)
	title := strings.TrimLeft(text, "0123456789.) ")
	runes, letters := []rune(title), 0
	for _, r := range runes {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	if letters < 3 || letters*2 < len(runes) {
		return false
	}
	if strings.ContainsAny(lastRune(text), ",;-") {
		return false
	}
	if strings.HasSuffix(text, ".") && !division.MatchString(text) && !(isNumbered && len(runes) < 60) {
		return false
	}
	return !strings.ContainsRune(".,;:()…", []rune(text)[0])
}

// capitals: a line all in capitals, of at least eight letters.
func capitals(text string) bool {
	letters := 0
	for _, r := range text {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters >= 8 && len(strings.Fields(text)) <= 14
}
