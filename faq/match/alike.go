package match

// Alike says how much of what two questions are about is the same, from 0 to 1: the
// share of stems that both have.
func Alike(a, b string) float64 {
	st := newStemmer()
	x, y := stems(st, a), stems(st, b)
	both := 0
	for s := range x {
		if y[s] {
			both++
		}
	}
	if all := len(x) + len(y) - both; all > 0 {
		return float64(both) / float64(all)
	}
	return 0
}

// Undecided reports whether a text says nothing of what two questions differ in.
func Undecided(text, a, b string) bool {
	st := newStemmer()
	said, x, y := stems(st, text), stems(st, a), stems(st, b)
	for s := range said {
		if x[s] != y[s] {
			return false
		}
	}
	return true
}

func stems(st *stemmer, text string) map[string]bool {
	words := splitWords(fold(text, maxRunes))
	lang, _ := languageOf(words)
	set := map[string]bool{}
	for _, w := range words {
		if !stopWords[w] && !courtesy[w] {
			set[st.stem(langIndex(lang), w)] = true
		}
	}
	return set
}
