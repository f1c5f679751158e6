package intake_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sportello/content/intake"
)

// archive makes a spreadsheet of its parts.
func archive(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, body := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(body)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func workbook(t testing.TB, sheet string) []byte {
	return archive(t, map[string]string{
		"xl/workbook.xml":            `<workbook xmlns:r="x"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   sheet,
	})
}

func inline(cells ...string) string {
	return "<row><c t=\"inlineStr\"><is><t>" + strings.Join(cells, "</t></is></c><c t=\"inlineStr\"><is><t>") + "</t></is></c></row>"
}

// What is made to do harm is refused, with the error that says why.
func TestHostileFiles(t *testing.T) {
	head := "<worksheet><sheetData>" + inline("Domanda", "Risposta")
	rows := func(n int) string { return strings.Repeat(inline("A?", "b"), n) }
	for name, c := range map[string]struct {
		file string
		data []byte
		want error
	}{
		"empty":          {"x.csv", nil, intake.ErrKind},
		"too large":      {"x.csv", make([]byte, intake.MaxBytes+1), intake.ErrTooLarge},
		"pdf":            {"x.csv", []byte("%PDF-1.7\n"), intake.ErrKind},
		"picture":        {"x.csv", []byte("\x89PNG\r\n\x1a\n\x00\x00"), intake.ErrKind},
		"old excel":      {"x.xls", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00"), intake.ErrOldExcel},
		"cut archive":    {"x.xlsx", workbook(t, head)[:100], intake.ErrBroken},
		"other archive":  {"x.xlsx", archive(t, map[string]string{"a.txt": "a"}), intake.ErrKind},
		"no sheet":       {"x.xlsx", archive(t, map[string]string{"xl/workbook.xml": `<workbook/>`}), intake.ErrBroken},
		"unpacked large": {"x.xlsx", workbook(t, head+strings.Repeat(" ", 49<<20)), intake.ErrTooLarge},
		"unpacked rows":  {"x.xlsx", workbook(t, head+rows(5001)), intake.ErrTooMany},
		"many questions": {"x.xlsx", workbook(t, head+rows(501)+"</sheetData></worksheet>"), intake.ErrTooMany},
		"many rows":      {"x.csv", []byte(strings.Repeat("a;b\n", 5001)), intake.ErrTooMany},
		"no questions":   {"x.csv", []byte("Domanda;Risposta\n"), intake.ErrNothing},
		"deep page":      {"x.html", []byte("<html>" + strings.Repeat("<div>", 100_000)), intake.ErrBroken},
		"page without":   {"x.html", []byte("<html><body><h2>Notizie</h2><p>Ciao.</p>"), intake.ErrNothing},
		"deep data":      {"x.html", []byte(`<script type="application/ld+json">` + strings.Repeat("[", 200_000) + "</script>"), intake.ErrNothing},
		"one text often": {"x.ods", archive(t, map[string]string{"content.xml": "<table name='a'><table-row><table-cell><p>Domanda</p></table-cell><table-cell><p>Risposta</p></table-cell></table-row>" +
			strings.Repeat("<table-row><table-cell><p>A?</p></table-cell><table-cell><p>"+strings.Repeat("b", 40<<10)+"</p></table-cell></table-row>", 300) + "</table>"}), intake.ErrTooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := intake.Read(context.Background(), c.file, c.data, intake.Options{}); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

func TestReadEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for name, data := range map[string]string{"x.csv": "domanda;risposta\na?;b\n", "x.html": "<h2>A?</h2>b"} {
		if _, err := intake.Read(ctx, name, []byte(data), intake.Options{}); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

var said = []error{intake.ErrTooLarge, intake.ErrTooMany, intake.ErrKind, intake.ErrOldExcel, intake.ErrBroken, intake.ErrNothing}

// readAny reads any bytes: the error is one of the package's, and what comes out makes
// entries that break no rule, or says why not.
func readAny(t *testing.T, name string, data []byte) {
	r, err := intake.Read(context.Background(), name, data, intake.Options{Topics: topics})
	if err != nil {
		for _, s := range said {
			if errors.Is(err, s) {
				return
			}
		}
		t.Fatalf("%v is no error that could be told", err)
	}
	ids := map[string]bool{}
	for _, p := range r.Proposals {
		if ids[p.ID] {
			t.Errorf("two are called %s", p.ID)
		}
		ids[p.ID] = true
	}
	makeable(t, r)
}

func seeds(f *testing.F, ends ...string) {
	for _, end := range ends {
		names, err := filepath.Glob("testdata/*" + end)
		if err != nil {
			f.Fatal(err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
}

func FuzzTable(f *testing.F) {
	seeds(f, ".csv", ".tsv")
	f.Add([]byte("domanda;risposta\n\"a?;<p>b\n"))
	f.Fuzz(func(t *testing.T, data []byte) { readAny(t, "x.csv", data) })
}

func FuzzPage(f *testing.F) {
	seeds(f, ".html")
	f.Fuzz(func(t *testing.T, data []byte) { readAny(t, "x.html", data) })
}

func FuzzArchive(f *testing.F) {
	seeds(f, ".xlsx", ".ods")
	f.Fuzz(func(t *testing.T, data []byte) { readAny(t, "x.xlsx", data) })
}

// FuzzWorksheet reaches the XML, which a changed archive never does: its checksums fail.
func FuzzWorksheet(f *testing.F) {
	f.Add("<worksheet><sheetData>" + inline("Domanda", "Risposta") + inline("A?", "b") + "</sheetData></worksheet>")
	f.Add(`<worksheet><row r="3"><c r="B3" t="s"><v>0</v></c><c r="ZZZZ9"><v>1</v></c></row>`)
	f.Add(`<table name="a"><table-row><table-cell number-columns-repeated="9"><p>domanda<a href="x">b</a></p></table-cell></table-row>`)
	f.Fuzz(func(t *testing.T, sheet string) {
		readAny(t, "x.xlsx", workbook(t, sheet))
		readAny(t, "x.ods", archive(t, map[string]string{"content.xml": sheet}))
	})
}

// FuzzMarkdown holds that no HTML gives an answer that breaks a rule.
func FuzzMarkdown(f *testing.F) {
	f.Add("<p>a <b>b</b></p><table><tr><td>1<br>2<td>3</table><ul><li>x<ol><li>y</ul><a href=//e.example>z</a><h1>t")
	f.Fuzz(func(t *testing.T, source string) {
		readAny(t, "x.csv", []byte(fmt.Sprintf("domanda,risposta\na?,\"<p>%s\"\n", strings.ReplaceAll(source, `"`, `""`))))
	})
}
