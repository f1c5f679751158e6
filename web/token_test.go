package web_test

import (
	"testing"

	"sportello/content/db/dbtest"
	"sportello/web/auth"
)

// A program that listens with an API token ends with it: when the token is revoked, its
// user is disabled or has no place at the desk any more.
func TestWhoseTokenHasEndedHearsNoMore(t *testing.T) {
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	yes := true
	for login, end := range map[string]func(id string) error{
		"revoked": func(id string) error { return c.parts.Users.RevokeAPITokens(ctx, id) },
		"disabled": func(id string) error {
			_, err := c.parts.Users.Update(ctx, id, auth.Change{Disabled: &yes})
			return err
		},
		"moved": func(id string) error {
			_, err := c.parts.Users.Update(ctx, id, auth.Change{Roles: []auth.Role{auth.Editor}})
			return err
		},
	} {
		socket := c.dial("/desk/live", c.user(login, auth.Operator))
		next(t, socket, "ping")
		c.server.Pulse()
		next(t, socket, "ping")
		user, err := c.parts.Users.ByLogin(ctx, login)
		if err == nil {
			err = end(user.ID)
		}
		if err != nil {
			t.Fatal(err)
		}
		c.server.Pulse()
		ended(t, socket, 4401)
	}
}
