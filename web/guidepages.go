package web

import (
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"sportello/faq"
)

func guideURL(id string) string { return "/guides/" + url.PathEscape(id) + ".pdf" }

// pdfPolicy replaces that of pages, which would keep the browser's viewer from
// showing the file.
const pdfPolicy = "frame-ancestors 'none'"

// minVersion is how much of a checksum names a version in an address.
const minVersion = 12

// guidePDF is a guide's file, to be read in the browser.
func (s *Server) guidePDF(c *gin.Context) error {
	id, isPDF := strings.CutSuffix(c.Param("id"), ".pdf")
	g, ok := s.Live.Base().Guide(id)
	if !ok || !isPDF {
		return errNotFound
	}
	openToAll(c)
	cacheGuide(c, g)
	if notModified(c, `"`+g.Checksum+`"`) {
		return nil
	}
	body, err := s.Store.PDF(c.Request.Context(), id)
	if err != nil {
		return err
	}
	c.Header("ETag", `"`+body.Checksum+`"`) // it may be newer than the base
	c.Header("Content-Type", "application/pdf")
	c.Header("Content-Disposition", `inline; filename="`+id+`.pdf"`)
	c.Header("Content-Security-Policy", pdfPolicy)
	http.ServeContent(c.Writer, c.Request, "", time.Time{}, body)
	return nil
}

// cacheGuide lets an address that names the version be kept for good.
func cacheGuide(c *gin.Context, g *faq.Guide) {
	if v := c.Query("v"); len(v) >= minVersion && strings.HasPrefix(g.Checksum, v) {
		c.Header("Cache-Control", keepForever)
		return
	}
	c.Header("Cache-Control", askAlways)
}

// guidePicture is a guide's page as a picture: N.png.
func (s *Server) guidePicture(c *gin.Context) error {
	number, isPNG := strings.CutSuffix(c.Param("page"), ".png")
	n, err := strconv.Atoi(number)
	g, ok := s.Live.Base().Guide(c.Param("id"))
	if err != nil || !isPNG || !ok {
		return errNotFound
	}
	name, err := s.Pictures.Page(c.Request.Context(), g, n)
	if err != nil {
		return err
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // it was only read
	openToAll(c)
	cacheGuide(c, g)
	c.Header("ETag", `"`+g.Checksum[:minVersion]+"-"+strconv.Itoa(n)+`"`)
	c.Header("Content-Type", "image/png")
	http.ServeContent(c.Writer, c.Request, "", time.Time{}, f)
	return nil
}
