package pdf

import (
	"slices"
	"strings"
	"testing"
	"unicode"
)

func TestSentences(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"Una frase", "Una frase"},
		{"Una frase. Due frasi! Tre? Sì.", "Una frase.|Due frasi!|Tre?|Sì."},
		{"Ai sensi dell'art. 5 del D.Lgs. 68/2012 si paga. Poi si studia.", "Ai sensi dell'art. 5 del D.Lgs. 68/2012 si paga.|Poi si studia."},
		{"Scrivi al prof. Rossi o alla dott.ssa Bianchi. Risponderanno.", "Scrivi al prof. Rossi o alla dott.ssa Bianchi.|Risponderanno."},
		{"Porta un documento (es. Carta d'identità). Basta.", "Porta un documento (es. Carta d'identità).|Basta."},
		{"Vedi n. 3, pag. 12 e fig. 4. Altro.", "Vedi n. 3, pag. 12 e fig. 4.|Altro."},
		{"Una rata che non c'è. Dell’art. 4 non dico.", "Una rata che non c'è.|Dell’art. 4 non dico."},
		{"Timbri, ricevute ecc. Poi consegna.", "Timbri, ricevute ecc.|Poi consegna."},
		{"Timbri, ricevute ecc. e consegna.", "Timbri, ricevute ecc. e consegna."},
		{"Bring a card, e.g. Your passport. Mr. Smith helps, i.e. He is kind.", "Bring a card, e.g. Your passport.|Mr. Smith helps, i.e. He is kind."},
		{"Costa 3.50 euro. Vai su www.unibg.it per pagare.", "Costa 3.50 euro.|Vai su www.unibg.it per pagare."},
		{"«Davvero?» Sì. \"Certo.\" Bene.", "«Davvero?»|Sì.|\"Certo.\"|Bene."},
		{"1. Compila la domanda. 2. Firma.", "1. Compila la domanda.|2. Firma."},
		{"Scade nel 2026. Dopo è tardi.", "Scade nel 2026.|Dopo è tardi."},
		{"Aspetta... poi entra. Forse… Chissà.", "Aspetta... poi entra.|Forse…|Chissà."},
		{"Algebra | 6\nFisica | 12", "Algebra | 6|Fisica | 12"},
		{"G. Rossi e M. T. Verdi insegnano. Fine.", "G. Rossi e M. T. Verdi insegnano.|Fine."},
	} {
		want := strings.Split(c.want, "|")
		if strings.Contains(c.text, "|") {
			want = strings.Split(c.text, "\n")
		}
		if c.text == "" {
			want = nil
		}
		if got := Sentences(c.text); !slices.Equal(got, want) {
			t.Errorf("%q:\n got %q\nwant %q", c.text, got, want)
		}
	}
}

// Nothing but white space may be lost, nor anything moved.
func FuzzSentences(f *testing.F) {
	f.Add("Ai sensi dell'art. 5. Poi «sì!» … fine\nriga")
	f.Add("12. \xff\xfe.. A. \u00a0B")
	f.Fuzz(func(t *testing.T, text string) {
		var joined strings.Builder
		for _, s := range Sentences(text) {
			if s == "" || strings.TrimSpace(s) != s || !strings.Contains(text, s) {
				t.Errorf("sentence %q of %q", s, text)
			}
			joined.WriteString(s)
		}
		if got, want := dense(joined.String()), dense(text); got != want {
			t.Errorf("%q became %q", want, got)
		}
	})
}

func dense(s string) string {
	return strings.Join(strings.FieldsFunc(s, unicode.IsSpace), "")
}
