package simulate

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// figure is one chart of the page, drawn as SVG by the template.
type figure struct {
	Title, About, X, Y string
	Lines              []curve
	Dots               []dot
	Diagonal           string // a path, where truth equals what was told
	XTicks, YTicks     []tick
}

// curve is one series; it has no points where nothing was counted.
type curve struct {
	Name, Class string
	Path        string
}

type dot struct{ X, Y float64 }

type tick struct {
	At    float64
	Label string
}

// The chart's box in units of the drawing: left and top of the plot, and its size.
const (
	plotLeft, plotTop     = 62.0, 12.0
	plotWidth, plotHeight = 600.0, 220.0
)

type point struct{ x, y float64 }

// series is a curve before it is drawn.
type series struct {
	name, class string
	points      []point
}

// charts are those of the page.
func (w *world) charts(t *counts) []figure {
	length := w.o.Scenario.length()
	hour := func(i int) float64 { return length.Hours() * (float64(i) + 0.5) / parts }
	each := func(name, class string, of func(slice) (float64, bool)) series {
		s := series{name: name, class: class}
		for i, p := range t.byTime {
			if y, ok := of(p); ok {
				s.points = append(s.points, point{hour(i), y})
			}
		}
		return s
	}
	quantile := func(of func(slice) *histogram, q float64) func(slice) (float64, bool) {
		return func(p slice) (float64, bool) { h := of(p); return h.quantile(q), h.n > 0 }
	}
	waits, engaged := func(p slice) *histogram { return &p.waits }, func(p slice) *histogram { return &p.engaged }
	number := func(of func(slice) int) func(slice) (float64, bool) {
		return func(p slice) (float64, bool) { return float64(of(p)), true }
	}
	const x = "hours since the opening, office time"
	return append([]figure{
		draw(figure{Title: "Waits", About: "From joining to the operator, by when the student joined.", X: x, Y: "seconds, office time"},
			each("half wait less", "a", quantile(waits, 0.5)), each("nine in ten wait less", "b", quantile(waits, 0.9))),
		w.lines(t.moments),
		draw(figure{Title: "Engaged chats: from sending to seeing", About: "One side's message on the other side's connection.", X: x, Y: "real milliseconds"},
			each("median", "a", quantile(engaged, 0.5)), each("99 in 100 are faster", "b", quantile(engaged, 0.99))),
		draw(figure{Title: "Let in, turned away, gave up", About: fmt.Sprintf("Students in each of %d parts of the time.", parts), X: x, Y: "students"},
			each("let into a queue", "a", number(func(p slice) int { return p.joined })),
			each("turned away or sent elsewhere", "b", number(func(p slice) int { return p.shed })),
			each("gave up waiting", "c", number(func(p slice) int { return p.left }))),
	}, estimateFigure(t.told)...)
}

func (w *world) lines(moments []moment) figure {
	waiting, engaged := series{name: "waiting", class: "b"}, series{name: "engaged", class: "a"}
	for _, m := range moments {
		if m.at > w.o.Scenario.length()+time.Hour {
			break
		}
		waiting.points = append(waiting.points, point{m.at.Hours(), float64(m.waiting)})
		engaged.points = append(engaged.points, point{m.at.Hours(), float64(m.engaged)})
	}
	return draw(figure{Title: "Who waits and who is served", About: "As students and operators saw it.",
		X: "hours since the opening, office time", Y: "students"}, engaged, waiting)
}

// estimateFigure shows what was told at joining against what came; nothing when nothing
// was told.
func estimateFigure(all []told) []figure {
	const most = 1500
	if len(all) == 0 {
		return nil
	}
	top := 60.0
	for _, e := range all {
		top = max(top, e.wait, e.to)
	}
	f := draw(figure{Title: "What was told and what came", About: "Each dot is a student: the middle of the interval told at joining, and the wait. On the line they are the same.",
		X: "told, seconds", Y: "came, seconds"}, series{points: []point{{0, 0}, {top, top}}})
	f.Diagonal, f.Lines = f.Lines[0].Path, nil
	step := max(1, len(all)/most)
	for i := 0; i < len(all); i += step {
		e := all[i]
		f.Dots = append(f.Dots, dot{plotLeft + plotWidth*(e.from+e.to)/2/top, plotTop + plotHeight*(1-e.wait/top)})
	}
	return []figure{f}
}

// draw scales the series to the box and gives the axes round numbers.
func draw(f figure, all ...series) figure {
	right, top := 0.0, 0.0
	for _, s := range all {
		for _, p := range s.points {
			right, top = max(right, p.x), max(top, p.y)
		}
	}
	xs, ys := ticks(right), ticks(top)
	right, top = max(right, 1e-9), ys[len(ys)-1]
	for _, s := range all {
		var path strings.Builder
		for i, p := range s.points {
			command := "L"
			if i == 0 {
				command = "M"
			}
			fmt.Fprintf(&path, "%s%.1f %.1f", command, plotLeft+plotWidth*p.x/right, plotTop+plotHeight*(1-p.y/top))
		}
		f.Lines = append(f.Lines, curve{Name: s.name, Class: s.class, Path: path.String()})
	}
	for _, x := range xs {
		if x <= right {
			f.XTicks = append(f.XTicks, tick{plotLeft + plotWidth*x/right, label(x)})
		}
	}
	for _, y := range ys {
		f.YTicks = append(f.YTicks, tick{plotTop + plotHeight*(1-y/top), label(y)})
	}
	return f
}

// ticks are four to eight round numbers from 0 to at least top.
func ticks(top float64) []float64 {
	if top <= 0 {
		top = 1
	}
	step := math.Pow(10, math.Floor(math.Log10(top/5)))
	for _, m := range []float64{1, 2, 5, 10} {
		if top/(step*m) <= 7 {
			step *= m
			break
		}
	}
	var out []float64
	for i := 0; ; i++ {
		out = append(out, float64(i)*step)
		if float64(i)*step >= top {
			return out
		}
	}
}

func label(x float64) string {
	s := fmt.Sprintf("%.4g", x)
	if x >= 1000 {
		s = fmt.Sprintf("%.0f", x)
	}
	return s
}
