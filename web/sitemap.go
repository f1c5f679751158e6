package web

import (
	"encoding/xml"
	"net/http"

	"github.com/gin-gonic/gin"

	"sportello/content"
)

type sitemapData struct {
	XMLName xml.Name      `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []sitemapItem `xml:"url"`
}

type sitemapItem struct {
	Loc     string       `xml:"loc"`
	LastMod content.Date `xml:"lastmod,omitempty"`
}

// sitemap names the FAQ's pages and the guides to search engines.
func (s *Server) sitemap(c *gin.Context) error {
	base, data := s.publicURL(c), sitemapData{}
	for _, lang := range content.Languages {
		l := &library{Base: s.Live.Base(), lang: lang, today: s.DB.Now()}
		data.URLs = append(data.URLs, sitemapItem{Loc: base + faqURL(lang)})
		for _, t := range l.Topics {
			data.URLs = append(data.URLs, sitemapItem{Loc: base + topicURL(lang, t.ID)})
			for _, e := range l.listed(t.ID) {
				if e.Lang == lang {
					data.URLs = append(data.URLs, sitemapItem{base + entryPath(e), e.Updated})
				}
			}
		}
	}
	for _, g := range s.Live.Base().Guides {
		data.URLs = append(data.URLs, sitemapItem{base + guideURL(g.ID), g.Updated})
	}
	c.Header("Cache-Control", askAlways)
	c.XML(http.StatusOK, data)
	return nil
}

// robots lets search engines see the FAQ and the guides, and where they are.
func (s *Server) robots(c *gin.Context) error {
	c.Header("Cache-Control", askAlways)
	c.String(http.StatusOK, "User-agent: *\nDisallow: /api/\nDisallow: /conversation\nDisallow: /staff\nSitemap: %s/sitemap.xml\n", s.publicURL(c))
	return nil
}
