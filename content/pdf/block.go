package pdf

import (
	"math"
	"regexp"
	"slices"
	"strings"
)

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
