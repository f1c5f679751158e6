package intake

import (
	"strings"

	"sportello/content"
)

// smallWords are the words that a language is known by, and that say little.
var smallWords = map[string]map[string]bool{
	"it": wordSet(`a ad ai agli al alla alle allo anche che chi ci come con cosa cui da dai dal dalla dalle dei degli del della delle dello di dove e ed
		entro è era essere fa fare gli ha ho hanno i il in io l la le lo ma mi mia mie mio nei nel nella nelle no non o per perche piu posso possono puo qual
		quale quali quando quanto quanti sei si se sia sono su sua suo sul sulla ti tra tu tuo tua un una uno va vi voglio devo devono deve quindi oppure`),
	"en": wordSet(`a after all am an and any are as at be been before but by can could did do does for from get had has have how i if in into is it its me must my no not
		of on or our shall should so than that the their them then there these they this to was we were what when where which who why will with would you your`),
}

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[content.Fold(w)] = true
	}
	return set
}

// LanguageOf is the language of which a text has more small words; Italian where it has
// as many of each. An answer is long enough for that to be right.
func LanguageOf(text string) string {
	text = text[:min(len(text), 4096)]
	balance := 0
	for w := range strings.FieldsSeq(content.Fold(strings.ToValidUTF8(text, ""))) {
		it, en := smallWords["it"][w], smallWords["en"][w]
		switch {
		case it && !en:
			balance++
		case en && !it:
			balance--
		}
	}
	if balance < 0 {
		return "en"
	}
	return "it"
}
