package auth

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

func TestAPITokens(t *testing.T) {
	each(t, func(t *testing.T, u *Users, _ *clock) {
		anna := create(t, u, "anna", Operator)
		bruno := create(t, u, "bruno", Editor)
		one, err1 := u.NewAPIToken(ctx, anna.ID)
		two, err2 := u.NewAPIToken(ctx, anna.ID)
		other, err3 := u.NewAPIToken(ctx, bruno.ID)
		if err := errors.Join(err1, err2, err3); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(one, "spt_") || len(one) != 47 || one == two {
			t.Errorf("tokens %q and %q", one, two)
		}
		for _, token := range []string{one, two, one} {
			if user, err := u.APIToken(ctx, token); err != nil || !reflect.DeepEqual(user, anna) {
				t.Errorf("APIToken: %+v, %v", user, err)
			}
		}
		session := signIn(t, u, "anna")
		for _, wrong := range []string{"", "spt_", one[4:], one + "x", "spt_" + newToken(), "spt_" + session, session} {
			if _, err := u.APIToken(ctx, wrong); !errors.Is(err, ErrSignedOut) {
				t.Errorf("%q: %v, want ErrSignedOut", wrong, err)
			}
		}
		if _, _, err := u.Session(ctx, one[4:]); !errors.Is(err, ErrSignedOut) {
			t.Errorf("an API token as session: %v", err)
		}
		if _, err := u.NewAPIToken(ctx, "nobody"); !errors.Is(err, ErrNotFound) {
			t.Errorf("for nobody: %v, want ErrNotFound", err)
		}
		if err := u.RevokeAPITokens(ctx, anna.ID); err != nil {
			t.Fatal(err)
		}
		for _, token := range []string{one, two} {
			if _, err := u.APIToken(ctx, token); !errors.Is(err, ErrSignedOut) {
				t.Errorf("revoked: %v, want ErrSignedOut", err)
			}
		}
		if _, err := u.APIToken(ctx, other); err != nil {
			t.Errorf("another user's: %v", err)
		}
	})
}

func TestAPITokenFollowsItsUser(t *testing.T) {
	each(t, func(t *testing.T, u *Users, c *clock) {
		far := node(u.db)
		anna := create(t, u, "anna", Operator)
		token, err := u.NewAPIToken(ctx, anna.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, off := range []bool{false, true, false} {
			if _, err := u.Update(ctx, anna.ID, Change{Disabled: &off, Roles: []Role{Editor}}); err != nil {
				t.Fatal(err)
			}
			c.advance(CacheFor)
			for _, n := range []*Users{u, far} {
				user, err := n.APIToken(ctx, token)
				if off != errors.Is(err, ErrSignedOut) || (!off && !user.Has(Editor)) {
					t.Errorf("disabled %v: %+v, %v", off, user, err)
				}
			}
		}
	})
}
