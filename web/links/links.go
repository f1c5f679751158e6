// Package links asks the addresses that stand in entries, now and then, whether they still
// answer. It asks one at a time, each host seldom, and never one of the office's own
// network: an editor's text must not make the server knock at doors that only it can
// reach.
package links

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"sportello/content/db"
)

// State is what is known of an address.
type State string

// The states.
const (
	Unasked State = "new"     // not asked yet
	OK      State = "ok"      // it answers
	Moved   State = "moved"   // for good, to another address
	Dead    State = "dead"    // it does not exist, or has not answered several times
	Unknown State = "unknown" // it does not say: it refuses programs, or could not be reached
)

// Link is an address with what it said last.
type Link struct {
	URL       string
	State     State
	Status    int    // of HTTP; 0 where none came
	Target    string // where it has moved
	CheckedAt time.Time
	failures  int
}

// How often an address is asked.
const (
	recheck   = 24 * time.Hour   // one that answers
	retry     = time.Hour        // one that does not, the first time; then twice as long, up to recheck
	claimed   = 2 * time.Minute  // for how long a node has one to itself
	rounds    = 15 * time.Second // between looks for what is due
	deadAfter = 3                // failures in a row
	perRound  = 20               // addresses
	hostEvery = 2 * time.Second  // between two questions to a host
	// MaxLinks bounds how many addresses are kept.
	MaxLinks = 20_000
	// MaxURL bounds an address, in bytes.
	MaxURL = 2000
)

// Checker asks addresses. It is safe for concurrent use, on several nodes too.
type Checker struct {
	db     *db.DB
	client *http.Client

	mu      sync.Mutex
	hosts   map[string]*rate.Limiter
	reached time.Time // when something was reached last
}

// New makes a checker that keeps its results in d.
func New(d *db.DB) *Checker { return newChecker(d, public) }

func newChecker(d *db.DB, allowed func(netip.AddrPort) bool) *Checker {
	return &Checker{db: d, client: newClient(allowed), hosts: map[string]*rate.Limiter{}}
}

// Askable reports whether an address is one to ask: on the web, of a host that can exist.
func Askable(raw string) bool {
	u, err := url.Parse(raw)
	if err != nil || len(raw) > MaxURL || u.Scheme != "https" && u.Scheme != "http" || u.User != nil {
		return false
	}
	host := strings.ToLower(u.Hostname())
	for _, reserved := range []string{"example", "test", "invalid", "localhost", "local", "internal"} { // RFC 2606, 6762
		if host == reserved || strings.HasSuffix(host, "."+reserved) {
			return false
		}
	}
	return strings.Contains(host, ".")
}

// Keep notes which addresses there are now: new ones are asked soon, those that are gone
// are forgotten.
func (c *Checker) Keep(ctx context.Context, urls []string) error {
	known, err := c.Known(ctx)
	if err != nil {
		return err
	}
	wanted := map[string]bool{}
	for _, u := range urls {
		if Askable(u) && len(wanted) < MaxLinks {
			wanted[u] = true
		}
	}
	err = c.db.Tx(ctx, func(tx *db.Tx) error {
		for u := range wanted {
			if _, ok := known[u]; ok {
				continue
			}
			if _, err := tx.Exec(`INSERT INTO links (url, state, status, target, failures, checked_at, due_at)
				VALUES ($1, 'new', 0, '', 0, 0, $2) ON CONFLICT (url) DO NOTHING`, u, db.Millis(tx.Now)); err != nil {
				return err
			}
		}
		for u := range known {
			if !wanted[u] {
				if _, err := tx.Exec(`DELETE FROM links WHERE url = $1`, u); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("keep the links: %w", err)
	}
	return nil
}

// Known are all addresses with what they said last.
func (c *Checker) Known(ctx context.Context) (map[string]Link, error) {
	all := map[string]Link{}
	err := c.db.Each(ctx, func(rows *sql.Rows) error {
		l, err := scanLink(rows)
		all[l.URL] = l
		return err
	}, `SELECT url, state, status, target, failures, checked_at FROM links`)
	if err != nil {
		return nil, fmt.Errorf("read the links: %w", err)
	}
	return all, nil
}

func scanLink(row interface{ Scan(...any) error }) (l Link, err error) {
	var at int64
	err = row.Scan(&l.URL, &l.State, &l.Status, &l.Target, &l.failures, &at)
	l.CheckedAt = db.Time(at)
	return l, err
}

// Run asks what is due until ctx ends. Several nodes may run it at once: each address is
// asked by one. failed is told of errors of the database.
func (c *Checker) Run(ctx context.Context, failed func(error)) {
	tick := time.NewTicker(rounds)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if err := c.Round(ctx); err != nil && ctx.Err() == nil {
			failed(err)
		}
	}
}

// Round asks some of those that are due.
func (c *Checker) Round(ctx context.Context) error {
	var due []Link
	now := db.Millis(c.db.Now())
	err := c.db.Each(ctx, func(rows *sql.Rows) error {
		l, err := scanLink(rows)
		due = append(due, l)
		return err
	}, `SELECT url, state, status, target, failures, checked_at FROM links WHERE due_at <= $1 ORDER BY due_at, url LIMIT $2`, now, perRound)
	if err != nil {
		return fmt.Errorf("read the links that are due: %w", err)
	}
	for _, l := range due {
		mine, err := c.claim(ctx, l.URL)
		if err == nil && mine {
			_, err = c.ask(ctx, l)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// claim takes an address for this node, if it is due still.
func (c *Checker) claim(ctx context.Context, address string) (mine bool, err error) {
	err = c.db.Tx(ctx, func(tx *db.Tx) error {
		n, err := tx.Exec(`UPDATE links SET due_at = $1 WHERE url = $2 AND due_at <= $3`,
			db.Millis(tx.Now.Add(claimed)), address, db.Millis(tx.Now))
		mine = n == 1
		return err
	})
	if err != nil {
		return false, fmt.Errorf("claim a link: %w", err)
	}
	return mine, nil
}

// Now asks addresses at once, for somebody who waits, and returns what is known of them
// then. What is not [Askable], or not kept, is left out.
func (c *Checker) Now(ctx context.Context, urls []string) (list []Link, err error) {
	known, err := c.Known(ctx)
	if err != nil {
		return nil, err
	}
	for _, u := range urls {
		l, ok := known[u]
		if !ok {
			continue
		}
		if l, err = c.ask(ctx, l); err != nil {
			return list, err
		}
		list = append(list, l)
	}
	return list, nil
}

// ask asks an address when its host may be asked again, and keeps what it says.
func (c *Checker) ask(ctx context.Context, l Link) (Link, error) {
	if err := c.wait(ctx, l.URL); err != nil {
		return l, err
	}
	said := c.fetch(ctx, l.URL)
	if ctx.Err() != nil {
		return l, ctx.Err()
	}
	c.judge(&l, said)
	err := c.db.Tx(ctx, func(tx *db.Tx) error {
		l.CheckedAt = db.Time(db.Millis(tx.Now))
		_, err := tx.Exec(`UPDATE links SET state = $1, status = $2, target = $3, failures = $4, checked_at = $5, due_at = $6 WHERE url = $7`,
			string(l.State), l.Status, l.Target, l.failures, db.Millis(tx.Now), db.Millis(tx.Now.Add(l.next())), l.URL)
		return err
	})
	if err != nil {
		return l, fmt.Errorf("keep what a link said: %w", err)
	}
	return l, nil
}

// next is how long an address is left in peace.
func (l *Link) next() time.Duration {
	if l.failures == 0 {
		return recheck
	}
	return min(recheck, retry<<min(l.failures-1, 8))
}

// wait waits until a host may be asked again.
func (c *Checker) wait(ctx context.Context, raw string) error {
	u, err := url.Parse(raw)
	if err != nil {
		return fmt.Errorf("read a link: %w", err)
	}
	c.mu.Lock()
	if len(c.hosts) > 10_000 { // years of texts
		clear(c.hosts)
	}
	limiter := c.hosts[u.Host]
	if limiter == nil {
		limiter = rate.NewLimiter(rate.Every(hostEvery), 1)
		c.hosts[u.Host] = limiter
	}
	c.mu.Unlock()
	if err := limiter.Wait(ctx); err != nil && !errors.Is(err, context.Canceled) {
		return fmt.Errorf("wait for a host: %w", err)
	}
	return ctx.Err()
}
