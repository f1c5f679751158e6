package auth

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"sportello/content/db/dbtest"
)

// ordinary is a clock that goes as the machine's.
func ordinary(d time.Duration) time.Duration { return d }

func TestCacheIsShortAndBounded(t *testing.T) {
	c, reads := newCache(ordinary), 0
	at := time.UnixMilli(1_750_000_000_000)
	get := func(key string, now time.Time) {
		if _, err := c.get(key, now, func() (User, error) { reads++; return User{}, nil }); err != nil {
			t.Error(err)
		}
	}
	for _, step := range []struct {
		after time.Duration
		reads int
	}{{0, 1}, {CacheFor - 1, 1}, {CacheFor, 2}, {CacheFor - 1, 3}} { // the last: a clock set back
		if get("a", at.Add(step.after)); reads != step.reads {
			t.Errorf("after %v: %d reads, want %d", step.after, reads, step.reads)
		}
	}
	for i := range 2*maxCached + 1 {
		if get(fmt.Sprint(i), at); len(c.of) > maxCached {
			t.Fatalf("%d remembered", len(c.of))
		}
	}
}

func TestCacheForgetsWhatAPurgeOvertook(t *testing.T) {
	c, now := newCache(ordinary), time.UnixMilli(1_750_000_000_000)
	reads := 0
	for range 2 {
		_, err := c.get("a", now, func() (User, error) { reads++; c.purge(); return User{}, nil })
		if err != nil {
			t.Error(err)
		}
	}
	if reads != 2 {
		t.Errorf("%d reads, want 2: the change came after the first", reads)
	}
	refuse := func() (User, error) { reads++; return User{}, ErrSignedOut }
	for range 2 {
		if _, err := c.get("b", now, refuse); !errors.Is(err, ErrSignedOut) {
			t.Error(err)
		}
	}
	if reads != 4 {
		t.Errorf("%d reads, want 4: refusals are not remembered", reads)
	}
}

// The cache against the query it saves: what the desk pays for each message.
func BenchmarkSession(b *testing.B) {
	for name, url := range map[string]func(testing.TB) string{"sqlite": dbtest.SQLiteURL, "postgres": dbtest.PostgresURL} {
		u := node(dbtest.Open(b, url(b)))
		create(b, u, "anna", Operator)
		token := signIn(b, u, "anna")
		hash := tokenHash(token)
		b.Run(name+"/cached", func(b *testing.B) {
			b.ReportAllocs()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if _, _, err := u.Session(ctx, token); err != nil {
						b.Error(err)
					}
				}
			})
		})
		b.Run(name+"/read", func(b *testing.B) {
			b.ReportAllocs()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if _, err := u.session(ctx, hash); err != nil {
						b.Error(err)
					}
				}
			})
		})
	}
}
