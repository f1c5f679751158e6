package rational

import (
	"slices"
	"testing"

	"sportello/faq/match"
)

func factsIn(lang, text string) (out []string) {
	r := match.NewReader()
	e := &Entry{Lang: lang, Answer: text}
	for _, f := range readFacts(readGlossary(r), r, e, match.Sentences(text)) {
		s := string(f.kind) + " " + f.value
		if f.year != "" {
			s += " " + f.year
		}
		if f.role != "" {
			s += " " + f.role
		}
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}

func TestFactsAreRead(t *testing.T) {
	for _, c := range []struct {
		lang, text string
		want       []string
	}{
		{"it", "Entro il 30 settembre 2026.", []string{"date 09-30 2026 until"}},
		{"en", "By 30 September 2026.", []string{"date 09-30 2026 until"}},
		{"en", "It opens on September 3rd, 2026.", []string{"date 09-03 2026"}},
		{"it", "Dal 5 al 19 ottobre.", []string{"date 10-05 from", "date 10-19 until"}},
		{"it", "Dal 1° settembre al 30 ottobre 2026.", []string{"date 09-01 from", "date 10-30 2026 until"}},
		{"en", "1-19 December 2026", []string{"date 12-01 2026 from", "date 12-19 2026 until"}},
		{"it", "Il 24/09/2026 o il 2026-10-01", []string{"date 09-24 2026", "date 10-01 2026"}},
		{"it", "nell'a.a. 2026/27 e non 2020/25", []string{"year 2026/27"}},
		{"it", "da marzo 2027", []string{"month 3 2027 from"}},
		{"en", "You may march in May", []string{"month 5"}},
		{"it", "Costa 27.948,60 euro", []string{"amount 27948.6"}},
		{"en", "It costs 27,948.60 EUR", []string{"amount 27948.6"}},
		{"it", "€ 2.850 oppure 16 EUR", []string{"amount 16", "amount 2850"}},
		{"en", "2.50 to 6.90 EUR", []string{"amount 2.5", "amount 6.9"}},
		{"en", "€3,898", []string{"amount 3898"}},
		{"it", "Il 60 % o il 20 per cento", []string{"percent 20", "percent 60"}},
		{"it", "almeno 48 CFU", []string{"credits 48"}},
		{"en", "thirty credits and 24/30", []string{"credits 30", "mark 24/30"}},
		{"it", "entro quindici giorni", []string{"duration 15d until"}},
		{"en", "within 15 days", []string{"duration 15d until"}},
		{"it", "dalle 9.00 alle 13:00", []string{"time 9:00 from", "time 13:00 until"}},
		{"en", "until 11:59 p.m., not 12:00 am", []string{"time 0:00", "time 23:59 until"}},
		{"it", "scrivi a Tasse@ateneo.example.", []string{"email tasse@ateneo.example"}},
		{"it", "nome.cognome@ateneo.example", nil},
		{"it", "chiama +39 02 2399 1234 o 800 555 016", []string{"phone 0223991234", "phone 800555016"}},
		{"it", "all'Ufficio Contributi Studenteschi", []string{"office ufficio contributi studenteschi"}},
		{"it", "https://ateneo.example/2026-09-30/16 euro", nil},
		{"it", "un voto di 0.25, 45 febbraio", []string{"month 2"}},
	} {
		slices.Sort(c.want)
		if got := factsIn(c.lang, c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.text, got, c.want)
		}
	}
}

func FuzzFacts(f *testing.F) {
	f.Add("it", "Dal 5 al 19 ottobre 2026, 27.948,60 euro, +39 02 2399")
	f.Add("en", "By September 30th, 11:59 p.m., €1,000,000.00")
	f.Fuzz(func(t *testing.T, lang, text string) {
		for _, x := range Facts(Entry{Lang: lang, Answer: text}) {
			if x.Text == "" || x.Type == "" {
				t.Errorf("an empty fact in %q", text)
			}
		}
		figuresOf(text)
	})
}
