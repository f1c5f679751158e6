package pdf

import (
	"fmt"
	"strings"
	"testing"
)

// contentsPage draws a table of contents without leaders: the title, and rows of
// a number, a heading and a page number flush right, from x to x+220.
func contentsPage(title string, x float64, rows ...[3]string) string {
	c := ""
	if title != "" {
		c += show("F2", 20, 60, 730, title)
	}
	for i, r := range rows {
		y := 690 - 16*float64(i)
		font := "F1"
		if !strings.Contains(r[0], ".") {
			font = "F2"
		}
		c += show(font, 10, x, y, r[0]) + show(font, 10, x+25, y, r[1])
		c += show(font, 10, x+220-5.56*float64(len(r[2])), y, r[2])
	}
	return c
}

// contentsRows heads chapters of two sections, n rows in all, from the first one
// given; chapter k begins on page k+2.
func contentsRows(from, n int) [][3]string {
	names := []string{"In breve", "Le sessioni d'esame", "Il relatore", "La domanda", "Tasse e bolli", "La cerimonia"}
	var out [][3]string
	for i := from; i < from+n; i++ {
		k := i/3 + 1
		row := [3]string{fmt.Sprint(k), names[i/3%len(names)], fmt.Sprint(k + 2)}
		if i%3 > 0 {
			row = [3]string{fmt.Sprintf("%d.%d", k, i%3), fmt.Sprintf("Sezione %c del capitolo", 'A'+rune(i)), fmt.Sprint(k + 2)}
		}
		out = append(out, row)
	}
	return out
}

// behind puts pages before and after c, so that it is page 2 of 10.
func behind(c string) []byte {
	pages := []testPage{{content: show("F2", 28, 60, 600, "Guida alla prova")}, {content: c}}
	for n := 3; n <= 10; n++ {
		pages = append(pages, testPage{content: show("F2", 18, 60, 720, fmt.Sprintf("%d Capitolo vero", n-2)) +
			lines(60, 690, wrap(sentenceOf("premessa", 50))...)})
	}
	return build(pages)
}

func TestContentsWithoutLeaders(t *testing.T) {
	t.Parallel()
	two := contentsPage("Indice", 60, contentsRows(0, 9)...) + contentsPage("", 320, contentsRows(9, 9)...)
	folded := contentsPage("Contents", 60, append(contentsRows(0, 6),
		[3]string{"3", "Una voce che va a capo", ""}, [3]string{"", "perché troppo lunga", "5"}, [3]string{"3.1", "Ultima voce", "5"})...)
	for name, c := range map[string]string{
		"one column":  contentsPage("Sommario", 60, contentsRows(0, 12)...),
		"two columns": two,
		"long title":  folded,
		"untitled":    contentsPage("", 60, contentsRows(0, 12)...),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			doc := read(t, behind(c))
			passages := Passages(doc)
			for _, p := range passages {
				if p.Page == 2 {
					t.Errorf("kept: %+v", p)
				}
			}
			if n := len(passages); n == 0 || passages[n-1].Section != "8 Capitolo vero" {
				t.Fatalf("passages: %+v", passages)
			}
			for _, l := range doc.Pages[1].Lines {
				if l.Heading > 0 && endsInNumber.MatchString(l.Text) {
					t.Errorf("heading: %+v", l)
				}
			}
		})
	}
}

// What follows the contents on their page is kept, under its own heading.
func TestContentsAboveText(t *testing.T) {
	t.Parallel()
	c := contentsPage("Indice", 60, contentsRows(0, 9)...) + show("F2", 18, 60, 480, "Avvertenza") +
		lines(60, 450, wrap(sentenceOf("nota", 60))...)
	passages := Passages(read(t, behind(c)))
	var got []Passage
	for _, p := range passages {
		if p.Page == 2 {
			got = append(got, p)
		}
	}
	if len(got) != 1 || !strings.HasSuffix(got[0].Section, "Avvertenza") || strings.Contains(got[0].Section, "Indice") ||
		!strings.HasPrefix(got[0].Text, "La nota") {
		t.Errorf("page 2: %+v", got)
	}
}

// Tables that end in small numbers are no contents.
func TestTablesAreNotContents(t *testing.T) {
	t.Parallel()
	meals := [][3]string{{"", "Voce", "Euro"}, {"a", "Primo piatto", "2"}, {"b", "Secondo piatto", "3"},
		{"c", "Contorno", "3"}, {"d", "Pasto ridotto", "4"}, {"e", "Pasto intero", "6"}, {"f", "Menu del giorno", "7"},
		{"g", "Menu completo", "8"}, {"h", "Menu degli ospiti", "9"}, {"i", "Menu di gala", "10"}}
	short := [][3]string{{"a", "Caffè e tè", "1"}, {"b", "Panino", "3"}, {"c", "Insalata", "5"}, {"d", "Pasto", "7"}}
	days := [][3]string{}
	for i, s := range []string{"Esame di algebra", "Esame di fisica", "Appello di chimica", "Discussione di laurea",
		"Prova di inglese", "Recupero di analisi", "Esame di disegno", "Prova pratica"} {
		days = append(days, [3]string{"-", s, fmt.Sprint([]int{9, 4, 7, 2, 8, 1, 6, 3}[i])})
	}
	for name, rows := range map[string][][3]string{"prices": meals, "short": short, "calendar": days} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			all := ""
			for _, p := range Passages(read(t, behind(contentsPage("Listino", 60, rows...)))) {
				if p.Page == 2 {
					all += p.Text + "\n"
				}
			}
			for _, r := range rows {
				if !strings.Contains(all, r[1]) {
					t.Errorf("%q is lost: %q", r[1], all)
				}
			}
		})
	}
}
