package handoff

import (
	"path"
	"slices"
	"strings"
	"unicode"
)

// maxFileName is how many characters are kept of a file's name, its ending apart.
const maxFileName = 80

// endings are those that fit a media type, the usual one first.
var endings = map[string][]string{"application/pdf": {".pdf"}, "image/jpeg": {".jpg", ".jpeg"}, "image/png": {".png"}}

// fileName makes a name that is safe to show and to save under: no folders, nothing that
// cannot be seen or turns the direction of writing, and an ending that is true.
func fileName(name, mediaType string) string {
	name = path.Base(strings.ReplaceAll(storable(name), `\`, "/"))
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r) || strings.ContainsRune(`<>:"|?*/`, r):
			return -1
		}
		return r
	}, name)
	ending := path.Ext(name)
	stem := strings.TrimSuffix(name, ending)
	if len(ending) > 6 || strings.Contains(ending, " ") { // "Sig. Rossi" has none
		stem, ending = name, ""
	}
	if fit := endings[mediaType]; !slices.Contains(fit, strings.ToLower(ending)) {
		ending = fit[0]
	}
	if runes := []rune(stem); len(runes) > maxFileName {
		stem = string(runes[:maxFileName])
	}
	if stem = strings.Trim(stem, " ."); stem == "" {
		stem = "file"
	}
	return stem + ending
}
