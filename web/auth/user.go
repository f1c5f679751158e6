package auth

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"sportello/content/db"
)

// Role is something a user may do. Roles do not include one another.
type Role string

// The roles.
const (
	Operator      Role = "operator"      // answers chats and tickets
	Editor        Role = "editor"        // writes entries and asks for their review
	Reviewer      Role = "reviewer"      // publishes, schedules and archives entries
	Supervisor    Role = "supervisor"    // reads reports
	Administrator Role = "administrator" // manages users and queues
)

// User is a member of the staff.
type User struct {
	ID, Login, Name string
	Roles           []Role
	Lang            string
	Disabled        bool
	CreatedAt       time.Time
}

// Has reports whether the user has any of the roles.
func (u User) Has(roles ...Role) bool {
	return slices.ContainsFunc(roles, func(r Role) bool { return slices.Contains(u.Roles, r) })
}

// governs reports whether the user counts as an administrator who can act.
func (u User) governs() bool { return u.Has(Administrator) && !u.Disabled }

// NewUser is what a user is made of.
type NewUser struct {
	Login    string // 3 to 60 of a-z 0-9 . _ @ -; capitals become small
	Name     string // 1 to 120 characters, for students to see
	Password string // at least 12 characters, or empty: no sign-in by password
	Roles    []Role // at least one
	Lang     string // it or en; empty is it
}

// Create adds a user. It returns [ErrInvalid] or [ErrTaken].
func (u *Users) Create(ctx context.Context, n NewUser) (User, error) {
	user, err := n.user()
	if err != nil {
		return User{}, fmt.Errorf("create the user: %w", err)
	}
	password, err := u.newPassword(ctx, n.Password)
	if err != nil {
		return User{}, fmt.Errorf("create the user: %w", err)
	}
	err = u.db.Tx(ctx, func(tx *db.Tx) error {
		user.CreatedAt = db.Time(db.Millis(tx.Now))
		roles, err := json.Marshal(user.Roles)
		if err != nil {
			return err
		}
		_, err = tx.Exec(`INSERT INTO users (id, login, name, password, roles, lang, disabled, created_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			user.ID, user.Login, user.Name, password, string(roles), user.Lang, false, db.Millis(tx.Now))
		return err
	})
	if db.IsUnique(err) {
		err = ErrTaken
	}
	if err != nil {
		return User{}, fmt.Errorf("create the user %s: %w", user.Login, err)
	}
	return user, nil
}

func (n NewUser) user() (User, error) {
	login, err := checkLogin(n.Login)
	if err != nil {
		return User{}, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return User{}, err
	}
	user := User{ID: id.String(), Login: login}
	all := Change{Name: &n.Name, Roles: append([]Role{}, n.Roles...), Lang: &n.Lang} // none is not nil
	err = all.apply(&user)
	return user, err
}

// Change is what to change of a user; nil keeps what is.
type Change struct {
	Name     *string
	Roles    []Role
	Lang     *string
	Disabled *bool
	Password *string // to empty: no sign-in by password
}

// apply makes the change, but for the password. It keeps the rules of [NewUser].
func (c Change) apply(user *User) (err error) {
	if c.Name != nil {
		if user.Name, err = checkName(*c.Name); err != nil {
			return err
		}
	}
	if c.Roles != nil {
		if user.Roles, err = checkRoles(c.Roles); err != nil {
			return err
		}
	}
	if c.Lang != nil {
		if user.Lang, err = checkLang(*c.Lang); err != nil {
			return err
		}
	}
	if c.Disabled != nil {
		user.Disabled = *c.Disabled
	}
	return nil
}

// Update changes a user. To disable one, or to change the password or the roles, ends
// the user's sessions. API tokens stay; they are refused while the user is disabled.
// It returns [ErrNotFound], [ErrInvalid] or [ErrLastAdministrator].
//
// It goes in the database's one order of writes, so that two administrators cannot
// demote each other at the same time on two nodes.
func (u *Users) Update(ctx context.Context, id string, c Change) (User, error) {
	var password string
	err := c.apply(&User{}) // before the costly hash
	if err == nil && c.Password != nil {
		password, err = u.newPassword(ctx, *c.Password)
	}
	if err != nil {
		return User{}, fmt.Errorf("change the user: %w", err)
	}
	var user User
	err = u.db.Ordered(ctx, func(tx *db.Tx) error {
		before, err := scanRow(tx.QueryRow(selectUsers+` WHERE u.id = $1`, id))
		if err != nil {
			return err
		}
		after := before
		if c.Password != nil {
			after.password = password
		}
		if err := c.apply(&after.User); err != nil {
			return err
		}
		user = after.User
		return store(tx, before, after)
	})
	if err != nil {
		return User{}, fmt.Errorf("change the user: %w", err)
	}
	u.cache.purge()
	return user, nil
}

// List returns all users by login.
func (u *Users) List(ctx context.Context) ([]User, error) {
	rows, err := u.db.Query(ctx, selectUsers)
	if err != nil {
		return nil, fmt.Errorf("list the users: %w", err)
	}
	defer rows.Close() //nolint:errcheck // Err has its errors
	users := []User{}
	for rows.Next() {
		r, err := scanRow(rows)
		if err != nil {
			return nil, fmt.Errorf("list the users: %w", err)
		}
		users = append(users, r.User)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("list the users: %w", err)
	}
	// Not ORDER BY: the engines disagree on where dots and dashes go.
	slices.SortFunc(users, func(a, b User) int { return cmp.Compare(a.Login, b.Login) })
	return users, nil
}

// Get returns the user of the id, or [ErrNotFound].
func (u *Users) Get(ctx context.Context, id string) (User, error) {
	r, err := scanRow(u.db.QueryRow(ctx, selectUsers+` WHERE u.id = $1`, id))
	if err != nil {
		return User{}, fmt.Errorf("read the user: %w", err)
	}
	return r.User, nil
}

// ByLogin returns the user of the login, or [ErrNotFound].
func (u *Users) ByLogin(ctx context.Context, login string) (User, error) {
	r, err := u.byLogin(ctx, lowerLogin(login))
	return r.User, err
}

func (u *Users) byLogin(ctx context.Context, login string) (row, error) {
	r, err := scanRow(u.db.QueryRow(ctx, selectUsers+` WHERE u.login = $1`, login))
	if err != nil {
		return row{}, fmt.Errorf("read the user: %w", err)
	}
	return r, nil
}

// Count returns how many users there are: none in a new installation.
func (u *Users) Count(ctx context.Context) (int, error) {
	var n int
	if err := u.db.QueryRow(ctx, `SELECT COUNT(*) FROM users`).Scan(&n); err != nil {
		return 0, fmt.Errorf("count the users: %w", err)
	}
	return n, nil
}
