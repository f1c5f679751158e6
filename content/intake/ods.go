package intake

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// readODS reads the spreadsheets of LibreOffice, and of the public bodies that must use
// an open format.
func readODS(a *archive) ([]table, error) {
	o := &odsReader{}
	if err := a.each("content.xml", o.token); err != nil {
		return nil, err
	}
	return o.tables, nil
}

type odsReader struct {
	tables []table
	rows   int // of all tables

	number, repeat int // of the row
	cells          []string
	times          int // the cell stands beside itself
	inCell         bool
	aside          int // depth of comments and drawings, which are not the cell's text
	links          []string
	text           strings.Builder
}

func (o *odsReader) token(t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		o.start(t)
	case xml.EndElement:
		return o.end(t.Name.Local)
	case xml.CharData:
		o.write(string(t))
	}
	return nil
}

func (o *odsReader) write(s string) {
	if o.inCell && o.aside == 0 && o.text.Len() <= maxCell {
		o.text.WriteString(s)
	}
}

func (o *odsReader) start(e xml.StartElement) {
	switch e.Name.Local {
	case "annotation", "frame":
		o.aside++
	case "table":
		o.tables = append(o.tables, table{name: attr(e, "name")})
		o.number = 0
	case "table-row":
		o.cells, o.repeat = nil, times(e, "number-rows-repeated")
		o.number++
	case "table-cell", "covered-table-cell":
		o.times, o.inCell = times(e, "number-columns-repeated"), true
		o.text.Reset()
	case "p":
		if o.text.Len() > 0 {
			o.write("\n")
		}
	case "line-break":
		o.write("\n")
	case "s":
		o.write(strings.Repeat(" ", min(times(e, "c"), maxColumns)))
	case "tab":
		o.write("\t")
	case "a":
		o.links = append(o.links[:min(len(o.links), maxColumns)], attr(e, "href"))
		o.write("[")
	}
}

func times(e xml.StartElement, name string) int {
	if n, err := strconv.Atoi(attr(e, name)); err == nil && n > 0 {
		return n
	}
	return 1
}

func (o *odsReader) end(name string) error {
	switch name {
	case "annotation", "frame":
		o.aside = max(0, o.aside-1)
	case "a":
		if last := len(o.links) - 1; last >= 0 {
			o.write("](" + o.links[last] + ")")
			o.links = o.links[:last]
		}
	case "table-cell", "covered-table-cell":
		o.inCell = false
		text := cellText(o.text.String())
		for range min(o.times, maxColumns-len(o.cells)) {
			o.cells = append(o.cells, text)
		}
	case "table-row":
		return o.endRow()
	}
	return nil
}

// endRow takes a row once, also where the file says that it is repeated: that is how the
// empty ones below are written, a million at a time.
func (o *odsReader) endRow() error {
	number := o.number
	o.number += o.repeat - 1
	if strings.Join(o.cells, "") == "" || len(o.tables) == 0 || len(o.tables) > maxSheets {
		return nil
	}
	if o.rows++; o.rows > maxRows {
		return ErrTooMany
	}
	t := &o.tables[len(o.tables)-1]
	t.rows = append(t.rows, row{number, o.cells})
	return nil
}
