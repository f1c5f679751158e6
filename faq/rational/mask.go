package rational

import (
	"regexp"
	"slices"
)

// What stands for masked personal data.
const masked = "•••"

// personal are the patterns of what says who somebody is.
var personal = []*regexp.Regexp{
	regexp.MustCompile(`(?i)[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+`),
	regexp.MustCompile(`(?i)\b[a-z]{6}\d{2}[a-z]\d{2}[a-z]\d{3}[a-z]\b`),                    // tax code
	regexp.MustCompile(`(?i)\b[a-z]{2}\d{2}(?:\s?[a-z0-9]{4}){3,7}(?:\s?[a-z0-9]{1,3})?\b`), // IBAN
	regexp.MustCompile(`(?i)\b[a-z]{2}\d{6,7}[a-z]{0,2}\b`),                                 // identity card, passport
	regexp.MustCompile(`\+?\d(?:[ ./-]?\d){5,}`),                                            // telephone, student number
}

// introduced are names after words by which people give theirs.
var introduced = regexp.MustCompile(`(?i:\b(?:mi chiamo|il mio nome [eè]|sono (?:lo studente|la studentessa)|my name is|i am|i'm|sono))\s+([A-ZÀ-Ú][\pL'’]+(?:\s+[A-ZÀ-Ú][\pL'’]+)+)`)

// Mask hides what says who wrote a text: addresses, numbers of telephones and documents,
// tax codes, and names by which writers introduce themselves.
func Mask(text string) string {
	for _, p := range personal {
		text = p.ReplaceAllStringFunc(text, func(found string) string {
			if numericDate.MatchString(found) || isoDate.MatchString(found) || academic.MatchString(found) {
				return found
			}
			return masked
		})
	}
	at := introduced.FindAllStringSubmatchIndex(text, -1)
	for _, name := range slices.Backward(at) {
		text = text[:name[2]] + masked + text[name[3]:]
	}
	return text
}
