package rational

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"sync"
)

// How many neighbours of an entry are compared with it, by what they are near in.
const (
	nearPhrases = 12 // question and alternates
	nearAnswers = 8
	nearAcross  = 6 // question and alternates, in the other language
	heavy       = 24
	leastNear   = 0.08 // cosine
)

// pairKey is two positions, the lower first.
type pairKey [2]int32

func keyFor(i, j int) pairKey { return pairKey{int32(min(i, j)), int32(max(i, j))} }

// postings lists the entries that have a concept.
type postings [][]struct {
	doc int32
	w   float32
}

// field is one of the vectors of a document.
type field func(*document) vector

func phrasesOf(d *document) vector { return d.centroid }
func answerOf(d *document) vector  { return d.answer }

// invert makes the postings of a field.
func (b *base) invert(f field) postings {
	p := make(postings, len(b.idf))
	for i := range b.docs {
		for _, x := range f(&b.docs[i]) {
			p[x.id] = append(p[x.id], struct {
				doc int32
				w   float32
			}{int32(i), x.w})
		}
	}
	return p
}

// candidates are the pairs worth comparing, in order: near in their questions or
// answers, or both hit by a question of a student.
func (b *base) candidates(ctx context.Context, between map[pairKey][]string) ([]pairKey, error) {
	found := map[pairKey]bool{}
	for k := range between {
		found[k] = true
	}
	for _, f := range []struct {
		of           field
		same, across int
	}{{phrasesOf, nearPhrases, nearAcross}, {answerOf, nearAnswers, nearAcross}} {
		p := b.invert(f.of)
		near := make([][]int32, len(b.docs))
		err := parallel(ctx, len(b.docs), func() func(int) {
			sums := make([]float32, len(b.docs))
			return func(i int) { near[i] = b.nearest(i, f.of, p, sums, f.same, f.across) }
		})
		if err != nil {
			return nil, err
		}
		for i, list := range near {
			for _, j := range list {
				found[keyFor(i, int(j))] = true
			}
		}
	}
	out := make([]pairKey, 0, len(found))
	for k := range found {
		if b.worth(int(k[0]), int(k[1])) {
			out = append(out, k)
		}
	}
	slices.SortFunc(out, func(x, y pairKey) int {
		return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1]))
	})
	return out, nil
}

// worth reports whether a pair can tell an editor anything. Across the languages only
// entries that both lack a translation can: else the translation itself is the one to
// compare with.
func (b *base) worth(i, j int) bool {
	if b.docs[i].lang == b.docs[j].lang {
		return b.twin[i] != j && b.twin[j] != i
	}
	return b.twin[i] < 0 && b.twin[j] < 0
}

// nearest are the documents nearest to one by its heaviest concepts: same of its own
// language, across of the other. sums is zero before and after.
func (b *base) nearest(i int, of field, p postings, sums []float32, same, across int) []int32 {
	var touched []int32
	for _, x := range of(&b.docs[i]).heaviest(heavy) {
		for _, q := range p[x.id] {
			if sums[q.doc] == 0 {
				touched = append(touched, q.doc)
			}
			sums[q.doc] += x.w * q.w
		}
	}
	list := slices.DeleteFunc(slices.Clone(touched), func(j int32) bool {
		return int(j) == i || sums[j] < leastNear
	})
	slices.SortFunc(list, func(x, y int32) int { return cmp.Or(cmp.Compare(sums[y], sums[x]), cmp.Compare(x, y)) })
	left := [2]int{across, across}
	left[b.docs[i].lang] = same
	out := list[:0]
	for _, j := range list {
		if lang := b.docs[j].lang; left[lang] > 0 {
			left[lang]--
			out = append(out, j)
		}
	}
	for _, j := range touched {
		sums[j] = 0
	}
	return out
}

// parallel calls f for 0 to n-1 on all processors; start makes one f for each.
func parallel(ctx context.Context, n int, start func() func(int)) error {
	var wg sync.WaitGroup
	workers := min(runtime.GOMAXPROCS(0), max(n, 1))
	for w := range workers {
		wg.Go(func() {
			f := start()
			for i := w; i < n && ctx.Err() == nil; i += workers {
				f(i)
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}
