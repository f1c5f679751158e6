package web

import (
	"context"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gin-gonic/gin"

	"sportello/content/db"
)

// class is what a request costs whom. Under a flood reports are shed first, then those
// who would join, then questions; what belongs to an engaged chat never is: it has places
// of its own here, connections of its own to the database and the first turn to write
// (see [db.Engaged]), and questions leave it a processor (see [faq.Live.Match]).
type class int

// The classes. The first three share places, in this order of rank.
const (
	classReports   class = iota // statistics, explanations, the studio, administration
	classJoins                  // a conversation begins, or asks for a person
	classQuestions              // questions and whatever searches
	classEngaged                // messages, receipts, claims, closes, reading one's chats
	classLive                   // live connections and polls: engaged, but they take no place
	classFree                   // files, pages out of memory, and the server's own health
)

var classNames = map[class]string{classReports: "reports", classJoins: "joins", classQuestions: "questions", classEngaged: "engaged"}

// classesOf names the class of a route by the longest beginning of "METHOD /path" that
// fits; of those with "*" in place of the method, too.
var classesOf = map[string]class{
	"GET /faq":                                    classQuestions, // may search
	"* /guides/:id":                               classQuestions, // read or drawn from the database
	"GET /help":                                   classReports,
	"POST /api/v1/conversations":                  classJoins,
	"GET /api/v1/conversations/:id":               classEngaged,
	"POST /api/v1/conversations/:id/":             classEngaged,
	"POST /api/v1/conversations/:id/turns":        classQuestions,
	"POST /api/v1/conversations/:id/handoff":      classJoins,
	"GET /api/v1/conversations/:id/ways":          classQuestions,
	"GET /api/v1/conversations/:id/events":        classLive,
	"GET /api/v1/conversations/:id/live":          classLive,
	"* /api/v1/conversations/:id/attachments":     classFree, // these have limits of their own: see transfers
	"* /api/v1/desk/chats/:id/attachments":        classFree,
	"POST /api/v1/studio/guide-uploads":           classFree,
	"POST /notices/":                              classQuestions,
	"POST /api/v1/notices/":                       classQuestions,
	"POST /api/v1/sms/":                           classQuestions,
	"* /api/v1/canned":                            classReports,
	"* /api/v1/session":                           classEngaged, // an operator who signs in comes to help
	"* /api/v1/desk/":                             classEngaged,
	"POST /api/v1/board/":                         classEngaged, // a supervisor who makes room
	"PUT /api/v1/board/":                          classEngaged,
	"GET /api/v1/desk/events":                     classLive,
	"GET /api/v1/desk/live":                       classLive,
	"GET /api/v1/desk/chats/:id/turns/:n/explain": classReports,
	"GET /api/v1/desk/proposals":                  classReports,
	"* /api/v1/studio/":                           classReports,
	"* /api/v1/reports/":                          classReports,
	"* /api/v1/admin/":                            classReports,
}

// Limits of the classes.
const (
	// protectFor is how long after the last of an engaged chat newcomers are held back.
	protectFor = 10 * time.Second
	// freely and heldBack are how many newcomers are served at once for each processor,
	// without and with engaged chats to protect. Most of their time is waiting for the
	// disk, so even the few keep the processors busy; where these are short they are fewer,
	// down to heldLeast. See [budget.feel].
	freely    = 32
	heldBack  = 3
	heldLeast = 1
	// strained is how long who is let in may wait for a processor, and calmFor how many
	// must have waited less before one more is let in: about the hundredth part.
	strained = time.Millisecond
	calmFor  = 64
	// newcomersRoom is how many newcomers may wait; newcomersPatience, for how long.
	newcomersRoom     = 256
	newcomersPatience = 3 * time.Second
	// engagedAtOnce bounds the memory that engaged chats take, not their number.
	engagedAtOnce   = 512
	engagedRoom     = 20_000
	engagedPatience = 10 * time.Second
)

// budget admits requests by their class.
type budget struct {
	newcomers *gate
	engaged   *gate
	lastSeen  atomic.Int64 // when the last engaged request came, nanoseconds
	began     time.Time
	// processors is how many there were at the start: the program lets more goroutines
	// run at once later.
	processors int

	mu   sync.Mutex
	held int // newcomers served at once while chats are engaged
	calm int // who has waited less than strained, since the last who did not or the last change
}

func newBudget() *budget {
	b := &budget{began: time.Now(), processors: runtime.GOMAXPROCS(0)}
	b.held = heldBack * b.processors
	b.lastSeen.Store(-int64(protectFor))
	b.newcomers = &gate{most: b.places, felt: b.feel, room: newcomersRoom, ranks: []rank{
		classReports: {share: 0.125}, classJoins: {share: 0.5}, classQuestions: {share: 0.75}}}
	b.engaged = &gate{most: func() int { return engagedAtOnce }, room: engagedRoom, ranks: []rank{{share: 1}}}
	return b
}

// places is how many newcomers may be served at once now.
func (b *budget) places() int {
	if time.Since(b.began)-time.Duration(b.lastSeen.Load()) < protectFor {
		b.mu.Lock()
		defer b.mu.Unlock()
		return b.held
	}
	return freely * b.processors
}

// feel takes how long one who was let in waited for a processor: a message of an engaged
// chat that comes at that moment waits as long. So newcomers are fewer while those who are
// engaged would feel them, for whatever reason the processors are short, and no longer.
func (b *budget) feel(waited time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if waited > strained {
		b.calm, b.held = 0, max(b.held-1, heldLeast*b.processors)
		return
	}
	if b.calm++; b.calm >= calmFor {
		b.calm, b.held = 0, min(b.held+1, heldBack*b.processors)
	}
}

// enter waits for a place and returns what gives it back.
func (b *budget) enter(ctx context.Context, of class) (leave func(), err error) {
	switch of {
	case classEngaged:
		b.lastSeen.Store(int64(time.Since(b.began)))
		return b.engaged.enter(ctx, 0, engagedPatience)
	case classReports, classJoins, classQuestions:
		return b.newcomers.enter(ctx, int(of), newcomersPatience)
	}
	return func() {}, nil
}

// classOf finds the class of a route.
func classOf(method, route string) class {
	best, of := 0, classFree
	for key, c := range classesOf {
		verb, path, _ := strings.Cut(key, " ")
		if (verb == "*" || verb == method) && strings.HasPrefix(route, path) && len(path) > best {
			best, of = len(path), c
		}
	}
	return of
}

// classify notes the class of every route.
func (s *Server) classify() {
	s.classes = map[string]class{}
	for _, r := range s.router.Routes() {
		s.classes[r.Method+" "+r.Path] = classOf(r.Method, r.Path)
	}
}

// admit is where newcomers wait, and where they are shed.
func (s *Server) admit(c *gin.Context) {
	of, known := s.classes[c.Request.Method+" "+c.FullPath()]
	if !known || of == classFree {
		return
	}
	if of == classEngaged || of == classLive {
		c.Request = c.Request.WithContext(db.Engaged(c.Request.Context()))
	}
	leave, err := s.budget.enter(c.Request.Context(), of)
	if err != nil {
		s.metrics.shed.WithLabelValues(classNames[of]).Inc()
		s.fail(c, err)
		c.Abort()
		return
	}
	defer leave()
	c.Next()
}

// isShed reports whether a failure is the budget's own, of which there may be very many.
func isShed(f failure) bool { return f.status == http.StatusServiceUnavailable && f.code == "busy" }
