package match

import (
	"strings"
	"sync"
)

// heard is what a word of a question means to the base: all of reading it that does not
// depend on the words around.
type heard struct {
	terms   [langs]term // of the languages that have items
	grams   []uint32    // 0 for an unknown one; none of a stop word
	strange []string    // the unknown ones
	tongue  float64     // ln P(word | it) - ln P(word | en)
}

// ear remembers the words of the questions asked of one stats: most questions are made
// of few words. Once full, it begins anew. It is safe for concurrent use.
type ear struct {
	mu    sync.RWMutex
	words map[string]*heard
}

// maxHeard bounds it: to some megabytes, should all the words be strange ones.
const maxHeard = 8192

// hear reads a word.
func (s *stats) hear(st *stemmer, word string) *heard {
	s.ear.mu.RLock()
	h := s.ear.words[word]
	s.ear.mu.RUnlock()
	if h != nil {
		return h
	}
	word = strings.Clone(word) // of a text that need not be kept
	h = s.listen(st, word)
	s.ear.mu.Lock()
	defer s.ear.mu.Unlock()
	if s.ear.words == nil || len(s.ear.words) >= maxHeard {
		s.ear.words = make(map[string]*heard)
	}
	s.ear.words[word] = h
	return h
}

// hearAll reads the words of a question.
func (s *stats) hearAll(st *stemmer, words []string) []*heard {
	out := make([]*heard, len(words))
	for i, w := range words {
		out[i] = s.hear(st, w)
	}
	return out
}

func (s *stats) listen(st *stemmer, word string) *heard {
	h := &heard{tongue: tongueOf(word)}
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
