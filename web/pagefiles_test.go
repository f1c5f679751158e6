package web_test

import (
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func checkGuideFiles(t *testing.T, c *counter) {
	const forever = "public, max-age=31536000, immutable"
	g, _ := c.parts.Live.Base().Guide("guida-laurea")
	version := "?v=" + g.Checksum[:12]
	a := c.get("/guides/guida-laurea.pdf").wants(t, http.StatusOK, "Content-Type", "application/pdf", "Cache-Control", "no-cache",
		"Content-Disposition", `inline; filename="guida-laurea.pdf"`, "Access-Control-Allow-Origin", "*",
		"Cross-Origin-Resource-Policy", "cross-origin", "ETag", `"`+g.Checksum+`"`)
	if !strings.HasPrefix(a.body, "%PDF-") {
		t.Error("it is no PDF")
	}
	c.get("/guides/guida-laurea.pdf", "If-None-Match", a.header.Get("ETag")).wants(t, http.StatusNotModified)
	part := c.get("/guides/guida-laurea.pdf", "Range", "bytes=100-199").wants(t, http.StatusPartialContent)
	if part.body != a.body[100:200] {
		t.Error("the range is not of the file")
	}
	c.get("/guides/guida-laurea.pdf"+version).wants(t, http.StatusOK, "Cache-Control", forever)
	c.get("/guides/guida-laurea.pdf?v=000000000000").wants(t, http.StatusOK, "Cache-Control", "no-cache")

	picture := c.get("/guides/guida-laurea/2.png"+version).wants(t, http.StatusOK, "Content-Type", "image/png", "Cache-Control", forever,
		"Access-Control-Allow-Origin", "*", "Cross-Origin-Resource-Policy", "cross-origin")
	if !strings.HasPrefix(picture.body, "\x89PNG") {
		t.Error("it is no PNG")
	}
	c.get("/guides/guida-laurea/2.png", "If-None-Match", picture.header.Get("ETag")).wants(t, http.StatusNotModified, "Cache-Control", "no-cache")
	for _, missing := range []string{"/guides/guida-laurea", "/guides/guida-laurea/0.png", "/guides/guida-laurea/2", "/guides/guida-laurea/x.png", "/guides/no/1.png"} {
		c.get(missing).wants(t, http.StatusNotFound)
	}
}

func checkStaticFiles(t *testing.T, c *counter) {
	a := c.get("/assets/site.css").wants(t, http.StatusOK, "Content-Type", "text/css; charset=utf-8", "Cache-Control", "no-cache")
	c.get("/assets/site.css", "If-None-Match", a.header.Get("ETag")).wants(t, http.StatusNotModified)
	zipped := c.get("/assets/site.css", "Accept-Encoding", "br, gzip").wants(t, http.StatusOK, "Content-Encoding", "gzip", "Vary", "Accept-Encoding")
	if len(zipped.body) >= len(a.body) {
		t.Error("it is not smaller")
	}
	c.get("/assets/site.css", "Accept-Encoding", "gzip;q=0").wants(t, http.StatusOK, "Content-Encoding", "")
	link := regexp.MustCompile(`/assets/site\.css\?v=\w+`).FindString(c.get("/faq/it").body)
	c.get(link).wants(t, http.StatusOK, "Cache-Control", "public, max-age=31536000, immutable")
	c.get("/assets/../pages.go").wants(t, http.StatusNotFound)
	c.get("/staff").wants(t, http.StatusMovedPermanently, "Location", "/staff/")
}

// Built or not, the interface is answered for.
func checkBuiltFiles(t *testing.T, c *counter) {
	if built("/widget/") {
		c.get("/widget/loader.js").wants(t, http.StatusOK, "Content-Type", "text/javascript; charset=utf-8", "Cache-Control", "no-cache",
			"Access-Control-Allow-Origin", "*", "Cross-Origin-Resource-Policy", "cross-origin")
		names, err := filepath.Glob("ui/dist/widget/app-*.js")
		if err != nil || len(names) == 0 {
			t.Fatal("there is no app-HASH.js", err)
		}
		c.get("/widget/"+filepath.Base(names[0])).wants(t, http.StatusOK, "Cache-Control", "public, max-age=31536000, immutable")
		c.get("/widget/nothing.js").wants(t, http.StatusNotFound)
	} else {
		c.get("/widget/loader.js").wants(t, http.StatusServiceUnavailable).contains(t, "<h1>")
	}
	if !built("/staff/") {
		c.get("/staff/").wants(t, http.StatusServiceUnavailable).contains(t, "<h1>")
		return
	}
	for _, path := range []string{"/staff/", "/staff/chats/1"} {
		a := c.get(path).wants(t, http.StatusOK, "Cache-Control", "no-cache", "X-Robots-Tag", "noindex")
		if regexp.MustCompile(`<style|style=|<script>|<script type="module">`).MatchString(a.body) {
			t.Error("the content policy forbids an inline script or style:", a.body)
		}
	}
	c.get("/staff/assets/nothing.js").wants(t, http.StatusNotFound)
}
