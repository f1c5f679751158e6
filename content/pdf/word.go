package pdf

import (
	"math"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// box is a rectangle in points of the displayed page, y downwards.
type box struct{ x0, y0, x1, y1 float64 }

func (b box) width() float64         { return b.x1 - b.x0 }
func (b box) height() float64        { return b.y1 - b.y0 }
func (b box) centre() float64        { return (b.y0 + b.y1) / 2 }
func (b box) middle() (x, y float64) { return (b.x0 + b.x1) / 2, (b.y0 + b.y1) / 2 }
func (b box) holds(x, y float64) bool {
	return x > b.x0 && x < b.x1 && y > b.y0 && y < b.y1
}
func (b box) union(c box) box {
	return box{min(b.x0, c.x0), min(b.y0, c.y0), max(b.x1, c.x1), max(b.y1, c.y1)}
}

// sameRow tells that two boxes stand side by side: they share half the height of
// the lower one.
func (b box) sameRow(c box) bool {
	shared := min(b.y1, c.y1) - max(b.y0, c.y0)
	low := min(b.height(), c.height())
	if max(b.height(), c.height()) > 2.5*low {
		// A drop cap reaches over several lines; it belongs to the one it stands on.
		return math.Abs(b.y1-c.y1) < 0.4*low
	}
	return shared >= 0.5*low
}

// word is what stands between blanks, in the order of drawing.
type word struct {
	text string
	box  box
	size float64 // points
	bold bool
	turn int // direction of writing on the displayed page
	seq  int // index of its first character in the order of drawing
}

// Directions of writing. Text in one of them is laid out by itself, turned
// upright, so that a table printed sideways reads as any other.
const (
	upright = iota
	downwards
	upsideDown
	upwards
	slanted // watermarks
	turns
)

func turnOf(dx, dy float64) int {
	switch {
	case math.Abs(dy) <= 0.2*math.Abs(dx):
		if dx < 0 {
			return upsideDown
		}
		return upright
	case math.Abs(dx) <= 0.2*math.Abs(dy):
		if dy < 0 {
			return upwards
		}
		return downwards
	}
	return slanted
}

// stand turns a box of text written in direction turn upright, on a page of w x
// h points; lie is its inverse, for the same w and h.
func stand(b box, turn int, w, h float64) box {
	switch turn {
	case downwards:
		return box{b.y0, w - b.x1, b.y1, w - b.x0}
	case upsideDown:
		return box{w - b.x1, h - b.y1, w - b.x0, h - b.y0}
	case upwards:
		return box{h - b.y1, b.x0, h - b.y0, b.x1}
	}
	return b
}

func lie(b box, turn int, w, h float64) box {
	switch turn {
	case downwards:
		return box{w - b.y1, b.x0, w - b.y0, b.x1}
	case upsideDown:
		return box{w - b.x1, h - b.y1, w - b.x0, h - b.y0}
	case upwards:
		return box{b.y0, h - b.x1, b.y1, h - b.x0}
	}
	return b
}

// fraction is b on a page of w x h points, cut to the page and rounded to a
// hundredth of a thousandth so that it travels in few digits.
func (b box) fraction(w, h float64) Rect {
	unit := func(v float64) float64 { return min(1, max(0, math.Round(v*1e5)/1e5)) }
	x0, y0, x1, y1 := unit(b.x0/w), unit(b.y0/h), unit(b.x1/w), unit(b.y1/h)
	return Rect{X: x0, Y: y0, W: unit(x1 - x0), H: unit(y1 - y0)}
}

// placeAccents puts accents on their letters. Old typesetting programs draw them
// as two characters in one place, and PDFium gives the accent where the line
// ends: "perche la domanda `".
func placeAccents(glyphs []glyph) []glyph {
	const back, ahead = 300, 5 // a long line, and an accent drawn first
	out := glyphs[:0:0]
	for i, g := range glyphs {
		mark, ok := accents[g.r]
		if !ok {
			continue
		}
		x, y := g.box.middle()
		for k := min(i+ahead, len(glyphs)-1); k >= max(0, i-back); k-- {
			at := &glyphs[k]
			if unicode.IsLetter(at.r) && at.mark == 0 && at.box.holds(x, y) {
				at.mark, glyphs[i].mark = mark, -1
				break
			}
		}
	}
	for _, g := range glyphs {
		if g.mark >= 0 {
			out = append(out, g)
		}
	}
	return out
}

// compose spells a word.
func compose(run []glyph) string {
	var b strings.Builder
	for _, g := range run {
		switch {
		case g.mark == 0:
			b.WriteRune(g.r)
		case g.r == 'ı':
			b.WriteRune('i')
			b.WriteRune(g.mark)
		default:
			b.WriteRune(g.r)
			b.WriteRune(g.mark)
		}
	}
	return cleanText(b.String())
}

// accents maps accents that stand alone to those that combine.
var accents = map[rune]rune{
	'`': '\u0300', '\u02cb': '\u0300', '´': '\u0301', '\u02ca': '\u0301', '\u02c6': '\u0302',
	'\u02dc': '\u0303', '¨': '\u0308', '¸': '\u0327', '\u02c7': '\u030c', '\u02da': '\u030a',
}

// hyphens that PDFium has recognised as breaking a word at the end of a line.
const brokenHyphen, brokenHyphenOld = '\x02', '\ufffe'

var ligatures = strings.NewReplacer(
	"ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st",
	string(brokenHyphen), "-", string(brokenHyphenOld), "-",
)

// cleanText spells ligatures out, joins accents to letters, drops what has no
// look, and shows symbols of private fonts (always bullets and arrows) as "•".
func cleanText(s string) string {
	s = ligatures.Replace(s)
	soft := strings.HasSuffix(s, "\u00ad")
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= 0xF000 && r <= 0xF0FF:
			return '•'
		case unicode.Is(unicode.Co, r), unicode.Is(unicode.Cf, r), unicode.IsControl(r),
			r == unicode.ReplacementChar, r == '\uffff':
			return -1
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, s)
	if soft {
		s += "-"
	}
	return norm.NFC.String(s)
}

// squeeze makes every stretch of white space one blank.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// clip cuts s to at most n runes.
func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}
