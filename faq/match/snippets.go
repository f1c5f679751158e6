package match

import (
	"encoding/binary"
	"slices"
)

// snippets are the character n-grams of the phrases, word by word: a snippet is what one word
// adds to the n-grams of those before it in its phrase. The same words stand in many
// phrases, so there are few snippets. What a question has of them is added up n-gram by
// n-gram, for those that have each, and a phrase is compared by adding up its own. Snippets
// are numbered from 0 and never change; those that no phrase has any more stay.
type snippets struct {
	start []uint32 // snippet -> its first place in grams; one more for the end
	grams []uint32
	ids   map[string]uint32 // by their n-grams; nil but while phrases are read

	// The other way round, after freeze.
	from    []uint32 // n-gram -> its first place in holders; one more for the end
	holders []uint32 // snippets
}

func newSnippets() snippets { return snippets{start: []uint32{0}} }

// grow copies the snippets so that more can be added.
func (p *snippets) grow() snippets {
	return snippets{start: slices.Clip(p.start), grams: slices.Clip(p.grams)}
}

func (p *snippets) count() int { return len(p.start) - 1 }

// of returns the n-grams of a snippet.
func (p *snippets) of(snippet uint32) []uint32 { return p.grams[p.start[snippet]:p.start[snippet+1]] }

// add returns the snippet of these n-grams, a new one if need be.
func (p *snippets) add(grams []uint32) uint32 {
	if p.ids == nil {
		p.ids = make(map[string]uint32, p.count())
		for i := range uint32(p.count()) {
			p.ids[string(keyOf(p.of(i)))] = i
		}
	}
	key := keyOf(grams)
	if id, ok := p.ids[string(key)]; ok {
		return id
	}
	id := uint32(p.count())
	p.grams = append(p.grams, grams...)
	p.start = append(p.start, uint32(len(p.grams)))
	p.ids[string(key)] = id
	return id
}

func keyOf(grams []uint32) []byte {
	b := make([]byte, 0, 64)
	for _, g := range grams {
		b = binary.LittleEndian.AppendUint32(b, g)
	}
	return b
}

// holding returns the snippets that have an n-gram.
func (p *snippets) holding(gram uint32) []uint32 { return p.holders[p.from[gram]:p.from[gram+1]] }

// freeze forgets what is needed only while phrases are read, and notes which snippets have
// each of so many n-grams.
func (p *snippets) freeze(grams int) {
	p.ids = nil
	p.from, p.holders = make([]uint32, grams+1), make([]uint32, len(p.grams))
	for _, g := range p.grams {
		p.from[g+1]++
	}
	for g := range grams {
		p.from[g+1] += p.from[g]
	}
	next := slices.Clone(p.from)
	for i := range uint32(p.count()) {
		for _, g := range p.of(i) {
			p.holders[next[g]] = i
			next[g]++
		}
	}
}
