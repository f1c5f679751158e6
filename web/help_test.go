package web_test

import (
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"sportello/content"
)

var (
	staffPageName = regexp.MustCompile(`\bpage: '(\w+)'`)
	pageHelp      = regexp.MustCompile(`help: '([\w-]+)'`)
	staffLink     = regexp.MustCompile(`href="/staff/(\w+)`)
)

// checkHelp: whatever the guide links is there, and it speaks of every page of the staff's menu.
func checkHelp(t *testing.T, c *counter) {
	c.get("/help", "Accept-Language", "en").wants(t, http.StatusFound, "Location", "/help/en")
	c.get("/help/fr").wants(t, http.StatusNotFound)
	menu, err := os.ReadFile("ui/src/staff/app/pages.ts")
	if err != nil {
		t.Fatal(err)
	}
	pages := map[string]bool{}
	for _, found := range staffPageName.FindAllSubmatch(menu, -1) {
		pages[string(found[1])] = true
	}
	for _, lang := range content.Languages {
		path := "/help/" + lang
		a := c.get(path).wants(t, http.StatusOK, "Content-Language", lang)
		a.contains(t, `<h3 id="publish">`, `href="#publish"`, `<kbd>Alt&#43;N</kbd>`, `<meta name="robots" content="noindex">`)
		etag := a.header.Get("ETag")
		c.get(path, "If-None-Match", etag).wants(t, http.StatusNotModified, "ETag", etag, "Cache-Control", "no-cache")
		c.get("/help/"+map[string]string{"it": "en", "en": "it"}[lang], "If-None-Match", etag).wants(t, http.StatusOK)
		for _, to := range c.visit(path) {
			c.visit(to)
		}
		for page := range pages {
			if !strings.Contains(a.body, `href="/staff/`+page+`"`) {
				t.Errorf("%s does not speak of the page %s", path, page)
			}
		}
		for _, found := range staffLink.FindAllStringSubmatch(a.body, -1) {
			if !pages[found[1]] {
				t.Errorf("%s links a page %s that is not in the menu", path, found[1])
			}
		}
		for _, found := range pageHelp.FindAllSubmatch(menu, -1) {
			a.contains(t, `<h3 id="`+string(found[1])+`">`)
		}
		checkHelpPictures(t, c, a.body)
	}
}

var helpPicture = regexp.MustCompile(`src="(/help/pictures/[^"]+)"`)

func checkHelpPictures(t *testing.T, c *counter, body string) {
	found := helpPicture.FindAllStringSubmatch(body, -1)
	if len(found) == 0 {
		t.Error("no pictures")
	}
	for _, one := range found {
		etag := c.get(one[1]).wants(t, http.StatusOK, "Content-Type", "image/webp").header.Get("ETag")
		c.get(one[1], "If-None-Match", etag).wants(t, http.StatusNotModified)
	}
	c.get("/help/pictures/it/none.webp").wants(t, http.StatusNotFound)
}
