package intake

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
)

// page is an HTML page on its way to proposals.
type page struct {
	root *html.Node
	base *url.URL // of its links; nil: not known
	lang string   // as the page says, empty where it does not
}

// found is a question with its answer in HTML.
type found struct {
	question, lang, section string
	answer                  *html.Node // its children are the answer
}

func readPage(ctx context.Context, data []byte, o Options) (*Result, error) {
	p, err := parsePage(data)
	if err != nil {
		return nil, err
	}
	r := &Result{}
	var all []found
	for _, read := range []struct {
		kind Kind
		of   func(*page) []found
	}{{KindFAQPage, (*page).linkedData}, {KindMicrodata, (*page).microdata}, {KindHeadings, (*page).headings}} {
		if all = read.of(p); len(all) > 0 {
			r.Kind = read.kind
			break
		}
	}
	switch {
	case len(all) == 0:
		return nil, ErrNothing
	case len(all) > MaxEntries:
		return nil, ErrTooMany
	}
	for i, f := range all {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		q := &Proposal{Place: strconv.Itoa(i + 1), Question: f.question, Lang: f.lang, wantedTopic: f.section}
		if q.Body, q.Notes, err = markdownOf(f.answer, p.base); err != nil {
			return nil, err
		}
		r.Proposals = append(r.Proposals, q)
	}
	return r, r.propose(o)
}

func parsePage(data []byte) (*page, error) {
	text, err := charset.NewReader(bytes.NewReader(data), "text/html")
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	root, err := html.Parse(text)
	if err != nil { // too deep, for one
		return nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	p := &page{root: root}
	for n := range root.Descendants() {
		switch n.DataAtom {
		case atom.Html:
			p.lang = pageLanguage(attribute(n, "lang"))
		case atom.Base:
			p.setBase(attribute(n, "href"))
		case atom.Link:
			if p.base == nil && strings.EqualFold(attribute(n, "rel"), "canonical") {
				p.setBase(attribute(n, "href"))
			}
		}
	}
	return p, nil
}

func (p *page) setBase(href string) {
	if u, err := url.Parse(strings.TrimSpace(href)); err == nil && u.Host != "" {
		p.base = u
	}
}

func pageLanguage(tag string) string {
	tag, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-")
	if tag == "it" || tag == "en" {
		return tag
	}
	return ""
}

// linkedData reads the questions of schema.org in the page's JSON-LD.
func (p *page) linkedData() (all []found) {
	for n := range p.root.Descendants() {
		if n.DataAtom != atom.Script || !strings.EqualFold(strings.TrimSpace(attribute(n, "type")), "application/ld+json") || n.FirstChild == nil {
			continue
		}
		var value any
		if json.Unmarshal([]byte(n.FirstChild.Data), &value) == nil {
			collect(value, p.lang, 0, &all)
		}
	}
	return all
}

// maxDepth is how deep a question may stand in linked data.
const maxDepth = 12

func collect(value any, lang string, depth int, all *[]found) {
	if depth > maxDepth || len(*all) > MaxEntries {
		return
	}
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			collect(item, lang, depth+1, all)
		}
	case map[string]any:
		if said, ok := v["inLanguage"].(string); ok {
			lang = pageLanguage(said)
		}
		if isA(v, "Question") {
			if q, ok := questionOf(v, lang); ok {
				*all = append(*all, q)
			}
			return
		}
		for _, key := range []string{"@graph", "mainEntity", "hasPart", "itemListElement", "item"} {
			collect(v[key], lang, depth+1, all)
		}
	}
}

func isA(v map[string]any, kind string) bool {
	switch t := v["@type"].(type) {
	case string:
		return strings.TrimPrefix(t, "schema:") == kind
	case []any:
		for _, one := range t {
			if one == kind {
				return true
			}
		}
	}
	return false
}

func questionOf(v map[string]any, lang string) (found, bool) {
	name, _ := v["name"].(string)
	if name == "" {
		name, _ = v["text"].(string)
	}
	answer := v["acceptedAnswer"]
	if answer == nil {
		answer = v["suggestedAnswer"]
	}
	if list, ok := answer.([]any); ok && len(list) > 0 {
		answer = list[0]
	}
	said, _ := answer.(map[string]any)
	text, _ := said["text"].(string)
	question, err1 := fragment(name)
	body, err2 := fragment(text)
	if err1 != nil || err2 != nil || name == "" {
		return found{}, false
	}
	return found{question: textOf(question), lang: lang, answer: body}, true
}

func fragment(source string) (*html.Node, error) {
	body := &html.Node{Type: html.ElementNode, DataAtom: atom.Body, Data: "body"}
	if !markup.MatchString(source) { // a text: its lines are all that it has
		source = strings.ReplaceAll(html.EscapeString(html.UnescapeString(source)), "\n", "<br>")
	}
	nodes, err := html.ParseFragment(strings.NewReader(source), body)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	for _, n := range nodes {
		body.AppendChild(n)
	}
	return body, nil
}

// microdata reads elements marked as a Question of schema.org.
func (p *page) microdata() (all []found) {
	for n := range p.root.Descendants() {
		if !strings.HasSuffix(strings.TrimRight(attribute(n, "itemtype"), "/"), "schema.org/Question") {
			continue
		}
		f := found{lang: p.lang}
		var answer *html.Node
		for d := range n.Descendants() {
			switch prop := attribute(d, "itemprop"); {
			case prop == "name" && f.question == "":
				f.question = textOf(d)
			case prop == "acceptedAnswer" || prop == "suggestedAnswer":
				if answer == nil {
					answer = d
				}
			case prop == "text" && answer != nil && f.answer == nil && inside(d, answer):
				f.answer = copyOf(d)
			}
		}
		if f.answer == nil && answer != nil {
			f.answer = copyOf(answer)
		}
		if f.question != "" && f.answer != nil {
			all = append(all, f)
		}
		if len(all) > MaxEntries {
			return all
		}
	}
	return all
}

func inside(n, parent *html.Node) bool {
	for a := range n.Ancestors() {
		if a == parent {
			return true
		}
	}
	return false
}

// copyOf is a tree of its own.
func copyOf(n *html.Node) *html.Node {
	c := &html.Node{Type: n.Type, DataAtom: n.DataAtom, Data: n.Data, Namespace: n.Namespace, Attr: append([]html.Attribute{}, n.Attr...)}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.AppendChild(copyOf(child))
	}
	return c
}
