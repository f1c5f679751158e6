package content_test

import (
	"testing"

	"sportello/content"
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
	} {
		if got := content.Mask(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
