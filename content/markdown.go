package content

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

var (
	markdown = goldmark.New(goldmark.WithExtensions(extension.Table))
	policy   = newPolicy()
)

// newPolicy allows what an answer may hold and nothing else, whatever the Markdown
// parser lets through.
func newPolicy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "h3", "h4", "h5", "h6",
		"table", "thead", "tbody", "tr", "th", "td")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("href").Matching(regexp.MustCompile(`(?i)^(?:https?|mailto|tel):`)).OnElements("a")
	p.AllowAttrs("src").Matching(regexp.MustCompile(`^/` + picturesDir + `/[0-9a-f]{` + strconv.Itoa(pictureChecksum) + `}/` + pictureNames + `$`)).OnElements("img")
	p.AllowAttrs("alt").OnElements("img")
	p.AllowAttrs("width", "height").Matching(bluemonday.Integer).OnElements("img")
	p.AllowAttrs("loading").Matching(regexp.MustCompile(`^lazy$`)).OnElements("img")
	p.AllowURLSchemes("https", "http", "mailto", "tel")
	p.AllowRelativeURLs(true) // of pictures: see href
	p.RequireParseableURLs(true)
	p.AddTargetBlankToFullyQualifiedLinks(true)
	return p
}

// HTML renders an answer: sanitized, safe to put on a page as it is. It shows pictures that
// are among those given; their addresses are on our own server.
func HTML(md string, pictures Pictures) string {
	var out bytes.Buffer
	source := []byte(md)
	root := markdown.Parser().Parse(text.NewReader(source))
	showPictures(root, source, pictures)
	if err := markdown.Renderer().Render(&out, source, root); err != nil {
		panic(err) // a bytes.Buffer does not fail
	}
	return policy.SanitizeReader(&out).String()
}

// Plain renders an answer as text that reads well where there is no HTML: lists with
// their marks, the cells of a table apart, the address of a link behind its words.
func Plain(md string) string {
	source := []byte(md)
	w := &plainWriter{source: source}
	w.blocks(markdown.Parser().Parse(text.NewReader(source)), "")
	return strings.TrimSpace(w.out.String())
}

type plainWriter struct {
	source []byte
	out    strings.Builder
}

func (w *plainWriter) blocks(parent ast.Node, indent string) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.List:
			w.list(n, indent)
			w.out.WriteString("\n")
		case *east.Table:
			w.table(n)
			w.out.WriteString("\n")
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			w.out.Write(n.Lines().Value(w.source))
			w.out.WriteString("\n")
		case *ast.Blockquote:
			w.blocks(n, indent)
		case *ast.ThematicBreak, *ast.HTMLBlock:
		default:
			w.out.WriteString(w.inline(n) + "\n")
			if _, tight := n.(*ast.TextBlock); !tight {
				w.out.WriteString("\n")
			}
		}
	}
}

func (w *plainWriter) list(l *ast.List, indent string) {
	number := l.Start
	for item := l.FirstChild(); item != nil; item = item.NextSibling() {
		mark := "- "
		if l.IsOrdered() {
			mark = fmt.Sprintf("%d. ", number)
			number++
		}
		w.out.WriteString(indent + mark)
		for n := item.FirstChild(); n != nil; n = n.NextSibling() {
			if sub, ok := n.(*ast.List); ok {
				w.list(sub, indent+"   ")
				continue
			}
			w.out.WriteString(w.inline(n) + "\n")
		}
	}
}

func (w *plainWriter) table(t *east.Table) {
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []string
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			cells = append(cells, w.inline(cell))
		}
		w.out.WriteString(strings.Join(cells, " | ") + "\n")
	}
}

func (w *plainWriter) inline(parent ast.Node) string {
	var s strings.Builder
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			s.Write(unescaped(n, n.Segment.Value(w.source)))
			if n.SoftLineBreak() || n.HardLineBreak() {
				s.WriteString(" ")
			}
		case *ast.String:
			s.Write(n.Value)
		case *ast.AutoLink:
			s.Write(n.URL(w.source))
		case *ast.RawHTML:
		case *ast.Link:
			words, address := w.inline(n), string(n.Destination)
			s.WriteString(words)
			if bare := strings.TrimPrefix(address, "mailto:"); bare != words {
				s.WriteString(" (" + bare + ")")
			}
		default:
			s.WriteString(w.inline(n))
		}
	}
	return s.String()
}

// unescaped is what a text says: \\* is *, &euro; is €, but not inside code.
func unescaped(n *ast.Text, raw []byte) []byte {
	if n.IsRaw() {
		return raw
	}
	return util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(raw)))
}

var emptyLink = regexp.MustCompile(`^(https?://[^\s/]+|mailto:[^\s@]+@[^\s@]+|tel:\+?[0-9 ]+)`)

// Followed reports whether an answer may link the address: a whole one of the web, of
// mail or of a telephone.
func Followed(address string) bool { return emptyLink.MatchString(address) }

// checkBody says what an answer holds that it must not; first is the line of the
// file on which the body begins.
func checkBody(md string, first int) (problems []Problem) {
	source := []byte(md)
	add := func(n ast.Node, code Code, params ...string) {
		problems = append(problems, problem(first+lineIn(source, n), code, "", params...))
	}
	if strings.TrimSpace(md) == "" {
		return []Problem{problem(first, CodeNoAnswer, "")}
	}
	root := markdown.Parser().Parse(text.NewReader(source))
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.HTMLBlock, *ast.RawHTML:
			add(n, CodeHTML)
		case *ast.Image:
			if name, ok := nameOfPicture(n); !ok {
				add(n, CodePicture, string(n.Destination))
			} else if strings.TrimSpace((&plainWriter{source: source}).inline(n)) == "" {
				add(n, CodePictureWords, name)
			}
		case *ast.Heading:
			if n.Level < 3 {
				add(n, CodeHeading)
			}
		case *ast.Link:
			if !emptyLink.Match(n.Destination) {
				add(n, CodeLink, string(n.Destination))
			}
		}
		return ast.WalkContinue, nil
	})
	return problems
}

// LeadsNowhere returns the first address in a text that is not [Followed], or "".
func LeadsNowhere(md string) string {
	for _, a := range Anchors(&Entry{Body: md}, nil) {
		if !Followed(a.URL) {
			return a.URL
		}
	}
	return ""
}

// lineIn is the line of the source, from 0, on which a node stands.
func lineIn(source []byte, n ast.Node) int {
	for ; n != nil; n = n.Parent() {
		if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
			return bytes.Count(source[:n.Lines().At(0).Start], []byte("\n"))
		}
	}
	return 0
}
