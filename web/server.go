// Package web is HTTP and WebSocket: the JSON API of widget and staff, the public FAQ
// pages, the guides, and the user interface. It alone knows HTTP; what it does is
// decode, call the domain once, encode.
package web

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"sportello/assistant"
	"sportello/assistant/report"
	"sportello/content/db"
	"sportello/faq"
	"sportello/faq/notice"
	"sportello/handoff"
	"sportello/web/auth"
	"sportello/web/links"
	"sportello/web/sms"
)

// Config is what the server needs to know besides its parts.
type Config struct {
	University string       // its name, as students know it
	PublicURL  string       // where students reach the server, without a slash at the end
	Origins    []string     // of the web sites that may hold the widget, exact
	TrustProxy bool         // take the student's address from X-Forwarded-For
	Demo       bool         // show the demo page
	Mail       bool         // notices are sent by e-mail
	SMS        *sms.Gateway // notices are sent by SMS; nil: they are not
	MaxLive    int          // live connections at once; 0: 20,000
	Version    string
}

// Parts are what the server serves.
type Parts struct {
	DB          *db.DB
	Store       *faq.Store
	Live        *faq.Live
	Pictures    *faq.Pictures
	Guides      *faq.GuideReader
	Desk        *handoff.Desk
	Attachments *handoff.Attachments
	Assistant   *assistant.Assistant
	Report      *report.Reporter
	Notices     *notice.Notices
	Users       *auth.Users
	Links       *links.Checker
	Log         *slog.Logger
}

// Server answers requests. It is safe for concurrent use.
type Server struct {
	Config
	Parts
	router             *gin.Engine
	metrics            *metrics
	limits             *limits
	budget             *budget
	classes            map[string]class // by method and route
	uploads, downloads *transfers
	guideUploads       *transfers
	// Who is at this node.
	presence, students presence

	live    *live
	pairs   *faq.Pairs
	gaps    *report.Gaps
	replays chan struct{} // one for each that goes on
	polls   chan struct{} // one for each long poll that waits
	quit    chan struct{} // closed when the server stops: polls end
	stop    sync.Once
}

// New makes a server of its parts.
func New(c Config, p Parts) *Server {
	gin.SetMode(gin.ReleaseMode)
	s := &Server{Config: c, Parts: p, router: gin.New(), metrics: newMetrics(p), limits: newLimits(), budget: newBudget(),
		uploads: newTransfers(uploadsAtOnce, uploadsFromOne), downloads: newTransfers(downloadsAtOnce, downloadsByOne),
		guideUploads: newTransfers(guideUploadsAtOnce, guideUploadsFromOne),
		presence:     newPresence(), students: newPresence(), polls: make(chan struct{}, maxPolls), replays: make(chan struct{}, replaysAtOnce), quit: make(chan struct{})}
	s.live = newLive(s)
	s.pairs = faq.NewPairs(p.Store, p.Live, p.Assistant.Between)
	s.gaps = p.Report.NewGaps(s.twinOf)
	s.router.HandleMethodNotAllowed = true
	if !c.TrustProxy {
		_ = s.router.SetTrustedProxies(nil) // nil is always right
	}
	s.routes()
	return s
}

// ServeHTTP implements http.Handler. HEAD is GET whose body net/http throws away: what
// checks links asks so.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodHead {
		r = r.Clone(r.Context())
		r.Method = http.MethodGet
	}
	s.router.ServeHTTP(w, r)
}

// Stop ends the live connections, whose clients come back elsewhere or later, and
// waits for them until ctx is done. Stopping twice is stopping once.
func (s *Server) Stop(ctx context.Context) {
	s.stop.Do(func() {
		close(s.quit)
		s.live.stop(ctx)
	})
}

// HTTPServer gives h timeouts that fit: a request is short, but a long poll may take
// half a minute, so there is none on writing.
func HTTPServer(h http.Handler) *http.Server {
	return &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10}
}

// Routes are the addresses that the server answers.
func (s *Server) Routes() gin.RoutesInfo { return s.router.Routes() }
