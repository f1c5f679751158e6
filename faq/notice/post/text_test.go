package post_test

import (
	"strings"
	"testing"

	"sportello/faq/notice/post"
)

// The bounds are those of 3GPP TS 23.038 and 23.040.
func TestWhatATextComesTo(t *testing.T) {
	for _, x := range []struct {
		name     string
		body     string
		encoding post.Encoding
		length   int
		segments int
	}{
		{"nothing", "", post.GSM7, 0, 0},
		{"Italian accents are in the short alphabet", "perché è già così più", post.GSM7, 21, 1},
		{"as much as one holds", strings.Repeat("a", 160), post.GSM7, 160, 1},
		{"one letter more", strings.Repeat("a", 161), post.GSM7, 161, 2},
		{"as much as two hold", strings.Repeat("a", 306), post.GSM7, 306, 2},
		{"and one letter more", strings.Repeat("a", 307), post.GSM7, 307, 3},
		{"a euro sign is two", strings.Repeat("€", 80), post.GSM7, 160, 1},
		{"and is not cut in two", strings.Repeat("a", 152) + "€" + strings.Repeat("a", 152), post.GSM7, 306, 3},
		{"any other letter", "È tardi", post.UCS2, 7, 1},
		{"as much as one holds of those", strings.Repeat("È", 70), post.UCS2, 70, 1},
		{"one letter more of those", strings.Repeat("È", 71), post.UCS2, 71, 2},
		{"a picture is two", "🎓", post.UCS2, 2, 1},
	} {
		got := post.NewText("1", "+393471234567", x.body)
		if got.Encoding != x.encoding || got.Length != x.length || got.Segments != x.segments {
			t.Errorf("%s: %s, %d units, %d messages", x.name, got.Encoding, got.Length, got.Segments)
		}
	}
}
