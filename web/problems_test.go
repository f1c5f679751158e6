package web

import (
	"strings"
	"testing"

	"sportello/content"
)

// Every rule is told in both languages, with all that it tells of.
func TestProblemsAreToldInBothLanguages(t *testing.T) {
	known := map[content.Code]bool{}
	for _, code := range content.Codes() {
		known[code] = true
		n := strings.Count(problemTexts[code][0], "%s")
		params := []string{"uno", "due", "tre"}[:n]
		for i, lang := range []string{"it", "en"} {
			text := problemText(lang, content.Problem{Code: code, Params: params})
			if problemTexts[code][i] == "" || strings.Contains(text, "%!") || strings.Count(problemTexts[code][i], "%s") != n {
				t.Errorf("%s in %s: %q", code, lang, text)
			}
		}
	}
	for code := range problemTexts {
		if !known[code] {
			t.Errorf("there is no rule %s", code)
		}
	}
	problems := content.CheckEntry(&content.Entry{}, []byte("---\nid: x\n---\n"))
	for _, p := range problems {
		for _, lang := range []string{"it", "en"} {
			if text := problemText(lang, p); strings.Contains(text, "%!") || text == "" {
				t.Errorf("%s: %q", p.Code, text)
			}
		}
	}
	if got := problemText("it", problems[0]); !strings.HasPrefix(got, "Identificativo: usa da 3 a 80") {
		t.Errorf("%q", got)
	}
}
