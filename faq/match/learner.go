package match

import (
	"context"
	"slices"
	"sync"
)

// learner ranks one language's entries by what their phrases taught it: one
// support vector machine an entry, that entry's phrases against all others.
// It is nil where there is too little to learn from, or too much to keep.
type learner struct {
	*vectors
	classOf []int32 // item -> class, -1 if none
	itemOf  []int32 // class -> item
	classes int
	work    int // what learning costs: phrases times classes
	weights weights
	scale   []float32 // by class: what a weight of 1 means
	bias    []float32
}

// The bounds of learning. With a phrase or two an entry there is nothing to
// generalise; the cosine is as good.
const (
	minPhrases = 2.5      // an entry, on average
	maxWeights = 64 << 20 // features times entries of one language; few of them take memory
	maxWork    = 8 << 20  // phrases times entries; two processors take three seconds, an edit a tenth
)

// newLearner numbers the classes and features of a language; weights are yet
// to be learned or read.
func newLearner(s *stats, lang int) *learner {
	l := &learner{classOf: make([]int32, len(s.items))}
	n := 0
	for i := range s.items {
		l.classOf[i] = -1
	}
	s.eachPhrase(lang, func(item int, _ *phraseStats) {
		n++
		if l.classOf[item] < 0 {
			l.classOf[item] = int32(l.classes)
			l.itemOf = append(l.itemOf, int32(item))
			l.classes++
		}
	})
	l.work = n * l.classes
	if l.classes < 2 || float64(n) < minPhrases*float64(l.classes) || l.work > maxWork {
		return nil
	}
	l.vectors = newVectors(s, lang)
	if l.features*l.classes > maxWeights {
		return nil
	}
	l.weights = newWeights(l.features, nil)
	l.scale, l.bias = make([]float32, l.classes), make([]float32, l.classes)
	return l
}

// like reports whether a learner of the stats that l's were updated from has
// learned from the same phrases, weighing the same.
func (l *learner) like(old *learner) bool {
	s, was := l.stats, old.stats
	if l.classes != old.classes || l.features != old.features ||
		!slices.Equal(s.lex[l.lang].idfQ[:len(was.lex[l.lang].idfQ)], was.lex[l.lang].idfQ) ||
		!slices.Equal(s.grams.idfQ[:len(was.grams.idfQ)], was.grams.idfQ) {
		return false
	}
	var before []*phraseStats
	var of []int32
	was.eachPhrase(l.lang, func(item int, p *phraseStats) { before, of = append(before, p), append(of, old.classOf[item]) })
	n, same := 0, true
	s.eachPhrase(l.lang, func(item int, p *phraseStats) {
		same = same && n < len(before) && l.classOf[item] == of[n] && slices.Equal(p.terms, before[n].terms)
		n++
	})
	return same && n == len(before)
}

// train learns the weights, on so many processors: each class is learned by
// itself, so that the result does not depend on how many there are.
func (l *learner) train(ctx context.Context, workers int) error {
	all := make([]int32, l.classes)
	for c := range all {
		all[c] = int32(c)
	}
	return l.trainClasses(ctx, all, make([]column, l.classes), workers)
}

// trainClasses learns the weights of some classes; those of the others are in columns.
func (l *learner) trainClasses(ctx context.Context, classes []int32, columns []column, workers int) error {
	var rows []sparse
	var of []int32
	l.stats.eachPhrase(l.lang, func(item int, p *phraseStats) {
		rows, of = append(rows, l.phrase(p)), append(of, l.classOf[item])
	})
	next := make(chan int32)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			s := newSVM(rows, l.features)
			for c := range next {
				s.train(of, c)
				columns[c] = l.keep(c, s.w)
			}
		})
	}
	for _, c := range classes {
		if ctx.Err() != nil {
			break
		}
		next <- c
	}
	close(next)
	wg.Wait()
	l.weights = newWeights(l.features, columns)
	return ctx.Err()
}

// keep makes of a class's weights multiples of the largest one's 127th part:
// the error is far below what the phrases leave open.
//
//go:norace
func (l *learner) keep(class int32, w []float32) (col column) {
	var most float32
	for _, x := range w[:l.features] {
		most = max(most, x, -x)
	}
	l.scale[class], l.bias[class] = most/127, w[l.features]
	for f, x := range w[:l.features] {
		half := float32(0.5)
		if x < 0 {
			half = -0.5
		}
		if v := int8(x*127/max(most, 1e-30) + half); v != 0 {
			col.feature, col.value = append(col.feature, uint32(f)), append(col.value, v)
		}
	}
	return col
}

// margins are how far each class takes the question for its own: about 1 for
// a phrase it has learned, about -1 for one of the others.
func (l *learner) margins(q *question, c *scratch) []float32 {
	c.asks = l.question(q, c.asks)
	return l.marginsOf(c.asks, c.margins)
}

//go:norace
func (l *learner) marginsOf(x sparse, out []float32) []float32 {
	out = slices.Grow(out[:0], l.classes)[:l.classes]
	clear(out)
	l.weights.add(out, &x)
	for c := range out {
		out[c] = out[c]*l.scale[c] + l.bias[c]
	}
	return out
}

// learnedFeature is a margin as a feature of the rank, between 0 and 1; a
// question that an entry's phrases know nothing of is at about -1.
func learnedFeature(margin float32) float64 {
	return min(1, max(0, (float64(margin)+1.2)/2))
}

// nominated is how many items the ranker names beside those that have the
// question's words.
const nominated = 5

// nominate adds the items of the classes that claim the question most to those
// found by their words.
func (l *learner) nominate(margins []float32, found []int) []int {
	var best [nominated + 1]int32 // the best first; the last place is to put one in
	n := 0
	for c, x := range margins {
		if n == nominated && x <= margins[best[n-1]] {
			continue
		}
		k := n
		for ; k > 0 && x > margins[best[k-1]]; k-- {
			best[k] = best[k-1]
		}
		best[k], n = int32(c), min(n+1, nominated)
	}
	for _, c := range best[:n] {
		if !slices.Contains(found, int(l.itemOf[c])) {
			found = append(found, int(l.itemOf[c]))
		}
	}
	return found
}
