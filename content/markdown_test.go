package content_test

import (
	"errors"
	"strings"
	"testing"

	"sportello/content"
	"sportello/content/contenttest"
)

func TestHTMLIsSafe(t *testing.T) {
	for _, md := range []string{
		"<script>alert(1)</script>", "[x](javascript:alert(1))", "<img src=x onerror=alert(1)>",
		"[x](data:text/html;base64,PHNjcmlwdD4=)", "<a href='https://x' onclick='y'>z</a>", "<style>*{}</style>", "![a](https://x/y.png)",
	} {
		html := content.HTML(md, nil)
		for _, bad := range []string{"<script", "javascript:", "onerror", "onclick", "data:", "<style", "<img"} {
			if strings.Contains(html, bad) {
				t.Errorf("HTML(%q) = %q", md, html)
			}
		}
	}
	html := content.HTML("Vai su **[PoliDesk](https://polidesk.example)**.\n\n| a | b |\n|---|---|\n| 1 | 2 |", nil)
	for _, want := range []string{`href="https://polidesk.example"`, "noopener", "<strong>", "<td>1</td>"} {
		if !strings.Contains(html, want) {
			t.Errorf("no %s in %s", want, html)
		}
	}
}

func TestPlain(t *testing.T) {
	got := content.Plain("Paga **entro** il [30](https://x.example):\n\n1. apri\n2. paga\n   - con PagoPA\n\n| rata | data |\n|---|---|\n| prima | 30/9 |\n\nScrivi a [a@b.example](mailto:a@b.example).")
	want := "Paga entro il 30 (https://x.example):\n\n1. apri\n2. paga\n   - con PagoPA\n\nrata | data\nprima | 30/9\n\nScrivi a a@b.example."
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{"Perché  NO?!": "perche no", "dov'è": "dov e", "": "", "CFU/ECTS": "cfu ects", "perche\u0301": "perche", "a\xffb": "a b", "ＡＡ": "ａａ"} {
		if got := content.Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzParseEntry(f *testing.F) {
	f.Add([]byte(goodEntry))
	f.Add([]byte("---\n---\n"))
	f.Add([]byte("---\naudience:\n !0 0\n  -0\n---\n"))
	for _, front := range []string{
		"id: \xff\x00", "question: 📅 когда 試験 امتحان", strings.Repeat("[", 30_000), strings.Repeat("a: {", 10_000),
		"alternates:\n" + strings.Repeat("  - quando scade?\n", 3000), strings.Repeat("question: x\n", 3000), strings.Repeat("é", 50_000),
		"a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b]\nalternates: [*c,*c,*c,*c,*c,*c,*c]",
	} {
		f.Add([]byte("---\n" + front + "\n---\n\n" + strings.Repeat("> * _`[", 100)))
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		defer contenttest.Bounded(t)()
		e, err := content.ParseEntry(source)
		if err != nil {
			if p, ok := errors.AsType[content.Problem](err); !ok || p.Line < 1 || p.Message == "" {
				t.Errorf("unclear: %#v", err)
			}
			return
		}
		content.CheckEntry(e, source)
		content.HTML(e.Body, nil)
		content.Plain(e.Body)
	})
}
