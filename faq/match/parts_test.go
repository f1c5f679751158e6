package match

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"sportello/content/contenttest"
)

func TestParts(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"", nil},
		{"???", nil},
		{"seconda rata scadenza", nil},
		{"Buongiorno! Grazie mille.", nil},
		{"Quando scade la seconda rata?", []string{"Quando scade la seconda rata?"}},
		{"Ciao, quando scade la seconda rata? Grazie!", []string{"quando scade la seconda rata?"}},
		{"Quando scade la seconda rata? Quanto costa la residenza?", []string{"Quando scade la seconda rata?", "Quanto costa la residenza?"}},
		{"quando scade la seconda rata? e quanto costa la residenza?", []string{"quando scade la seconda rata?", "e quanto costa la residenza?"}},
		{"come mi iscrivo a un appello e poi come rifiuto il voto", []string{"come mi iscrivo a un appello", "come rifiuto il voto"}},
		{"Quando scade la rata, inoltre come chiedo la borsa?", []string{"Quando scade la rata", "come chiedo la borsa?"}},
		{"Come pago le tasse e anche dove trovo la ricevuta?", []string{"Come pago le tasse", "dove trovo la ricevuta?"}},
		{"quando scade la rata\ncome chiedo la borsa", []string{"quando scade la rata", "come chiedo la borsa"}},
		{"Quando e come presento il piano di studi?", []string{"Quando e come presento il piano di studi?"}},
		{"prima pago e poi mi iscrivo, giusto?", []string{"prima pago e poi mi iscrivo, giusto?"}},
		{"Ho perso la PoliCard. Come faccio?", []string{"Ho perso la PoliCard. Come faccio?"}},
		{"Buongiorno, sono Marco e studio design. Lavoro da marzo e ho poco tempo. Vorrei sapere se posso iscrivermi a tempo parziale. Grazie, Marco",
			[]string{"Vorrei sapere se posso iscrivermi a tempo parziale."}},
		{"Hello, I have two questions. When is the second instalment due? Also, how do I apply for a room?",
			[]string{"When is the second instalment due?", "how do I apply for a room?"}},
		{"How do I pay and also where is the receipt", []string{"How do I pay", "where is the receipt"}},
		{"I lost my card and I am abroad. What can I do?", []string{"I lost my card and I am abroad. What can I do?"}},
		{"Scrivo per il sig. Rossi, art. 3 comma 2. Quanto pago di mora?", []string{"Quanto pago di mora?"}},
		{"Posso iscrivermi?!? Devo pagare???", []string{"Posso iscrivermi?!?", "Devo pagare???"}},
		{"Uno? Quando scade la rata? Come chiedo la borsa? Dove ritiro la tessera? Quanto costa la residenza?",
			[]string{"Uno?", "Quando scade la rata?", "Come chiedo la borsa?", "Dove ritiro la tessera?", "Quanto costa la residenza?"}},
	} {
		if got := Parts(c.text); !slices.Equal(got, c.want) {
			t.Errorf("%q:\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

func FuzzParts(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	for _, s := range []string{"Quando? E poi? Inoltre come? ", " e poi ", "İ e poi come vado?", strings.Repeat("come pago e poi ", 7000), strings.Repeat("?", 100_000)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		defer contenttest.Bounded(t)()
		parts := Parts(text)
		if len(parts) > maxParts {
			t.Errorf("%d parts", len(parts))
		}
		for _, p := range parts {
			if strings.TrimSpace(p) == "" || !utf8.ValidString(p) || len(p) > len(text)*3+1 {
				t.Errorf("part %q", p)
			}
		}
		FollowUp(text)
		Heard(text)
	})
}

func TestFollowUp(t *testing.T) {
	for _, text := range []string{
		"e per la magistrale?", "e se sono fuori corso?", "quanto costa?", "and for international students?", "entro quando?",
		"ma se pago in ritardo?", "invece per la triennale", "what about the second one?", "how about part-time students?",
		"per la magistrale?", "come posso farlo?", "dove la posso ritirare", "quanto dura?", "e la terza?", "when is it due?",
		"how much does that cost?", "anche per gli studenti Erasmus?", "in quel caso?", "se invece sono iscritto part-time?",
		"e dove?", "quando scade?", "what if I am late", "come si paga?", "how do I do that?", "posso chiederla online?",
	} {
		if !FollowUp(text) {
			t.Errorf("%q does not lean", text)
		}
	}
	for _, text := range []string{
		"", "???", "quando scade la seconda rata delle tasse?", "come chiedo il trasferimento da un altro ateneo",
		"How do I apply for a scholarship?", "quali documenti servono per l'immatricolazione al primo anno",
		"Posso presentare l'ISEE dopo il 31 dicembre?", "where do I find the form for the withdrawal",
		"e allora ho deciso di scrivere a tutti gli uffici della segreteria per sapere quando potrò finalmente ritirare la pergamena",
		"ciao, vorrei informazioni sul tirocinio curriculare",
	} {
		if FollowUp(text) {
			t.Errorf("%q leans", text)
		}
	}
	if got := Join("Quando scade la seconda rata? ", " e per la magistrale?"); got != "Quando scade la seconda rata, e per la magistrale?" {
		t.Error(got)
	}
}

func TestHeard(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"sono matricola, come mi iscrivo agli esami?", "enrolled;"}, {"sono una matricola", "enrolled;"},
		{"il mio numero di matricola è 123456", ";"}, {"sto per laurearmi e mi serve un certificato", "graduating;"},
		{"sono uno studente Erasmus", "international;"}, {"devo ancora iscrivermi", "future;"},
		{"I'm an international student", "international;"}, {"I'm about to graduate", "graduating;"},
		{"sono alla magistrale", ";master"}, {"sono iscritto alla triennale", "enrolled;bachelor"},
		{"sono un dottorando", ";phd"}, {"I am a PhD student", ";phd"}, {"sono al secondo anno fuori corso", "enrolled;"},
		{"non sono ancora iscritto", ";"}, {"se fossi matricola", ";"}, {"quando si iscrive una matricola?", ";"},
		{"come mi iscrivo alla magistrale?", ";"}, {"", ";"}, {"\xff", ";"},
	} {
		audience, level := Heard(c.text)
		if got := strings.Join(audience, ",") + ";" + strings.Join(level, ","); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}
