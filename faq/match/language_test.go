package match

import "testing"

func TestLanguage(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Quando scadono le tasse?", "it"}, {"come faccio", "it"}, {"borsa di studio", "it"},
		{"dov'è la segreteria", "it"}, {"perche non funziona", "it"}, {"orari sportello", "it"},
		{"devo inviare il learning agreement?", "it"}, {"esame", "it"}, {"vorrei un appuntamento", "it"},
		{"When are the fees due?", "en"}, {"how do I enrol", "en"}, {"scholarship", "en"},
		{"where is the student office", "en"}, {"it does not work", "en"}, {"opening hours", "en"},
		{"do I have to send the ISEE?", "en"}, {"exam", "en"}, {"I would like an appointment", "en"},
	} {
		if got, sure := languageOf(splitWords(fold(c.text, 0))); got != c.want || sure < 0 || sure > 1 {
			t.Errorf("%q: %s (%.2f), want %s", c.text, got, sure, c.want)
		}
	}
	if _, sure := languageOf(splitWords("12 34")); sure != 0 {
		t.Errorf("numbers: sure %v", sure)
	}
}

func TestIntent(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"operatore", IntentPerson}, {"Un operatore, per favore", IntentPerson},
		{"posso parlare con qualcuno?", IntentPerson}, {"let me speak to a real person", IntentPerson},
		{"ciao, vorrei parlare con una persona", IntentPerson},
		{"Chi è l'operatore del mio corso di laurea?", IntentNone},
		{"come contatto un docente", IntentNone}, {"are human beings mortal", IntentNone},
		{"ciao", IntentGreeting}, {"Good morning", IntentGreeting}, {"salve a tutti", IntentGreeting},
		{"thank you so much", IntentThanks}, {"ok grazie", IntentThanks}, {"ok", IntentThanks}, {"ok come pago", IntentNone}, {"ciao grazie", IntentThanks},
		{"ho pensato al suicidio", IntentUrgent}, {"I want to kill myself", IntentUrgent},
		{"è urgente, la scadenza è domani", IntentNone},
		{"per favore", IntentNone}, {"", IntentNone},
	} {
		if got := intent(splitWords(fold(c.text, 0))); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}
