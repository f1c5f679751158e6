package pdf

import (
	"bytes"
	"fmt"
	"strings"
)

// testPage is a page of a PDF made by a test: 600 x 800 points unless extra has
// its own /MediaBox.
type testPage struct {
	content string
	extra   string // entries of the page's dictionary
}

// build writes a PDF with two fonts, /F1 regular and /F2 bold. objects are
// further objects, numbered from 10.
func build(pages []testPage, objects ...string) []byte {
	const first = 100
	var kids []string
	numbers := map[int]string{
		1: "<< /Type /Catalog /Pages 2 0 R >>",
		3: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
		4: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
	}
	for i, p := range pages {
		n := first + 2*i
		kids = append(kids, fmt.Sprintf("%d 0 R", n))
		media := "/MediaBox [0 0 600 800]"
		if strings.Contains(p.extra, "/MediaBox") {
			media = ""
		}
		forms := ""
		for k := range objects {
			forms += fmt.Sprintf("/X%d %d 0 R ", k, 10+k)
		}
		numbers[n] = fmt.Sprintf("<< /Type /Page /Parent 2 0 R %s %s /Contents %d 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> /XObject << %s>> >> >>",
			media, p.extra, n+1, forms)
		numbers[n+1] = stream("", p.content)
	}
	numbers[2] = fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", strings.Join(kids, " "), len(pages))
	for i, object := range objects {
		numbers[10+i] = object
	}
	return assemble(numbers, first+2*len(pages))
}

func stream(dict, content string) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(content), content)
}

func assemble(objects map[int]string, size int) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	table := fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", size)
	for n := 1; n < size; n++ {
		body, ok := objects[n]
		if !ok {
			table += "0000000000 00000 f \n"
			continue
		}
		table += fmt.Sprintf("%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", n, body)
	}
	start := b.Len()
	fmt.Fprintf(&b, "%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", table, size, start)
	return b.Bytes()
}

// show draws s with its baseline at x, y points from the bottom left.
func show(font string, size, x, y float64, s string) string {
	var latin []byte
	for _, r := range s {
		switch r {
		case '•':
			latin = append(latin, 0x95)
		case '(', ')', '\\':
			latin = append(latin, '\\', byte(r))
		default:
			latin = append(latin, byte(r))
		}
	}
	return fmt.Sprintf("BT /%s %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n", font, size, x, y, latin)
}

// lines draws a paragraph at 12 points with a leading of 14.
func lines(x, y float64, text ...string) string {
	var b strings.Builder
	for i, s := range text {
		b.WriteString(show("F1", 12, x, y-14*float64(i), s))
	}
	return b.String()
}

// plain is a document of n pages of one line each.
func plain(n int) []byte {
	var pages []testPage
	for i := range n {
		pages = append(pages, testPage{content: lines(60, 700, fmt.Sprintf("Testo della pagina numero %d.", i+1))})
	}
	return build(pages)
}
