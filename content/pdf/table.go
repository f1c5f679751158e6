package pdf

import (
	"math"
	"slices"
)

// markTable marks the rows that stand in a table: they have a wide gap, and the
// row above or below has one that ends at the same place. Numbered and bulleted
// lists have aligned gaps too, after a first cell that is no text.
func markTable(rows []row) {
	starts := make([][]float64, len(rows))
	for i, r := range rows {
		for k := 1; k < len(r.runs); k++ {
			a, b := r.runs[k-1], r.runs[k]
			if b.box.x0-a.box.x1 > cellGap*b.box.height() && !(k == 1 && enumerator(a)) {
				starts[i] = append(starts[i], b.box.x0)
			}
		}
	}
	for i := 1; i < len(rows); i++ {
		if shareStart(starts[i-1], starts[i]) {
			rows[i-1].table, rows[i].table = true, true
		}
	}
	shareColumns(rows, starts)
}

// shareColumns gives the rows of a table the places where its cells begin, and
// takes in the rows above and below whose cells begin there too, with gaps too
// narrow to tell them by.
func shareColumns(rows []row, starts [][]float64) {
	const mostCols = 60
	for from := 0; from < len(rows); from++ {
		if !rows[from].table {
			continue
		}
		to := from
		var cols []float64
		for ; to < len(rows) && rows[to].table; to++ {
			for _, x := range starts[to] {
				if len(cols) < mostCols && !near(cols, x) {
					cols = append(cols, x)
				}
			}
		}
		for to < len(rows) {
			// The second line of a cell may stand between two rows.
			if k := to + 1; k < len(rows) && continues(rows[to-1], rows[to], 0) && standsIn(cols, rows[to], rows[k]) {
				to = k
			}
			if !standsIn(cols, rows[to-1], rows[to]) {
				break
			}
			rows[to].table = true
			to++
		}
		for ; from > 0 && standsIn(cols, rows[from], rows[from-1]); from-- {
			rows[from-1].table = true
		}
		for k := from; k < to; k++ {
			rows[k].cols = cols
		}
		from = to - 1
	}
}

// standsIn tells that all cells of r but the first begin at one of cols, and that
// r is not far from a row of the table.
func standsIn(cols []float64, of, r row) bool {
	if r.table || len(r.runs) < 2 || enumerator(r.runs[0]) ||
		math.Abs(r.box.centre()-of.box.centre()) > 3*r.main().height() {
		return false
	}
	for _, part := range r.runs[1:] {
		if !near(cols, part.box.x0) {
			return false
		}
	}
	return true
}

func near(cols []float64, x float64) bool {
	return slices.ContainsFunc(cols, func(c float64) bool { return math.Abs(c-x) < 3 })
}

// foldCells moves the second line of a cell up to its row. Such a line stands
// wholly under cells of the row above, and has no first cell unless it is plainly
// closer to the row above than the rows of the table are to each other.
func foldCells(rows []row) []row {
	var out []row
	for i, r := range rows {
		if n := len(out) - 1; n >= 0 && out[n].table && (continues(out[n], r, 1) || second(out, rows[i:])) {
			for _, part := range r.runs {
				k := under(out[n], part)
				out[n].runs[k].words = append(out[n].runs[k].words, part.words...)
			}
			out[n].last = r.box
			out[n].box = out[n].box.union(r.box)
			continue
		}
		out = append(out, r)
	}
	return out
}

// continues tells that r stands close under cells of the row above, from the one
// of the given index on.
func continues(above, r row, first int) bool {
	if r.box.centre()-above.end().centre() > 1.5*r.main().height() {
		return false
	}
	for _, part := range r.runs {
		if i := under(above, part); i < first {
			return false
		}
	}
	return true
}

// second tells that the first of the rows left is the second line of the last row
// of out.
func second(out, left []row) bool {
	const apart = 1.25 // distance of rows, in parts of that of lines
	n := len(out) - 1
	above, r := out[n], left[0]
	if n < 1 || above.last != (box{}) || !continues(above, r, 0) ||
		math.Abs(r.runs[0].box.x0-above.runs[under(above, r.runs[0])].box.x0) > 3 {
		return false
	}
	step := r.box.centre() - above.box.centre()
	if above.box.centre()-out[n-1].end().centre() < apart*step {
		return false
	}
	end := r
	for _, next := range left[1:] {
		if next.box.centre()-end.box.centre() >= apart*step {
			return true
		}
		if !continues(end, next, 0) || under(above, next.runs[0]) < 1 {
			return false
		}
		end = next
	}
	return len(r.runs) < len(above.runs)
}

// end is the box of the last line of the row.
func (r row) end() box {
	if r.last != (box{}) {
		return r.last
	}
	return r.box
}

// under is the index of the one cell of above that part stands under, or -1.
func under(above row, part run) int {
	found := -1
	for i, cell := range above.runs {
		if min(cell.box.x1, part.box.x1) > max(cell.box.x0, part.box.x0) {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
}

// shareStart allows half a centimetre: numbers are set flush right or centred.
func shareStart(a, b []float64) bool {
	for _, x := range a {
		for _, y := range b {
			if math.Abs(x-y) < 14 {
				return true
			}
		}
	}
	return false
}
