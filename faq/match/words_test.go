package match

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Perché l'università", "perche universita"},
		{"perche' l’universita'", "perche universita"},
		{"Dov'è? Com'è? Cos'è? C'è", "dove e come e cosa e ci e"},
		{"dell'esame, all'appello; un'altra", "esame appello altra"},
		{"quand'è quest'anno", "quando e questo anno"},
		{"don't can't won't it's I'm we'll you've", "do not can not will not it i am we will you have"},
		{"e-mail E-Mail email", "email email email"},
		{"2024/25, 1° anno, 30€", "2024 25 1 anno 30"},
		{"STRAẞE naïve ﬁne", "straße naive fine"},
		{"a\xffb\x00c", "a b c"},
		{"'ciao' ''", "ciao"},
		{"", ""},
	} {
		if got := strings.Join(splitWords(fold(c.text, 0)), " "); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestStemsMeet(t *testing.T) {
	s := newStemmer()
	for _, c := range []struct {
		lang int
		a, b string
	}{
		{it, "esame", "esami"}, {it, "tassa", "tasse"}, {it, "iscrizione", "iscrizioni"},
		{it, "scade", "scadono"}, {it, "laureato", "laureata"}, {it, "università", "universita"},
		{en, "exam", "exams"}, {en, "enrolled", "enroll"}, {en, "deadline", "deadlines"},
	} {
		a, b := s.stem(c.lang, fold(c.a, 0)), s.stem(c.lang, fold(c.b, 0))
		if a != b {
			t.Errorf("%s -> %s, %s -> %s", c.a, a, c.b, b)
		}
	}
}

func TestAnalyzer(t *testing.T) {
	a := &analyzer{lang: it, pool: newStemmerPool()}
	var got []string
	for i, tok := range a.Analyze([]byte("Dov'è l'aula degli esami?")) {
		if tok.Position != i+1 {
			t.Errorf("%s at %d", tok.Term, tok.Position)
		}
		got = append(got, string(tok.Term))
	}
	if want := []string{"dov", "e", "aul", "degl", "esam"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestFoldIsBounded(t *testing.T) {
	if got := len([]rune(fold(strings.Repeat("è ", 5000), maxRunes))); got != maxRunes {
		t.Errorf("%d runes", got)
	}
	if got := cutWord(strings.Repeat("à", 100)); len([]rune(got)) != maxWordRune {
		t.Errorf("%d runes in a word", len([]rune(got)))
	}
}

func TestGrams(t *testing.T) {
	var got []string
	grams("tax", func(g string) { got = append(got, g) })
	if want := []string{"<ta", "tax", "ax>", "<tax", "tax>"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestSentences(t *testing.T) {
	text := "Costa 15 euro. Vedi art. 3 del regolamento? Sì!\nAltra riga: a.b.c"
	var got []string
	for _, s := range sentences(text) {
		got = append(got, text[s.from:s.to])
	}
	want := []string{"Costa 15 euro.", "Vedi art.", "3 del regolamento?", "Sì!", "Altra riga: a.b.c"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestNear(t *testing.T) {
	s := newSpeller()
	for _, w := range []string{"esame", "esami", "pergamena", "tassa", "2024", "via"} {
		s.add(w, 1)
	}
	for _, c := range []struct{ word, want string }{
		{"esmae", "esame"}, {"esam", "esame esami"}, {"pergmaenna", "pergamena"}, {"tasa", "tassa"},
		{"2025", ""}, {"vai", ""}, {"carota", ""},
	} {
		var got []string
		for _, n := range s.near(c.word) {
			got = append(got, n.word)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", c.word, got, c.want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"esame", "esame", 0}, {"esame", "esmae", 1}, {"esame", "esami", 1}, {"esame", "esam", 1},
		{"laurea", "lauream", 1}, {"tassa", "messa", 2}, {"tassa", "pergamena", 3},
	} {
		if got := distance(c.a, c.b, 2); got != c.want {
			t.Errorf("%s, %s: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

// TestDistanceIsThatOfTheWholeTable compares random words, cell by cell.
func TestDistanceIsThatOfTheWholeTable(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 1))
	word := func() string {
		w := make([]byte, rnd.IntN(8))
		for i := range w {
			w[i] = "abc"[rnd.IntN(3)]
		}
		return string(w)
	}
	for range 20_000 {
		a, b := word(), word()
		whole := wholeDistance(a, b)
		for limit := 1; limit <= 2; limit++ {
			if got, want := distance(a, b, limit), min(whole, limit+1); got != want {
				t.Fatalf("%s, %s within %d: %d, want %d", a, b, limit, got, want)
			}
		}
	}
}

func wholeDistance(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		for j := range d[i] {
			if d[i][j] = max(i, j); i == 0 || j == 0 {
				continue
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+1)
			if a[i-1] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-1][j-1])
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}
