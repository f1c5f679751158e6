package web_test

import (
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// pageAnswer is what the server said.
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
		case html.SelfClosingTagToken, html.CommentToken, html.DoctypeToken:
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
