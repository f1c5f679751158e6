package intake

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"sportello/content"
)

// headingWithin is within how many rows the headings stand: a title may come first.
const headingWithin = 10

// sheetPlan is how a sheet is read.
type sheetPlan struct {
	table
	fields []Field
	first  int // of its rows that is no heading
}

// readTables makes proposals of all sheets whose columns are known.
func readTables(ctx context.Context, tables []table, o Options) (*Result, error) {
	tables = slices.DeleteFunc(tables, func(t table) bool { return len(t.rows) == 0 })
	if len(tables) == 0 {
		return nil, ErrNothing
	}
	var plans []sheetPlan
	for _, t := range tables {
		if p, ok := planOf(t, o); ok {
			plans = append(plans, p)
		}
	}
	if len(plans) == 0 {
		t := tables[0]
		return &Result{NeedsColumns: true, Columns: columnsOf(sheetPlan{t, fieldsOf(t.rows[0].cells), 1})}, nil
	}
	r := &Result{Columns: columnsOf(plans[0])}
	for _, p := range plans {
		for _, row := range p.rows[p.first:] {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			place := fmt.Sprint(row.number)
			if len(plans) > 1 {
				place = p.name + " " + place
			}
			r.Proposals = append(r.Proposals, p.read(row, place)...)
			if len(r.Proposals) > MaxEntries {
				return nil, ErrTooMany
			}
		}
	}
	return r, nil
}

// planOf reports false for a sheet of which nobody says where its questions stand.
func planOf(t table, o Options) (sheetPlan, bool) {
	for i, r := range t.rows[:min(len(t.rows), headingWithin)] {
		if fields := fieldsOf(r.cells); complete(fields) {
			if o.Columns != nil {
				fields = o.Columns
			}
			return sheetPlan{t, fields, i + 1}, complete(fields)
		}
	}
	return sheetPlan{t, o.Columns, 1}, complete(o.Columns)
}

func columnsOf(p sheetPlan) []Column {
	width := 0
	for _, r := range p.rows[:min(len(p.rows), p.first+3)] {
		width = max(width, len(r.cells))
	}
	columns := make([]Column, width)
	for i := range columns {
		columns[i].Name = shorten(p.rows[p.first-1].cell(i))
		if i < len(p.fields) {
			columns[i].Field = p.fields[i]
		}
		for _, r := range p.rows[p.first:min(len(p.rows), p.first+3)] {
			if columns[i].Sample == "" {
				columns[i].Sample = shorten(r.cell(i))
			}
		}
	}
	return columns
}

func shorten(s string) string {
	const most = 80
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return string(r)
}

func (r row) cell(i int) string {
	if i < len(r.cells) {
		return r.cells[i]
	}
	return ""
}

// read makes a proposal of a row, or two that translate each other.
func (p *sheetPlan) read(r row, place string) (proposals []*Proposal) {
	values := map[Field]string{}
	for i, f := range p.fields {
		if f != "" {
			values[f] = r.cell(i)
		}
	}
	for _, lang := range append([]string{""}, content.Languages...) {
		of := func(f Field) string {
			if lang != "" {
				f += "_" + Field(lang)
			}
			return values[f]
		}
		if of(FieldQuestion)+of(FieldAnswer) == "" {
			continue
		}
		q := &Proposal{Place: place, Lang: lang, Question: oneLine(of(FieldQuestion)), Owner: oneLine(values[FieldOwner]),
			wantedID: values[FieldID], wantedTopic: oneLine(values[FieldTopic])}
		q.Alternates = alternates(of(FieldAlternates))
		q.Body = q.answer(of(FieldAnswer))
		if said := strings.Fields(content.Fold(values[FieldLang])); lang == "" && len(said) > 0 {
			q.Lang = languageWords[said[0]]
		}
		proposals = append(proposals, q)
	}
	return proposals
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// alternates stand in a cell one a line, or parted by semicolons or bars.
func alternates(cell string) (list []string) {
	for part := range strings.FieldsFuncSeq(cell, func(r rune) bool { return strings.ContainsRune("\n;|", r) }) {
		if part = oneLine(strings.TrimLeft(part, "-•* ")); part != "" {
			list = append(list, part)
		}
	}
	return list
}

var markup = regexp.MustCompile(`(?i)</?(p|br|ul|ol|li|a|b|strong|em|i|u|div|span|table|h[1-6])(\s[^<>]*)?/?>`)

// answer is a cell as Markdown: of HTML, where the office's old system wrote that.
func (p *Proposal) answer(cell string) string {
	if !markup.MatchString(cell) {
		return plain(cell)
	}
	body, notes, err := Markdown(cell, nil)
	if err != nil {
		return plain(cell)
	}
	p.Notes = append(p.Notes, notes...)
	return body
}

var (
	address   = regexp.MustCompile(`(^|\s|[^\]]\()(https?://[^\s<>()]*[^\s<>().,;:!?'"»”])`)
	bullet    = regexp.MustCompile(`^\s*[•·▪●–—-]\s+`)
	number    = regexp.MustCompile(`^\s*(\d{1,3})[.)]\s+`)
	listed    = regexp.MustCompile(`^(- |\d+\. )`)
	heading   = regexp.MustCompile(`^#`)
	tagOpened = regexp.MustCompile(`<([^h]|h[^t]|$)`)
)

// plain makes Markdown of a text without marks: a paragraph a line, lists where lines
// begin as lists do, addresses that can be followed. What Markdown the office has
// written stays.
func plain(text string) string {
	var out strings.Builder
	wasListed := false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		line = tagOpened.ReplaceAllString(line, `\<$1`)
		line = heading.ReplaceAllString(line, `\#`)
		line = number.ReplaceAllString(bullet.ReplaceAllString(line, "- "), "$1. ")
		line = address.ReplaceAllString(line, "$1<$2>")
		isListed := listed.MatchString(line)
		switch {
		case out.Len() == 0:
		case isListed && wasListed:
			out.WriteString("\n")
		default:
			out.WriteString("\n\n")
		}
		out.WriteString(line)
		wasListed = isListed
	}
	return out.String()
}
