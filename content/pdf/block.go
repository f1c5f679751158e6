package pdf

import (
	"math"
	"regexp"
	"slices"
	"strings"
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
}

// foldCells moves the second line of a cell up to its row. Such a line has no
// first cell and stands wholly under cells of the row above.
func foldCells(rows []row) []row {
	var out []row
	for _, r := range rows {
		if n := len(out) - 1; n >= 0 && out[n].table && continues(out[n], r) {
			for _, part := range r.runs {
				i := under(out[n], part)
				out[n].runs[i].words = append(out[n].runs[i].words, part.words...)
			}
			out[n].last = r.box
			out[n].box = out[n].box.union(r.box)
			continue
		}
		out = append(out, r)
	}
	return out
}

func continues(above, r row) bool {
	last := above.last
	if above.last == (box{}) {
		last = above.box
	}
	if r.box.centre()-last.centre() > 1.5*r.main().height() {
		return false
	}
	for _, part := range r.runs {
		if i := under(above, part); i < 1 {
			return false
		}
	}
	return true
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

func enumerator(r run) bool {
	return len(r.words) == 1 && itemStart.MatchString(r.words[0].text+" ")
}

var itemStart = regexp.MustCompile(`^(?:[•▪■□●○◦‣–—*·➢✓✔-]|\(?[0-9]{1,3}[.)°]|\(?[a-zA-Z][.)]|\(?[ivxIVX]{1,4}[.)])\s`)

// blocks numbers the paragraphs of a column from 1.
func blocks(rows []row) []int {
	out := make([]int, len(rows))
	leading := usualLeading(rows)
	area := box{}
	for i, r := range rows {
		if i == 0 {
			area = r.box
		}
		area = area.union(r.box)
	}
	number := 0
	for i := range rows {
		if i == 0 || startsBlock(rows[i-1], rows[i], area, leading) {
			number++
		}
		out[i] = number
	}
	return out
}

// usualLeading is the median distance of lines, in parts of their height.
func usualLeading(rows []row) float64 {
	var all []float64
	for i := 1; i < len(rows); i++ {
		step := (rows[i].box.centre() - rows[i-1].box.centre()) / rows[i].main().height()
		if step > 0.6 && step < 2.2 {
			all = append(all, step)
		}
	}
	if len(all) == 0 {
		return 1.2
	}
	slices.Sort(all)
	return all[len(all)/2]
}

func startsBlock(prev, cur row, area box, leading float64) bool {
	a, b := prev.line(), cur.line()
	high := cur.main().height()
	step := (cur.box.centre() - prev.box.centre()) / high
	switch {
	case prev.table && cur.table:
		return step > 3 // rows of one table, unless far apart
	case step > max(1.3*leading, leading+0.3) || step < 0:
		return true
	case prev.table != cur.table:
		return true
	case math.Abs(a.Size-b.Size) > 0.08*max(a.Size, b.Size):
		return true
	case a.Bold != b.Bold && len(strings.Fields(b.Text)) > 1:
		return true
	case itemStart.MatchString(b.Text + " "):
		return true
	}
	ended := strings.ContainsAny(lastRune(a.Text), ".:;!?")
	indented := cur.box.x0 > area.x0+0.8*high && prev.box.x0 < area.x0+0.4*high
	short := prev.box.x1 < area.x1-0.25*area.width()
	if ended && (indented && !itemStart.MatchString(a.Text+" ") || short) {
		return true
	}
	// A line in capitals above or below a paragraph is its title.
	return capitals(a.Text) && !capitals(b.Text) && prev.box.x1 < area.x1-0.1*area.width() ||
		capitals(b.Text) && !capitals(a.Text) && ended && cur.box.x1 < area.x1-0.1*area.width()
}

func lastRune(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return ""
	}
	return string(r[len(r)-1])
}
