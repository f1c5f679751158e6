package content_test

import (
	"strings"
	"testing"

	"sportello/content"
	"sportello/content/contenttest"
)

func TestMaskTakesWhatIsPersonal(t *testing.T) {
	for text, want := range map[string]string{
		"scrivetemi a mario.rossi@mail.polimi.it grazie":              "scrivetemi a ••• grazie",
		"la mia matricola è 987654, non vedo le tasse":                "la mia matricola è •••, non vedo le tasse",
		"codice persona 10654321":                                     "codice persona •••",
		"il mio cf è RSSMRA00A01F205X":                                "il mio cf è •••",
		"IBAN IT60 X054 2811 1010 0000 0123 456 per il rimborso":      "IBAN ••• per il rimborso",
		"rimborso su IT60X0542811101000000123456":                     "rimborso su •••",
		"chiamatemi al +39 333 123 4567":                              "chiamatemi al •••",
		"Mi chiamo Mario Rossi e non trovo il piano":                  "Mi chiamo ••• e non trovo il piano",
		"mi chiamo mario e non trovo il piano":                        "mi chiamo ••• e non trovo il piano",
		"my name is Anna Lisa De Santis, where is my card":            "my name is •••, where is my card",
		"sono Giulia Bianchi del primo anno":                          "sono ••• del primo anno",
		"passaporto YA1234567 scaduto":                                "passaporto ••• scaduto",
		"sono uno studente straniero":                                 "sono uno studente straniero",
		"sono iscritto alla Laurea Magistrale":                        "sono iscritto alla Laurea Magistrale",
		"nel 2025/2026 la scadenza del 30/09/2026 vale?":              "nel 2025/2026 la scadenza del 30/09/2026 vale?",
		"devo pagare 1.345,50 euro di seconda rata entro 31-03-2027?": "devo pagare 1.345,50 euro di seconda rata entro 31-03-2027?",
		"ISEE di 23000 euro, 180 CFU e media 27":                      "ISEE di 23000 euro, 180 CFU e media 27",
		"sono nato il 12/05/2003, posso?":                             "sono nato il •••, posso?",
		"":                                                            "",
		"sono Ada Lovelace e non trovo il bando":                      "sono ••• e non trovo il bando",
		"my name is Ada Lovelace, my id is 10345678":                  "my name is •••, my id is •••",
		"scrivetemi a ada@example.org o 333 1234567":                  "scrivetemi a ••• o •••",
		"il mio codice fiscale è RSSMRA85T10A562S":                    "il mio codice fiscale è •••",
		"IBAN IT60X0542811101000000123456 sbagliato":                  "IBAN ••• sbagliato",
		"entro il 30/09/2026 pago 172 euro a.a. 2026/2027":            "entro il 30/09/2026 pago 172 euro a.a. 2026/2027",
		"sono Iscritta al secondo anno":                               "sono Iscritta al secondo anno",
	} {
		if got := content.Mask(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func FuzzMask(f *testing.F) {
	f.Add("mi chiamo Ada Lovelace, +39 333 123 4567, 30/09/2026")
	f.Fuzz(func(t *testing.T, text string) {
		defer contenttest.Bounded(t)()
		if strings.Contains(content.Mask(text), "ada@example.org") {
			t.Errorf("an address is left of %q", text)
		}
	})
}
