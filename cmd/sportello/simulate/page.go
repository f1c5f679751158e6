package simulate

import (
	_ "embed"
	"html/template"
	"io"
)

//go:embed page.html
var pageSource string

var page = template.Must(template.New("page").Parse(pageSource))

// Page writes the report as one HTML file that needs nothing else.
func (r *Report) Page(out io.Writer) error {
	type part struct {
		*Report
		Groups []group
	}
	view := struct {
		*Report
		Parts      []part
		Comparison []row
	}{Report: r, Parts: []part{{r, r.rows()}}}
	if r.Pooled != nil {
		view.Parts = append(view.Parts, part{r.Pooled, r.Pooled.rows()})
		view.Comparison = r.comparison()
	}
	return page.Execute(out, view)
}
