package match

import "context"

// nearMargin is the margin from which a phrase that came or went matters to a class:
// what lies farther off hardly bears on where it draws its line.
const nearMargin = -0.6

// adopt takes over what the ranker of the base before knew and learns anew only
// the classes whose phrases changed, or to which changed phrases are near. The
// result is nearly what train would give.
func (l *learner) adopt(ctx context.Context, old *learner, from []int, workers int) error {
	was := make([]int32, l.classes) // class -> the class before, -1 if new
	changed := make([]bool, l.classes)
	for item, c := range l.classOf {
		if c < 0 {
			continue
		}
		was[c], changed[c] = -1, true
		if at := from[item]; at >= 0 && old.classOf[at] >= 0 {
			was[c], changed[c] = old.classOf[at], false
		}
	}
	l.copyWeights(old, was)
	l.markNear(old, was, changed)
	var classes []int32
	for c, yes := range changed {
		if yes {
			classes = append(classes, int32(c))
		}
	}
	return l.trainClasses(ctx, classes, workers)
}

// copyWeights sets the weights of classes that were there, feature by feature.
func (l *learner) copyWeights(old *learner, was []int32) {
	before := make([]int32, l.features+1)
	for t, f := range old.ofTerm {
		before[l.ofTerm[t]] = f
	}
	for g, f := range old.ofGram {
		before[l.ofGram[g]] = f
	}
	for p, f := range old.ofPair {
		before[l.ofPair[p]] = f
	}
	for c, o := range was {
		if o >= 0 {
			l.scale[c], l.bias[c] = old.scale[o], old.bias[o]
		}
	}
	for f, b := range before {
		if f == 0 || b == 0 {
			continue
		}
		to, at := l.weights[(f-1)*l.classes:][:l.classes], old.weights[int(b-1)*old.classes:]
		for c, o := range was {
			if o >= 0 {
				to[c] = at[o]
			}
		}
	}
}

// markNear marks the classes to which phrases of changed classes are near, those
// that went among them.
func (l *learner) markNear(old *learner, was []int32, changed []bool) {
	var margins []float32
	l.stats.eachPhrase(l.lang, func(item int, p *phraseStats) {
		if was[l.classOf[item]] >= 0 {
			return
		}
		margins = l.marginsOf(l.phrase(p), margins)
		for c, m := range margins {
			changed[c] = changed[c] || was[c] >= 0 && m > nearMargin
		}
	})
	now := make([]int32, old.classes) // class before -> class, from 1
	for c, o := range was {
		if o >= 0 {
			now[o] = int32(c) + 1
		}
	}
	old.stats.eachPhrase(old.lang, func(item int, p *phraseStats) {
		if now[old.classOf[item]] > 0 {
			return
		}
		margins = old.marginsOf(old.phrase(p), margins)
		for o, m := range margins {
			if c := now[o]; c > 0 && m > nearMargin {
				changed[c-1] = true
			}
		}
	})
}
