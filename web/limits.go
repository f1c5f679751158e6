package web

import (
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"golang.org/x/time/rate"
)

// A key's allowance: so many at once, and so many a second after that. An address may
// be a whole campus behind one router, so it may do far more than one conversation.
type allowance struct {
	perSecond rate.Limit
	burst     int
}

var (
	perAddress      = allowance{perSecond: 200, burst: 4000}
	perConversation = allowance{perSecond: 20, burst: 100}
)

// forgetAfter is when a key that did nothing has its whole allowance again anyway.
const forgetAfter = time.Minute

// limits counts what each address and conversation does.
type limits struct {
	mu      sync.Mutex
	buckets map[string]*bucket
	swept   time.Time
}

type bucket struct {
	limiter *rate.Limiter
	used    time.Time
}

func newLimits() *limits { return &limits{buckets: map[string]*bucket{}, swept: time.Now()} }

func (l *limits) allow(key string, a allowance) bool {
	now := time.Now()
	l.mu.Lock()
	defer l.mu.Unlock()
	if now.Sub(l.swept) > forgetAfter {
		for k, b := range l.buckets {
			if now.Sub(b.used) > forgetAfter {
				delete(l.buckets, k)
			}
		}
		l.swept = now
	}
	b := l.buckets[key]
	if b == nil {
		b = &bucket{limiter: rate.NewLimiter(a.perSecond, a.burst)}
		l.buckets[key] = b
	}
	b.used = now
	return b.limiter.AllowN(now, 1)
}

func (s *Server) limit(a allowance) gin.HandlerFunc {
	return func(c *gin.Context) {
		if !s.limits.allow("address "+c.ClientIP(), a) {
			s.fail(c, errTooMany)
			c.Abort()
		}
	}
}
