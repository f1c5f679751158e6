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
// of few words. Once full, it begins anew. It is safe for concurrent use.
type vocabulary struct {
	mu    sync.RWMutex
	words map[string]*meaning
}

// maxMeanings bounds it: to some megabytes, should all the words be strange ones.
const maxMeanings = 8192

// meaningOf reads a word.
func (s *stats) meaningOf(st *stemmer, word string) *meaning {
	s.vocabulary.mu.RLock()
	h := s.vocabulary.words[word]
	s.vocabulary.mu.RUnlock()
	if h != nil {
		return h
	}
	word = strings.Clone(word) // of a text that need not be kept
	h = s.look(st, word)
	s.vocabulary.mu.Lock()
	defer s.vocabulary.mu.Unlock()
	if s.vocabulary.words == nil || len(s.vocabulary.words) >= maxMeanings {
		s.vocabulary.words = make(map[string]*meaning)
	}
	s.vocabulary.words[word] = h
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
