package intake

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	tables "github.com/JohannesKaufmann/html-to-markdown/v2/plugin/table"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sportello/content"
)

// maxNodes bounds the elements and texts of an answer.
const maxNodes = 5000

// Markdown brings HTML to the Markdown of an answer: paragraphs, lists, tables, links
// with a whole address, headings from the third level down, and nothing else. Addresses
// are taken from base, which may be nil. The notes say what was left out.
func Markdown(source string, base *url.URL) (string, []Note, error) {
	body := &html.Node{Type: html.ElementNode, DataAtom: atom.Body, Data: "body"}
	nodes, err := html.ParseFragment(strings.NewReader(source), body)
	if err != nil {
		return "", nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	for _, n := range nodes {
		body.AppendChild(n)
	}
	return markdownOf(body, base)
}

// cleaner leaves of a tree what an answer may hold.
type cleaner struct {
	base  *url.URL
	notes []Note
}

func markdownOf(root *html.Node, base *url.URL) (string, []Note, error) {
	nodes := 0
	for range root.Descendants() {
		if nodes++; nodes > maxNodes {
			return "", []Note{{Code: LongAnswer, Blocks: true}}, nil
		}
	}
	c := &cleaner{base: base}
	c.clean(root)
	out, err := toMarkdown(root)
	if err != nil {
		return "", nil, err
	}
	return out, c.notes, nil
}

func toMarkdown(root *html.Node) (string, error) {
	c := converter.NewConverter(converter.WithPlugins(base.NewBasePlugin(),
		commonmark.NewCommonmarkPlugin(commonmark.WithHeadingStyle(commonmark.HeadingStyleATX), commonmark.WithListEndComment(false)),
		tables.NewTablePlugin(tables.WithHeaderPromotion(true), tables.WithSkipEmptyRows(true), tables.WithSpanCellBehavior(tables.SpanBehaviorEmpty))))
	out, err := c.ConvertNode(root)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrBroken, err)
	}
	lines := strings.Split(string(out), "\n")
	for i, l := range lines {
		if strings.TrimSpace(l) == "" {
			lines[i] = "" // the library indents the empty lines of lists
		}
	}
	return strings.TrimSpace(strings.Join(lines, "\n")), nil
}

func (c *cleaner) note(code, text string) {
	n := Note{Code: code, Text: text}
	if len(c.notes) < 20 && !slices.Contains(c.notes, n) {
		c.notes = append(c.notes, n)
	}
}

// gone are elements without anything to read.
var gone = []atom.Atom{atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Head, atom.Meta, atom.Link, atom.Button, atom.Svg, atom.Math,
	atom.Colgroup, atom.Col, atom.Base, atom.Title}

// embeds are elements that an answer can't hold, and whose loss an editor must know.
var embeds = []atom.Atom{atom.Iframe, atom.Object, atom.Embed, atom.Video, atom.Audio, atom.Form, atom.Canvas, atom.Input, atom.Select, atom.Textarea, atom.Applet,
	atom.Frame, atom.Frameset, atom.Map, atom.Plaintext, atom.Xmp, atom.Noembed, atom.Noframes}

func (c *cleaner) clean(parent *html.Node) {
	for n := parent.FirstChild; n != nil; {
		next := n.NextSibling
		switch {
		case n.Type == html.TextNode:
		case n.Type != html.ElementNode || n.Namespace != "" || slices.Contains(gone, n.DataAtom):
			parent.RemoveChild(n)
		case slices.Contains(embeds, n.DataAtom):
			c.note(EmbedLeft, attribute(n, "src"))
			parent.RemoveChild(n)
		default:
			c.clean(n)
			c.element(n)
		}
		n = next
	}
}

// element mends one whose children are clean.
func (c *cleaner) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Img, atom.Picture:
		c.picture(n)
	case atom.A:
		c.link(n)
	case atom.H1, atom.H2:
		n.DataAtom, n.Data = atom.H3, "h3"
	case atom.Td, atom.Th:
		flatten(n)
	case atom.Table:
		c.table(n)
	case atom.B, atom.I, atom.Strong, atom.Em:
		if strings.TrimSpace(textOf(n)) == "" {
			unwrap(n)
		}
	case 0: // an element of the page's own
		unwrap(n)
	}
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool {
		return !slices.Contains([]string{"href", "start", "colspan", "rowspan"}, a.Key)
	})
}

func (c *cleaner) picture(n *html.Node) {
	c.note(PictureLeft, shorten(attribute(n, "alt")))
	if alt := attribute(n, "alt"); n.Parent.DataAtom == atom.A && alt != "" {
		n.Parent.InsertBefore(&html.Node{Type: html.TextNode, Data: alt}, n)
	}
	n.Parent.RemoveChild(n)
}

func (c *cleaner) link(n *html.Node) {
	raw := strings.TrimSpace(attribute(n, "href"))
	target, err := url.Parse(raw)
	if err == nil && c.base != nil && raw != "" && !strings.HasPrefix(raw, "#") {
		target = c.base.ResolveReference(target)
	}
	if err != nil || !content.Followed(target.String()) || strings.ContainsAny(raw, " \t\n<>") {
		if raw != "" {
			c.note(LinkLeft, shorten(raw))
		}
		unwrap(n)
		return
	}
	if strings.TrimSpace(textOf(n)) == "" {
		n.Parent.RemoveChild(n)
		return
	}
	n.Attr = []html.Attribute{{Key: "href", Val: target.String()}}
}

// table keeps one of data: a table inside a table, or of one column, is how pages were
// laid out once.
func (c *cleaner) table(n *html.Node) {
	widest := 0
	for d := range n.Descendants() {
		if d.DataAtom == atom.Tr {
			cells := 0
			for range d.ChildNodes() {
				cells++
			}
			widest = max(widest, cells)
		}
	}
	if widest > 1 && !within(n, atom.Td, atom.Th) {
		return
	}
	for d := range n.Descendants() {
		switch d.DataAtom {
		case atom.Tr, atom.Td, atom.Th, atom.Tbody, atom.Thead, atom.Tfoot, atom.Caption:
			d.DataAtom, d.Data = atom.Div, "div"
		}
	}
	n.DataAtom, n.Data = atom.Div, "div"
}

func within(n *html.Node, kinds ...atom.Atom) bool {
	for p := range n.Ancestors() {
		if slices.Contains(kinds, p.DataAtom) {
			return true
		}
	}
	return false
}

// flatten makes one line of a cell: Markdown has no other.
func flatten(cell *html.Node) {
	type block struct {
		*html.Node
		between string
	}
	var blocks []block
	for d := range cell.Descendants() {
		switch d.DataAtom {
		case atom.Li:
			b := block{d, "; "}
			if previous(d) == nil {
				b.between = " "
			}
			blocks = append(blocks, b)
		case atom.Br, atom.P, atom.Div, atom.Ul, atom.Ol, atom.H3, atom.H4, atom.H5, atom.H6, atom.Blockquote, atom.Pre, atom.Hr, atom.Dl, atom.Dt, atom.Dd,
			atom.Section, atom.Article, atom.Details, atom.Summary, atom.Address, atom.Center:
			blocks = append(blocks, block{d, " "})
		}
	}
	for _, b := range blocks {
		b.Parent.InsertBefore(&html.Node{Type: html.TextNode, Data: b.between}, b.Node)
		unwrap(b.Node)
	}
}

// previous is the element before n in the same parent, nil for the first.
func previous(n *html.Node) *html.Node {
	for p := n.PrevSibling; p != nil; p = p.PrevSibling {
		if p.Type == html.ElementNode {
			return p
		}
	}
	return nil
}

// unwrap puts an element's children in its place.
func unwrap(n *html.Node) {
	for child := n.FirstChild; child != nil; child = n.FirstChild {
		n.RemoveChild(child)
		n.Parent.InsertBefore(child, n)
	}
	n.Parent.RemoveChild(n)
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// textOf is the words of an element, as one line.
func textOf(n *html.Node) string {
	var words strings.Builder
	for d := range n.Descendants() {
		switch {
		case d.Type == html.TextNode && !within(d, atom.Script, atom.Style):
			words.WriteString(d.Data)
		case d.DataAtom == atom.Br:
			words.WriteString(" ")
		}
	}
	return oneLine(words.String())
}
