package pdf

import (
	"strings"
	"testing"
)

// columnsPage is a page as programs for two columns draw it: header, left column,
// right column, number. Both columns have headings and a table, and the table of
// the left one stands beside prose of the right one.
func columnsPage() (content string, want []string) {
	c := show("F1", 9, 60, 770, "Guida alla prova") + show("F1", 9, 470, 770, "Ateneo 2026")
	y := 740.0
	put := func(x float64, font string, size, step float64, text string) {
		c += show(font, size, x, y, text)
		want = append(want, text)
		y -= step
	}
	table := func(x float64, rows ...[3]string) {
		for _, r := range rows {
			c += show("F1", 9, x, y, r[0]) + show("F1", 9, x+75, y, r[1]) + show("F1", 9, x+155, y, r[2])
			want = append(want, r[0]+" | "+r[1]+" | "+r[2])
			y -= 20
		}
		y -= 10
	}
	put(60, "F2", 15, 30, "1 In breve")
	for _, s := range []string{"La domanda si fa nella finestra", "della sessione e costa poco.", "Si chiede per tempo allo sportello."} {
		put(60, "F1", 11, 15, s)
	}
	y -= 15
	put(60, "F2", 12, 24, "1.1 Le finestre")
	table(60, [3]string{"Sessione", "Domanda", "Tesi"}, [3]string{"Aprile", "8 febbraio", "26 marzo"},
		[3]string{"Luglio", "10 maggio", "30 giugno"}, [3]string{"Ottobre", "2 agosto", "20 agosto"})
	for _, s := range []string{"Conta il giorno della registrazione e", "non quello della prova, che cade prima", "di due settimane per l'eventuale"} {
		put(60, "F1", 11, 15, s)
	}
	y = 736
	for _, s := range []string{"rifiuto. Per laurearsi a luglio, quindi,", "il primo appello è l'unico utile, e solo", "se il docente corregge in fretta."} {
		put(320, "F1", 11, 15, s)
	}
	y -= 15
	put(320, "F2", 12, 22, "1.2 Il giorno")
	for _, s := range []string{"Il calendario delle sedute esce dieci", "giorni prima della sessione. Chi ha un", "impedimento lo scrive nelle note della", "domanda: se ne tiene conto."} {
		put(320, "F1", 11, 15, s)
	}
	y -= 15
	put(320, "F2", 12, 24, "1.3 Elaborato o tesi")
	table(320, [3]string{"Nome", "Elaborato", "Tesi"}, [3]string{"Crediti", "3-6", "15-20"}, [3]string{"Pagine", "20-40", "60-120"})
	return c + show("F1", 9, 297, 30, "3"), want
}

func TestReadTwoColumnsWithTables(t *testing.T) {
	t.Parallel()
	content, want := columnsPage()
	doc := read(t, build([]testPage{{content: content}}))
	var got []string
	for _, s := range texts(doc.Pages[0]) {
		if s != "3" && !strings.HasPrefix(s, "Guida") && !strings.HasPrefix(s, "Ateneo") {
			got = append(got, s)
		}
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("lines:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	all := ""
	for _, p := range Passages(doc) {
		all += p.Section + ": " + p.Text + "\n"
	}
	if !strings.Contains(all, "1 In breve › 1.1 Le finestre: Sessione") || !strings.Contains(all, "per l'eventuale rifiuto. Per laurearsi") {
		t.Errorf("passages: %s", all)
	}
}

// A table of two columns of short texts, drawn row by row, is no two columns.
func TestReadTableOfTexts(t *testing.T) {
	t.Parallel()
	rows := [][2]string{
		{"Chiusura delle domande di alloggio", "24 settembre 2026, ore 13"}, {"Ricorsi contro la graduatoria", "dal 8 al 18 ottobre 2026"},
		{"Contratto d'affitto da caricare", "entro il 20 novembre 2026"}, {"Consenso al prelievo del dato", "entro il 31 dicembre 2026"},
		{"Seconda metà della borsa di studio", "entro il 30 giugno 2027"}, {"Apertura del bando nuovo", "dal 10 luglio 2027 in poi"},
	}
	for _, step := range []float64{24, 34} {
		content, want := "", []string{}
		for i, r := range rows {
			y := 700 - step*float64(i)
			content += show("F1", 11, 60, y, r[0]) + show("F1", 11, 340, y, r[1])
			want = append(want, r[0]+" | "+r[1])
		}
		wantLines(t, read(t, build([]testPage{{content: content}})).Pages[0], want...)
	}
}

// Cells on two lines, in the first column too, join their row, and cells close to
// each other are told by the rows around.
func TestReadFoldedCells(t *testing.T) {
	t.Parallel()
	content := ""
	at := func(y float64, cells ...string) {
		for i, s := range cells {
			content += show("F1", 10, 60+90*float64(i), y, s)
		}
	}
	at(700, "Sessione", "Domanda", "Tesi entro")
	at(676, "1-19 dicembre", "5 ottobre - 2", "20")
	at(664, "2026", "novembre", "novembre")
	at(640, "8-24 aprile 2027", "8 febbraio", "26 marzo")
	at(616, "4-16 ottobre 27", "2-23 agosto", "20")
	at(604, "", "", "settembre")
	at(580, "Lode", "28,64", "28,37")
	at(568, "(112)")
	doc := read(t, build([]testPage{{content: content}}))
	wantLines(t, doc.Pages[0], "Sessione | Domanda | Tesi entro",
		"1-19 dicembre 2026 | 5 ottobre - 2 novembre | 20 novembre", "8-24 aprile 2027 | 8 febbraio | 26 marzo",
		"4-16 ottobre 27 | 2-23 agosto | 20 settembre", "Lode (112) | 28,64 | 28,37")
}

// Rows that stand close are not cells on two lines, whatever is above or below.
func TestReadDenseTable(t *testing.T) {
	t.Parallel()
	content := ""
	for i, r := range [][3]string{{"Esame", "Crediti", "Voto"}, {"Algebra", "6", "27"}, {"Fisica", "9", "24"}, {"Chimica", "6", "30"}} {
		y := 700 - 12*float64(i)
		if i == 0 {
			y += 18
		}
		content += show("F1", 10, 60, y, r[0]) + show("F1", 10, 200, y, r[1]) + show("F1", 10, 300, y, r[2])
	}
	wantLines(t, read(t, build([]testPage{{content: content}})).Pages[0],
		"Esame | Crediti | Voto", "Algebra | 6 | 27", "Fisica | 9 | 24", "Chimica | 6 | 30")
}

// Two tables side by side, each drawn row by row, are two columns though their
// rows stand at one height.
func TestReadTablesSideBySide(t *testing.T) {
	t.Parallel()
	content, want := "", []string{}
	for side, names := range [][]string{{"Algebra", "Fisica", "Chimica", "Disegno"}, {"Latino", "Greco", "Storia", "Musica"}} {
		for i, s := range names {
			x, y := 60+260*float64(side), 700-18*float64(i)
			content += show("F1", 10, x, y, "A"+s[:1]) + show("F1", 10, x+50, y, s) + show("F1", 10, x+150, y, "6 CFU")
			want = append(want, "A"+s[:1]+" | "+s+" | 6 CFU")
		}
	}
	wantLines(t, read(t, build([]testPage{{content: content}})).Pages[0], want...)
}
