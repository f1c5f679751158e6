package intake

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// marks are the elements that may hold a question with its answer below, by rank: those
// of a page's headings, and the summary or term that opens what it hides.
var marks = []atom.Atom{atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Summary, atom.Dt}

// aside are the parts of a page that are no answer.
var aside = []atom.Atom{atom.Head, atom.Nav, atom.Footer, atom.Aside, atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Dialog}

// headings reads a page without marks for machines: the headings of one level are its
// questions, what follows each is the answer, and the headings above name the topic.
func (p *page) headings() []found {
	level := p.questionLevel()
	if level < 0 {
		return nil
	}
	h := &headingReader{lang: p.lang, level: level}
	h.walk(p.root)
	kept := h.all[:0]
	for _, f := range h.all {
		if f.question != "" && textOf(f.answer) != "" {
			kept = append(kept, f)
		}
	}
	return kept
}

// questionLevel is the mark that holds most questions, -1 where none holds any; of two
// that hold as many, the one that holds the fewer other texts.
func (p *page) questionLevel() int {
	asked, all := make([]int, len(marks)), make([]int, len(marks))
	for n := range p.root.Descendants() {
		i := slices.Index(marks, n.DataAtom)
		if i < 0 || within(n, aside...) {
			continue
		}
		all[i]++
		if isQuestion(textOf(n)) {
			asked[i]++
		}
	}
	best := -1
	for i := range marks {
		switch {
		case marks[i] == atom.H1:
		case asked[i] == 0 && marks[i] != atom.Summary && marks[i] != atom.Dt:
		case best < 0 || asked[i] > asked[best] || asked[i] == asked[best] && all[i] < all[best]:
			best = i
		}
	}
	if best >= 0 && all[best] == 0 {
		return -1
	}
	return best
}

func isQuestion(text string) bool {
	return strings.HasSuffix(strings.TrimRight(text, " .\"'»”"), "?")
}

// headingReader goes through a page in the order in which it is read.
type headingReader struct {
	lang    string
	level   int
	section string
	open    bool // what follows belongs to the last question
	all     []found
}

func (h *headingReader) walk(parent *html.Node) {
	for n := parent.FirstChild; n != nil && len(h.all) <= MaxEntries; n = n.NextSibling {
		if slices.Contains(aside, n.DataAtom) {
			continue
		}
		switch i := slices.Index(marks, n.DataAtom); {
		case i == h.level:
			body := &html.Node{Type: html.ElementNode, DataAtom: atom.Body, Data: "body"}
			h.all = append(h.all, found{question: textOf(n), lang: h.lang, section: h.section, answer: body})
			h.open = true
		case i >= 0 && i < h.level && marks[h.level] != atom.Summary && marks[h.level] != atom.Dt, i >= 0 && i <= 5 && h.level > 5 && !within(n, atom.Details, atom.Dd):
			h.section, h.open = textOf(n), false
		case h.hasMark(n):
			if h.walk(n); n.DataAtom == atom.Details || n.DataAtom == atom.Dl {
				h.open = false // what comes after it is not in it
			}
		case h.open:
			last := h.all[len(h.all)-1].answer
			last.AppendChild(copyOf(n))
		}
	}
}

// hasMark reports whether a question, or what ends an answer, stands in the element.
func (h *headingReader) hasMark(n *html.Node) bool {
	for d := range n.Descendants() {
		if i := slices.Index(marks, d.DataAtom); i >= 0 && i <= h.level {
			if i == h.level || h.level <= 5 {
				return true
			}
		}
	}
	return false
}
