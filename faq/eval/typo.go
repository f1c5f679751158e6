package eval

import (
	"math/rand/v2"
	"unicode"
)

// Typo puts one typo into a text: in a word of four letters or more it swaps
// two letters, leaves one out, doubles one, or replaces one by another. A text
// without such a word stays as it is.
func Typo(rnd *rand.Rand, text string) string {
	runes := []rune(text)
	var inside []int // letters with a letter before and after
	for i := 1; i+1 < len(runes); i++ {
		if unicode.IsLetter(runes[i-1]) && unicode.IsLetter(runes[i]) && unicode.IsLetter(runes[i+1]) && longWord(runes, i) {
			inside = append(inside, i)
		}
	}
	if len(inside) == 0 {
		return text
	}
	i := inside[rnd.IntN(len(inside))]
	switch rnd.IntN(4) {
	case 0:
		runes[i], runes[i+1] = runes[i+1], runes[i]
	case 1:
		runes = append(runes[:i], runes[i+1:]...)
	case 2:
		runes = append(runes[:i+1], runes[i:]...)
	default:
		runes[i] = rune('a' + rnd.IntN(26))
	}
	return string(runes)
}

// longWord reports whether the word around i has at least four letters.
func longWord(runes []rune, i int) bool {
	from, to := i, i
	for from > 0 && unicode.IsLetter(runes[from-1]) {
		from--
	}
	for to+1 < len(runes) && unicode.IsLetter(runes[to+1]) {
		to++
	}
	return to-from+1 >= 4
}
