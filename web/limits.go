package web

import (
	"hash/maphash"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"golang.org/x/time/rate"
)

// A key's allowance: so many at once, and so many a second after that.
type allowance struct {
	perSecond rate.Limit
	burst     int
}

// kind is what an allowance is of. Addresses and conversations are counted apart: what
// newcomers from a campus behind one router do takes nothing from the conversations that
// came from there before.
type kind uint8

const (
	ofAddress      kind = iota // begins conversations and searches; may be a whole campus
	ofConversation             // does anything else
	ofSignUp                   // an address that subscribes to the notices, or confirms
)

var allowances = [...]allowance{
	ofAddress:      {perSecond: 200, burst: 4000},
	ofConversation: {perSecond: 20, burst: 100},
	ofSignUp:       {perSecond: 0.5, burst: 30},
}

// forgetAfter is when a key that did nothing has its whole allowance again anyway.
const forgetAfter = time.Minute

// limitShards is in how many parts the keys are kept, so that requests seldom wait for
// each other, or for the sweeping.
const limitShards = 64

// limits counts what each address and conversation does.
type limits struct {
	seed   maphash.Seed
	shards [limitShards]limitShard
}

type limitShard struct {
	mu      sync.Mutex
	buckets map[limitKey]*bucket
	swept   time.Time
}

type limitKey struct {
	kind kind
	id   string
}

type bucket struct {
	limiter *rate.Limiter
	used    time.Time
}

func newLimits() *limits {
	l := &limits{seed: maphash.MakeSeed()}
	for i := range l.shards {
		l.shards[i].buckets, l.shards[i].swept = map[limitKey]*bucket{}, time.Now()
	}
	return l
}

func (l *limits) allow(k kind, id string) bool {
	now := time.Now()
	shard := &l.shards[maphash.String(l.seed, id)%limitShards]
	shard.mu.Lock()
	defer shard.mu.Unlock()
	shard.sweep(now)
	key := limitKey{k, id}
	b := shard.buckets[key]
	if b == nil {
		b = &bucket{limiter: rate.NewLimiter(allowances[k].perSecond, allowances[k].burst)}
		shard.buckets[key] = b
	}
	b.used = now
	return b.limiter.AllowN(now, 1)
}

// sweep forgets, now and then, the keys that have their whole allowance again.
func (l *limitShard) sweep(now time.Time) {
	if now.Sub(l.swept) <= forgetAfter {
		return
	}
	for k, b := range l.buckets {
		if now.Sub(b.used) > forgetAfter {
			delete(l.buckets, k)
		}
	}
	l.swept = now
}

func (s *Server) limit(k kind) gin.HandlerFunc {
	return func(c *gin.Context) {
		if !s.limits.allow(k, c.ClientIP()) {
			s.fail(c, errTooMany)
			c.Abort()
		}
	}
}
