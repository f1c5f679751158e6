package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
)

// maxBody bounds every request but uploads, in bytes.
const maxBody = 256 << 10

// handle turns a handler that returns its error into gin's kind.
func (s *Server) handle(h func(*gin.Context) error) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := h(c); err != nil {
			s.fail(c, err)
		}
	}
}

// observe counts and times requests by route. Addresses are not logged: they are
// personal data, and a live connection's carries a token.
func (s *Server) observe(c *gin.Context) {
	began := time.Now()
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, bodyLimit(c.FullPath()))
	c.Next()
	route := c.FullPath()
	if route == "" {
		route = "none"
	}
	s.metrics.requests.WithLabelValues(c.Request.Method, route, strconv.Itoa(c.Writer.Status())).Observe(time.Since(began).Seconds())
}

var errPanic = errors.New("panic")

func (s *Server) recoverPanics(c *gin.Context) {
	defer func() {
		if p := recover(); p != nil {
			s.fail(c, fmt.Errorf("%w: %v\n%s", errPanic, p, debug.Stack()))
		}
	}()
	c.Next()
}

// contentPolicy is for every page: scripts and styles are files of this server, and
// no page of ours stands inside another site's.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
	"connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

func securityHeaders(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", contentPolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
}

// allowedOrigin reports whether a page of that origin may use the student's API: the
// server's own, or exactly one of those configured.
func (s *Server) allowedOrigin(r *http.Request, origin string) bool {
	return sameOrigin(r, origin) || slices.Contains(s.Origins, origin)
}

func sameOrigin(r *http.Request, origin string) bool {
	u, err := url.Parse(origin)
	return err == nil && u.Host != "" && u.Host == r.Host
}

// cors lets the widget on the university's sites reach the API. No cookie is ever
// allowed across: a student's key is the token in a header.
func (s *Server) cors(c *gin.Context) {
	if !strings.HasPrefix(c.Request.URL.Path, "/api/") {
		return
	}
	c.Header("Cache-Control", "no-store")
	origin := c.GetHeader("Origin")
	if origin != "" {
		c.Writer.Header().Add("Vary", "Origin")
	}
	if origin != "" && !sameOrigin(c.Request, origin) {
		if !s.allowedOrigin(c.Request, origin) {
			s.fail(c, errOrigin)
			c.Abort()
			return
		}
		h := c.Writer.Header()
		h.Set("Access-Control-Allow-Origin", origin)
		h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, Accept-Language")
		h.Set("Access-Control-Allow-Methods", "GET, POST")
		h.Set("Access-Control-Max-Age", "600")
	}
	if c.Request.Method == http.MethodOptions {
		c.AbortWithStatus(http.StatusNoContent)
	}
}

// decode reads a JSON body.
func decode(c *gin.Context, into any) error {
	err := c.ShouldBindJSON(into)
	var tooLarge *http.MaxBytesError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &tooLarge):
		return errTooLarge
	default:
		return fmt.Errorf("%w: %w", errBadRequest, err)
	}
}

func number(c *gin.Context, name string, otherwise int64) (int64, error) {
	raw := c.Query(name)
	if raw == "" {
		return otherwise, nil
	}
	n, err := strconv.ParseInt(raw, 10, 64)
	if err != nil || n < 0 {
		return 0, fmt.Errorf("%w: %s must be a number from 0", errBadRequest, name)
	}
	return n, nil
}

func (s *Server) notFound(*gin.Context) error   { return errNotFound }
func (s *Server) notAllowed(*gin.Context) error { return errMethod }
