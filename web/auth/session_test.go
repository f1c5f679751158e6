package auth

import (
	"errors"
	"reflect"
	"sync"
	"testing"
	"time"
)

// signedOut fails unless the token is refused.
func signedOut(t *testing.T, u *Users, token, when string) {
	t.Helper()
	if user, _, err := u.Session(ctx, token); !errors.Is(err, ErrSignedOut) {
		t.Errorf("%s: %v, %v, want ErrSignedOut", when, user, err)
	}
}

// signedIn fails unless the token is accepted.
func signedIn(t *testing.T, u *Users, token, when string) {
	t.Helper()
	if _, _, err := u.Session(ctx, token); err != nil {
		t.Errorf("%s: %v", when, err)
	}
}

func TestSignInAndOut(t *testing.T) {
	each(t, func(t *testing.T, u *Users, _ *clock) {
		anna := create(t, u, "anna", Operator, Editor)
		token, user, err := u.SignIn(ctx, " Anna", secret, address)
		if err != nil || !reflect.DeepEqual(user, anna) {
			t.Fatalf("SignIn: %+v, %v, want %+v", user, err, anna)
		}
		for range 2 { // read, then remembered
			user, csrf, err := u.Session(ctx, token)
			if err != nil || !reflect.DeepEqual(user, anna) || csrf != CSRF(token) {
				t.Fatalf("Session: %+v, %q, %v", user, csrf, err)
			}
			user.Roles[0] = Administrator // what was given out is the caller's
		}
		other := signIn(t, u, "anna")
		signedOut(t, u, "", "no token")
		signedOut(t, u, newToken(), "unknown token")
		for range 2 {
			if err := u.SignOut(ctx, token); err != nil {
				t.Fatal(err)
			}
		}
		signedOut(t, u, token, "after SignOut")
		signedIn(t, u, other, "another session of the user")
	})
}

func TestWrongPasswordSaysNothing(t *testing.T) {
	each(t, func(t *testing.T, u *Users, _ *clock) {
		create(t, u, "anna", Operator)
		off := create(t, u, "off", Operator)
		without := create(t, u, "without", Operator)
		_, err1 := u.Update(ctx, off.ID, Change{Disabled: ptr(true)})
		_, err2 := u.Update(ctx, without.ID, Change{Password: ptr("")})
		if err := errors.Join(err1, err2); err != nil {
			t.Fatal(err)
		}
		for name, try := range map[string][2]string{
			"wrong": {"anna", secret + "x"}, "empty": {"anna", ""}, "unknown": {"nobody", secret}, "no login": {"", ""},
			"disabled": {"off", secret}, "none": {"without", secret}, "none, empty": {"without", ""},
		} {
			token, user, err := u.SignIn(ctx, try[0], try[1], address)
			if !errors.Is(err, ErrWrongPassword) || err.Error() != "sign in: wrong login or password" || token != "" || user.ID != "" {
				t.Errorf("%s: %q, %+v, %v", name, token, user, err)
			}
		}
	})
}

func TestChangesEndSessionsOnEveryNode(t *testing.T) {
	each(t, func(t *testing.T, u *Users, c *clock) {
		other := node(u.db)
		anna := create(t, u, "anna", Operator)
		create(t, u, "bruno", Operator)
		bystander := signIn(t, u, "bruno")
		for name, test := range map[string]struct {
			change Change
			ends   bool
		}{
			"name":     {Change{Name: ptr("A. Bianchi"), Lang: ptr("en"), Disabled: ptr(false)}, false},
			"password": {Change{Password: ptr(secret)}, true},
			"roles":    {Change{Roles: []Role{Editor}}, true},
			"disabled": {Change{Disabled: ptr(true)}, true},
		} {
			if _, err := u.Update(ctx, anna.ID, Change{Disabled: ptr(false), Roles: []Role{Operator}}); err != nil {
				t.Fatal(err)
			}
			token := signIn(t, u, "anna")
			signedIn(t, u, token, "here before "+name)
			signedIn(t, other, token, "there before "+name)
			if _, err := u.Update(ctx, anna.ID, test.change); err != nil {
				t.Fatal(err)
			}
			check := map[bool]func(*testing.T, *Users, string, string){true: signedOut, false: signedIn}[test.ends]
			check(t, u, token, "here at once after "+name)
			c.advance(CacheFor)
			check(t, other, token, "there soon after "+name)
			signedIn(t, u, bystander, "another user after "+name)
		}
	})
}

// A session row that outlives the change, however it came, is refused all the same.
func TestDisabledIsCheckedOnRead(t *testing.T) {
	each(t, func(t *testing.T, u *Users, c *clock) {
		create(t, u, "anna", Operator)
		token := signIn(t, u, "anna")
		write(t, u, `UPDATE users SET disabled = NOT disabled`)
		c.advance(CacheFor)
		signedOut(t, u, token, "disabled")
	})
}

func TestExpiry(t *testing.T) {
	each(t, func(t *testing.T, u *Users, c *clock) {
		create(t, u, "anna", Operator)
		idle, used := signIn(t, u, "anna"), signIn(t, u, "anna")
		for at := time.Duration(0); at < IdleFor; at += IdleFor / 3 {
			signedIn(t, u, used, "used")
			c.advance(IdleFor / 3)
		}
		signedOut(t, u, idle, "not used for IdleFor")
		signedIn(t, u, used, "used in between")
		for at := IdleFor; at < SessionFor; at += IdleFor / 2 {
			signedIn(t, u, used, "used for "+at.String())
			c.advance(IdleFor / 2)
		}
		signedOut(t, u, used, "after SessionFor")

		if n := number(t, u, `SELECT COUNT(*) FROM sessions`); n != 2 {
			t.Fatalf("%d sessions stored, want 2", n)
		}
		fresh := signIn(t, u, "anna")
		if err := u.Clean(ctx); err != nil {
			t.Fatal(err)
		}
		if n := number(t, u, `SELECT COUNT(*) FROM sessions`); n != 1 {
			t.Errorf("%d sessions stored after Clean, want 1", n)
		}
		signedIn(t, u, fresh, "after Clean")
	})
}

func TestUseIsWrittenSeldom(t *testing.T) {
	each(t, func(t *testing.T, u *Users, c *clock) {
		create(t, u, "anna", Operator)
		token := signIn(t, u, "anna")
		expires := func() int64 { return int64(number(t, u, `SELECT expires_at FROM sessions`)) }
		first := expires()
		c.advance(touchEvery - time.Millisecond)
		signedIn(t, u, token, "soon")
		if got := expires(); got != first {
			t.Errorf("written after %v", touchEvery-time.Millisecond)
		}
		c.advance(CacheFor)
		signedIn(t, u, token, "later")
		if got, want := expires(), c.now().Add(IdleFor).UnixMilli(); got != want {
			t.Errorf("expires %d, want %d", got, want)
		}
	})
}

func TestRehash(t *testing.T) {
	each(t, func(t *testing.T, u *Users, _ *clock) {
		create(t, u, "anna", Operator)
		stored := func() string {
			r, err := u.byLogin(ctx, "anna")
			if err != nil {
				t.Fatal(err)
			}
			return r.password
		}
		old := stored()
		first := signIn(t, u, "anna")
		if stored() != old {
			t.Error("rehashed without need")
		}
		u.hashing.cost.passes++
		if _, _, err := u.SignIn(ctx, "anna", "not the password", address); !errors.Is(err, ErrWrongPassword) || stored() != old {
			t.Errorf("rehashed by a wrong password, %v", err)
		}
		signIn(t, u, "anna")
		renewed := stored()
		if h, err := parsePHC(renewed); err != nil || h.cost != u.hashing.cost {
			t.Errorf("hash after the cost changed: %s, %v", renewed, err)
		}
		signIn(t, u, "anna")
		signedIn(t, u, first, "the session from before")
		if stored() != renewed {
			t.Error("rehashed again")
		}
	})
}

// A sign-in under way while the password is changed either comes first, and is ended,
// or is refused: there is never a session of the old password.
func TestSignInAgainstChange(t *testing.T) {
	each(t, func(t *testing.T, u *Users, c *clock) {
		other := node(u.db)
		anna := create(t, u, "anna", Operator)
		for i := range 20 {
			passwords := []string{secret, secret + " staple"}
			old, next := passwords[i%2], passwords[1-i%2]
			var all sync.WaitGroup
			var token string
			all.Go(func() { token, _, _ = u.SignIn(ctx, "anna", old, address) })
			all.Go(func() {
				if _, err := other.Update(ctx, anna.ID, Change{Password: &next}); err != nil {
					t.Error(err)
				}
			})
			all.Wait()
			signedOut(t, u, token, "by the old password")
			c.advance(forgetAfter)
		}
	})
}

// The order of things that the test above only happens upon: verified, changed, opened.
func TestOpenAfterChange(t *testing.T) {
	each(t, func(t *testing.T, u *Users, _ *clock) {
		for login, change := range map[string]Change{"anna": {Password: ptr(secret)}, "bruno": {Disabled: ptr(true)}} {
			user := create(t, u, login, Operator)
			verified, err := u.byLogin(ctx, login)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := u.Update(ctx, user.ID, change); err != nil {
				t.Fatal(err)
			}
			if err := u.open(ctx, newToken(), verified, verified.password); !errors.Is(err, ErrWrongPassword) {
				t.Errorf("%s: %v, want ErrWrongPassword", login, err)
			}
		}
	})
}

func TestCSRF(t *testing.T) {
	one, two := newToken(), newToken()
	if !CheckCSRF(one, CSRF(one)) {
		t.Error("its own is refused")
	}
	for _, header := range []string{"", one, CSRF(two), CSRF(one) + "x", CSRF(one)[1:]} {
		if CheckCSRF(one, header) {
			t.Errorf("%q is accepted", header)
		}
	}
	if CheckCSRF("", CSRF("")) {
		t.Error("accepted without a session")
	}
}

func TestNothingSecretIsStored(t *testing.T) {
	each(t, func(t *testing.T, u *Users, _ *clock) {
		anna := create(t, u, "anna", Operator)
		session := signIn(t, u, "anna")
		token, err := u.NewAPIToken(ctx, anna.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, query := range []string{
			`SELECT COUNT(*) FROM sessions WHERE token_hash LIKE '%` + session[:20] + `%'`,
			`SELECT COUNT(*) FROM api_tokens WHERE token_hash LIKE '%` + token[4:24] + `%'`,
			`SELECT COUNT(*) FROM users WHERE password LIKE '%` + secret + `%'`,
		} {
			if number(t, u, query) != 0 {
				t.Errorf("found by %s", query)
			}
		}
	})
}
