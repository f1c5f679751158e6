package web

import (
	"encoding/json"
	"errors"
	"html/template"
	"io/fs"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"

	"sportello/content"
	"sportello/web/ui"
)

// helpPage is the guide for the staff.
type helpPage struct {
	Parts []helpPart
	Keys  []keyList
}

type helpPart struct {
	content.HelpPart
	Body template.HTML
}

// words are the same in Italian and English.
type words map[string]string

// keyList are the keys of one place, as the staff's pages list them too.
type keyList struct {
	Title words `json:"title"`
	Keys  []struct {
		Keys string `json:"keys"`
		Does words  `json:"does"`
	} `json:"keys"`
}

var shortcutLists = sync.OnceValue(func() []keyList {
	var lists []keyList
	if err := json.Unmarshal(ui.Shortcuts, &lists); err != nil {
		panic(err) // the file is compiled in
	}
	return lists
})

// The two keys that have a name of their own in each language.
var keyNames = map[string]*strings.Replacer{
	"it": strings.NewReplacer("{enter}", "Invio", "{shift}", "Maiusc"),
	"en": strings.NewReplacer("{enter}", "Enter", "{shift}", "Shift"),
}

// Combo is a combination as the keyboard of a language has it.
func (helpPage) Combo(lang, keys string) string { return keyNames[lang].Replace(keys) }

func helpURL(lang string) string { return "/help/" + lang }

// helpHome leads to the guide in the reader's language.
func (s *Server) helpHome(c *gin.Context) error { return redirectByLanguage(c, helpURL(languageOf(c))) }

// helpGuide is the guide for the staff, all on one page: it is searched and printed whole.
func (s *Server) helpGuide(c *gin.Context) error {
	lang := c.Param("lang")
	if !slices.Contains(content.Languages, lang) {
		return errNotFound
	}
	data := helpPage{Keys: shortcutLists()}
	for _, part := range content.Help(lang) {
		data.Parts = append(data.Parts, helpPart{part, template.HTML(part.HTML)}) //nolint:gosec // our own text, rendered without raw HTML
	}
	p := s.newPage(lang, "")
	p.Title, _ = p.T("help_title")
	p.Description, _ = p.T("help_lead")
	p.NoIndex, p.OwnSearch, p.Data = true, true, data
	s.located(c, p, map[string]string{"it": helpURL("it"), "en": helpURL("en")})
	return s.renderKept(c, "help", p)
}

// helpPicture is a picture of the guide.
func (s *Server) helpPicture(c *gin.Context) error {
	body, err := content.HelpPicture(c.Param("lang"), c.Param("picture"))
	if errors.Is(err, fs.ErrNotExist) {
		return errNotFound
	}
	if err != nil {
		return err
	}
	c.Header("Cache-Control", askAlways)
	if !notModified(c, `"`+digest(body)+`"`) {
		c.Data(http.StatusOK, "image/webp", body)
	}
	return nil
}
