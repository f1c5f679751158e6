package pdf

import (
	"math"
	"slices"
	"strings"
)

// run is a stretch of words with ordinary gaps, on one line: a line of a
// column, or a cell of a table.
type run struct {
	words []word
	box   box
	seq   int
}

func (r *run) add(w word) {
	if len(r.words) == 0 {
		r.box, r.seq = w.box, w.seq
	}
	r.words = append(r.words, w)
	r.box = r.box.union(w.box)
	r.seq = min(r.seq, w.seq)
}

// Gaps between words, in parts of the height of the line. The first is above the
// blanks of a justified line and below the gutter of the tightest columns; the
// second is what a reader takes for the next cell of a table.
const (
	runGap  = 0.85
	cellGap = 1.6
)

// layOut orders the words of a page of w x h points into lines.
func layOut(words []word, w, h float64) []Line {
	groups := make([][]word, turns)
	for _, word := range words {
		groups[word.turn] = append(groups[word.turn], word)
	}
	order := []int{upright, downwards, upsideDown, upwards, slanted}
	// The direction of most words is the page's own; the rest follows.
	slices.SortStableFunc(order, func(a, b int) int { return len(groups[b]) - len(groups[a]) })
	var lines []Line
	block := 0
	for _, turn := range order {
		group := groups[turn]
		for i := range group {
			group[i].box = stand(group[i].box, turn, w, h)
		}
		for _, region := range columns(runsOf(group), 0) {
			rows := rowsOf(region)
			markTable(rows)
			rows = foldCells(rows)
			for i, number := range blocks(rows) {
				line := rows[i].line()
				line.Block = block + number
				line.Box = lie(rows[i].box, turn, w, h).fraction(w, h)
				if line.Text != "" {
					lines = append(lines, line)
				}
			}
			if len(lines) > 0 {
				block = lines[len(lines)-1].Block
			}
		}
	}
	return lines
}

// runsOf joins words into runs: first those drawn one after another, then, for
// files that draw in any order, those that stand side by side.
func runsOf(words []word) []run {
	var runs []run
	for _, w := range words {
		if n := len(runs); n > 0 && follows(runs[n-1], w.box) {
			runs[n-1].add(w)
			continue
		}
		var r run
		r.add(w)
		runs = append(runs, r)
	}
	slices.SortStableFunc(runs, func(a, b run) int { return compare(a.box.x0, b.box.x0) })
	return joinSideBySide(runs)
}

func follows(r run, next box) bool {
	gap := next.x0 - r.box.x1
	high := max(r.box.height(), next.height())
	return r.box.sameRow(next) && gap < runGap*high && gap > -0.5*high
}

// joinSideBySide takes runs from left to right. Rows are found by the height
// they stand at, in a grid, so that a page of any number of runs stays cheap.
func joinSideBySide(runs []run) []run {
	const cell = 8 // points, below the height of most lines
	open := map[int][]int{}
	var out []run
next:
	for _, r := range runs {
		slot := int(math.Floor(r.box.centre() / cell))
		for s := slot - 1; s <= slot+1; s++ {
			for k, i := range open[s] {
				if !follows(out[i], r.box) {
					continue
				}
				for _, w := range r.words {
					out[i].add(w)
				}
				open[s] = slices.Delete(open[s], k, k+1)
				open[slot] = append(open[slot], i)
				continue next
			}
		}
		out = append(out, r)
		open[slot] = append(open[slot], len(out)-1)
	}
	return out
}

// row is a line of one column: its runs from left to right.
type row struct {
	runs  []run
	box   box
	table bool
	cols  []float64 // where the cells of its table begin
	last  box       // of the last line folded into the row, or zero
}

// rowsOf gathers the runs of a column into rows, from top to bottom.
func rowsOf(runs []run) []row {
	runs = slices.Clone(runs)
	slices.SortStableFunc(runs, func(a, b run) int { return compare(a.box.centre(), b.box.centre()) })
	var rows []row
	for _, r := range runs {
		n := len(rows) - 1
		if n >= 0 && rows[n].main().sameRow(r.box) && rows[n].free(r.box) {
			rows[n].runs = append(rows[n].runs, r)
			rows[n].box = rows[n].box.union(r.box)
			continue
		}
		rows = append(rows, row{runs: []run{r}, box: r.box})
	}
	for _, r := range rows {
		slices.SortStableFunc(r.runs, func(a, b run) int { return compare(a.box.x0, b.box.x0) })
	}
	return rows
}

// main is the box of the widest run: that of a small raised number must not
// decide what is on the row.
func (r row) main() box {
	out := r.runs[0].box
	for _, other := range r.runs[1:] {
		if other.box.width() > out.width() {
			out = other.box
		}
	}
	return out
}

// free tells that nothing of the row stands where b does: overlapping text is
// two rows drawn close.
func (r row) free(b box) bool {
	for _, other := range r.runs {
		if min(other.box.x1, b.x1)-max(other.box.x0, b.x0) > 0.5*min(other.box.width(), b.width()) {
			return false
		}
	}
	return true
}

// line spells the row; Box and Block are left to the caller.
func (r row) line() Line {
	var (
		b       strings.Builder
		letters = map[float64]int{}
		bold    int
		total   int
	)
	for i, run := range r.runs {
		for k, w := range run.words {
			switch {
			case i > 0 && k == 0:
				b.WriteString(r.separator(i))
			case k > 0:
				b.WriteString(" ")
			}
			b.WriteString(w.text)
			n := len([]rune(w.text))
			letters[math.Round(w.size*2)/2] += n
			total += n
			if w.bold {
				bold += n
			}
		}
	}
	size, most := 0.0, 0
	for s, n := range letters {
		if n > most || n == most && s > size {
			size, most = s, n
		}
	}
	return Line{Text: squeeze(b.String()), Size: size, Bold: bold*10 > total*8}
}

func (r row) separator(i int) string {
	gap := r.runs[i].box.x0 - r.runs[i-1].box.x1
	if r.table && (gap > cellGap*r.runs[i].box.height() || near(r.cols, r.runs[i].box.x0)) {
		return " | "
	}
	return " "
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
