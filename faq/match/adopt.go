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
	columns := l.inherit(old, was)
	l.weights = newWeights(l.features, columns)
	l.markNear(old, was, changed)
	var classes []int32
	for c, yes := range changed {
		if yes {
			classes = append(classes, int32(c))
		}
	}
	return l.trainClasses(ctx, classes, columns, workers)
}

// inherit returns the weights of classes that were there.
func (l *learner) inherit(old *learner, was []int32) []column {
	now := make([]int32, old.features) // feature before -> feature, from 1
	for t, f := range old.ofTerm {
		renumber(now, f, l.ofTerm[t])
	}
	for g, f := range old.ofGram {
		renumber(now, f, l.ofGram[g])
	}
	for p, f := range old.ofPair {
		renumber(now, f, l.ofPair[p])
	}
	of := make([]int32, old.classes) // class before -> class, from 1
	for c, o := range was {
		if o >= 0 {
			of[o] = int32(c) + 1
			l.scale[c], l.bias[c] = old.scale[o], old.bias[o]
		}
	}
	columns := make([]column, l.classes)
	for b, f := range now {
		if f == 0 {
			continue
		}
		old.weights.each(b, old.classes, func(class int, value int8) {
			if c := of[class]; c > 0 && value != 0 {
				col := &columns[c-1]
				col.feature, col.value = append(col.feature, uint32(f-1)), append(col.value, value)
			}
		})
	}
	return columns
}

// renumber notes the number of a feature that had another; 0 is none.
func renumber(now []int32, before, feature int32) {
	if before > 0 {
		now[before-1] = feature
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
