package links

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

const (
	within       = 15 * time.Second // one question with its redirects
	mostRedirect = 5
	agent        = "Sportello-LinkChecker/1"
)

// errPrivate says that an address is none of the public Internet.
var errPrivate = errors.New("not a public address")

// closed are networks that are not for the public and that net/netip does not name: RFC
// 6890 and those after it.
var closed = prefixes("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24",
	"203.0.113.0/24", "240.0.0.0/4", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fec0::/10")

func prefixes(list ...string) (out []netip.Prefix) {
	for _, p := range list {
		out = append(out, netip.MustParsePrefix(p))
	}
	return out
}

// public reports whether a connection may be made: to an address of the public Internet,
// on a port of the web.
func public(to netip.AddrPort) bool {
	ip := to.Addr().Unmap()
	if !ip.IsGlobalUnicast() || ip.IsPrivate() || to.Port() != 443 && to.Port() != 80 {
		return false
	}
	for _, p := range closed {
		if p.Contains(ip) {
			return false
		}
	}
	return true
}

// newClient makes a client that connects only where it is allowed. That is judged by the
// address it connects to, after the name was resolved, at every redirect: a name that
// means another address the second time is of no use. It takes no proxy, which would
// connect for it.
func newClient(allowed func(netip.AddrPort) bool) *http.Client {
	dialer := &net.Dialer{Timeout: 5 * time.Second, Control: func(_, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil || !allowed(to) {
			return errPrivate
		}
		return nil
	}}
	return &http.Client{
		Timeout: within,
		Transport: &http.Transport{DialContext: dialer.DialContext, TLSHandshakeTimeout: 5 * time.Second, ResponseHeaderTimeout: 10 * time.Second,
			DisableKeepAlives: true, MaxResponseHeaderBytes: 64 << 10},
		CheckRedirect: func(_ *http.Request, via []*http.Request) error {
			if len(via) > mostRedirect {
				return errors.New("too many redirects")
			}
			return nil
		},
	}
}

// said is what an address answered.
type said struct {
	status int
	target string // of a redirect for good
	err    error
}

// fetch asks for the head, and for the page where the head is refused: some servers know
// only that.
func (c *Checker) fetch(ctx context.Context, address string) said {
	s := c.request(ctx, http.MethodHead, address)
	if s.err == nil && s.status >= http.StatusBadRequest && s.status != http.StatusTooManyRequests {
		if page := c.request(ctx, http.MethodGet, address); page.err == nil {
			return page
		}
	}
	return s
}

func (c *Checker) request(ctx context.Context, method, address string) said {
	req, err := http.NewRequestWithContext(ctx, method, address, nil)
	if err != nil {
		return said{err: fmt.Errorf("read a link: %w", err)}
	}
	req.Header.Set("User-Agent", agent)
	res, err := c.client.Do(req)
	if err != nil {
		return said{err: fmt.Errorf("ask a link: %w", err)}
	}
	defer res.Body.Close()                                     //nolint:errcheck // nothing of it counts
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 1024)) // what comes after does not count
	s := said{status: res.StatusCode}
	if first := firstResponse(res); first == http.StatusMovedPermanently || first == http.StatusPermanentRedirect {
		s.target = res.Request.URL.String()
	}
	return s
}

// firstResponse is the status with which a chain of redirects began, 0 where there was
// none.
func firstResponse(res *http.Response) (status int) {
	for r := res.Request.Response; r != nil; r = r.Request.Response {
		status = r.StatusCode
	}
	return status
}

// lastReached is how long something that was reached shows that it is not this server
// that is cut off.
const lastReached = time.Hour

// judge says what an answer means. Only what says so itself is dead at once; what could
// not be reached must fail several times, and while others can be reached.
func (c *Checker) judge(l *Link, s said) {
	c.mu.Lock()
	defer c.mu.Unlock()
	l.Status, l.Target = s.status, ""
	switch {
	case errors.Is(s.err, errPrivate):
		l.State, l.failures = Unknown, 0
		return
	case s.err == nil:
		c.reached = c.db.Now()
	}
	switch {
	case s.err == nil && s.status < http.StatusBadRequest && s.target != "":
		l.State, l.Target, l.failures = Moved, s.target, 0
	case s.err == nil && s.status < http.StatusBadRequest:
		l.State, l.failures = OK, 0
	case s.status == http.StatusNotFound || s.status == http.StatusGone:
		l.State = Dead
		l.failures++
	case s.err == nil && s.status < http.StatusInternalServerError: // not for programs, or too often
		l.State, l.failures = Unknown, 0
	default:
		l.failures++
		if l.State != Dead {
			l.State = Unknown
		}
		if l.failures >= deadAfter && c.db.Now().Sub(c.reached) < c.db.Lapse(lastReached) {
			l.State = Dead
		}
	}
}
