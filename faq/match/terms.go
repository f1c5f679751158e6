package match

import "strings"

// Term is one word of a text as the matcher reads it.
type Term struct {
	Word  string  // folded: small letters, no accents
	Stem  string  // by Snowball, in the language it was read in
	Share float64 // of its rarity that it counts: less for words that carry little meaning
}

// Reader cuts texts into terms, for whoever compares texts by the matcher's own
// words. It serves one goroutine at a time.
type Reader struct{ st *stemmer }

// NewReader returns a Reader.
func NewReader() *Reader { return &Reader{st: newStemmer()} }

// Terms reads a text in a language, "it" or "en".
func (r *Reader) Terms(text, lang string) []Term {
	words := splitWords(fold(text, 0))
	out := make([]Term, len(words))
	for i, w := range words {
		out[i] = Term{Word: w, Stem: r.st.stem(langIndex(lang), w), Share: wordShare(w)}
	}
	return out
}

// IsStop reports whether a folded word carries no meaning of its own.
func IsStop(word string) bool { return stopWords[word] }

// Sentences cuts a text into its sentences, the lines of a list each by itself.
func Sentences(text string) []string {
	spans := sentences(text)
	out := make([]string, len(spans))
	for i, s := range spans {
		out[i] = strings.TrimSpace(text[s.from:s.to])
	}
	return out
}
