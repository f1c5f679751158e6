package web_test

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/web"
)

func TestPages(t *testing.T) {
	checks := []struct {
		name  string
		check func(*testing.T, *counter)
	}{
		{"links", checkLinks}, {"entry", checkEntryPage}, {"search", checkSearchPage}, {"guide", checkGuideFiles}, {"static", checkStaticFiles}, {"help", checkHelp},
		{"built", checkBuiltFiles}, {"sitemap", checkSitemap}, {"kept until changed", checkKeptUntilChanged},
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		for _, one := range checks {
			t.Run(one.name, func(t *testing.T) {
				whole := c.t
				defer func() { c.t = whole }()
				c.t = t
				one.check(t, c)
			})
		}
	})
}

// Every link of every page leads somewhere, and every page is sound.
func checkLinks(t *testing.T, c *counter) {
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

func checkEntryPage(t *testing.T, c *counter) {
	const path = "/faq/it/fees/fees-amount"
	a := c.get(path).wants(t, http.StatusOK, "Content-Language", "it", "Cache-Control", "no-cache")
	a.contains(t, "<h1>Quanto pago di tasse in un anno?</h1>", "<strong>172 EUR di prima rata</strong>", "1º settembre 2026",
		"Ufficio Contributi Studenteschi", "https://www.polivalmaggiore.example/tasse/regolamento", `data-entry-point="faq"`)
	p := readPage(t, path, a.body)
	const twin = "/faq/en/fees/fees-amount-en"
	if p.canonical != c.URL+path || !slices.Contains(p.alternates, "en "+c.URL+twin) || !strings.HasPrefix(p.description, "In un anno paghi 172 EUR") {
		t.Errorf("got %+v", p)
	}
	checkStructured(t, p, 1)
	checkStructured(t, readPage(t, "topic", c.get("/faq/en/fees").wants(t, http.StatusOK).body), 4)

	c.get("/faq/en/fees/fees-amount-en").wants(t, http.StatusOK).contains(t, "1 September 2026")
	c.get("/faq/en/fees/fees-amount").wants(t, http.StatusFound, "Location", "/faq/en/fees/fees-amount-en")
	c.get("/faq/it/exams/fees-amount").wants(t, http.StatusFound, "Location", path)
	c.get("/faq/en/fees/fees-tax-receipt").wants(t, http.StatusFound, "Location", "/faq/it/fees/fees-tax-receipt")
	for _, missing := range []string{"/faq/fr", "/faq/it/nothing", "/faq/it/fees/nothing", "/faq/fr/fees/fees-amount"} {
		c.get(missing).wants(t, http.StatusNotFound)
	}
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

func checkKeptUntilChanged(t *testing.T, c *counter) {
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

func checkSearchPage(t *testing.T, c *counter) {
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

func checkSitemap(t *testing.T, c *counter) {
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
}

// Each text is used, and each that is used is there.
func TestTextsAreThoseOfThePages(t *testing.T) {
	used := map[string]bool{}
	files, err := filepath.Glob("templates/*.html")
	if err != nil {
		t.Fatal(err)
	}
	call := regexp.MustCompile(`\b(T|Count|pageText)[ (](?:lang, )?"(\w+)"|\b(?:handoff\.Kind|notice\.|step)\w+:()\s+"((?:transcript|notice|subscribe)_\w+)"`)
	for _, name := range append(files, "pages.go", "demopage.go", "errorpage.go", "faqpages.go", "faqsearch.go", "helppages.go", "notices.go", "opening.go", "subscribe.go", "subscribesms.go", "transcript.go") {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range call.FindAllStringSubmatch(string(source), -1) {
			if m[4] != "" { // what has several kinds has a text for each
				used[m[4]] = true
				continue
			}
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
