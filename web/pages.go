package web

import (
	"bytes"
	"compress/gzip"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"sportello/content"
)

//go:embed templates/*.html
var templateFiles embed.FS

// templates are the pages by name; each is the layout with its own content.
var templates = parseTemplates("conversation", "demo", "entry", "error", "help", "outdated", "search", "subscribe", "topic", "topics")

func parseTemplates(names ...string) map[string]*template.Template {
	layout := template.Must(template.New("").Funcs(template.FuncMap{"asset": assetURL, "pathTo": topicURL, "entryPath": entryPath, "dial": dial}).
		ParseFS(templateFiles, "templates/layout.html", "templates/parts.html"))
	pages := map[string]*template.Template{}
	for _, name := range names {
		pages[name] = template.Must(template.Must(layout.Clone()).ParseFS(templateFiles, "templates/"+name+".html"))
	}
	return pages
}

// page is what every page shows around its own content, which is in Data.
type page struct {
	Lang        string
	University  string
	Title       string
	Description string
	Canonical   string // absolute; "" for a page that has no lasting address
	Alternates  []alternate
	Other       string // where the reader of the other language goes
	NoIndex     bool
	EntryPoint  string // of the widget; "" where the page has none
	Query       string // in the search box
	OwnSearch   bool   // the search box stands in the content, not in the header
	Structured  any    // schema.org
	Demo        bool
	Subscribe   string // what the form to be sent notices is called; "": none are sent
	Notices     []pageNotice
	Data        any
}

// alternate is the same page in a language.
type alternate struct{ Lang, URL string }

// T is a text of the page in its language.
func (p *page) T(key string, args ...any) (string, error) {
	if _, ok := texts[key]; !ok {
		return "", fmt.Errorf("the pages have no text %q", key)
	}
	return pageText(p.Lang, key, args...), nil
}

// pageText is a text that is known to be there.
func pageText(lang, key string, args ...any) string {
	if lang == "en" {
		return fmt.Sprintf(texts[key][1], args...)
	}
	return fmt.Sprintf(texts[key][0], args...)
}

// Count is a number with its noun.
func (p *page) Count(key string, n int) (string, error) {
	if n == 1 {
		return p.T(key + "_one")
	}
	return p.T(key+"_many", n)
}

// OtherLang is the language that the page is not in.
func (p *page) OtherLang() string { return otherLang(p.Lang) }

func otherLang(lang string) string {
	if lang == "en" {
		return "it"
	}
	return "en"
}

func (s *Server) newPage(lang, entryPoint string) *page {
	return &page{Lang: lang, University: s.University, EntryPoint: entryPoint, Demo: s.Demo, Subscribe: s.formTitle(lang)}
}

// render answers with a page. Nothing is sent before all of it is there.
func (s *Server) render(c *gin.Context, status int, name string, p *page) error {
	body, err := rendered(name, p)
	if err == nil {
		sendPage(c, status, p.Lang, body)
	}
	return err
}

// renderKept answers with a page that a browser may keep, for as long as it is the same.
func (s *Server) renderKept(c *gin.Context, name string, p *page) error {
	body, err := rendered(name, p)
	if err != nil {
		return err
	}
	c.Header("Cache-Control", askAlways)
	if !notModified(c, `W/"`+digest(body)+`"`) {
		sendPage(c, http.StatusOK, p.Lang, body)
	}
	return nil
}

func rendered(name string, p *page) ([]byte, error) {
	var out bytes.Buffer
	if err := templates[name].ExecuteTemplate(&out, "layout", p); err != nil {
		return nil, fmt.Errorf("render the page %s: %w", name, err)
	}
	return out.Bytes(), nil
}

func sendPage(c *gin.Context, status int, lang string, body []byte) {
	c.Header("Content-Language", lang)
	sendBody(c, status, "text/html; charset=utf-8", body, compress(body, gzip.BestSpeed))
}

// home leads where a reader wants to go.
func (s *Server) home(c *gin.Context) error {
	to := "/faq/" + languageOf(c)
	if s.Demo {
		to = "/demo"
	}
	return redirectByLanguage(c, to)
}

func redirectByLanguage(c *gin.Context, to string) error {
	c.Header("Vary", "Accept-Language")
	c.Header("Cache-Control", askAlways)
	c.Redirect(http.StatusFound, to)
	return nil
}

// conversationPage holds the widget for those who come by a private link. The link's
// token is in the fragment, so neither this server nor another site learns it.
func (s *Server) conversationPage(c *gin.Context) error {
	p := s.newPage(languageOf(c), "conversation")
	p.Title, _ = p.T("conversation_title")
	p.NoIndex = true
	c.Header("Vary", "Accept-Language")
	c.Header("Cache-Control", "no-store")
	c.Header("Referrer-Policy", "no-referrer")
	return s.render(c, http.StatusOK, "conversation", p)
}

// excerpt is how an answer begins, as text: its first paragraph, and no list or table.
func excerpt(md string, most int) string {
	first, _, _ := strings.Cut(content.Plain(md), "\n\n")
	return shorten(first, most)
}

// shorten cuts a text between words.
func shorten(text string, most int) string {
	text = strings.Join(strings.Fields(text), " ")
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	cut := string(runes[:most])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:.") + "…"
}
