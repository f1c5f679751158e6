package auth

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"sportello/content/db"
	"sportello/content/db/dbtest"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

var ctx = context.Background()

const (
	secret  = "correct horse battery"
	address = "192.0.2.7"
)

// clock is the time of a test; it moves only when told.
type clock struct{ ms atomic.Int64 }

func (c *clock) now() time.Time          { return time.UnixMilli(c.ms.Load()) }
func (c *clock) advance(d time.Duration) { c.ms.Add(d.Milliseconds()) }

// each runs test on both engines, with hashes that cost nothing and a clock of its own.
func each(t *testing.T, test func(t *testing.T, u *Users, c *clock)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := &clock{}
		c.ms.Store(1_750_000_000_000)
		d.Now = c.now
		test(t, node(d), c)
	})
}

// node is one of the programs on a database.
func node(d *db.DB) *Users {
	u := New(d)
	u.hashing.cost = cost{memory: 64, passes: 1, threads: 1}
	return u
}

func create(t testing.TB, u *Users, login string, roles ...Role) User {
	t.Helper()
	user, err := u.Create(ctx, NewUser{Login: login, Name: "Anna Bianchi", Password: secret, Roles: roles})
	if err != nil {
		t.Fatal(err)
	}
	return user
}

func signIn(t testing.TB, u *Users, login string) string {
	t.Helper()
	token, _, err := u.SignIn(ctx, login, secret, address)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func ptr[T any](v T) *T { return &v }

// write changes rows behind the package's back.
func write(t *testing.T, u *Users, statement string) {
	t.Helper()
	err := u.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(statement)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// number is what the query counts.
func number(t *testing.T, u *Users, query string) int {
	t.Helper()
	var n int
	if err := u.db.QueryRow(ctx, query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
