package auth

import (
	"slices"
	"sync"
	"time"
)

// CacheFor is how long another node may still accept what has been ended here: within
// the two seconds in which a change must be everywhere.
const CacheFor = 2 * time.Second

// maxCached bounds the cache; the staff of a large office is in the hundreds.
const maxCached = 4096

// cache remembers for a moment whom a token stands for, since each message at the desk
// asks. Refusals are not remembered: a guesser must not push out those signed in.
type cache struct {
	// lapse is how far the clock of get moves in a time of the machine's.
	lapse  func(time.Duration) time.Duration
	mu     sync.Mutex
	purges int
	of     map[string]cached
}

type cached struct {
	user User
	at   time.Time
}

func newCache(lapse func(time.Duration) time.Duration) *cache {
	return &cache{lapse: lapse, of: map[string]cached{}}
}

// get returns what is remembered for key, else what read returns. now is from before
// the read, so that the age counts from when the answer was true.
func (c *cache) get(key string, now time.Time, read func() (User, error)) (User, error) {
	c.mu.Lock()
	one, ok := c.of[key]
	purges := c.purges
	c.mu.Unlock()
	if age := now.Sub(one.at); ok && age >= 0 && age < c.lapse(CacheFor) {
		one.user.Roles = slices.Clone(one.user.Roles)
		return one.user, nil
	}
	user, err := read()
	if err == nil {
		c.put(key, cached{user: user, at: now}, purges)
	}
	user.Roles = slices.Clone(user.Roles)
	return user, err
}

// put remembers, unless there was a purge since the read began: what was read may be
// from before the change.
func (c *cache) put(key string, one cached, purges int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if purges != c.purges {
		return
	}
	if len(c.of) >= maxCached {
		clear(c.of)
	}
	c.of[key] = one
}

// purge forgets all. Changes to users are rare and the cache fills again in a moment.
func (c *cache) purge() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.purges++
	clear(c.of)
}
