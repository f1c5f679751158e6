package assistant

import (
	"html"
	"strings"
)

// passageHTML shows a guide's passage with the quoted sentences marked. The text is
// the guide's own; only the marks are added.
func passageHTML(text, quote string) string {
	before, after, found := strings.Cut(text, quote)
	if !found || quote == "" {
		return "<p>" + html.EscapeString(text) + "</p>"
	}
	return "<p>" + html.EscapeString(before) + "<mark>" + html.EscapeString(quote) + "</mark>" + html.EscapeString(after) + "</p>"
}
