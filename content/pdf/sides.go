package pdf

import (
	"math"
	"slices"
)

// readAs decides how two sides of a band are read: nil if across, as rows of a
// table; else the parts in reading order. What tells them apart is how full the
// lines are (prose fills its column), how close they stand, and the order of
// drawing (columns are drawn one after the other, a table is drawn cell by cell).
func readAs(left, right []run) [][]run {
	const (
		fewest = 3
		page   = 10 // rows; fewer have no headers
	)
	l, r := rowsOf(left), rowsOf(right)
	low := min(len(l), len(r))
	if low < fewest {
		return nil
	}
	turns, inside := alternations(left, right)
	across := float64(turns) >= 0.7*float64(low)
	switch {
	case prose(l) && prose(r):
		if across && aligned(l, r) && loose(l) && loose(r) {
			return nil // a table of short texts
		}
		if turns >= 4 && !across {
			return cells(left, right)
		}
		return [][]run{left, right}
	case turns > 2 && turns*5 > low && (inside > 2 || low < page) || aligned(l, r) && !(tabular(l) && tabular(r)):
		return nil
	case turns <= 2:
		return [][]run{left, right}
	}
	return cells(left, right) // columns, and a header over each
}

// loose tells that rows stand further apart than the lines of a paragraph do.
func loose(rows []row) bool {
	wide := 0
	for i := 1; i < len(rows); i++ {
		if rows[i].box.centre()-rows[i-1].box.centre() > 1.7*rows[i].main().height() {
			wide++
		}
	}
	return wide*2 >= len(rows)-1
}

// tabular tells that a side is a table by itself: most rows have several cells,
// and they are drawn row by row. One half of a table drawn column by column is
// not.
func tabular(rows []row) bool {
	split, inOrder, last := 0, 0, -1
	for _, r := range rows {
		from, to := r.runs[0].seq, r.runs[0].seq
		for _, part := range r.runs[1:] {
			from, to = min(from, part.seq), max(to, part.seq)
		}
		if len(r.runs) > 1 {
			split++
		}
		if from > last {
			inOrder++
		}
		last = to
	}
	n := len(rows)
	return split*2 > n && inOrder*10 >= n*9
}

// prose tells that most rows fill their column and hold words, not cells.
func prose(rows []row) bool {
	area := rows[0].box
	for _, r := range rows[1:] {
		area = area.union(r.box)
	}
	full, split, words := 0, 0, 0
	for _, r := range rows {
		ink := 0.0
		for _, part := range r.runs {
			ink += part.box.width()
			words += len(part.words)
		}
		if ink > 0.6*area.width() {
			full++
		}
		if len(r.runs) > 1 {
			split++
		}
	}
	n := len(rows)
	return full*2 >= n && split*3 < n && words*2 >= n*7
}

// aligned tells that most rows of one side stand at the height of one of the
// other, as in a table.
func aligned(l, r []row) bool {
	if len(r) < len(l) {
		l, r = r, l
	}
	hits := 0
	for _, a := range l {
		i, _ := slices.BinarySearchFunc(r, a.box.centre()-0.25*a.box.height(), func(b row, y float64) int {
			return compare(b.box.centre(), y)
		})
		if i < len(r) && math.Abs(r[i].box.centre()-a.box.centre()) <= 0.25*a.box.height() {
			hits++
		}
	}
	return hits*10 >= len(l)*7
}

type sided struct {
	run
	right bool
}

func drawn(left, right []run) []sided {
	var all []sided
	for _, r := range left {
		all = append(all, sided{r, false})
	}
	for _, r := range right {
		all = append(all, sided{r, true})
	}
	slices.SortStableFunc(all, func(a, b sided) int { return a.seq - b.seq })
	return all
}

// alternations counts how often drawing goes from one side to the other; inside
// does so without the headers and footers, single runs that are drawn first and
// last, if they are few.
func alternations(left, right []run) (turns, inside int) {
	all := drawn(left, right)
	var strokes []int // lengths
	for i, r := range all {
		if i == 0 || r.right != all[i-1].right {
			strokes = append(strokes, 0)
		}
		strokes[len(strokes)-1]++
	}
	turns = len(strokes) - 1
	const most = 2 // at either end
	for k := 0; k < most && len(strokes) > 1 && strokes[0] == 1; k++ {
		strokes = strokes[1:]
	}
	for k := 0; k < most && len(strokes) > 1 && strokes[len(strokes)-1] == 1; k++ {
		strokes = strokes[:len(strokes)-1]
	}
	rest := 0
	for _, n := range strokes {
		rest += n
	}
	if rest*10 < len(all)*7 {
		return turns, turns
	}
	return turns, len(strokes) - 1
}

// cells keeps a table of long texts cell by cell, in the order of drawing.
func cells(left, right []run) [][]run {
	var out [][]run
	side := false
	for i, r := range drawn(left, right) {
		if i == 0 || r.right != side {
			out, side = append(out, nil), r.right
		}
		out[len(out)-1] = append(out[len(out)-1], r.run)
	}
	return out
}
