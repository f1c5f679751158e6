package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"sportello/faq"
	"sportello/faq/match"
)

const (
	maxSearch  = 300 // characters
	maxHits    = 10
	maxExcerpt = 220 // characters
)

// hit is what a search found: an entry, or a page of a guide.
type hit struct {
	Title   string
	Lang    string
	URL     string
	Topic   string
	Excerpt string
	Guide   *faq.Guide // of a page
	Page    int
}

type searchPage struct {
	Empty bool // nothing was asked
	Sure  bool // the first hit is the answer
	Hits  []hit
}

// faqSearch lists what may answer ?q=, without JavaScript.
func (s *Server) faqSearch(c *gin.Context, l *library) error {
	if !s.limits.allow(ofAddress, c.ClientIP()) {
		return errTooMany
	}
	q := cutRunes(strings.TrimSpace(c.Query("q")), maxSearch)
	result, base, err := s.Live.Match(c.Request.Context(), match.Query{Text: q, Lang: l.lang, Limit: maxHits})
	if err != nil && !errors.Is(err, match.ErrEmpty) {
		return fmt.Errorf("search the FAQ: %w", err)
	}
	l.Base = base // the one that the result is of
	p := s.newPage(l.lang, "faq")
	p.Title, _ = p.T("search_title")
	p.NoIndex, p.Query, p.Notices = true, q, s.pageNotices(c, l.lang, "")
	p.Other = faqURL(p.OtherLang()) + "?q=" + url.QueryEscape(q)
	p.Data = searchPage{Empty: err != nil, Sure: result.Decision == match.Answer, Hits: l.hits(result.Candidates)}
	c.Header("Cache-Control", "private, no-cache")
	return s.render(c, http.StatusOK, "search", p)
}

func (l *library) hits(candidates []match.Candidate) (hits []hit) {
	for _, candidate := range candidates {
		id := candidate.Item.ID
		if ref, ok := l.Passage(id); ok {
			hits = append(hits, l.passageHit(ref, candidate.Quote))
		} else if e, ok := l.Entry(id); ok {
			hits = append(hits, l.entryHit(e))
		}
	}
	return hits
}

func (l *library) entryHit(e *faq.Entry) hit {
	if twin := l.twin(e); twin != nil && e.Lang != l.lang {
		e = twin
	}
	topic, _ := l.Topic(e.Topic)
	return hit{Title: e.Question, Lang: e.Lang, URL: entryPath(e), Topic: topic.Name[l.lang],
		Excerpt: excerpt(e.Body, maxExcerpt)}
}

func (l *library) passageHit(ref faq.PassageRef, quote string) hit {
	g := ref.Guide
	topic, _ := l.Topic(g.Topic)
	if quote == "" {
		quote = ref.Passage.Text
	}
	title := ref.Passage.Section
	if title == "" {
		title = g.Title
	}
	return hit{Title: title, Lang: g.Lang, URL: fmt.Sprintf("%s#page=%d", guideURL(g.ID), ref.Passage.Page), Topic: topic.Name[l.lang],
		Excerpt: shorten(quote, maxExcerpt), Guide: g, Page: ref.Passage.Page}
}
