package pdf

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// vocabulary holds the words of a document, in lower case: how a word is spelled
// elsewhere in it tells whether a hyphen at the end of a line belongs to it.
type vocabulary map[string]bool

func vocabularyOf(d *Document) vocabulary {
	v := vocabulary{}
	each(d, func(p, i int) {
		fields := strings.Fields(d.Pages[p].Lines[i].Text)
		for k, field := range fields {
			if k == len(fields)-1 && broken(field) {
				continue
			}
			v[bare(field)] = true
		}
	})
	return v
}

func bare(word string) string {
	return strings.ToLower(strings.TrimFunc(word, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}))
}

// broken tells a word that ends in a hyphen after a letter.
func broken(word string) bool {
	stem := strings.TrimRight(word, "-‐")
	last, _ := utf8.DecodeLastRuneInString(stem)
	return len(stem) < len(word) && unicode.IsLetter(last)
}

// join mends a word broken between two lines. It is false if the two do not make
// one word, as in "pre- e post-laurea". The hyphen goes if the document has the
// word without it elsewhere, or if both sides are lower case and it has not the
// word with it: "iscri-zione" but "Emilia-Romagna".
func (v vocabulary) join(a, b string) (string, bool) {
	if !broken(a) {
		return "", false
	}
	first, _ := utf8.DecodeRuneInString(b)
	if !unicode.IsLetter(first) {
		return "", false
	}
	switch bare(b) {
	case "e", "ed", "o", "od", "and", "or":
		return "", false
	}
	stem := strings.TrimRight(a, "-‐")
	last, _ := utf8.DecodeLastRuneInString(stem)
	switch {
	case v[bare(stem+b)]:
		return stem + b, true
	case v[bare(stem+"-"+b)], !unicode.IsLower(last) || !unicode.IsLower(first):
		return stem + "-" + b, true
	}
	return stem + b, true
}
