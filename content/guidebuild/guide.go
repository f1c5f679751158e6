package main

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"html"
	"html/template"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

//go:embed guide.css
var style string

//go:embed guide.html
var layout string

var page = template.Must(template.New("guide").Parse(layout))

// guide is one source: its front matter, its text and its headings.
type guide struct {
	Title    string `yaml:"title"`
	Subtitle string `yaml:"subtitle"`
	Lang     string `yaml:"lang"`
	Columns  int    `yaml:"columns"`
	Date     string `yaml:"date"`

	Body     template.HTML
	Headings []heading
}

// heading is a line of the table of contents. Page is 0 until it is known.
type heading struct {
	ID, Number, Text string
	Level, Page      int
}

// parseGuide reads the front matter and turns the Markdown into HTML with
// numbered headings.
func parseGuide(source []byte) (*guide, error) {
	front, body, ok := bytes.Cut(bytes.TrimPrefix(source, []byte("---\n")), []byte("\n---\n"))
	if !ok || !bytes.HasPrefix(source, []byte("---\n")) {
		return nil, errors.New("no front matter between two lines of ---")
	}
	g := &guide{}
	if err := yaml.UnmarshalWithOptions(front, g, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("front matter: %w", err)
	}
	if err := g.check(); err != nil {
		return nil, fmt.Errorf("front matter: %w", err)
	}
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Typographer))
	doc := md.Parser().Parse(text.NewReader(body))
	if err := g.number(doc, body); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := md.Renderer().Render(&out, body, doc); err != nil {
		return nil, err
	}
	g.Body = template.HTML(out.String()) //nolint:gosec // goldmark escapes raw HTML, and the source is ours
	return g, nil
}

// check says what is wrong with the front matter.
func (g *guide) check() error {
	switch {
	case g.Title == "" || g.Subtitle == "":
		return errors.New("title and subtitle are needed")
	case g.Lang != "it" && g.Lang != "en":
		return fmt.Errorf("lang is %q, not it or en", g.Lang)
	case g.Columns != 1 && g.Columns != 2:
		return fmt.Errorf("columns is %d, not 1 or 2", g.Columns)
	}
	if _, err := time.Parse(time.DateOnly, g.Date); err != nil {
		return fmt.Errorf("date: %w", err)
	}
	return nil
}

// number gives the headings of levels 2 and 3 their numbers (1, 1.1) and ids,
// and lists them for the table of contents.
func (g *guide) number(doc ast.Node, source []byte) error {
	section, part := 0, 0
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		h, ok := n.(*ast.Heading)
		if !ok {
			continue
		}
		switch h.Level {
		case 2:
			section, part = section+1, 0
		case 3:
			part++
		default:
			return fmt.Errorf("heading %q: a guide has headings of levels 2 and 3 only", plainText(h, source))
		}
		number := fmt.Sprint(section)
		if part > 0 {
			number = fmt.Sprintf("%d.%d", section, part)
		}
		id := "s" + strings.ReplaceAll(number, ".", "-")
		g.Headings = append(g.Headings, heading{ID: id, Number: number, Text: plainText(h, source), Level: h.Level})
		h.SetAttributeString("id", []byte(id))
		label := ast.NewString([]byte(number + "\u2002"))
		h.InsertBefore(h, h.FirstChild(), label)
	}
	return nil
}

// plainText is a heading's text without its markup.
func plainText(n ast.Node, source []byte) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			b.Write(c.Segment.Value(source))
		case *ast.String:
			b.WriteString(html.UnescapeString(string(c.Value)))
		default:
			b.WriteString(plainText(c, source))
		}
	}
	return b.String()
}

// html is the whole page that Chromium prints.
func (g *guide) html() ([]byte, error) {
	words := map[string]map[string]string{
		"it": {"contents": "Indice", "edition": "Edizione del"},
		"en": {"contents": "Contents", "edition": "Edition of"},
	}[g.Lang]
	header := strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(g.Title)
	var out bytes.Buffer
	err := page.Execute(&out, map[string]any{
		"G": g, "W": words, "Date": longDate(g.Lang, g.Date),
		"Style": template.CSS(strings.ReplaceAll(style, "RUNNING-TITLE", header)), //nolint:gosec // our own
	})
	return out.Bytes(), err
}

// longDate writes 2026-09-01 as "1 settembre 2026" or "1 September 2026".
func longDate(lang, date string) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	if lang == "en" {
		return t.Format("2 January 2006")
	}
	months := strings.Fields("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre")
	return fmt.Sprintf("%d %s %d", t.Day(), months[t.Month()-1], t.Year())
}
