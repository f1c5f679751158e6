package web_test

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/web"
)

// answer is what the server said.
type pageAnswer struct {
	status int
	header http.Header
	body   string
}

// get asks for a page; headers are names and values in turn. Redirects are not followed.
func (c *counter) get(path string, headers ...string) pageAnswer {
	c.t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.URL+path, nil)
	if err != nil {
		c.t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	client := *c.Client()
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	res, err := client.Do(req)
	if err != nil {
		c.t.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // read to its end
	body, err := io.ReadAll(res.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return pageAnswer{res.StatusCode, res.Header, string(body)}
}

// wants checks headers, given as name and value in turn.
func (a pageAnswer) wants(t *testing.T, status int, headers ...string) pageAnswer {
	t.Helper()
	if a.status != status {
		t.Fatalf("status %d, want %d: %.300s", a.status, status, a.body)
	}
	for i := 0; i < len(headers); i += 2 {
		if got := a.header.Get(headers[i]); got != headers[i+1] {
			t.Errorf("%s: %q, want %q", headers[i], got, headers[i+1])
		}
	}
	return a
}

func (a pageAnswer) contains(t *testing.T, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(a.body, text) {
			t.Errorf("the page has no %q", text)
		}
	}
}

// built reports whether the user interface is; without it its files answer 503.
func built(path string) bool {
	if strings.HasPrefix(path, "/staff") {
		_, err := os.Stat("ui/dist/staff/index.html")
		return err == nil
	}
	_, err := os.Stat("ui/dist/widget/loader.js")
	return err == nil || !strings.HasPrefix(path, "/widget")
}

// Every link of every page leads somewhere, and every page is sound.
func TestPagesHoldTogether(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		todo := []string{"/", "/faq", "/demo", "/conversation", "/faq/it?q=seconda+rata", "/faq/en?q="}
		seen := map[string]bool{}
		for len(todo) > 0 {
			path := todo[0]
			todo = todo[1:]
			if seen[path] {
				continue
			}
			seen[path] = true
			todo = append(todo, c.visit(path)...)
		}
		if len(seen) < 60 {
			t.Errorf("only %d addresses were found", len(seen))
		}
	})
}

// visit checks what an address answers and returns where it leads.
func (c *counter) visit(path string) []string {
	a := c.get(path)
	switch {
	case a.status == http.StatusFound || a.status == http.StatusMovedPermanently:
		return []string{a.header.Get("Location")}
	case !built(path) && a.status == http.StatusServiceUnavailable:
		return nil
	case a.status != http.StatusOK:
		c.t.Errorf("%s: status %d", path, a.status)
		return nil
	case !strings.HasPrefix(a.header.Get("Content-Type"), "text/html"), strings.HasPrefix(path, "/staff"):
		return nil
	}
	p := readPage(c.t, path, a.body)
	var next []string
	for _, link := range p.links {
		to, err := url.Parse(link)
		switch {
		case err != nil:
			c.t.Errorf("%s: the link %q: %v", path, link, err)
		case link[0] == '#' && !slices.Contains(p.ids, link[1:]):
			c.t.Errorf("%s: no %s on the page", path, link)
		case to.Scheme == "" && to.Path != "", to.Scheme+"://"+to.Host == c.URL:
			next = append(next, to.RequestURI())
		}
	}
	return next
}

// soundPage is what a page holds that other pages and tests need.
type soundPage struct {
	lang, title, description, canonical string
	links, ids, alternates, structured  []string
}

var voidElements = []string{"meta", "link", "img", "input", "br", "hr"}

// readPage fails the test where the page isn't well formed, is not for screen readers,
// or has what the content policy forbids.
func readPage(t *testing.T, path, body string) *soundPage {
	t.Helper()
	p := &soundPage{}
	var open []string
	heads := 0
	for z := html.NewTokenizer(strings.NewReader(body)); ; {
		kind := z.Next()
		token := z.Token()
		switch kind {
		case html.ErrorToken:
			if len(open) > 0 || heads != 1 || p.lang == "" || p.title == "" {
				t.Errorf("%s: open at the end: %v; %d h1, language %q, title %q", path, open, heads, p.lang, p.title)
			}
			return p
		case html.TextToken:
			p.text(open, token.Data)
		case html.StartTagToken:
			if token.Data == "h1" {
				heads++
			}
			for _, fault := range p.element(token) {
				t.Errorf("%s: <%s %v>: %s", path, token.Data, token.Attr, fault)
			}
			if !slices.Contains(voidElements, token.Data) {
				open = append(open, token.Data)
			}
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != token.Data {
				t.Fatalf("%s: </%s> closes %v", path, token.Data, open)
			}
			open = open[:len(open)-1]
		}
	}
}

func (p *soundPage) text(open []string, text string) {
	switch {
	case len(open) == 0:
	case open[len(open)-1] == "title" && open[len(open)-2] == "head":
		p.title = text
	case open[len(open)-1] == "script" && strings.TrimSpace(text) != "":
		p.structured = append(p.structured, text)
	}
}

func (p *soundPage) element(token html.Token) (faults []string) {
	has := map[string]string{}
	for _, a := range token.Attr {
		if has[a.Key] = a.Val; a.Key == "style" || strings.HasPrefix(a.Key, "on") || strings.Contains(a.Val, "ZgotmplZ") {
			faults = append(faults, "the attribute "+a.Key)
		}
	}
	if id := has["id"]; id != "" {
		if slices.Contains(p.ids, id) {
			faults = append(faults, "its id stands twice")
		}
		p.ids = append(p.ids, id)
	}
	for _, name := range []string{"href", "src", "action"} {
		if has[name] != "" {
			p.links = append(p.links, has[name])
		}
	}
	_, described := has["alt"]
	switch {
	case token.Data == "style",
		token.Data == "script" && has["src"] == "" && has["type"] != "application/ld+json",
		token.Data == "img" && !described:
		faults = append(faults, "not allowed")
	case token.Data == "html":
		p.lang = has["lang"]
	case token.Data == "meta" && has["name"] == "description":
		p.description = has["content"]
	case has["rel"] == "canonical":
		p.canonical = has["href"]
	case has["rel"] == "alternate":
		p.alternates = append(p.alternates, has["hreflang"]+" "+has["href"])
	}
	return faults
}

func TestEntryPage(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, func(config *web.Config) { config.PublicURL = "https://sportello.example" })
		const path = "/faq/it/fees/fees-amount"
		a := c.get(path).wants(t, http.StatusOK, "Content-Language", "it", "Cache-Control", "no-cache")
		a.contains(t, "<h1>Quanto pago di tasse in un anno?</h1>", "<strong>172 EUR di prima rata</strong>", "1º settembre 2026",
			"Ufficio Contributi Studenteschi", "https://www.polivalmaggiore.example/tasse/regolamento", `data-entry-point="faq"`)
		p := readPage(t, path, a.body)
		const twin = "https://sportello.example/faq/en/fees/fees-amount-en"
		if p.canonical != "https://sportello.example"+path || !slices.Contains(p.alternates, "en "+twin) || !strings.HasPrefix(p.description, "In un anno paghi 172 EUR") {
			t.Errorf("got %+v", p)
		}
		checkStructured(t, p, 1)
		checkStructured(t, readPage(t, "topic", c.get("/faq/en/fees").wants(t, http.StatusOK).body), 4)

		c.get("/faq/en/fees/fees-amount-en").wants(t, http.StatusOK).contains(t, "1 September 2026")
		c.get("/faq/en/fees/fees-amount").wants(t, http.StatusFound, "Location", "/faq/en/fees/fees-amount-en")
		c.get("/faq/it/exams/fees-amount").wants(t, http.StatusFound, "Location", path)
		c.get("/faq/en/fees/fees-refund").wants(t, http.StatusFound, "Location", "/faq/it/fees/fees-refund")
		for _, missing := range []string{"/faq/fr", "/faq/it/nothing", "/faq/it/fees/nothing", "/faq/fr/fees/fees-amount"} {
			c.get(missing).wants(t, http.StatusNotFound)
		}
	})
}

func checkStructured(t *testing.T, p *soundPage, answers int) {
	t.Helper()
	if len(p.structured) != 1 {
		t.Fatalf("%d blocks of data, want 1", len(p.structured))
	}
	var data struct {
		Context    string `json:"@context"`
		Type       string `json:"@type"`
		URL        string
		MainEntity []struct {
			Type           string `json:"@type"`
			Name           string
			AcceptedAnswer struct{ Text, DateModified string }
		}
	}
	if err := json.Unmarshal([]byte(p.structured[0]), &data); err != nil {
		t.Fatal(err)
	}
	if data.Context != "https://schema.org" || data.Type != "FAQPage" || data.URL != p.canonical || len(data.MainEntity) < answers {
		t.Errorf("got %+v", data)
	}
	for _, q := range data.MainEntity {
		if q.Type != "Question" || q.Name == "" || !strings.HasPrefix(q.AcceptedAnswer.Text, "<p>") || q.AcceptedAnswer.DateModified == "" {
			t.Errorf("got %+v", q)
		}
	}
}

func TestPagesAreKeptUntilTheyChange(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		for _, path := range []string{"/faq/it", "/faq/en/exams", "/faq/it/fees/fees-amount"} {
			etag := c.get(path).wants(t, http.StatusOK).header.Get("ETag")
			c.get(path, "If-None-Match", etag).wants(t, http.StatusNotModified, "ETag", etag)
			e, err := c.parts.Store.Entry(ctx, "fees-refund")
			if err != nil {
				t.Fatal(err)
			}
			if _, problems, err := c.parts.Store.Save(ctx, e.ID, e.Source+"\nE altro.\n", e.Revision, "test"); err != nil {
				t.Fatal(err, problems)
			}
			if err := c.parts.Live.Refresh(ctx); err != nil {
				t.Fatal(err)
			}
			c.get(path, "If-None-Match", etag).wants(t, http.StatusOK)
		}
	})
}

func TestOutdatedEntry(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		d.Now = func() time.Time { return time.Date(2028, 1, 10, 12, 0, 0, 0, time.UTC) }
		c := serve(t, d, nil)
		a := c.get("/faq/it/fees/fees-amount").wants(t, http.StatusNotFound)
		a.contains(t, "Questa risposta oggi non vale", "Valeva fino al 31 agosto 2027", `href="/faq/it/fees"`, "noindex")
		readPage(t, "outdated", a.body)
		if strings.Contains(c.get("/faq/it/fees").wants(t, http.StatusOK).body, "fees-amount") {
			t.Error("the topic still leads to it")
		}
	})
}

func TestSearchPage(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		find := func(lang, q string) pageAnswer {
			a := c.get("/faq/"+lang+"?q="+url.QueryEscape(q)).wants(t, http.StatusOK, "Cache-Control", "private, no-cache")
			readPage(t, q, a.body)
			return a
		}
		find("it", "entro quando devo pagare la seconda rata?").contains(t, `href="/faq/it/fees/fees-second-instalment"`, "La risposta più probabile", "noindex")
		find("it", "domanda di laurea").contains(t, `href="/guides/guida-laurea.pdf#page=`)
		find("en", "second instalment").contains(t, `href="/faq/en/fees/fees-second-instalment-en"`)
		find("en", "  ").contains(t, "Write a question")
		find("en", `"><script>alert(1)</script>`).contains(t, "&lt;script&gt;")
		find("it", strings.Repeat("tasse ", 1000))
	})
}

func TestFailurePages(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, func(config *web.Config) { config.Demo = false })
		words := map[string]string{"it": "Pagina non trovata", "en": "Page not found"}
		for _, path := range []string{"/nothing", "/demo", "/faq/it/nothing", "/guides/nothing.pdf", "/guides/guida-laurea/99.png", "/assets/nothing.css"} {
			for lang, title := range words {
				if strings.Contains(path, "/it/") {
					lang, title = "it", words["it"] // the address says it
				}
				a := c.get(path, "Accept-Language", lang).wants(t, http.StatusNotFound, "Cache-Control", "no-store", "Content-Language", lang, "ETag", "")
				a.contains(t, "<h1>"+title+"</h1>", "/widget/loader.js", "noindex")
				readPage(t, path, a.body)
				id := regexp.MustCompile(`<code>([A-Z2-7]{8})</code>`).FindStringSubmatch(a.body)
				if id == nil || !strings.Contains(c.log.String(), "id="+id[1]) {
					t.Errorf("%s: the page's id %v is not in the log", path, id)
				}
			}
		}
		c.get("/").wants(t, http.StatusFound, "Location", "/faq/it")
		c.get("/faq", "Accept-Language", "en-GB, it;q=0.5").wants(t, http.StatusFound, "Location", "/faq/en", "Vary", "Accept-Language")
	})
}

func TestGuideFiles(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
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
	})
}

func TestStaticFiles(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
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
	})
}

// Built or not, the interface is answered for.
func TestBuiltFiles(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
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

func TestSitemap(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		c.get("/robots.txt").wants(t, http.StatusOK).contains(t, "Disallow: /api/", "Sitemap: "+c.URL+"/sitemap.xml")
		var sitemap struct {
			URLs []struct {
				Loc     string `xml:"loc"`
				LastMod string `xml:"lastmod"`
			} `xml:"url"`
		}
		a := c.get("/sitemap.xml").wants(t, http.StatusOK, "Content-Type", "application/xml; charset=utf-8")
		if err := xml.Unmarshal([]byte(a.body), &sitemap); err != nil {
			t.Fatal(err)
		}
		if len(sitemap.URLs) < 60 {
			t.Errorf("only %d pages", len(sitemap.URLs))
		}
		for _, u := range sitemap.URLs {
			c.get(strings.TrimPrefix(u.Loc, c.URL)).wants(t, http.StatusOK)
		}
	})
}

// Each text is used, and each that is used is there.
func TestTextsAreThoseOfThePages(t *testing.T) {
	used := map[string]bool{}
	files, err := filepath.Glob("templates/*.html")
	if err != nil {
		t.Fatal(err)
	}
	call := regexp.MustCompile(`\b(T|Count)[ (]"(\w+)"`)
	for _, name := range append(files, "pages.go", "demopage.go", "errorpage.go", "faqpages.go", "faqsearch.go") {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range call.FindAllStringSubmatch(string(source), -1) {
			if used[m[2]] = true; m[1] == "Count" {
				delete(used, m[2])
				used[m[2]+"_one"], used[m[2]+"_many"] = true, true
			}
		}
	}
	source, err := os.ReadFile("pagetexts.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^\t"(\w+)":\s+\{".+", ".+"\},$`).FindAllStringSubmatch(string(source), -1) {
		if !used[m[1]] {
			t.Error("nobody uses the text", m[1])
		}
		delete(used, m[1])
	}
	if len(used) > 0 {
		t.Error("there are no texts", fmt.Sprint(used))
	}
}
