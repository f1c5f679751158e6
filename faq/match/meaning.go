package match

import (
	"strings"
	"sync"
)

// meaning is what a word of a question means to the base: all of reading it that does not
// depend on the words around.
type meaning struct {
	terms   [langs]term // of the languages that have items
	grams   []uint32    // 0 for an unknown one; none of a stop word
	strange []string    // the unknown ones
	tongue  float64     // ln P(word | it) - ln P(word | en)
}

// vocabulary remembers the words of the questions asked of one stats: most questions are made
// of few words. Once full, it forgets those that have not been asked with since it was full
// before. It is safe for concurrent use.
type vocabulary struct {
	mu            sync.RWMutex
	words, before map[string]*meaning
}

// maxMeanings bounds each of the two: to some megabytes, should all the words be strange ones.
const maxMeanings = 4096

// get finds a word, and whether it must be put again to stay.
func (v *vocabulary) get(word string) (h *meaning, old bool) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	if h = v.words[word]; h != nil {
		return h, false
	}
	h = v.before[word]
	return h, h != nil
}

func (v *vocabulary) put(word string, h *meaning) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.words == nil || len(v.words) >= maxMeanings {
		v.words, v.before = make(map[string]*meaning), v.words
	}
	v.words[word] = h
}

// meaningOf reads a word.
func (s *stats) meaningOf(st *stemmer, word string) *meaning {
	h, old := s.vocabulary.get(word)
	if h != nil && !old {
		return h
	}
	word = strings.Clone(word) // of a text that need not be kept
	if h == nil {
		h = s.look(st, word)
	}
	s.vocabulary.put(word, h)
	return h
}

// meanings reads the words of a question.
func (s *stats) meanings(st *stemmer, words []string) []*meaning {
	out := make([]*meaning, len(words))
	for i, w := range words {
		out[i] = s.meaningOf(st, w)
	}
	return out
}

func (s *stats) look(st *stemmer, word string) *meaning {
	h := &meaning{tongue: tongueOf(word)}
	for lang, lex := range s.lex {
		if lex.items > 0 {
			h.terms[lang] = s.lookUp(st, lang, st.stem(lang, word), word)
		}
	}
	if stopWords[word] {
		return h
	}
	grams(word, func(g string) {
		id, ok := s.grams.id(g)
		if !ok {
			id, h.strange = 0, append(h.strange, g)
		}
		h.grams = append(h.grams, id)
	})
	return h
}
