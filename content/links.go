package content

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// Anchor is an address in an entry.
type Anchor struct {
	URL  string
	Line int // of the file, from 1
}

// Anchors are the addresses in an entry, in the order of the answer, then its sources;
// source is its file.
func Anchors(e *Entry, source []byte) (list []Anchor) {
	body, first := []byte(e.Body), bodyLine(source)
	_ = ast.Walk(markdown.Parser().Parse(text.NewReader(body)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Link:
			list = append(list, Anchor{string(n.Destination), first + lineIn(body, n)})
		case *ast.AutoLink:
			if n.AutoLinkType == ast.AutoLinkURL {
				list = append(list, Anchor{string(n.URL(body)), first + lineIn(body, n)})
			}
		}
		return ast.WalkContinue, nil
	})
	for _, s := range e.Sources {
		list = append(list, Anchor{s.URL, lineOf(source, "url: "+s.URL)})
	}
	return list
}

// BodyLine is the line of an entry's file, from 1, on which its answer begins.
func BodyLine(source []byte) int { return bodyLine(source) }
