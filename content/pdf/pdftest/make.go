package pdftest

import (
	"bytes"
	"fmt"
	"strings"
)

// Make writes a PDF of A4 pages, each with its lines one under the other: the first large
// and bold, as a heading, the others as a paragraph. A page without lines has a picture.
func Make(pages ...[]string) []byte {
	const first = 5 // objects before the pages
	var b bytes.Buffer
	var offsets []int
	object := func(body string) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(offsets), body)
	}
	b.WriteString("%PDF-1.7\n")
	kids := make([]string, len(pages))
	for i := range pages {
		kids[i] = fmt.Sprintf("%d 0 R", first+2*i)
	}
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object(fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", strings.Join(kids, " "), len(pages)))
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>")
	for i, lines := range pages {
		object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>", first+2*i+1))
		text := drawn(lines)
		object(fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(text), text))
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.Bytes()
}

// drawn is what a page's lines are drawn with, in WinAnsi, which for Italian is Latin-1.
func drawn(lines []string) string {
	if len(lines) == 0 {
		return "0.5 g 60 400 400 300 re f"
	}
	var b strings.Builder
	y := 760
	for i, line := range lines {
		font, size, leading := "F1", 12, 15
		if i == 0 {
			font, size, leading = "F2", 20, 40
		}
		var latin []byte
		for _, r := range line {
			if r == '(' || r == ')' || r == '\\' {
				latin = append(latin, '\\')
			}
			latin = append(latin, byte(r))
		}
		fmt.Fprintf(&b, "BT /%s %d Tf 1 0 0 1 60 %d Tm (%s) Tj ET\n", font, size, y, latin)
		y -= leading
	}
	return b.String()
}
