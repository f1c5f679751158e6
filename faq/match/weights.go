package match

import "slices"

// weights is what each class makes of each feature. Nine in ten are nothing once they are
// rounded, for a class has something to say of the words of its own phrases and of those
// near to them alone. Of most features only the others are kept, by class; of those that
// are in every other phrase, such as the n-grams of an ending, the whole row: where it is
// a third full it takes less memory and time so.
type weights struct {
	start []uint32 // feature -> its first place in the two below; one more for the end
	class []uint16 // maxWork leaves no room for more classes
	value []int8   // in parts of the class's scale

	row  []uint32 // feature -> its place among the rows, from 1; 0 if it has none
	rows []int8   // a place a class
}

// fullRow is the part of a row from which it is kept as a whole.
const fullRow = 3

// column is one class's weights, as they are learned.
type column struct {
	feature []uint32
	value   []int8
}

// newWeights puts columns, one a class, side by side.
func newWeights(features int, columns []column) weights {
	w := weights{start: make([]uint32, features+1), row: make([]uint32, features)}
	for _, c := range columns {
		for _, f := range c.feature {
			w.start[f+1]++
		}
	}
	rows := uint32(0)
	for f := range features {
		if n := w.start[f+1]; n > uint32(len(columns)/fullRow) {
			rows++
			w.row[f], w.start[f+1] = rows, 0
		}
		w.start[f+1] += w.start[f]
	}
	w.size(len(columns))
	next := slices.Clone(w.start)
	for c, col := range columns {
		for i, f := range col.feature {
			if r := int(w.row[f]); r > 0 {
				w.rows[(r-1)*len(columns)+c] = col.value[i]
				continue
			}
			w.class[next[f]], w.value[next[f]] = uint16(c), col.value[i]
			next[f]++
		}
	}
	return w
}

// size makes the room that start and row ask for.
func (w *weights) size(classes int) {
	n, rows := int(w.start[len(w.start)-1]), w.full()*classes
	if len(w.class) != n || len(w.rows) != rows {
		w.class, w.value, w.rows = make([]uint16, n), make([]int8, n), make([]int8, rows)
	}
}

// full is how many rows are kept as a whole.
func (w *weights) full() (n int) {
	for _, r := range w.row {
		n = max(n, int(r))
	}
	return n
}

// fits reports whether weights that were read are those of so many classes.
func (w *weights) fits(classes int) bool {
	return w.start[0] == 0 && slices.IsSorted(w.start) && (len(w.class) == 0 || int(slices.Max(w.class)) < classes)
}

// each calls f with what classes make of a feature.
func (w *weights) each(feature, classes int, f func(class int, value int8)) {
	if r := int(w.row[feature]); r > 0 {
		for c, v := range w.rows[(r-1)*classes : r*classes] {
			f(c, v)
		}
	}
	for k := w.start[feature]; k < w.start[feature+1]; k++ {
		f(int(w.class[k]), w.value[k])
	}
}

// add adds to each class, which is a place of out, what it makes of a vector.
//
//go:norace
func (w *weights) add(out []float32, x *sparse) {
	var full [4]weighted // rows to be added together, so that a sum is loaded and stored once for them
	n := 0
	for k, f := range x.id {
		v := x.w[k]
		if r := w.row[f]; r > 0 {
			if full[n] = (weighted{r - 1, v}); n == len(full)-1 {
				w.add4(out, &full)
				n = -1
			}
			n++
			continue
		}
		class := w.class[w.start[f]:w.start[f+1]]
		value := w.value[w.start[f]:w.start[f+1]]
		for i, c := range class {
			out[c] += v * float32(value[i])
		}
	}
	for _, x := range full[:n] {
		for c, y := range w.rows[int(x.id)*len(out):][:len(out)] {
			out[c] += x.w * float32(y)
		}
	}
}

// add4 adds four rows.
//
//go:norace
func (w *weights) add4(out []float32, x *[4]weighted) {
	n := len(out)
	a, b, c, d := w.rows[int(x[0].id)*n:][:n], w.rows[int(x[1].id)*n:][:n], w.rows[int(x[2].id)*n:][:n], w.rows[int(x[3].id)*n:][:n]
	va, vb, vc, vd := x[0].w, x[1].w, x[2].w, x[3].w
	for i, sum := range out {
		sum += va * float32(a[i])
		sum += vb * float32(b[i])
		sum += vc * float32(c[i])
		sum += vd * float32(d[i])
		out[i] = sum
	}
}
