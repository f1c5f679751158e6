package match

import (
	"encoding/binary"
	"slices"
)

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
	rows []uint8  // a place a class, each an int8
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
				w.rows[(r-1)*len(columns)+c] = uint8(col.value[i])
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
		w.class, w.value, w.rows = make([]uint16, n), make([]int8, n), make([]uint8, rows)
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
			f(c, int8(v))
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
	var memory [256]fullWeight
	full := memory[:0]
	for k, f := range x.id {
		v := x.w[k]
		if r := w.row[f]; r > 0 {
			full = append(full, fullWeight{int(r-1) * len(out), uint64(v*fine + 0.5)})
			continue
		}
		class := w.class[w.start[f]:w.start[f+1]]
		value := w.value[w.start[f]:w.start[f+1]][:len(class)]
		for i, c := range class {
			out[c] += v * float32(value[i])
		}
	}
	var bias uint64 // what makes int8 of uint8
	for i := range full {
		bias += full[i].by * 128
	}
	for len(full)%4 > 0 {
		full = append(full, fullWeight{}) // counts for nothing
	}
	for from := 0; from < len(out) && len(full) > 0; from += lanesAtOnce {
		w.addFull(out[from:min(from+lanesAtOnce, len(out))], full, from, bias)
	}
}

// fullWeight is a row and by how much it counts, in parts of fine.
type fullWeight struct {
	at int // its first place in rows
	by uint64
}

// Full rows are added up as whole numbers, of two classes in one uint64. What a row counts
// is at most 1 and the parts of a vector have a length (see partTerms), so they sum up to
// less than 64: in 255 times that there are 32 bits.
const (
	fine        = 1 << 18
	lanes       = 0x000000ff000000ff
	lanesAtOnce = 1024 // classes; their sums stay near to the processor
)

// addFull adds rows, four together, to the classes from one on.
//
//go:norace
func (w *weights) addFull(out []float32, full []fullWeight, from int, bias uint64) {
	var sums [lanesAtOnce / 2]uint64
	whole := len(out) / 8 * 8
	for k := 0; k+3 < len(full); k += 4 {
		a, b, c, d := full[k], full[k+1], full[k+2], full[k+3]
		w.addFour(sums[:whole/2], [4][]uint8{w.rows[a.at+from:][:whole], w.rows[b.at+from:][:whole], w.rows[c.at+from:][:whole], w.rows[d.at+from:][:whole]},
			[4]uint64{a.by, b.by, c.by, d.by})
	}
	for i, sum := range sums[:whole/2] {
		c := i/4*8 + i%4
		out[c] += float32(int64(sum&0xffffffff)-int64(bias)) / fine
		out[c+4] += float32(int64(sum>>32)-int64(bias)) / fine
	}
	for c := whole; c < len(out); c++ {
		for _, r := range full {
			out[c] += float32(r.by) / fine * float32(int8(w.rows[r.at+from+c]))
		}
	}
}

// addFour adds to the sums of eight classes at a time what four rows have of them.
//
//go:norace
func (w *weights) addFour(sums []uint64, rows [4][]uint8, by [4]uint64) {
	const signs = 0x8080808080808080
	a, b, c, d := rows[0], rows[1], rows[2], rows[3]
	for ; len(sums) >= 4 && len(a) >= 8 && len(b) >= 8 && len(c) >= 8 && len(d) >= 8; sums, a, b, c, d = sums[4:], a[8:], b[8:], c[8:], d[8:] {
		x, y, z, t := binary.LittleEndian.Uint64(a)^signs, binary.LittleEndian.Uint64(b)^signs, binary.LittleEndian.Uint64(c)^signs, binary.LittleEndian.Uint64(d)^signs
		sums[0] += x&lanes*by[0] + y&lanes*by[1] + z&lanes*by[2] + t&lanes*by[3]
		sums[1] += x>>8&lanes*by[0] + y>>8&lanes*by[1] + z>>8&lanes*by[2] + t>>8&lanes*by[3]
		sums[2] += x>>16&lanes*by[0] + y>>16&lanes*by[1] + z>>16&lanes*by[2] + t>>16&lanes*by[3]
		sums[3] += x>>24&lanes*by[0] + y>>24&lanes*by[1] + z>>24&lanes*by[2] + t>>24&lanes*by[3]
	}
}
