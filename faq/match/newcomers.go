package match

import "math"

// newcomers are the items that came after the index was built. Their lists are
// made like those of the index, but in memory; their documents are numbered
// after the index's.
type newcomers struct {
	items []int32 // positions
	lists [langs][len(fields)]map[uint32][]posting
}

// newNewcomers makes the lists of items, by position, for documents from first.
func newNewcomers(s *stats, items []int32, first int) *newcomers {
	n := &newcomers{items: items}
	for lang := range n.lists {
		for f := range n.lists[lang] {
			n.lists[lang][f] = make(map[uint32][]posting)
		}
	}
	times := make(map[uint32]float64)
	for k, i := range items {
		x := &s.items[i]
		words := 0
		for j := range x.phrases {
			words += len(x.phrases[j].terms)
			for _, id := range x.phrases[j].terms {
				times[id]++
			}
		}
		n.put(x.lang, 0, first+k, times, words)
		for _, t := range x.text {
			if t > 0 {
				times[t>>formBits]++
			}
		}
		n.put(x.lang, 1, first+k, times, x.words)
	}
	return n
}

// put appends a document to the lists of its terms, and clears times.
func (n *newcomers) put(lang, field, doc int, times map[uint32]float64, words int) {
	norm := float64(float32(1 / math.Sqrt(float64(words)))) // as the index keeps it
	lists := n.lists[lang][field]
	for id, t := range times {
		lists[id] = append(lists[id], newPosting(doc, t, norm))
	}
	clear(times)
}
