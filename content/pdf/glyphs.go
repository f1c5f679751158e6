package pdf

import (
	"fmt"
	"math"
	"strings"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// maxGlyphs is many times what a person can read on a page; more is an attack.
const maxGlyphs = 100_000

// glyph is one character where it stands, in points of the displayed page.
type glyph struct {
	r     rune // 0 separates words
	mark  rune // an accent that combines with r, or 0
	box   box
	index int // in PDFium's order, which is the order of drawing
}

// placement is the map from PDF coordinates to the displayed page. It is
// affine; PDFium gives it point by point, so three points fix it.
type placement struct {
	width, height          float64 // points
	x0, y0, ax, ay, bx, by float64
	left, bottom           float64
}

func (p placement) point(x, y float64) (float64, float64) {
	u, v := x-p.left, y-p.bottom
	return p.x0 + u*p.ax + v*p.bx, p.y0 + u*p.ay + v*p.by
}

func (p placement) box(l, b, r, t float64) box {
	x0, y0 := p.point(l, b)
	x1, y1 := p.point(r, t)
	x2, y2 := p.point(l, t)
	x3, y3 := p.point(r, b)
	return box{
		min(x0, x1, x2, x3), min(y0, y1, y2, y3),
		max(x0, x1, x2, x3), max(y0, y1, y2, y3),
	}
}

// page reads page n, counted from 1.
func (e *engine) page(n int) (Page, error) {
	out := Page{Number: n}
	err := e.withPage(n, func(page requests.Page) error {
		place, err := e.place(page)
		if err != nil {
			return e.explain(fmt.Sprintf("measure page %d", n), err)
		}
		out.Width, out.Height = place.width, place.height
		text, err := e.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: page})
		if err != nil {
			return e.explain(fmt.Sprintf("read page %d", n), err)
		}
		words, err := e.words(text.TextPage, place)
		if err != nil {
			return e.explain(fmt.Sprintf("read page %d", n), err)
		}
		out.Lines = layOut(words, place.width, place.height)
		_, err = e.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
		if err != nil {
			return e.explain(fmt.Sprintf("leave page %d", n), err)
		}
		return nil
	})
	return out, err
}

// place finds the map of a page. PDFium's own pixel positions are wrong on
// rotated and cropped pages; FPDF_PageToDevice is right. Its results are whole
// numbers, hence the large device.
func (e *engine) place(page requests.Page) (placement, error) {
	const device = 1 << 24
	width, err := e.FPDF_GetPageWidthF(&requests.FPDF_GetPageWidthF{Page: page})
	if err != nil {
		return placement{}, err
	}
	height, err := e.FPDF_GetPageHeightF(&requests.FPDF_GetPageHeightF{Page: page})
	if err != nil {
		return placement{}, err
	}
	bounds, err := e.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: page})
	if err != nil {
		return placement{}, err
	}
	p := placement{width: float64(width.PageWidth), height: float64(height.PageHeight)}
	l, b := float64(bounds.Rect.Left), float64(bounds.Rect.Bottom)
	w, h := float64(bounds.Rect.Right)-l, float64(bounds.Rect.Top)-b
	if !(p.width > 0 && p.height > 0 && w > 0 && h > 0) {
		return placement{}, fmt.Errorf("page of %g x %g points", p.width, p.height)
	}
	at := func(x, y float64) (float64, float64) {
		dev, callErr := e.FPDF_PageToDevice(&requests.FPDF_PageToDevice{
			Page: page, SizeX: device, SizeY: device, PageX: x, PageY: y,
		})
		if callErr != nil {
			err = callErr
			return 0, 0
		}
		return float64(dev.DeviceX) / device * p.width, float64(dev.DeviceY) / device * p.height
	}
	p.left, p.bottom = l, b
	p.x0, p.y0 = at(l, b)
	x1, y1 := at(l+w, b)
	x2, y2 := at(l, b+h)
	p.ax, p.ay = (x1-p.x0)/w, (y1-p.y0)/w
	p.bx, p.by = (x2-p.x0)/h, (y2-p.y0)/h
	return p, err
}

// words reads the characters of a page and gathers them into words.
func (e *engine) words(text references.FPDF_TEXTPAGE, place placement) ([]word, error) {
	count, err := e.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text})
	if err != nil {
		return nil, err
	}
	glyphs := make([]glyph, 0, min(count.Count, maxGlyphs))
	for i := range min(count.Count, maxGlyphs) {
		g, err := e.glyph(text, i, place)
		if err != nil {
			return nil, err
		}
		glyphs = append(glyphs, g)
	}
	var words []word
	for _, run := range cutWords(placeAccents(glyphs)) {
		w, err := e.word(text, run, place)
		if err != nil {
			return nil, err
		}
		if w.text != "" {
			words = append(words, w)
		}
	}
	return words, nil
}

// glyph has no rune if it separates words, or is not to be seen: characters
// outside the displayed page are hidden from a reader and stay so.
func (e *engine) glyph(text references.FPDF_TEXTPAGE, i int, place placement) (glyph, error) {
	g := glyph{index: i}
	char, err := e.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: text, Index: i})
	if err != nil {
		return g, err
	}
	r := rune(char.Unicode)
	if r == 0 || r != brokenHyphen && r <= ' ' || r == '\u00a0' || r == '\u3000' {
		return g, nil
	}
	// The loose box has the height of the font, so a line has one height
	// whatever letters it holds.
	loose, err := e.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: text, Index: i})
	if err != nil {
		return g, ifInside(err)
	}
	rect := loose.Rect
	g.box = place.box(float64(rect.Left), float64(rect.Bottom), float64(rect.Right), float64(rect.Top))
	if x, y := g.box.middle(); x >= 0 && y >= 0 && x <= place.width && y <= place.height {
		g.r = r
	}
	return g, nil
}

func cutWords(glyphs []glyph) [][]glyph {
	var out [][]glyph
	from := 0
	cut := func(to int) {
		if to > from {
			out = append(out, glyphs[from:to])
		}
		from = to
	}
	for i, g := range glyphs {
		switch {
		case g.r == 0:
			cut(i)
			from = i + 1
		case i > from && apart(glyphs[i-1].box, g.box):
			cut(i)
		}
	}
	cut(len(glyphs))
	return out
}

// apart tells that b does not go on where a ends. The box of a character is as
// high as its font and seldom as wide, so the shapes of two tell whether the text
// stands or lies.
func apart(a, b box) bool {
	gapX, gapY := max(b.x0-a.x1, a.x0-b.x1), max(b.y0-a.y1, a.y0-b.y1)
	if a.height()*b.height() >= 0.8*a.width()*b.width() {
		return gapX > 0.9*a.height() || gapY > -0.3*min(a.height(), b.height())
	}
	return gapY > 0.9*a.width() || gapX > -0.3*min(a.width(), b.width())
}

// word asks for font and direction once a word, not once a character: the calls
// cost more than all others together.
func (e *engine) word(text references.FPDF_TEXTPAGE, run []glyph, place placement) (word, error) {
	first := run[0]
	w := word{text: compose(run), seq: first.index, box: first.box}
	for _, g := range run[1:] {
		w.box = w.box.union(g.box)
	}
	size, err := e.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: text, Index: first.index})
	if err != nil {
		return w, ifInside(err) // a generated character has no font
	}
	w.size = size.FontSize
	matrix, err := e.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: text, Index: first.index})
	if err == nil {
		m := matrix.Matrix
		w.size *= math.Hypot(float64(m.C), float64(m.D))
		dx := float64(m.A)*place.ax + float64(m.B)*place.bx
		dy := float64(m.A)*place.ay + float64(m.B)*place.by
		w.turn = turnOf(dx, dy)
	}
	font, err := e.FPDFText_GetFontInfo(&requests.FPDFText_GetFontInfo{TextPage: text, Index: first.index})
	if err == nil {
		w.bold = boldName(font.FontName)
	}
	return w, nil
}

// boldName goes by the font's name: the weight PDFium reports is guessed from
// the thickness of stems and calls regular fonts bold.
func boldName(name string) bool {
	name = strings.ToLower(name)
	for _, part := range []string{"bold", "black", "heavy", "-bd", "medi", "cmbx", "sfbx", "semibd", "demi"} {
		if strings.Contains(name, part) && !strings.Contains(name, "medium") {
			return true
		}
	}
	return false
}
