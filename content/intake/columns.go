package intake

import (
	"slices"
	"strings"

	"sportello/content"
)

// Field is what a column holds. A question, an answer or alternates may be of one
// language, as question_en: then a row may give an entry and its translation.
type Field string

// The fields of a column.
const (
	FieldQuestion   Field = "question"
	FieldAnswer     Field = "answer"
	FieldAlternates Field = "alternates"
	FieldTopic      Field = "topic"
	FieldLang       Field = "lang"
	FieldID         Field = "id"
	FieldOwner      Field = "owner"
)

// Fields are those that somebody may choose for a column.
var Fields = []Field{FieldQuestion, FieldAnswer, FieldAlternates, FieldTopic, FieldLang, FieldID, FieldOwner,
	"question_it", "answer_it", "alternates_it", "question_en", "answer_en", "alternates_en"}

// name is a word by which offices call a column: the field, and the language of the word.
type name struct {
	field Field
	lang  string
}

// names are in the form of [content.Fold].
var names = func() map[string]name {
	m := map[string]name{}
	add := func(f Field, lang string, words ...string) {
		for _, w := range words {
			m[w] = name{f, lang}
		}
	}
	add(FieldQuestion, "it", "domanda", "domande", "quesito", "quesiti", "titolo", "domanda frequente", "testo domanda", "testo della domanda")
	add(FieldQuestion, "en", "question", "questions", "q", "query", "title", "question text")
	add(FieldQuestion, "", "faq")
	add(FieldAnswer, "it", "risposta", "risposte", "contenuto", "testo", "testo risposta", "testo della risposta")
	add(FieldAnswer, "en", "answer", "answers", "a", "reply", "response", "content", "body", "text", "answer text")
	add(FieldAlternates, "it", "varianti", "variante", "alternative", "altre domande", "altre formulazioni", "formulazioni", "formulazioni alternative", "domande simili")
	add(FieldAlternates, "en", "alternates", "alternate", "variants", "variant", "phrasings", "other questions", "alternative questions", "similar questions")
	add(FieldTopic, "it", "argomento", "argomenti", "tema", "categoria", "sezione", "area", "ambito", "materia")
	add(FieldTopic, "en", "topic", "topics", "category", "section", "theme", "subject")
	add(FieldLang, "", "lingua", "language", "lang", "locale")
	add(FieldID, "", "id", "codice", "code", "slug", "identificativo", "identifier")
	add(FieldOwner, "", "ufficio", "responsabile", "a cura di", "struttura", "owner", "office", "responsible", "department")
	return m
}()

var languageWords = map[string]string{"it": "it", "ita": "it", "italiano": "it", "italiana": "it", "italian": "it",
	"en": "en", "eng": "en", "inglese": "en", "english": "en", "uk": "en", "gb": "en"}

// recognise is what a column of that heading holds: its field, the language that the
// heading says, and that of its words.
func recognise(heading string) (f Field, said, implied string) {
	words := strings.Fields(content.Fold(heading))
	words = slices.DeleteFunc(words, func(w string) bool {
		lang, ok := languageWords[w]
		if ok {
			said = lang
		}
		return ok
	})
	if n, ok := names[strings.Join(words, " ")]; ok && len(words) > 0 {
		return n.field, said, n.lang
	}
	return "", "", ""
}

// fieldsOf recognises the headings. Of a field that stands twice, each is of its
// language, as far as the headings tell; else the first counts.
func fieldsOf(headings []string) []Field {
	fields := make([]Field, len(headings))
	count := map[Field]int{}
	for i, h := range headings {
		fields[i], _, _ = recognise(h)
		count[fields[i]]++
	}
	taken := map[Field]bool{}
	for i, h := range headings {
		f, said, implied := recognise(h)
		if f == "" {
			continue
		}
		if said == "" && count[f] > 1 {
			said = implied
		}
		if said != "" && slices.Contains(Fields, f+"_"+Field(said)) {
			f += "_" + Field(said)
		}
		if fields[i] = f; taken[f] {
			fields[i] = ""
		}
		taken[f] = true
	}
	return fields
}

// complete reports whether there is a question and an answer, of one language.
func complete(fields []Field) bool {
	for _, lang := range []Field{"", "_it", "_en"} {
		if slices.Contains(fields, FieldQuestion+lang) && slices.Contains(fields, FieldAnswer+lang) {
			return true
		}
	}
	return false
}

// ParseFields reads fields as a request gives them, separated by commas, "-" or nothing
// for a column that is left out. ok is false for a field that there is not.
func ParseFields(s string) (fields []Field, ok bool) {
	if s == "" {
		return nil, true
	}
	for part := range strings.SplitSeq(s, ",") {
		f := Field(strings.TrimSpace(part))
		if f == "-" {
			f = ""
		}
		if f != "" && !slices.Contains(Fields, f) || len(fields) == maxColumns {
			return nil, false
		}
		fields = append(fields, f)
	}
	return fields, true
}
