package pdf

import (
	"regexp"
	"strings"
	"unicode"
)

// finish does what needs all pages: headings and the title.
func finish(d *Document) {
	if len(d.Pages) > 0 {
		markHeadings(d)
		d.Title = titleOf(d)
	}
}

// machineTitle: titles that programs write by themselves, as most word processors
// do: the name of the file or of the program.
var machineTitle = regexp.MustCompile(`(?i)^microsoft (?:word|powerpoint|excel)|` +
	`\.(?:docx?|odt|rtf|indd|qxd|pptx?|xlsx?|tex|dvi|pdf|pub|graffle)$|` +
	`^(?:untitled|senza titolo|documento? ?\d*|layout \d+|print|stampa)$|^\S*[_\d]\S*$`)

// titleOf prefers the properties of the file to the largest heading of page 1.
func titleOf(d *Document) string {
	if t := d.Title; !machineTitle.MatchString(t) && strings.ContainsFunc(t, unicode.IsLetter) {
		return t
	}
	best := Line{}
	for _, line := range d.Pages[0].Lines {
		if line.Heading > 0 && line.Size > best.Size {
			best = line
		}
	}
	var parts []string
	for _, line := range d.Pages[0].Lines {
		if line.Heading > 0 && line.Block == best.Block {
			parts = append(parts, line.Text)
		}
	}
	return clip(strings.Join(parts, " "), 200)
}
