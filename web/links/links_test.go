package links

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/time/rate"

	"sportello/content/db"
	"sportello/content/db/dbtest"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

var ctx = context.Background()

// site answers as sites do.
func site(t *testing.T) (*httptest.Server, *atomic.Int64) {
	t.Helper()
	asked := &atomic.Int64{}
	mux := http.NewServeMux()
	mux.HandleFunc("/ok", func(http.ResponseWriter, *http.Request) { asked.Add(1) })
	mux.HandleFunc("/head", func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			w.WriteHeader(http.StatusNotFound)
		}
	})
	mux.Handle("/moved", http.RedirectHandler("/ok", http.StatusMovedPermanently))
	mux.Handle("/elsewhere", http.RedirectHandler("/ok", http.StatusFound))
	mux.HandleFunc("/forbidden", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) })
	mux.HandleFunc("/broken", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) })
	mux.HandleFunc("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server, asked
}

func anywhere(netip.AddrPort) bool { return true }

// put keeps addresses of the test's own site, which are not askable.
func put(t *testing.T, d *db.DB, urls ...string) {
	t.Helper()
	err := d.Tx(ctx, func(tx *db.Tx) error {
		for _, u := range urls {
			if _, err := tx.Exec(`INSERT INTO links (url, state, status, target, failures, checked_at, due_at) VALUES ($1, 'new', 0, '', 0, 0, 0)`, u); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// eager asks a host as often as it likes.
func eager(c *Checker, s *httptest.Server) *Checker {
	c.hosts[strings.TrimPrefix(s.URL, "http://")] = rate.NewLimiter(rate.Inf, 1)
	return c
}

func TestWhatAddressesSay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		server, _ := site(t)
		want := map[string]State{"/ok": OK, "/head": OK, "/moved": Moved, "/elsewhere": OK, "/forbidden": Unknown, "/none": Dead, "/broken": Unknown, "/loop": Unknown}
		for path := range want {
			put(t, d, server.URL+path)
		}
		c := eager(newChecker(d, anywhere), server)
		if err := c.Round(ctx); err != nil {
			t.Fatal(err)
		}
		known, err := c.Known(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for path, state := range want {
			if got := known[server.URL+path]; got.State != state || got.CheckedAt.IsZero() {
				t.Errorf("%s: %+v, want %s", path, got, state)
			}
		}
		if got := known[server.URL+"/moved"].Target; got != server.URL+"/ok" {
			t.Errorf("moved to %q", got)
		}
		for range deadAfter - 1 {
			if _, err := c.Now(ctx, []string{server.URL + "/broken"}); err != nil {
				t.Fatal(err)
			}
		}
		if known, err = c.Known(ctx); err != nil || known[server.URL+"/broken"].State != Dead {
			t.Errorf("broken three times: %+v %v", known[server.URL+"/broken"], err)
		}
	})
}

// Two nodes ask an address once.
func TestEachIsAskedByOneNode(t *testing.T) {
	dbtest.EachURL(t, func(t *testing.T, u string) {
		server, asked := site(t)
		put(t, dbtest.Open(t, u), server.URL+"/ok")
		done := make(chan error)
		for range 2 {
			c := eager(newChecker(dbtest.Open(t, u), anywhere), server)
			go func() { done <- c.Round(ctx) }()
		}
		if err := errors.Join(<-done, <-done); err != nil || asked.Load() != 1 {
			t.Errorf("asked %d times, %v", asked.Load(), err)
		}
	})
}

// What only the server can reach, it does not ask: not by its address, and not where a
// public site leads.
func TestTheOwnNetworkIsNotAsked(t *testing.T) {
	d := dbtest.Open(t, dbtest.SQLiteURL(t))
	server, asked := site(t)
	put(t, d, server.URL+"/ok")
	c := eager(New(d), server)
	if err := c.Round(ctx); err != nil {
		t.Fatal(err)
	}
	known, err := c.Known(ctx)
	if err != nil || known[server.URL+"/ok"].State != Unknown || asked.Load() != 0 {
		t.Errorf("%+v, asked %d times, %v", known, asked.Load(), err)
	}
	for address, want := range map[string]bool{
		"8.8.8.8:443": true, "8.8.8.8:80": true, "[2606:4700::1]:443": true,
		"8.8.8.8:22": false, "127.0.0.1:80": false, "10.1.2.3:443": false, "172.16.0.1:80": false, "192.168.1.1:80": false, "169.254.169.254:80": false,
		"100.64.0.1:80": false, "0.0.0.0:80": false, "224.0.0.1:80": false, "255.255.255.255:80": false, "[::1]:80": false, "[fd00::1]:80": false,
		"[fe80::1]:80": false, "[::ffff:127.0.0.1]:80": false, "[::ffff:10.0.0.1]:443": false, "[64:ff9b::a00:1]:80": false, "[2002:7f00:1::]:80": false,
	} {
		if got := public(netip.MustParseAddrPort(address)); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}

func TestKeepFollowsTheTexts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := New(d)
		one, two := "https://www.polimi.it/a", "https://www.polimi.it/b"
		for _, urls := range [][]string{{one, two}, {two, "mailto:a@b.it", "https://nowhere.example/x", "https://user:key@polimi.it/", "ftp://polimi.it"}} {
			if err := c.Keep(ctx, urls); err != nil {
				t.Fatal(err)
			}
		}
		known, err := c.Known(ctx)
		if err != nil || len(known) != 1 || known[two].State != Unasked {
			t.Errorf("%+v %v", known, err)
		}
	})
}

func TestOneThatFailsIsLeftInPeaceForLonger(t *testing.T) {
	for failures, want := range map[int]time.Duration{0: recheck, 1: time.Hour, 2: 2 * time.Hour, 5: 16 * time.Hour, 6: recheck, 100: recheck} {
		if got := (&Link{failures: failures}).next(); got != want {
			t.Errorf("%d failures: %v", failures, got)
		}
	}
}
