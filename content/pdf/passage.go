package pdf

import (
	"slices"
	"strings"
	"unicode"
)

// Passage is a piece of a document that can be found, shown and cited.
type Passage struct {
	Page int // from 1
	// Section is the path of headings the passage stands under, outermost first,
	// joined by " › ": "3 Iscrizione › 3.2 Rette". Empty before the first heading.
	Section string
	// Text is one or more paragraphs, with broken words mended and single blanks;
	// a line break stands between paragraphs and between rows of a table.
	Text string
	// Boxes are the lines it covers on its page, in reading order.
	Boxes []Rect
}

// Sizes of passages in words. Paragraphs are gathered up to comfortable and cut
// above most; a section shorter than fewest is a passage all the same.
const (
	fewest      = 40
	comfortable = 120
	most        = 160
	longest     = 80 // a sentence
)

// Passages cuts a document into passages of 40 to 160 words, by section and
// paragraph, none across pages: what goes on over a page is two passages, each
// cited at its own. Running headers and footers, page numbers and tables of
// contents are left out. A passage is shorter than 40 words where its section or
// its page ends.
func Passages(d *Document) []Passage {
	c := cutter{vocabulary: vocabularyOf(d)}
	running := runningLines(d)
	contents := contentsLines(d, running)
	for p, page := range d.Pages {
		leftOut := func(i int) bool {
			at := place{p, i}
			return running[at] || contents[at] || leadsToNumber(page.Lines[i].Text)
		}
		c.page = page
		for _, para := range paragraphs(page, leftOut, c.vocabulary) {
			if para.heading > 0 {
				c.heading(para)
			} else {
				c.body(para)
			}
		}
		c.closePage()
	}
	return c.out
}

// cutter walks a document in reading order.
type cutter struct {
	vocabulary vocabulary
	page       Page
	path       [4]string  // headings by level; 0 is unused
	bare       *paragraph // the last heading, while nothing stands under it
	barePage   int
	orphans    []paragraph // headings of this page that nothing stands under
	current    []paragraph
	words      int
	section    int // index in out of the first passage of this section and page
	out        []Passage
}

func (c *cutter) heading(p paragraph) {
	c.flush()
	// A heading followed by another of its level or above heads nothing: it is
	// text set large, which must not be lost.
	if c.bare != nil && p.heading <= c.bare.heading && c.barePage == c.page.Number {
		c.orphans = append(c.orphans, *c.bare)
	} else {
		c.flushOrphans()
	}
	c.section = len(c.out)
	c.path[p.heading] = p.text()
	clear(c.path[p.heading+1:])
	c.bare, c.barePage = &p, c.page.Number
}

func (c *cutter) body(p paragraph) {
	c.flushOrphans()
	c.bare = nil
	n := len(p.tokens)
	if c.words >= fewest && c.words+n > comfortable {
		c.flush()
	}
	if c.words+n <= most {
		c.add(p)
		return
	}
	for i, s := range p.sentences(longest) {
		if c.words >= fewest && c.words+len(s) > comfortable {
			c.flush()
		}
		// The first sentence begins a paragraph, the others go on with it.
		if n := len(c.current); i > 0 && n > 0 {
			last := &c.current[n-1]
			last.tokens = append(slices.Clip(last.tokens), s...)
			c.words += len(s)
			continue
		}
		c.add(paragraph{tokens: s, table: p.table})
	}
}

func (c *cutter) add(p paragraph) {
	c.current = append(c.current, p)
	c.words += len(p.tokens)
}

// flush makes a passage of what is gathered; a short rest joins the passage
// before it, if that is of the same section and page and has room.
func (c *cutter) flush() {
	if len(c.current) == 0 {
		return
	}
	next := c.passage(c.current, c.sectionPath())
	if n := len(c.out) - 1; n >= c.section && n >= 0 && c.words < fewest &&
		c.out[n].Page == next.Page && len(strings.Fields(c.out[n].Text))+c.words <= most {
		c.out[n].Text += "\n" + next.Text
		c.out[n].Boxes = append(c.out[n].Boxes, next.Boxes...)
	} else {
		c.out = append(c.out, next)
	}
	c.current, c.words = nil, 0
}

func (c *cutter) flushOrphans() {
	var some []paragraph
	n := 0
	emit := func() {
		if n >= 3 { // fewer is a stray label
			c.out = append(c.out, c.passage(some, ""))
			c.section = len(c.out)
		}
		some, n = nil, 0
	}
	for _, p := range c.orphans {
		if n+len(p.tokens) > most {
			emit()
		}
		some, n = append(some, p), n+len(p.tokens)
	}
	emit()
	c.orphans = nil
}

func (c *cutter) closePage() {
	c.flush()
	c.flushOrphans()
	c.section = len(c.out)
}

func (c *cutter) sectionPath() string {
	var parts []string
	for _, h := range c.path {
		if h != "" {
			parts = append(parts, h)
		}
	}
	return strings.Join(parts, " › ")
}

func (c *cutter) passage(paras []paragraph, section string) Passage {
	out := Passage{Page: c.page.Number, Section: section}
	var texts []string
	seen := map[int]bool{}
	for _, p := range paras {
		texts = append(texts, p.text())
		for _, t := range p.tokens {
			for line := t.first; line <= t.last; line++ {
				// A mended word may span a line that was left out between its halves.
				if !seen[line] && (line == t.first || line == t.last) {
					seen[line] = true
					out.Boxes = append(out.Boxes, c.page.Lines[line].Box)
				}
			}
		}
	}
	out.Text = strings.Join(texts, "\n")
	return out
}

func isLower(r rune) bool { return unicode.IsLower(r) }
