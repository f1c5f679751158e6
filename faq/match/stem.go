package match

import (
	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/italian"
)

// The languages of the base, by their place in arrays.
const (
	it = iota
	en
	langs
)

var langName = [langs]string{"it", "en"}

// langIndex maps a language tag to its place; what is not English is Italian,
// the language of the house.
func langIndex(lang string) int {
	if len(lang) >= 2 && (lang[:2] == "en" || lang[:2] == "EN") {
		return en
	}
	return it
}

// stemmer stems folded words by Snowball and remembers them; it serves one
// goroutine. Snowball sees words without accents, on both sides alike:
// students leave accents out too often to let them decide.
type stemmer struct {
	env  *snowballstem.Env
	seen [langs]map[string]string
}

func newStemmer() *stemmer {
	s := &stemmer{env: snowballstem.NewEnv("")}
	for l := range s.seen {
		s.seen[l] = make(map[string]string)
	}
	return s
}

// stem returns the stem of a folded word in one of the languages.
func (s *stemmer) stem(lang int, word string) string {
	if st, ok := s.seen[lang][word]; ok {
		return st
	}
	s.env.SetCurrent(word)
	if lang == en {
		english.Stem(s.env)
	} else {
		italian.Stem(s.env)
	}
	st := s.env.Current()
	s.seen[lang][word] = st
	return st
}

// grams calls f with the character n-grams (3 and 4) of a word with its ends
// marked: they forgive typos, compounds and endings that no stemmer knows.
func grams(word string, f func(string)) {
	marked := "<" + word + ">"
	offsets := make([]int, 0, len(marked)+1)
	for i := range marked {
		offsets = append(offsets, i)
	}
	offsets = append(offsets, len(marked))
	for _, n := range [...]int{3, 4} {
		for i := 0; i+n < len(offsets); i++ {
			f(marked[offsets[i]:offsets[i+n]])
		}
	}
}
