package pdf

import (
	"fmt"
	"strings"
	"testing"
)

// sentenceOf is n words that read as a sentence of the given topic.
func sentenceOf(topic string, n int) string {
	words := []string{"La", topic}
	for i := len(words); i < n; i++ {
		words = append(words, fmt.Sprintf("parola%d", i))
	}
	return strings.Join(words, " ") + "."
}

// wrap breaks text into lines of about 80 characters.
func wrap(text string) []string {
	var out []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		if len(line)+len(word) > 80 {
			out, line = append(out, line), ""
		}
		line = strings.TrimSpace(line + " " + word)
	}
	return append(out, line)
}

// guide is a handbook of ten pages with a running header, page numbers, a table
// of contents and sections.
func guide() []byte {
	var pages []testPage
	for n := 1; n <= 10; n++ {
		c := show("F1", 9, 60, 770, "Guida dello studente 2026") + show("F1", 9, 290, 30, fmt.Sprint(n))
		switch n {
		case 1:
			c += show("F2", 28, 60, 600, "Guida dello studente")
		case 2:
			for i := range 8 {
				c += show("F1", 12, 60, 700-20*float64(i), fmt.Sprintf("%d Capitolo %s %d", i+1, strings.Repeat(". ", 30), 10*i+3))
			}
		default:
			c += show("F2", 18, 60, 720, fmt.Sprintf("%d Capitolo della pagina", n))
			c += lines(60, 690, wrap(sentenceOf("premessa", 50))...)
			c += show("F2", 12, 60, 600, fmt.Sprintf("%d.1 Rette", n))
			c += lines(60, 580, wrap(sentenceOf("rata", 45))...)
			c += lines(60, 500, wrap(sentenceOf("scadenza", 300))...)
		}
		pages = append(pages, testPage{content: c})
	}
	return build(pages)
}

func TestPassages(t *testing.T) {
	t.Parallel()
	doc := read(t, guide())
	if doc.Title != "Guida dello studente" {
		t.Errorf("title %q", doc.Title)
	}
	passages := Passages(doc)
	byPage := map[int][]Passage{}
	for _, p := range passages {
		byPage[p.Page] = append(byPage[p.Page], p)
		n := len(strings.Fields(p.Text))
		if p.Page > 2 && (n < fewest || n > most) {
			t.Errorf("page %d: %d words: %q", p.Page, n, p.Text)
		}
		if len(p.Boxes) == 0 || strings.Contains(p.Text, "studente 2026") || strings.Contains(p.Text, ". . .") {
			t.Errorf("passage %+v", p)
		}
		for _, sentence := range append(Sentences(p.Text), p.Text) {
			if boxes := Highlight(doc.Pages[p.Page-1], sentence); len(boxes) == 0 || len(boxes) > len(p.Boxes) {
				t.Errorf("page %d: %d boxes for %q", p.Page, len(boxes), sentence)
			}
		}
	}
	if len(byPage[2]) != 0 {
		t.Errorf("table of contents: %+v", byPage[2])
	}
	four := byPage[4]
	if len(four) < 4 || four[0].Section != "4 Capitolo della pagina" || four[1].Section != "4 Capitolo della pagina › 4.1 Rette" {
		t.Fatalf("page 4: %+v", four)
	}
	if !strings.HasPrefix(four[0].Text, "La premessa") || !strings.HasPrefix(four[1].Text, "La rata") {
		t.Errorf("page 4: %q, %q", four[0].Text, four[1].Text)
	}
}

func TestPassagesKeepTextSetLarge(t *testing.T) {
	t.Parallel()
	c := lines(60, 400, wrap(sentenceOf("nota", 60))...)
	for i, s := range []string{"Le iscrizioni aprono presto", "Porta un documento valido", "Chiedi allo sportello"} {
		c += show("F1", 24, 60, 750-60*float64(i), s)
	}
	passages := Passages(read(t, build([]testPage{{content: c}})))
	all := ""
	for _, p := range passages {
		all += p.Section + " " + p.Text + " "
	}
	for _, want := range []string{"Le iscrizioni aprono presto", "Porta un documento valido", "Chiedi allo sportello"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is lost: %+v", want, passages)
		}
	}
}

func TestHighlight(t *testing.T) {
	t.Parallel()
	page := Page{Lines: []Line{
		{Text: "Guida", Box: Rect{Y: 0.1}},
		{Text: "La domanda di iscri-", Box: Rect{Y: 0.2}},
		{Text: "zione scade a luglio. Il 5", Box: Rect{Y: 0.3}},
		{Text: "Tassa | 156 €", Box: Rect{Y: 0.4}},
	}}
	for _, c := range []struct {
		quote string
		want  string
	}{
		{"La domanda di iscrizione scade a luglio.", "0.2 0.3"},
		{"iscrizione", "0.2 0.3"},
		{"domanda", "0.2"},
		{"Tassa 156 €", "0.4"},
		{"Una frase che non c'è. Il 5 tassa.", "0.3 0.4"},
		{"altro", ""}, {"", ""}, {"...", ""},
	} {
		var got []string
		for _, b := range Highlight(page, c.quote) {
			got = append(got, fmt.Sprint(b.Y))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q: lines at %v, want %s", c.quote, got, c.want)
		}
	}
}

func TestHeadings(t *testing.T) {
	t.Parallel()
	body := wrap(sentenceOf("regola", 80))
	c := ""
	y := 760.0
	heads := []struct {
		font string
		size float64
		text []string
		want int
	}{
		{"F1", 18, []string{"Regolamento degli studenti"}, 1},
		{"F2", 12, []string{"Art. 3 - Iscrizione"}, 2},
		{"F1", 12, []string{"3.1.2 Passaggi di corso"}, 3},
		{"F1", 12, []string{"SCADENZE DELLE RATE"}, 2},
		{"F2", 12, []string{"Se alla seconda graduatoria non entro nel corso", "preferito, perdo il posto?"}, 2},
		{"F2", 12, []string{"Attenzione: la domanda va firmata e consegnata,"}, 0},
		{"F1", 12, []string{"Una riga di testo come tante."}, 0},
		{"F1", 18, []string{"Contatti e orari"}, 1},
	}
	for _, h := range heads {
		for _, text := range h.text {
			c += show(h.font, h.size, 60, y, text)
			y -= h.size * 1.2
		}
		c += lines(60, y-10, body[:3]...)
		y -= 65
	}
	page := read(t, build([]testPage{{content: c}})).Pages[0]
	got := map[string]int{}
	for _, l := range page.Lines {
		got[l.Text] = l.Heading
	}
	for _, h := range heads {
		for _, text := range h.text {
			if n, ok := got[text]; !ok || n != h.want {
				t.Errorf("%q: level %d, want %d", text, n, h.want)
			}
		}
	}
}

func TestMachineTitles(t *testing.T) {
	for title, machine := range map[string]bool{
		"Microsoft Word - guida.doc": true, "guida.indd": true, "Documento1": true, "Reg_Did_2016": true,
		"Guida della Matricola": false, "Regolamento didattico": false, "Guida 2026": false, "Erasmus+": false,
	} {
		if machineTitle.MatchString(title) != machine {
			t.Errorf("%q: machine title %v", title, !machine)
		}
	}
}
