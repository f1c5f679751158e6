package intake

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// table is a sheet.
type table struct {
	name string
	rows []row
}

type row struct {
	number int // in the file, from 1
	cells  []string
}

// archive is a spreadsheet's zip file, of which only so much is unpacked.
type archive struct {
	zip  *zip.Reader
	left int64 // bytes that may still be unpacked
}

func readSpreadsheet(data []byte) (Kind, []table, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "", nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	if len(z.File) > maxParts {
		return "", nil, ErrTooLarge
	}
	a := &archive{zip: z, left: maxUnpacked}
	switch {
	case a.has("xl/workbook.xml"):
		tables, err := readXLSX(a)
		return KindXLSX, tables, err
	case a.has("content.xml"):
		tables, err := readODS(a)
		return KindODS, tables, err
	}
	return "", nil, ErrKind
}

func (a *archive) file(name string) *zip.File {
	for _, f := range a.zip.File {
		if f.Name == name {
			return f
		}
	}
	return nil
}

func (a *archive) has(name string) bool { return a.file(name) != nil }

// each calls visit with every token of a part of XML.
func (a *archive) each(name string, visit func(xml.Token) error) (err error) {
	f := a.file(name)
	if f == nil {
		return fmt.Errorf("%w: there is no %s", ErrBroken, name)
	}
	body, err := f.Open()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrBroken, err)
	}
	defer body.Close() //nolint:errcheck // nothing is written
	d := xml.NewDecoder(&budget{body, &a.left})
	for {
		t, err := d.RawToken() // names as they are written: every program writes the same
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, ErrTooLarge):
			return ErrTooLarge
		case err != nil:
			return fmt.Errorf("%w: %s: %w", ErrBroken, name, err)
		}
		if err := visit(t); err != nil {
			return err
		}
	}
}

// budget reads until nothing is left of what may be unpacked.
type budget struct {
	r    io.Reader
	left *int64
}

func (b *budget) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if *b.left -= int64(n); *b.left < 0 {
		return 0, ErrTooLarge
	}
	return n, err
}

func attr(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// sheetPaths lists the sheets of a workbook that are shown, in their order.
func sheetPaths(a *archive) (names, paths []string, err error) {
	targets := map[string]string{}
	err = a.each("xl/_rels/workbook.xml.rels", func(t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "Relationship" {
			target := attr(e, "Target")
			if targets[attr(e, "Id")] = strings.TrimPrefix(target, "/"); !strings.HasPrefix(target, "/") {
				targets[attr(e, "Id")] = path.Join("xl", target)
			}
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	err = a.each("xl/workbook.xml", func(t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok || e.Name.Local != "sheet" || strings.HasSuffix(strings.ToLower(attr(e, "state")), "hidden") {
			return nil
		}
		if target := targets[attr(e, "id")]; target != "" && len(paths) < maxSheets {
			names, paths = append(names, attr(e, "name")), append(paths, target)
		}
		return nil
	})
	return names, paths, err
}
