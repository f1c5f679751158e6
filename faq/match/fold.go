package match

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	maxRunes    = 2000 // of a question; what follows is not read
	maxWordRune = 40   // of a word; longer ones are cut, they are no words
)

// fold lowers the case, takes accents and other marks off and turns every kind
// of apostrophe into the ASCII one, so that perché, perche' and perche meet.
// It reads at most limit runes (0: all); bytes that are no UTF-8 become spaces.
func fold(text string, limit int) string {
	if limit > 0 && len(text) > 8*utf8.UTFMax*limit {
		text = text[:8*utf8.UTFMax*limit] // NFKD cannot need more of it
	}
	var b strings.Builder
	b.Grow(len(text))
	n := 0
	for _, r := range decompose(text) {
		if r = foldRune(r); r < 0 {
			continue
		}
		if n++; limit > 0 && n > limit {
			break
		}
		b.WriteRune(r)
	}
	return b.String()
}

// decompose is NFKD, skipped for the plain ASCII that most questions are.
func decompose(text string) string {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return norm.NFKD.String(text)
		}
	}
	return text
}

// foldRune maps one decomposed rune, or returns -1 for one to leave out.
func foldRune(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	case r == utf8.RuneError:
		return ' '
	case unicode.Is(unicode.Mn, r):
		return -1
	case r == '\u2019' || r == '\u2018' || r == '\u02bc' || r == '\u00b4' || r == '\u2032':
		return '\''
	}
	return unicode.ToLower(r)
}

// isWord reports whether r can stand in a word.
func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
