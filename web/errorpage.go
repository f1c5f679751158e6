package web

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
)

type failurePage struct {
	apiError
	Staff bool // the reader is of the staff
}

// errorPage tells a reader in their language what went wrong and where to go on. It
// needs nothing that may itself have failed.
func (s *Server) errorPage(c *gin.Context, status int, e apiError) {
	p := s.newPage(languageOf(c), "error")
	p.NoIndex, p.OwnSearch = true, true
	p.Title, _ = p.T("error_title")
	if status == http.StatusNotFound {
		p.Title, _ = p.T("error_missing")
	}
	data := failurePage{apiError: e, Staff: strings.HasPrefix(c.Request.URL.Path, "/staff")}
	if data.Staff {
		p.EntryPoint = ""
	}
	p.Data = data
	for _, name := range []string{"ETag", "Content-Disposition", "Content-Encoding", "Content-Length", "Last-Modified"} {
		c.Writer.Header().Del(name) // of the answer that did not come
	}
	c.Writer.Header().Add("Vary", "Accept-Language")
	c.Header("Cache-Control", "no-store")
	c.Header("Content-Security-Policy", contentPolicy)
	c.Abort()
	if err := s.render(c, status, "error", p); err != nil {
		s.Log.Error("error page failed", "err", err)
		c.String(status, "%s (%s)\n", e.Message, e.ID)
	}
}
