package intake

import (
	"encoding/xml"
	"strconv"
	"strings"
)

func readXLSX(a *archive) ([]table, error) {
	names, paths, err := sheetPaths(a)
	if err != nil {
		return nil, err
	}
	var shared []string
	if a.has("xl/sharedStrings.xml") {
		if shared, err = sharedStrings(a); err != nil {
			return nil, err
		}
	}
	tables := make([]table, 0, len(paths))
	rows := 0
	for i, p := range paths {
		s := &sheet{shared: shared, most: maxRows - rows}
		if err := a.each(p, s.token); err != nil {
			return nil, err
		}
		rows += len(s.rows)
		tables = append(tables, table{names[i], s.rows})
	}
	return tables, nil
}

// sharedStrings are the texts that cells point to.
func sharedStrings(a *archive) (texts []string, err error) {
	var text strings.Builder
	inText, phonetic := false, false
	err = a.each("xl/sharedStrings.xml", func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "t":
				inText = true
			case "rPh": // how to read Japanese
				phonetic = true
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "t":
				inText = false
			case "rPh":
				phonetic = false
			case "si":
				texts = append(texts, cellText(text.String()))
				text.Reset()
			}
		case xml.CharData:
			if inText && !phonetic && text.Len() <= maxCell {
				text.Write(t)
			}
		}
		return nil
	})
	return texts, err
}

// sheet reads the rows of a worksheet, token by token.
type sheet struct {
	shared []string
	most   int
	rows   []row

	number int // of the row
	cells  []string
	column int // of the cell
	kind   string
	inside bool // what counts of the cell
	text   strings.Builder
}

func (s *sheet) token(t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		s.start(t)
	case xml.EndElement:
		return s.end(t.Name.Local)
	case xml.CharData:
		if s.inside && s.text.Len() <= maxCell {
			s.text.Write(t)
		}
	}
	return nil
}

func (s *sheet) start(e xml.StartElement) {
	switch e.Name.Local {
	case "row":
		s.number++
		if n, err := strconv.Atoi(attr(e, "r")); err == nil {
			s.number = n
		}
		s.cells, s.column = nil, -1
	case "c":
		s.column++
		if at, ok := columnOf(attr(e, "r")); ok {
			s.column = at
		}
		s.kind = attr(e, "t")
		s.text.Reset()
	case "v", "t":
		s.inside = true
	}
}

func (s *sheet) end(name string) error {
	switch name {
	case "v", "t":
		s.inside = false
	case "c":
		if s.column < 0 || s.column >= maxColumns {
			return nil
		}
		for len(s.cells) <= s.column {
			s.cells = append(s.cells, "")
		}
		s.cells[s.column] = s.value()
	case "row":
		if strings.Join(s.cells, "") == "" {
			return nil
		}
		if len(s.rows) >= s.most {
			return ErrTooMany
		}
		s.rows = append(s.rows, row{s.number, s.cells})
	}
	return nil
}

func (s *sheet) value() string {
	if s.kind != "s" {
		return cellText(s.text.String())
	}
	n, err := strconv.Atoi(strings.TrimSpace(s.text.String()))
	if err != nil || n < 0 || n >= len(s.shared) {
		return ""
	}
	return s.shared[n]
}

// columnOf is the column of a reference such as AB12, from 0.
func columnOf(ref string) (n int, ok bool) {
	for _, r := range ref {
		if r < 'A' || r > 'Z' || n > maxColumns*26 {
			break
		}
		n = n*26 + int(r-'A') + 1
	}
	return n - 1, n > 0
}
