package auth

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestWaitsGrowAndAreForgotten(t *testing.T) {
	each(t, func(t *testing.T, u *Users, c *clock) {
		create(t, u, "anna", Operator)
		wrong := func(login string) error {
			_, _, err := u.SignIn(ctx, login, "not the password", address)
			return err
		}
		for _, login := range []string{"anna", "nobody"} { // as with a user, so without
			for i := range freeLogin {
				if err := wrong(login); !errors.Is(err, ErrWrongPassword) {
					t.Fatalf("%s, try %d: %v", login, i, err)
				}
			}
			for want := firstWait; want < 20*time.Minute; want *= 2 {
				err := wrong(login)
				var many *TooManyTriesError
				if !errors.Is(err, ErrTooManyTries) || !errors.As(err, &many) || many.Wait != min(want, maxWait) {
					t.Fatalf("%s: %v, want a wait of %v", login, err, min(want, maxWait))
				}
				c.advance(many.Wait)
				if err := wrong(login); !errors.Is(err, ErrWrongPassword) {
					t.Fatalf("%s, after %v: %v", login, want, err)
				}
			}
			if _, _, err := u.SignIn(ctx, strings.ToUpper(login)+" ", secret, "203.0.113.9"); !errors.Is(err, ErrTooManyTries) {
				t.Errorf("the right one from elsewhere, in the wait: %v", err)
			}
		}
		c.advance(forgetAfter)
		for range freeLogin - 1 {
			if err := wrong("anna"); !errors.Is(err, ErrWrongPassword) {
				t.Fatalf("after an hour: %v", err)
			}
		}
		for range 2 { // the right password forgets the wrong ones
			signIn(t, u, "anna")
		}
		if err := wrong("anna"); !errors.Is(err, ErrWrongPassword) {
			t.Errorf("after the right one: %v", err)
		}
	})
}

func TestSourceIsLimitedOverLogins(t *testing.T) {
	u, c := counted()
	for i := range freeSource {
		if wait := u.take(fmt.Sprint("login", i), "2001:db8::1", c.now()); wait != 0 {
			t.Fatalf("try %d waits %v", i, wait)
		}
	}
	if wait := u.take("another", "2001:db8::ffff", c.now()); wait != firstWait {
		t.Errorf("the same /64 waits %v, want %v", wait, firstWait)
	}
	if wait := u.take("another", "2001:db8:0:1::1", c.now()); wait != 0 {
		t.Errorf("another /64 waits %v", wait)
	}
}

func TestRightOnesFromOneSourceAreFree(t *testing.T) {
	u, c := counted()
	for range 10 * freeSource {
		if wait := u.take("anna", address, c.now()); wait != 0 {
			t.Fatalf("waits %v", wait)
		}
		u.right("anna", address)
	}
	for range freeSource { // what was never judged is free as well
		if wait := u.take("anna", address, c.now()); wait != 0 {
			t.Fatalf("waits %v", wait)
		}
		u.giveBack("anna", address)
	}
	if n := len(u.logins.of) + len(u.sources.of); n != 0 {
		t.Errorf("%d counts left", n)
	}
	for range freeLogin - 1 {
		u.take("anna", address, c.now())
	}
	for range 2 { // nor does it begin a wait
		if wait := u.take("anna", address, c.now()); wait != 0 {
			t.Fatalf("waits %v", wait)
		}
		u.giveBack("anna", address)
	}
}

// A right password must not wash away what a source did to others.
func TestRightOneKeepsTheSourceCount(t *testing.T) {
	u, c := counted()
	for i := range freeSource - 1 {
		u.take(fmt.Sprint("login", i), address, c.now())
		u.take("mallory", address, c.now())
		u.right("mallory", address)
	}
	u.take("anna", address, c.now())
	if wait := u.take("anna", address, c.now()); wait == 0 {
		t.Error("no wait")
	}
}

func TestCountsAreBounded(t *testing.T) {
	u, c := counted()
	for range freeLogin {
		u.take("first", address, c.now())
	}
	for i := range maxCounted + 100 {
		c.advance(time.Millisecond)
		if i == maxCounted/2 {
			u.take("busy", "198.51.100.1", c.now())
		}
		u.take(fmt.Sprint("login", i), fmt.Sprintf("198.51.%d.%d", i/250, i%250), c.now())
	}
	if len(u.logins.of) != maxCounted || len(u.sources.of) != maxCounted {
		t.Errorf("%d logins and %d sources, want %d", len(u.logins.of), len(u.sources.of), maxCounted)
	}
	if u.logins.of["first"] != nil || u.logins.of["busy"] == nil {
		t.Error("the one tried longest ago goes first")
	}
	c.advance(forgetAfter)
	u.take("new", address, c.now())
	if len(u.logins.of) != 1 {
		t.Errorf("%d logins after an hour, want 1", len(u.logins.of))
	}
}

func TestManyAtOnceAreCountedFirst(t *testing.T) {
	each(t, func(t *testing.T, u *Users, _ *clock) {
		create(t, u, "anna", Operator)
		var judged atomic.Int32
		var all sync.WaitGroup
		for range 5 * freeLogin {
			all.Go(func() {
				if _, _, err := u.SignIn(ctx, "anna", "not the password", address); errors.Is(err, ErrWrongPassword) {
					judged.Add(1)
				}
			})
		}
		all.Wait()
		if n := judged.Load(); n != freeLogin {
			t.Errorf("%d judged, want %d", n, freeLogin)
		}
	})
}

func TestGoneCallerIsNotCounted(t *testing.T) {
	each(t, func(t *testing.T, u *Users, _ *clock) {
		create(t, u, "anna", Operator)
		gone, cancel := context.WithCancel(ctx)
		cancel()
		for range 2 * freeLogin {
			if _, _, err := u.SignIn(gone, "anna", secret, address); !errors.Is(err, context.Canceled) {
				t.Fatal(err)
			}
		}
		signIn(t, u, "anna")
	})
}

func TestSourceKey(t *testing.T) {
	for source, want := range map[string]string{
		"192.0.2.7":               "192.0.2.7",
		"::ffff:192.0.2.7":        "192.0.2.7",
		"2001:db8::1":             "2001:db8::/64",
		"fe80::1%eth0":            "fe80::/64",
		"":                        "",
		"not an address":          "not an address",
		string(make([]byte, 999)): string(make([]byte, maxLogin)),
	} {
		if got := sourceKey(source); got != want {
			t.Errorf("%q: %q, want %q", source, got, want)
		}
	}
}

// counted is an empty table and its time.
func counted() (*tries, *clock) {
	c := &clock{}
	c.ms.Store(1_750_000_000_000)
	return newTries(), c
}
