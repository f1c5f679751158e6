package pdf

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"math"
	"slices"
	"strings"
	"testing"
)

func texts(p Page) []string {
	var out []string
	for _, l := range p.Lines {
		out = append(out, l.Text)
	}
	return out
}

func wantLines(t *testing.T, p Page, want ...string) {
	t.Helper()
	if got := texts(p); !slices.Equal(got, want) {
		t.Errorf("lines:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestReadPlain(t *testing.T) {
	t.Parallel()
	doc := read(t, build([]testPage{{content: lines(60, 700,
		"Perché l'iscrizione è così lenta?", "Ecco l'università (più o meno).")}}))
	if doc.PageCount != 1 || doc.Pages[0].Width != 600 || doc.Pages[0].Height != 800 {
		t.Errorf("got %d pages, %+v", doc.PageCount, doc.Pages[0])
	}
	wantLines(t, doc.Pages[0], "Perché l'iscrizione è così lenta?", "Ecco l'università (più o meno).")
	if size := doc.Pages[0].Lines[0].Size; size != 12 {
		t.Errorf("size %g, want 12", size)
	}
}

// Two columns drawn row by row, the order that fools readers by order of drawing,
// under a heading over both.
func TestReadTwoColumns(t *testing.T) {
	t.Parallel()
	left := []string{"La colonna di sinistra parla di come", "ci si iscrive e di quanto costa farlo", "nel primo anno, con tutte le scadenze", "che si devono rispettare davvero."}
	right := []string{"La colonna di destra invece racconta", "gli esami, gli appelli e le sessioni", "con le regole per chi lavora e studia", "nello stesso tempo, senza affanni."}
	content := show("F2", 18, 60, 740, "Guida completa che attraversa tutta la pagina stampata")
	for i := range left {
		content += show("F1", 12, 60, 700-14*float64(i), left[i])
		content += show("F1", 12, 320, 700-14*float64(i), right[i])
	}
	doc := read(t, build([]testPage{{content: content}}))
	want := append([]string{"Guida completa che attraversa tutta la pagina stampata"}, append(left, right...)...)
	wantLines(t, doc.Pages[0], want...)
	if h := doc.Pages[0].Lines[0].Heading; h != 1 {
		t.Errorf("heading level %d, want 1", h)
	}
}

// A table drawn column by column is read row by row.
func TestReadTable(t *testing.T) {
	t.Parallel()
	columns := [][]string{
		{"Insegnamento", "Algebra", "Geometria", "Fisica"},
		{"Crediti", "6", "9", "12"},
		{"Docente", "Rossi", "Bianchi", "Verdi"},
	}
	content := ""
	for c, cells := range columns {
		for r, cell := range cells {
			content += show("F1", 11, 60+170*float64(c), 700-20*float64(r), cell)
		}
	}
	content += show("F1", 11, 400, 626, "(supplente)")
	doc := read(t, build([]testPage{{content: content}}))
	wantLines(t, doc.Pages[0], "Insegnamento | Crediti | Docente", "Algebra | 6 | Rossi",
		"Geometria | 9 | Bianchi", "Fisica | 12 | Verdi (supplente)")
	passages := Passages(doc)
	if len(passages) != 1 || !strings.Contains(passages[0].Text, "Algebra | 6 | Rossi\nGeometria") {
		t.Errorf("passages: %+v", passages)
	}
}

func TestReadList(t *testing.T) {
	t.Parallel()
	content := ""
	for i, item := range []string{"la domanda firmata;", "la fotocopia del documento;", "la ricevuta."} {
		y := 700 - 14*float64(i)
		content += show("F1", 12, 60, y, "•") + show("F1", 12, 90, y, item)
	}
	doc := read(t, build([]testPage{{content: content}}))
	wantLines(t, doc.Pages[0], "• la domanda firmata;", "• la fotocopia del documento;", "• la ricevuta.")
	if n := doc.Pages[0].Lines[2].Block; n != 3 {
		t.Errorf("last item in block %d, want 3", n)
	}
}

func TestReadMendsHyphens(t *testing.T) {
	t.Parallel()
	doc := read(t, build([]testPage{{content: lines(60, 700,
		"Per completare la propria iscri-", "zione bisogna abitare in Emilia-",
		"Romagna oppure altrove, e seguire un corso socio-", "economico. Il corso socio-economico dura tre anni.")}}))
	wantLines(t, doc.Pages[0], "Per completare la propria iscri-", "zione bisogna abitare in Emilia-",
		"Romagna oppure altrove, e seguire un corso socio-", "economico. Il corso socio-economico dura tre anni.")
	want := "Per completare la propria iscrizione bisogna abitare in Emilia-Romagna oppure altrove, " +
		"e seguire un corso socio-economico. Il corso socio-economico dura tre anni."
	got := Passages(doc)
	if len(got) != 1 || got[0].Text != want {
		t.Fatalf("passages %+v\nwant %q", got, want)
	}
	if len(got[0].Boxes) != 4 {
		t.Errorf("%d boxes, want 4", len(got[0].Boxes))
	}
}

// The same line must have its box where a reader sees it, however the page is
// turned or cropped.
func TestGeometry(t *testing.T) {
	t.Parallel()
	const line = "Riga di prova per la posizione"
	// Helvetica at 20 points: the line is 270 points wide from x 100, and its
	// baseline 600 points above the bottom.
	for _, c := range []struct {
		name, extra   string
		width, height float64
		x, y          float64 // of the middle of the line, in points as displayed
		tall          bool
	}{
		{"upright", "", 600, 800, 235, 194, false},
		{"rotated 90", "/Rotate 90", 800, 600, 606, 235, true},
		{"rotated 180", "/Rotate 180", 600, 800, 365, 606, false},
		{"rotated 270", "/Rotate 270", 800, 600, 194, 365, true},
		{"cropped", "/CropBox [50 400 500 700]", 450, 300, 185, 94, false},
		{"cropped and rotated", "/CropBox [50 400 500 700] /Rotate 90", 300, 450, 206, 185, true},
		{"origin elsewhere", "/MediaBox [-200 100 700 900]", 900, 800, 435, 294, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			page := read(t, build([]testPage{{content: show("F1", 20, 100, 600, line), extra: c.extra}})).Pages[0]
			if math.Abs(page.Width-c.width) > 0.01 || math.Abs(page.Height-c.height) > 0.01 {
				t.Fatalf("page %g x %g, want %g x %g", page.Width, page.Height, c.width, c.height)
			}
			wantLines(t, page, line)
			b := page.Lines[0].Box
			x, y := (b.X+b.W/2)*page.Width, (b.Y+b.H/2)*page.Height
			if math.Abs(x-c.x) > 6 || math.Abs(y-c.y) > 6 {
				t.Errorf("middle at %.1f, %.1f, want %.0f, %.0f", x, y, c.x, c.y)
			}
			if tall := b.H*page.Height > b.W*page.Width; tall != c.tall {
				t.Errorf("box %+v, tall %v", b, tall)
			}
		})
	}
}

// The picture has ink where the boxes are and none elsewhere: text, boxes and
// pictures agree.
func TestRenderAgreesWithBoxes(t *testing.T) {
	t.Parallel()
	for _, extra := range []string{"", "/Rotate 90", "/CropBox [50 400 500 700] /Rotate 270"} {
		data := build([]testPage{{content: lines(100, 600, "Una riga scura", "e un'altra sotto di lei"), extra: extra}})
		path := write(t, data)
		r := testReader(t, Limits{})
		doc, err := r.Read(context.Background(), path)
		if err != nil {
			t.Fatal(err)
		}
		picture, err := r.Render(context.Background(), path, 1, 500)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(picture))
		if err != nil {
			t.Fatal(err)
		}
		size := img.Bounds()
		inside, outside := 0, 0
		for y := range size.Dy() {
			for x := range size.Dx() {
				if r, _, _, _ := img.At(x, y).RGBA(); r > 0x8000 {
					continue
				}
				if onALine(doc.Pages[0], (float64(x)+0.5)/float64(size.Dx()), (float64(y)+0.5)/float64(size.Dy())) {
					inside++
				} else {
					outside++
				}
			}
		}
		if size.Dx() != 500 || inside < 100 || outside > inside/50 {
			t.Errorf("%q: %d wide, %d dark pixels on lines, %d elsewhere", extra, size.Dx(), inside, outside)
		}
	}
}

func onALine(p Page, x, y float64) bool {
	return slices.ContainsFunc(p.Lines, func(l Line) bool {
		return x >= l.Box.X && x <= l.Box.X+l.Box.W && y >= l.Box.Y && y <= l.Box.Y+l.Box.H
	})
}

func TestReadTextDrawnSideways(t *testing.T) {
	t.Parallel()
	content := ""
	for i, s := range []string{"Prima riga della tabella girata", "seconda riga della tabella girata"} {
		content += fmt.Sprintf("BT /F1 12 Tf 0 1 -1 0 %d 100 Tm (%s) Tj ET\n", 200+14*i, s)
	}
	doc := read(t, build([]testPage{{content: content}}))
	wantLines(t, doc.Pages[0], "Prima riga della tabella girata", "seconda riga della tabella girata")
}

func TestReadLeavesOutWhatIsNotDisplayed(t *testing.T) {
	t.Parallel()
	doc := read(t, build([]testPage{{
		content: lines(100, 600, "Visibile") + lines(100, 100, "Nascosto fuori dal taglio"),
		extra:   "/CropBox [50 400 500 700]",
	}}))
	wantLines(t, doc.Pages[0], "Visibile")
}
