package auth

import (
	"errors"
	"reflect"
	"strings"
	"sync"
	"testing"
)

func TestCreateAndRead(t *testing.T) {
	each(t, func(t *testing.T, u *Users, c *clock) {
		made, err := u.Create(ctx, NewUser{Login: " Anna.Bianchi@uni.it ", Name: " Anna Bianchi ", Password: secret,
			Roles: []Role{Administrator, Operator, Administrator}})
		if err != nil {
			t.Fatal(err)
		}
		want := User{ID: made.ID, Login: "anna.bianchi@uni.it", Name: "Anna Bianchi",
			Roles: []Role{Operator, Administrator}, Lang: "it", CreatedAt: c.now().UTC()}
		if !reflect.DeepEqual(made, want) {
			t.Errorf("made %+v, want %+v", made, want)
		}
		byID, err1 := u.Get(ctx, made.ID)
		byLogin, err2 := u.ByLogin(ctx, "ANNA.bianchi@uni.it")
		if err := errors.Join(err1, err2); err != nil || !reflect.DeepEqual(byID, want) || !reflect.DeepEqual(byLogin, want) {
			t.Errorf("read %+v and %+v (%v), want %+v", byID, byLogin, err, want)
		}
		if _, err := u.Create(ctx, NewUser{Login: "anna.bianchi@UNI.it", Name: "B", Roles: []Role{Editor}}); !errors.Is(err, ErrTaken) {
			t.Errorf("the same login: %v, want ErrTaken", err)
		}
		if _, err := u.Get(ctx, "nobody"); !errors.Is(err, ErrNotFound) {
			t.Errorf("Get: %v, want ErrNotFound", err)
		}
		if _, err := u.ByLogin(ctx, "nobody"); !errors.Is(err, ErrNotFound) {
			t.Errorf("ByLogin: %v, want ErrNotFound", err)
		}
	})
}

func TestListAndCount(t *testing.T) {
	each(t, func(t *testing.T, u *Users, _ *clock) {
		if users, err := u.List(ctx); err != nil || users == nil || len(users) != 0 {
			t.Errorf("List of none = %#v, %v", users, err)
		}
		for _, login := range []string{"carla", "a_nna", "a.nna", "bruno"} {
			create(t, u, login, Operator)
		}
		users, err := u.List(ctx)
		if err != nil {
			t.Fatal(err)
		}
		var logins []string
		for _, user := range users {
			logins = append(logins, user.Login)
		}
		if got := strings.Join(logins, " "); got != "a.nna a_nna bruno carla" {
			t.Errorf("List: %s", got)
		}
		if n, err := u.Count(ctx); err != nil || n != 4 {
			t.Errorf("Count = %d, %v, want 4", n, err)
		}
	})
}

func TestRulesOfFields(t *testing.T) {
	each(t, func(t *testing.T, u *Users, _ *clock) {
		good := NewUser{Login: "anna", Name: "Anna", Password: secret, Roles: []Role{Operator}, Lang: "en"}
		for name, test := range map[string]struct {
			spoil func(n *NewUser)
			field string
		}{
			"short login":           {func(n *NewUser) { n.Login = "ab" }, "login"},
			"long login":            {func(n *NewUser) { n.Login = strings.Repeat("a", 61) }, "login"},
			"login with space":      {func(n *NewUser) { n.Login = "an na" }, "login"},
			"login with accent":     {func(n *NewUser) { n.Login = "niccolò" }, "login"},
			"login with line break": {func(n *NewUser) { n.Login = "anna\nb" }, "login"},
			"no name":               {func(n *NewUser) { n.Name = "  " }, "name"},
			"long name":             {func(n *NewUser) { n.Name = strings.Repeat("è", 121) }, "name"},
			"name with line break":  {func(n *NewUser) { n.Name = "A\nB" }, "name"},
			"name not UTF-8":        {func(n *NewUser) { n.Name = "A\xff" }, "name"},
			"no role":               {func(n *NewUser) { n.Roles = nil }, "roles"},
			"unknown role":          {func(n *NewUser) { n.Roles = []Role{Operator, "king"} }, "roles"},
			"unknown language":      {func(n *NewUser) { n.Lang = "fr" }, "lang"},
			"short password":        {func(n *NewUser) { n.Password = "elevenchars" }, "password"},
			"short, decomposed":     {func(n *NewUser) { n.Password = strings.Repeat("e\u0300", 11) }, "password"},
			"long password":         {func(n *NewUser) { n.Password = strings.Repeat("x", 257) }, "password"},
			"password not UTF-8":    {func(n *NewUser) { n.Password = secret + "\xff" }, "password"},
		} {
			bad := good
			test.spoil(&bad)
			_, err := u.Create(ctx, bad)
			var invalid *InvalidError
			if !errors.Is(err, ErrInvalid) || !errors.As(err, &invalid) || invalid.Field != test.field {
				t.Errorf("%s: %v, want an InvalidError of %s", name, err, test.field)
			}
		}
		good.Login, good.Name = strings.Repeat("a", 60), strings.Repeat("è", 120)
		if _, err := u.Create(ctx, good); err != nil {
			t.Errorf("the longest login and name: %v", err)
		}
	})
}

func TestUpdate(t *testing.T) {
	each(t, func(t *testing.T, u *Users, _ *clock) {
		before := create(t, u, "anna", Operator)
		same, err := u.Update(ctx, before.ID, Change{})
		if err != nil || !reflect.DeepEqual(same, before) {
			t.Errorf("no change: %+v, %v", same, err)
		}
		want := before
		want.Name, want.Lang, want.Roles, want.Disabled = "Anna B.", "en", []Role{Operator, Editor}, true
		after, err := u.Update(ctx, before.ID, Change{Name: ptr("Anna B."), Lang: ptr("en"),
			Roles: []Role{Editor, Operator}, Disabled: ptr(true)})
		if err != nil || !reflect.DeepEqual(after, want) {
			t.Errorf("changed to %+v (%v), want %+v", after, err, want)
		}
		if got, err := u.Get(ctx, before.ID); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("stored %+v (%v), want %+v", got, err, want)
		}
		for _, c := range []Change{{Name: ptr("")}, {Roles: []Role{}}, {Lang: ptr("x")}, {Password: ptr("short")}} {
			if _, err := u.Update(ctx, before.ID, c); !errors.Is(err, ErrInvalid) {
				t.Errorf("%+v: %v, want ErrInvalid", c, err)
			}
		}
		if _, err := u.Update(ctx, "nobody", Change{}); !errors.Is(err, ErrNotFound) {
			t.Errorf("unknown user: %v, want ErrNotFound", err)
		}
	})
}

func TestLastAdministratorStays(t *testing.T) {
	each(t, func(t *testing.T, u *Users, _ *clock) {
		anna := create(t, u, "anna", Administrator, Operator)
		bruno := create(t, u, "bruno", Administrator)
		create(t, u, "carla", Supervisor)
		if _, err := u.Update(ctx, bruno.ID, Change{Disabled: ptr(true)}); err != nil {
			t.Fatalf("one of two: %v", err)
		}
		for _, c := range []Change{{Disabled: ptr(true)}, {Roles: []Role{Operator}}} {
			if _, err := u.Update(ctx, anna.ID, c); !errors.Is(err, ErrLastAdministrator) {
				t.Errorf("the last, %+v: %v", c, err)
			}
		}
		if _, err := u.Update(ctx, anna.ID, Change{Roles: []Role{Administrator}, Name: ptr("A.")}); err != nil {
			t.Errorf("the last stays administrator: %v", err)
		}
		if _, err := u.Update(ctx, bruno.ID, Change{Roles: []Role{Editor}}); err != nil {
			t.Errorf("a disabled one: %v", err)
		}
	})
}

// Two administrators who demote each other at once must not both succeed.
func TestLastAdministratorRace(t *testing.T) {
	each(t, func(t *testing.T, u *Users, _ *clock) {
		pair := []User{create(t, u, "anna", Administrator), create(t, u, "bruno", Administrator)}
		nodes := []*Users{u, node(u.db)}
		for range 20 {
			var all sync.WaitGroup
			errs := make([]error, 2)
			for i := range pair {
				all.Go(func() { _, errs[i] = nodes[i].Update(ctx, pair[i].ID, Change{Roles: []Role{Editor}}) })
			}
			all.Wait()
			if (errs[0] == nil) == (errs[1] == nil) {
				t.Fatalf("want one of them refused: %v", errs)
			}
			for _, user := range pair {
				if _, err := u.Update(ctx, user.ID, Change{Roles: []Role{Administrator}}); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}

func TestHas(t *testing.T) {
	u := User{Roles: []Role{Operator, Editor}}
	if !u.Has(Editor) || !u.Has(Administrator, Operator) || u.Has(Administrator) || u.Has() {
		t.Error("Has is any of the roles")
	}
}
