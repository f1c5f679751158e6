package auth

import (
	"net/netip"
	"sync"
	"time"
)

// How wrong passwords are slowed. The first freeX cost nothing, then each doubles the
// wait from one second up to maxWait; an hour without a try forgets them. A source may
// be a whole office behind one address, so it has more.
const (
	freeLogin   = 10
	freeSource  = 100
	firstWait   = time.Second
	maxWait     = 15 * time.Minute
	forgetAfter = time.Hour
	maxCounted  = 10_000 // logins, and as many sources
)

// tries counts the wrong passwords by login and by source address, in memory: each
// node counts its own, and a restart forgets, which multiplies the guesses by a small
// number and keeps a flood of them out of the database.
//
// A try is counted before its password is hashed, and given back when it was right, or
// else many at once would all pass before the first is counted.
type tries struct {
	mu              sync.Mutex
	logins, sources counts
}

type counts struct {
	free int
	of   map[string]*count
}

type count struct {
	n     int
	last  time.Time
	until time.Time // no try before
}

func newTries() *tries {
	return &tries{
		logins:  counts{free: freeLogin, of: map[string]*count{}},
		sources: counts{free: freeSource, of: map[string]*count{}},
	}
}

// take counts a try, or returns how long to wait for it and counts nothing.
func (t *tries) take(login, source string, now time.Time) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	login, source = loginKey(login), sourceKey(source)
	if wait := max(t.logins.wait(login, now), t.sources.wait(source, now)); wait > 0 {
		return wait
	}
	t.logins.add(login, now)
	t.sources.add(source, now)
	return 0
}

// giveBack undoes a take whose password was never judged.
func (t *tries) giveBack(login, source string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.logins.drop(loginKey(login))
	t.sources.drop(sourceKey(source))
}

// right undoes a take whose password was right, and forgets the login's wrong ones but
// not the source's: else one known password would pay for guessing at others.
func (t *tries) right(login, source string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.logins.of, loginKey(login))
	t.sources.drop(sourceKey(source))
}

func (c *counts) wait(key string, now time.Time) time.Duration {
	if one := c.of[key]; one != nil {
		return one.until.Sub(now)
	}
	return 0
}

func (c *counts) add(key string, now time.Time) {
	one := c.of[key]
	if one != nil && one.over(now) {
		delete(c.of, key)
		one = nil
	}
	if one == nil {
		c.makeRoom(now)
		one = &count{}
		c.of[key] = one
	}
	one.n++
	one.last = now
	if one.n >= c.free {
		one.until = now.Add(waitAfter(one.n - c.free))
	}
}

func (c *counts) drop(key string) {
	one := c.of[key]
	if one == nil {
		return
	}
	if one.n--; one.n < c.free {
		one.until = time.Time{}
	}
	if one.n <= 0 {
		delete(c.of, key)
	}
}

// makeRoom drops what is over, or else the one that was tried longest ago: to be
// forgotten by this a guesser must fill the table, one slow hash for each place in it.
func (c *counts) makeRoom(now time.Time) {
	if len(c.of) < maxCounted {
		return
	}
	oldest, last := "", now
	for key, one := range c.of {
		if one.over(now) {
			delete(c.of, key)
		} else if !one.last.After(last) {
			oldest, last = key, one.last
		}
	}
	if len(c.of) >= maxCounted {
		delete(c.of, oldest)
	}
}

func (c *count) over(now time.Time) bool { return now.Sub(c.last) >= forgetAfter }

// waitAfter is min(firstWait * 2^n, maxWait).
func waitAfter(n int) time.Duration {
	wait := firstWait
	for range n {
		if wait *= 2; wait >= maxWait {
			return maxWait
		}
	}
	return wait
}

// loginKey bounds what one key holds; no longer login exists.
func loginKey(login string) string { return login[:min(len(login), maxLogin)] }

// sourceKey is the address, or the /64 of an IPv6 address: that is what one customer
// gets, with more addresses in it than there are tries.
func sourceKey(source string) string {
	ip, err := netip.ParseAddr(source)
	if err != nil {
		return source[:min(len(source), maxLogin)]
	}
	ip = ip.Unmap().WithZone("")
	if ip.Is4() {
		return ip.String()
	}
	return netip.PrefixFrom(ip, 64).Masked().String()
}
