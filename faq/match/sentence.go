package match

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// span is a piece of a text, in bytes.
type span struct{ from, to int }

// maxSentence bounds a sentence, in bytes: tables and lists without full stops
// would otherwise be one.
const maxSentence = 600

// sentences cuts a text where a full stop, question or exclamation mark is
// followed by white space and no small letter, and at the end of a line.
func sentences(text string) []span {
	var out []span
	start := 0
	emit := func(end int) {
		s := span{start, end}
		for s.from < s.to && isSpace(text[s.from]) {
			s.from++
		}
		for s.to > s.from && isSpace(text[s.to-1]) {
			s.to--
		}
		if s.to > s.from {
			out = append(out, s)
		}
		start = end
	}
	for i := range len(text) {
		switch c := text[i]; {
		case c == '\n':
			emit(i)
		case (c == '.' || c == '?' || c == '!' || c == ';') && endsSentence(text[i+1:]):
			emit(i + 1)
		case i-start >= maxSentence && c == ' ':
			emit(i)
		}
	}
	emit(len(text))
	return out
}

// endsSentence reports whether what follows a full stop begins something new.
func endsSentence(rest string) bool {
	trimmed := strings.TrimLeft(rest, " \t\n\r")
	if trimmed == "" {
		return true
	}
	if len(trimmed) == len(rest) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(trimmed)
	return !unicode.IsLower(r)
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }
