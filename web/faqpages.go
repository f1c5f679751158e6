package web

import (
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"sportello/content"
	"sportello/faq"
)

// library is what is published, as a reader of lang sees it today.
type library struct {
	*faq.Base
	lang  string
	today time.Time
}

func (s *Server) library(c *gin.Context) (*library, error) {
	lang := c.Param("lang")
	if !slices.Contains(content.Languages, lang) {
		return nil, errNotFound
	}
	return &library{Base: s.Live.Base(), lang: lang, today: s.DB.Now()}, nil
}

// twin is the same entry in the other language, if that is right today, or nil.
func (l *library) twin(e *faq.Entry) *faq.Entry {
	if other, ok := l.Entry(e.Twin(otherLang(e.Lang))); ok && other.ValidOn(l.today) {
		return other
	}
	return nil
}

// listed are the topic's entries: those in the reader's language, then those that are
// only in the other.
func (l *library) listed(topic string) (entries []*faq.Entry) {
	var others []*faq.Entry
	for _, e := range l.Entries {
		switch {
		case e.Topic != topic || !e.ValidOn(l.today):
		case e.Lang == l.lang:
			entries = append(entries, e)
		case l.twin(e) == nil:
			others = append(others, e)
		}
	}
	return append(entries, others...)
}

// guidesOn are the guides of a topic, or all for "".
func (l *library) guidesOn(topic string) (guides []*faq.Guide) {
	for _, g := range l.Guides {
		if topic == "" || g.Topic == topic {
			guides = append(guides, g)
		}
	}
	return guides
}

// pageDesign tells the pages of one build of the program from those of another.
var pageDesign = sync.OnceValue(func() string {
	all := []string{fmt.Sprint(texts)}
	for _, fsys := range []files{assetFiles(), readFiles(templateFiles, "templates")} {
		for name, f := range fsys {
			all = append(all, name+f.etag)
		}
	}
	slices.Sort(all)
	return digest([]byte(fmt.Sprint(all)))
})

// known says that the browser has the page as it is now. The last change is in the tag
// beside the version because another database may count to the same version. besides is
// what else the page shows that changes.
func (s *Server) known(c *gin.Context, l *library, besides ...string) bool {
	var last time.Time
	for _, e := range l.Entries {
		if e.ChangedAt.After(last) {
			last = e.ChangedAt
		}
	}
	state := fmt.Sprint(l.Version, last.UnixMilli(), l.today.Format(time.DateOnly), pageDesign(), s.Config, besides)
	c.Header("Cache-Control", askAlways)
	return notModified(c, `W/"`+strconv.FormatInt(l.Version, 10)+"-"+digest([]byte(state))+`"`)
}

// located gives the page its addresses: paths by language, the page's own among them.
func (s *Server) located(c *gin.Context, p *page, paths map[string]string) {
	p.Canonical = s.publicURL(c) + paths[p.Lang]
	p.Other = paths[p.OtherLang()]
	for _, lang := range content.Languages {
		if paths[lang] != "" {
			p.Alternates = append(p.Alternates, alternate{lang, s.publicURL(c) + paths[lang]})
		}
	}
}

// faqHome leads to the FAQ in the reader's language.
func (s *Server) faqHome(c *gin.Context) error { return redirectByLanguage(c, faqURL(languageOf(c))) }

func faqURL(lang string) string { return "/faq/" + lang }

type topicCount struct {
	content.Topic
	URL     string
	Entries int
}

type topicsPage struct {
	Topics []topicCount
	Guides []*faq.Guide
}

// faqTopics is the FAQ's first page, or what a search finds.
func (s *Server) faqTopics(c *gin.Context) error {
	l, err := s.library(c)
	if err != nil {
		return err
	}
	if _, searched := c.GetQuery("q"); searched {
		return s.faqSearch(c, l)
	}
	notices := s.pageNotices(c, l.lang, "")
	if s.known(c, l, noticeState(notices)) {
		return nil
	}
	data := topicsPage{Guides: l.guidesOn("")}
	for _, t := range l.Topics {
		if n := len(l.listed(t.ID)); n > 0 || len(l.guidesOn(t.ID)) > 0 {
			data.Topics = append(data.Topics, topicCount{t, topicURL(l.lang, t.ID), n})
		}
	}
	p := s.newPage(l.lang, "faq")
	p.Title, _ = p.T("faq_title")
	p.Description, _ = p.T("faq_lead", s.University)
	p.OwnSearch, p.Data, p.Notices = true, data, notices
	s.located(c, p, map[string]string{"it": faqURL("it"), "en": faqURL("en")})
	p.Alternates = append(p.Alternates, alternate{"x-default", s.publicURL(c) + "/faq"})
	return s.render(c, http.StatusOK, "topics", p)
}

// answer is an entry with what its pages show of it.
type answer struct {
	*faq.Entry
	URL     string
	HTML    template.HTML
	Foreign bool // not in the page's language
}

func (l *library) answer(e *faq.Entry) answer {
	html := template.HTML(e.HTML()) //nolint:gosec // sanitized by content
	return answer{Entry: e, URL: entryPath(e), HTML: html, Foreign: e.Lang != l.lang}
}

type topicPage struct {
	Topic   content.Topic
	Hours   []string
	Answers []answer
	Guides  []*faq.Guide
}

// faqTopic is a topic with its answers.
func (s *Server) faqTopic(c *gin.Context) error {
	l, err := s.library(c)
	if err != nil {
		return err
	}
	topic, ok := l.Topic(c.Param("topic"))
	if !ok {
		return errNotFound
	}
	hours, err := s.chatLines(c.Request.Context(), l.lang, topic.ID)
	if err != nil {
		return err
	}
	notices := s.pageNotices(c, l.lang, topic.ID)
	if s.known(c, l, append(hours, noticeState(notices))...) {
		return nil
	}
	data := topicPage{Topic: topic, Hours: hours, Guides: l.guidesOn(topic.ID)}
	for _, e := range l.listed(topic.ID) {
		data.Answers = append(data.Answers, l.answer(e))
	}
	p := s.newPage(l.lang, "faq")
	p.Title, p.Data, p.Notices = topic.Name[l.lang], data, notices
	p.Description, _ = p.T("topic_description", topic.Name[l.lang], topic.About[l.lang], s.University)
	s.located(c, p, map[string]string{"it": topicURL("it", topic.ID), "en": topicURL("en", topic.ID)})
	p.Structured = structured(p, data.Answers)
	return s.render(c, http.StatusOK, "topic", p)
}

type entryPage struct {
	Topic   content.Topic
	Hours   []string
	Answer  answer
	Twin    *faq.Entry
	Related []*faq.Entry
	Past    bool // it was right until a day before today
}

// faqEntry is an answer on its own. An entry has one address, in its own language and
// topic; from others it is led to, in the reader's language where it has a twin.
func (s *Server) faqEntry(c *gin.Context) error {
	l, err := s.library(c)
	if err != nil {
		return err
	}
	e, ok := l.Entry(c.Param("entry"))
	if !ok {
		return s.movedEntry(c, l)
	}
	if twin := l.twin(e); e.Lang != l.lang && twin != nil {
		e = twin
	}
	if e.Lang != l.lang || e.Topic != c.Param("topic") || e.ID != c.Param("entry") {
		c.Header("Cache-Control", askAlways)
		c.Redirect(http.StatusFound, entryPath(e))
		return nil
	}
	hours, err := s.chatLines(c.Request.Context(), l.lang, e.Topic)
	if err != nil {
		return err
	}
	if !e.ValidOn(l.today) {
		return s.outdatedEntry(c, l, e, hours)
	}
	notices := s.pageNotices(c, l.lang, e.Topic)
	if s.known(c, l, append(hours, noticeState(notices))...) {
		return nil
	}
	return s.showEntry(c, l, e, hours, notices)
}

// movedEntry leads who asks for an entry that is gone to the one that answers instead.
func (s *Server) movedEntry(c *gin.Context, l *library) error {
	e, ok := l.Follow(c.Param("entry"))
	if !ok {
		return errNotFound
	}
	if twin := l.twin(e); e.Lang != l.lang && twin != nil {
		e = twin
	}
	c.Header("Cache-Control", askAlways) // it may be restored
	c.Redirect(http.StatusMovedPermanently, entryPath(e))
	return nil
}

func (s *Server) showEntry(c *gin.Context, l *library, e *faq.Entry, hours []string, notices []pageNotice) error {
	topic, _ := l.Topic(e.Topic)
	data := entryPage{Topic: topic, Hours: hours, Answer: l.answer(e), Twin: l.twin(e), Related: l.related(e)}
	p := s.newPage(l.lang, "faq")
	p.Title, p.Description, p.Data, p.Notices = e.Question, excerpt(e.Body, maxDescription), data, notices
	paths := map[string]string{l.lang: entryPath(e)}
	if data.Twin != nil {
		paths[data.Twin.Lang] = entryPath(data.Twin)
	}
	s.located(c, p, paths)
	if p.Other == "" { // not in the other language, but its topic is
		p.Other = topicURL(p.OtherLang(), e.Topic)
	}
	p.Structured = structured(p, []answer{data.Answer})
	return s.render(c, http.StatusOK, "entry", p)
}

// outdatedEntry says that the answer holds on other days, and leads to those that hold.
func (s *Server) outdatedEntry(c *gin.Context, l *library, e *faq.Entry, hours []string) error {
	topic, _ := l.Topic(e.Topic)
	p := s.newPage(l.lang, "faq")
	p.Title, _ = p.T("outdated_title")
	p.NoIndex, p.Other, p.Notices = true, topicURL(p.OtherLang(), e.Topic), s.pageNotices(c, l.lang, e.Topic)
	p.Data = entryPage{Topic: topic, Hours: hours, Answer: l.answer(e),
		Past: e.ValidTo != "" && e.ValidTo < content.Date(l.today.Format(time.DateOnly))}
	c.Header("Cache-Control", askAlways)
	return s.render(c, http.StatusNotFound, "outdated", p)
}

const (
	maxRelated     = 6
	maxDescription = 155 // characters; search engines show no more
)

// related are other entries of the topic: those after it, then from the start, so that
// every one is led to.
func (l *library) related(e *faq.Entry) []*faq.Entry {
	all := l.listed(e.Topic)
	at := slices.Index(all, e)
	all = append(slices.Clone(all[at+1:]), all[:at]...)
	return all[:min(len(all), maxRelated)]
}
