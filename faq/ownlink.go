package faq

import (
	"net/url"
	"strconv"
	"strings"

	"sportello/content"
)

// deadLinks finds the links of an entry to pages of our own that there are not: of an
// entry, a topic, or a guide. Which pages are ours is known where [Store.OwnURL] is set.
func (b *Base) deadLinks(e *content.Entry, source []byte) (problems []content.Problem) {
	if b.ownURL == "" {
		return nil
	}
	for _, a := range content.Anchors(e, source) {
		path, ok := strings.CutPrefix(a.URL, b.ownURL+"/")
		if ok && !b.hasPage(e, path) {
			problems = append(problems, content.DeadLink(a))
		}
	}
	return problems
}

// hasPage reports whether there is a page of ours at a path, such as
// faq/it/fees/fees-amount or guides/guida-laurea.pdf#page=4. Of paths of other kinds it
// is not known.
func (b *Base) hasPage(own *content.Entry, path string) bool {
	u, err := url.Parse(path)
	if err != nil {
		return false
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	switch {
	case parts[0] == "guides" && len(parts) == 2:
		g, ok := b.guides[strings.TrimSuffix(parts[1], ".pdf")]
		page, _ := strings.CutPrefix(u.Fragment, "page=")
		n, err := strconv.Atoi(page)
		return ok && (u.Fragment == "" || err != nil || n >= 1 && n <= g.Pages)
	case parts[0] == "faq" && len(parts) == 3:
		_, ok := b.Topic(parts[2])
		return ok
	case parts[0] == "faq" && len(parts) == 4:
		_, ok := b.Follow(parts[3])
		return ok || parts[3] == own.ID
	}
	return true
}
