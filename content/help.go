package content

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"strings"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

//go:embed help
var helpFiles embed.FS

// helpMarkdown reads our own texts: headings name their ids, as in "### Write {#write}".
var helpMarkdown = goldmark.New(goldmark.WithExtensions(extension.Table), goldmark.WithParserOptions(parser.WithAttribute()))

// HelpPart is a part of the guide for the staff: what one of their jobs needs.
type HelpPart struct {
	HelpSection
	Sections []HelpSection // in their order
	HTML     string        // all of it, headings from the second level; safe on a page
}

// HelpSection is what a heading begins. Its ID is the same in every language.
type HelpSection struct{ ID, Title string }

// helpParts are by language.
var helpParts = sync.OnceValue(func() map[string][]HelpPart {
	all := map[string][]HelpPart{}
	for _, lang := range Languages {
		names, err := fs.Glob(helpFiles, "help/"+lang+"/*.md")
		if err != nil {
			panic(err) // the pattern is a constant
		}
		for _, name := range names { // sorted
			all[lang] = append(all[lang], readHelp(lang, name))
		}
	}
	return all
})

// Help is the guide for the staff in a language of [Languages], read once. It must not be
// changed.
func Help(lang string) []HelpPart { return helpParts()[lang] }

// HelpPicture is a picture of the guide (WebP), by its language and its name without a
// folder. It returns [fs.ErrNotExist].
func HelpPicture(lang, name string) ([]byte, error) {
	if name != path.Base(name) || path.Ext(name) != ".webp" {
		return nil, fs.ErrNotExist
	}
	return helpFiles.ReadFile(path.Join("help/pictures", lang, name))
}

// helpPictureURL is where the server has a picture.
func helpPictureURL(lang, name string) string {
	return "/help/pictures/" + lang + "/" + url.PathEscape(name)
}

func readHelp(lang, name string) (part HelpPart) {
	source, err := helpFiles.ReadFile(name)
	if err != nil {
		panic(err) // the file is compiled in
	}
	root := helpMarkdown.Parser().Parse(text.NewReader(source))
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			part.heading(n, source)
		case *ast.Image:
			placePicture(lang, n)
		}
		return ast.WalkContinue, nil
	})
	var out bytes.Buffer
	if err := helpMarkdown.Renderer().Render(&out, source, root); err != nil {
		panic(err) // a bytes.Buffer does not fail
	}
	part.HTML = out.String()
	return part
}

// heading notes the part's own heading, or that of a section.
func (p *HelpPart) heading(n *ast.Heading, source []byte) {
	section := HelpSection{Title: strings.TrimSpace((&plainWriter{source: source}).inline(n))}
	if id, ok := n.AttributeString("id"); ok {
		section.ID = fmt.Sprintf("%s", id)
	}
	switch n.Level {
	case 2:
		p.HelpSection = section
	case 3:
		p.Sections = append(p.Sections, section)
	}
}

// placePicture tells a browser where a picture is and, so that the text does not jump when
// it comes, how large.
func placePicture(lang string, n *ast.Image) {
	name := string(n.Destination)
	n.Destination = []byte(helpPictureURL(lang, name))
	n.SetAttributeString("loading", []byte("lazy"))
	body, err := HelpPicture(lang, name)
	if width, height, ok := sizeOfWebP(body); err == nil && ok {
		n.SetAttributeString("width", []byte(fmt.Sprint(width)))
		n.SetAttributeString("height", []byte(fmt.Sprint(height)))
	} // a test tells of one that is missing
}

// sizeOfWebP reads the head of a picture as a browser writes it, with a profile of colours
// (RFC 9649, 2.7: VP8X, then both sides less one, in three bytes each).
func sizeOfWebP(body []byte) (width, height int, ok bool) {
	const head = 30
	if len(body) < head || string(body[8:16]) != "WEBPVP8X" {
		return 0, 0, false
	}
	side := func(b []byte) int { return 1 + int(b[0]) + int(b[1])<<8 + int(b[2])<<16 }
	return side(body[24:27]), side(body[27:30]), true
}
