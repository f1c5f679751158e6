package match

import "slices"

// weights is what each class makes of each feature. Nine in ten are nothing once they are
// rounded, for a class has something to say of the words of its own phrases and of those
// near to them alone. Only the others are kept, feature by feature, by class: a
// question, which has few features, is read against all classes in some thousand steps.
type weights struct {
	start []uint32 // feature -> its first place in the two below; one more for the end
	class []uint16 // maxWork leaves no room for more classes
	value []int8   // in parts of the class's scale
}

// column is one class's weights, as they are learned.
type column struct {
	feature []uint32
	value   []int8
}

// newWeights puts columns, one a class, side by side.
func newWeights(features int, columns []column) weights {
	w := weights{start: make([]uint32, features+1)}
	for _, c := range columns {
		for _, f := range c.feature {
			w.start[f+1]++
		}
	}
	for f := range features {
		w.start[f+1] += w.start[f]
	}
	w.size()
	next := slices.Clone(w.start)
	for c, col := range columns {
		for i, f := range col.feature {
			w.class[next[f]], w.value[next[f]] = uint16(c), col.value[i]
			next[f]++
		}
	}
	return w
}

// size makes the room that start asks for.
func (w *weights) size() {
	if n := w.start[len(w.start)-1]; len(w.class) != int(n) {
		w.class, w.value = make([]uint16, n), make([]int8, n)
	}
}

// fits reports whether weights that were read are those of so many classes.
func (w *weights) fits(classes int) bool {
	return w.start[0] == 0 && slices.IsSorted(w.start) && (len(w.class) == 0 || int(slices.Max(w.class)) < classes)
}

// add adds to each class what it makes of a feature that weighs v.
//
//go:norace
func (w *weights) add(out []float32, feature uint32, v float32) {
	class := w.class[w.start[feature]:w.start[feature+1]]
	value := w.value[w.start[feature]:w.start[feature+1]]
	for i, c := range class {
		out[c] += v * float32(value[i])
	}
}
