package content

import (
	"regexp"
	"strings"
)

// Masked stands in a text for what is somebody's own.
const Masked = "•••"

// masks find personal data: what is in the last group, or the whole, is replaced. The
// order counts: an address before the numbers in it.
var masks = []*regexp.Regexp{
	// E-mail addresses, and addresses of pages with a name or a key in them.
	regexp.MustCompile(`[\pL\pN._%+-]+@[\pL\pN.-]+\.\pL{2,}`),
	regexp.MustCompile(`(?i)\bhttps?://\S+`),
	// IBAN (ISO 13616): two letters, two digits, up to 30 letters and digits, often in fours.
	regexp.MustCompile(`(?i)\b[a-z]{2}[0-9]{2}(?:[ ]?[0-9a-z]{4}){2,7}(?:[ ]?[0-9a-z]{1,4})?\b`),
	// Codice fiscale (DM 23/12/1976): six letters, then digits, of which some may have
	// become letters because two people share a code.
	regexp.MustCompile(`(?i)\b[a-z]{6}[ ]?[0-9lmnpqrstuv]{2}[ ]?[a-ehlmprst][ ]?[0-9lmnpqrstuv]{2}[ ]?[a-z][0-9lmnpqrstuv]{3}[ ]?[a-z]\b`),
	// Telephone numbers, matricole, person codes: six digits or more, however grouped.
	regexp.MustCompile(`(?:\+|\b)[0-9](?:[ ./-]?[0-9]){5,}\b`),
	// Documents: a letter or two and six digits or more.
	regexp.MustCompile(`(?i)\b[a-z]{1,3}[0-9]{5,}[a-z]{0,2}\b`),
	// Who says their name.
	regexp.MustCompile(`(?:(?i:\b(?:mi chiamo|il mio nome è|sono la studentessa|sono lo studente|my name is|i am called|nome|name|cognome|surname)\b:?)\s+)((?:\p{L}[\p{L}'’-]*)(?:\s+\p{Lu}[\p{L}'’-]+){0,3})`),
	// And who only says that they are somebody, in capitals.
	regexp.MustCompile(`(?:(?i:\b(?:sono|i am|i'm|i’m|firmato|saluti|regards|grazie|thanks),?)\s+)(\p{Lu}[\p{L}'’]+(?:\s+\p{Lu}[\p{L}'’-]+){1,3})`),
	// Dates of birth; the other dates of a question seldom have a year of the last century.
	regexp.MustCompile(`(?i)\bnat[oaie]\s+(?:il|a|on)?\s*([0-9]{1,2}[ ./-](?:[0-9]{1,2}|\pL+)[ ./-][0-9]{2,4})`),
}

// Mask takes from a text what could tell whose it is: addresses, numbers of people and
// their accounts, names that are given as such. It keeps dates, amounts and years. What
// is left may still be personal, in the words of a story: it is a help, no anonymity.
func Mask(text string) string {
	for _, m := range masks {
		text = replaceGroups(m, text)
	}
	return text
}

func replaceGroups(m *regexp.Regexp, text string) string {
	var out strings.Builder
	at := 0
	for _, found := range m.FindAllStringSubmatchIndex(text, -1) {
		from, to := found[len(found)-2], found[len(found)-1]
		if from < at {
			continue
		}
		piece := text[from:to]
		if isDay.MatchString(strings.TrimSpace(piece)) && len(found) == 2 {
			continue
		}
		out.WriteString(text[at:from] + Masked)
		at = to
	}
	return out.String() + text[at:]
}

// isDay finds dates and academic years, which look like long numbers.
var isDay = regexp.MustCompile(`^(?:[0-9]{1,2}[./-][0-9]{1,2}[./-](?:[0-9]{2}|[0-9]{4})|[0-9]{4}[./-][0-9]{1,2}[./-][0-9]{1,2}|(?:19|20)[0-9]{2}[ ]?[/-][ ]?(?:19|20)[0-9]{2})$`)
