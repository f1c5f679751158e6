package content_test

import (
	"fmt"
	"strings"
	"testing"

	"sportello/content"
)

// Each case changes the good file and names the place of the complaint.
func TestProblemsAreLocated(t *testing.T) {
	for _, c := range []struct{ name, from, to, want string }{
		{"value", "lang: it", "lang: fr", "4:7 not_allowed"},
		{"value in a row", "audience: [enrolled]", "audience: [enrolled, pupils]", "8:22 not_allowed"},
		{"second of two", "  - ho pagato tardi", "  - ho pagato tardi\n  - perché pago\n  - ho pagato tardi", "9:5 alternate_twice"},
		{"behind letters of two bytes", "**mora**", "è così <b>mora</b>", "14:1 html"},
		{"link", "**mora**", "più [mora](/mora)", "14:22 link"},
		{"missing", "owner: Ufficio Contributi", "owner: ''", "9:8 missing"},
		{"unknown field", "owner:", "ownr:", "9:1 fields"},
		{"not UTF-8", "**mora**", "mor\xe0", "14:14 encoding"},
		{"a zero byte", "**mora**", "mor\x00a", "14:14 encoding"},
		{"Windows", "\n", "\r\n", ""},
		{"mark", "---\nid", "\ufeff---\nid", ""},
		{"no final line end", "**mora**.\n", "**mora**.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := 1
			if c.name == "Windows" {
				n = -1
			}
			source := []byte(strings.Replace(goodEntry, c.from, c.to, n))
			problems := check(t, map[string]string{"topics.yaml": topics, "entries/fees/fees-late.md": string(source)})
			got := ""
			if len(problems) > 0 {
				line, column := content.Locate(source, problems[0])
				got = fmt.Sprintf("%d:%d %s", line, column, problems[0].Code)
			}
			if got != c.want {
				t.Errorf("got %q, want %q: %v", got, c.want, problems)
			}
		})
	}
}
