package pdf

import (
	"cmp"
	"slices"
)

// columns cuts the runs of a page, or of a part of it, into regions that are read
// one after another: what spans the page, the left column, the right one, what
// spans the page again. Columns of a table are not columns to read.
func columns(runs []run, depth int) [][]run {
	if len(runs) == 0 {
		return nil
	}
	const deepest = 3 // six columns; deeper is a table or an attack
	if depth == deepest || len(runs) < 6 {
		return [][]run{runs}
	}
	parts := bestCut(runs)
	if len(parts) < 2 {
		return [][]run{runs}
	}
	var out [][]run
	for _, part := range parts {
		out = append(out, columns(part, depth+1)...)
	}
	return out
}

// bestCut tries the likely gutters and keeps the cut that explains most lines.
func bestCut(runs []run) [][]run {
	var (
		best  [][]run
		score int
	)
	for _, x := range gutters(runs) {
		parts, inColumns := cutAt(runs, x)
		if inColumns > score {
			best, score = parts, inColumns
		}
	}
	return best
}

// gutters are the places in the middle of the page that fewest runs cross: the
// projection of all runs on the x axis, and its lowest stretches.
func gutters(runs []run) []float64 {
	area := runs[0].box
	for _, r := range runs[1:] {
		area = area.union(r.box)
	}
	const slots = 240
	if !(area.width() > 0) {
		return nil
	}
	slot := func(x float64) int {
		return min(slots, max(0, int((x-area.x0)/area.width()*slots)))
	}
	var edges [slots + 2]int
	for _, r := range runs {
		edges[slot(r.box.x0)]++
		edges[slot(r.box.x1)+1]--
	}
	type stretch struct{ from, to, cover int }
	var found []stretch
	cover := 0
	for i := range slots + 1 {
		cover += edges[i]
		if n := len(found); n > 0 && found[n-1].cover == cover {
			found[n-1].to = i
			continue
		}
		found = append(found, stretch{i, i, cover})
	}
	found = slices.DeleteFunc(found, func(s stretch) bool {
		return s.to < slots*15/100 || s.from > slots*85/100 || s.cover*3 > len(runs)
	})
	slices.SortStableFunc(found, func(a, b stretch) int {
		return cmp.Or(cmp.Compare(a.cover, b.cover), cmp.Compare(b.to-b.from, a.to-a.from))
	})
	var out []float64
	for _, s := range found[:min(len(found), 8)] {
		out = append(out, area.x0+(float64(s.from+s.to)/2+0.5)/slots*area.width())
	}
	return out
}

// cutAt cuts at x. Runs that cross x separate bands; a band becomes two columns
// if it reads as such, else it stays with what spans the page. The count is of
// the runs in columns.
func cutAt(runs []run, x float64) (parts [][]run, inColumns int) {
	runs = slices.Clone(runs)
	slices.SortStableFunc(runs, func(a, b run) int { return compare(a.box.centre(), b.box.centre()) })
	var whole, band []run
	closeBand := func() {
		left, right := sides(band, x)
		cells := readAs(left, right)
		if cells == nil {
			whole = append(whole, band...)
		} else {
			if len(whole) > 0 {
				parts = append(parts, whole)
			}
			parts, whole = append(parts, cells...), nil
			inColumns += len(band)
		}
		band = nil
	}
	spans := spanning(runs, x)
	for i, r := range runs {
		if spans[i] {
			closeBand()
			whole = append(whole, r)
			continue
		}
		band = append(band, r)
	}
	closeBand()
	if len(whole) > 0 {
		parts = append(parts, whole)
	}
	return parts, inColumns
}

// spanning marks the runs that cross x, and those beside one that does: a line
// over both columns has nothing beside it, a row of a table has. The runs are in
// the order of their height.
func spanning(runs []run, x float64) []bool {
	const near = 20 // as many runs as may stand on one row
	out := make([]bool, len(runs))
	for i, r := range runs {
		if r.box.x0 >= x-1 || r.box.x1 <= x+1 {
			continue
		}
		for k := max(0, i-near); k < min(len(runs), i+near); k++ {
			out[k] = out[k] || r.box.sameRow(runs[k].box)
		}
	}
	return out
}

func sides(band []run, x float64) (left, right []run) {
	for _, r := range band {
		if (r.box.x0+r.box.x1)/2 < x {
			left = append(left, r)
		} else {
			right = append(right, r)
		}
	}
	return left, right
}
