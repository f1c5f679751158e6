package web

import (
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
)

const (
	// touchEvery is how often a request counts as a sign of life.
	touchEvery = 10 * time.Second
	// maxPresent bounds for how many it is remembered at this node.
	maxPresent = 50_000
)

// presence remembers when each operator or student last gave a sign of life here, so
// that not every request asks the database.
type presence struct{ seen *lru.Cache[string, time.Time] }

func newPresence() presence {
	seen, err := lru.New[string, time.Time](maxPresent)
	if err != nil {
		panic(err) // only for a size below 1
	}
	return presence{seen}
}

func (p presence) due(id string, now time.Time) bool {
	if last, ok := p.seen.Get(id); ok && now.Sub(last) < touchEvery {
		return false
	}
	p.seen.Add(id, now)
	return true
}
