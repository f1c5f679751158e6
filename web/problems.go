package web

import (
	"unicode"
	"unicode/utf8"

	"sportello/content"
)

// fieldNames are the fields of an entry as people call them: Italian, English.
var fieldNames = map[string][2]string{
	"id":           {"identificativo", "id"},
	"topic":        {"argomento", "topic"},
	"lang":         {"lingua", "language"},
	"question":     {"domanda", "question"},
	"alternates":   {"altri modi di chiederlo", "other ways to ask it"},
	"translations": {"traduzione", "translation"},
	"audience":     {"destinatari", "audience"},
	"level":        {"livello", "level"},
	"campus":       {"sede", "campus"},
	"owner":        {"ufficio responsabile", "owner"},
	"updated":      {"aggiornata il", "updated"},
	"valid_from":   {"valida dal", "valid from"},
	"valid_to":     {"valida fino al", "valid to"},
	"review_by":    {"da rivedere entro", "review by"},
	"sources":      {"fonti", "sources"},
	"title":        {"titolo", "title"},
	"source_url":   {"indirizzo del documento", "address of the document"},
}

// problemTexts say what is wrong with a text and how to mend it, by the rule: Italian,
// English. They tell of the problem's params.
var problemTexts = map[content.Code][2]string{
	content.CodeFrontMatter:    {"Il testo deve cominciare con i campi, tra due righe con tre trattini (---).", "The text must begin with the fields, between two lines of three dashes (---)."},
	content.CodeFields:         {"I campi non si leggono: %s", "The fields cannot be read: %s"},
	content.CodeEncoding:       {"Il testo non è in UTF-8: salvalo con la codifica UTF-8 (c'è %s).", "The text is not UTF-8: save it in the UTF-8 encoding (there is %s)."},
	content.CodeTooLarge:       {"Il testo ha %s byte e ne può avere al massimo %s: dividi la voce in due.", "The text has %s bytes and may have %s at most: split the entry in two."},
	content.CodeBrackets:       {"Nei campi ci sono più di %s parentesi: togline.", "The fields have more than %s brackets: remove some."},
	content.CodeID:             {"Usa da 3 a 80 caratteri tra lettere minuscole, cifre e trattini, e comincia con una lettera.", "Use 3 to 80 lower-case letters, digits and hyphens, beginning with a letter."},
	content.CodeIDKept:         {"L'identificativo non si può cambiare: è %s.", "The id cannot be changed: it is %s."},
	content.CodeIDTaken:        {"%s è già l'identificativo di un'altra voce (%s): scegline uno diverso.", "%s is already the id of another entry (%s): choose a different one."},
	content.CodePlace:          {"Il file dovrebbe chiamarsi %s: rinominalo, o cambia identificativo o argomento.", "The file should be called %s: rename it, or change its id or topic."},
	content.CodeMissing:        {"Manca, scrivilo.", "It is missing, write it."},
	content.CodeTooLong:        {"Ha %s caratteri e ne può avere al massimo %s: accorcia.", "It has %s characters and may have %s at most: shorten it."},
	content.CodeNotAllowed:     {"«%s» non è ammesso: scegli tra %s.", "“%s” is not allowed: choose one of %s."},
	content.CodeNoAudience:     {"Manca, scegli almeno un valore tra %s.", "It is missing, choose at least one of %s."},
	content.CodeNoDate:         {"Manca la data: scrivila come 2026-09-30.", "The date is missing: write it as 2026-09-30."},
	content.CodeDate:           {"«%s» non è una data: scrivila come 2026-09-30.", "“%s” is not a date: write it as 2026-09-30."},
	content.CodeDatesInverted:  {"La fine (%s) viene prima dell'inizio (%s): scambia le date.", "The end (%s) comes before the beginning (%s): swap the dates."},
	content.CodeURL:            {"«%s» non è un indirizzo: deve cominciare con https://.", "“%s” is not an address: it must begin with https://."},
	content.CodeTwice:          {"«%s» compare due volte: togline una.", "“%s” appears twice: remove one."},
	content.CodeTooMany:        {"Ce ne sono %s e possono essere al massimo %s: togline.", "There are %s and there may be %s at most: remove some."},
	content.CodeAlternates:     {"Ce ne sono %s e possono essere al massimo %s: tieni quelle più diverse tra loro.", "There are %s and there may be %s at most: keep those that differ most."},
	content.CodeAlternateTwice: {"«%s» compare due volte, o è la domanda stessa: toglila.", "“%s” appears twice, or is the question itself: remove it."},
	content.CodePhraseTwice:    {"«%s» è già in un'altra voce (%s): tienila dove è più adatta, altrimenti non si può capire quale serve.", "“%s” is already in another entry (%s): keep it where it fits best, or nobody can tell which is meant."},
	content.CodeTopic:          {"L'argomento «%s» non esiste: scegline uno della lista.", "The topic “%s” does not exist: choose one of the list."},
	content.CodeCampus:         {"La sede «%s» non esiste: scegline una della lista.", "The campus “%s” does not exist: choose one of the list."},
	content.CodeTwinSelf:       {"Una voce non è la traduzione di sé stessa: indica quella nell'altra lingua.", "An entry is not a translation of itself: name the one in the other language."},
	content.CodeTwinGone:       {"La traduzione %s non è pubblicata: pubblicale insieme, o togli il collegamento.", "The translation %s is not published: publish both together, or remove the link."},
	content.CodeTwinLang:       {"%s è in lingua «%s», non «%s»: indica un'altra voce.", "%s is in “%s”, not in “%s”: name another entry."},
	content.CodeTwinTaken:      {"%s è già la traduzione di un'altra voce; qui servirebbe «%s».", "%s already translates another entry; “%s” would be needed there."},
	content.CodeNoAnswer:       {"Manca la risposta: scrivila.", "The answer is missing: write it."},
	content.CodeHTML:           {"La risposta contiene HTML, che non viene mostrato: scrivila in Markdown.", "The answer holds HTML, which is not shown: write it in Markdown."},
	content.CodePicture:        {"L'immagine «%s» non è della biblioteca: trascinala nel testo, o toglila.", "The picture “%s” is not in the library: drop it into the text, or remove it."},
	content.CodePictureWords:   {"L'immagine %s non ha parole per chi non la vede: scrivile tra le parentesi quadre.", "The picture %s has no words for who cannot see it: write them between the square brackets."},
	content.CodePictureGone:    {"L'immagine %s non c'è: trascinala di nuovo nel testo, o toglila.", "There is no picture %s: drop it into the text again, or remove it."},
	content.CodeHeading:        {"Un titolo dentro la risposta comincia con ### o più: sopra c'è già la domanda.", "A heading inside an answer begins with ### or more: the question stands above it."},
	content.CodeLink:           {"Il link «%s» non porta da nessuna parte: scrivi l'indirizzo intero, con https://, mailto: o tel:.", "The link “%s” leads nowhere: write the whole address, with https://, mailto: or tel:."},
	content.CodeHole:           {"Qui c'era qualcosa di personale, nascosto con %s: scrivi quello che serve, o toglilo.", "Something personal was here, hidden by %s: write what belongs there, or remove it."},
	content.CodeDeadLink:       {"Il link «%s» porta a una nostra pagina che non c'è: cambialo o toglilo.", "The link “%s” leads to a page of ours that does not exist: change or remove it."},
	content.CodeGuideTaken:     {"C'è già una guida con identificativo %s: scegline uno diverso, o carica il file come sua nuova versione.", "There is a guide with the id %s already: choose a different one, or upload the file as its new version."},
}

// ProblemText says what is wrong with a text, in Italian, or in English for "en".
func ProblemText(lang string, p content.Problem) string { return problemText(lang, p) }

// problemText says what is wrong with a text, in the reader's language.
func problemText(lang string, p content.Problem) string {
	texts, ok := problemTexts[p.Code]
	if !ok {
		return p.Message
	}
	at := 0
	if lang == "en" {
		at = 1
	}
	text := localized(texts, lang, p.Params)
	if name, ok := fieldNames[p.Field]; ok {
		text = capital(name[at]) + ": " + uncapital(text)
	}
	return text
}

func capital(s string) string { return first(s, unicode.ToUpper) }

// uncapital begins a sentence that stands behind a colon.
func uncapital(s string) string { return first(s, unicode.ToLower) }

func first(s string, change func(rune) rune) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(change(r)) + s[n:]
}
