package main

import (
	"context"
	"errors"
	"fmt"

	"sportello/handoff"
	"sportello/handoff/bus"
	"sportello/web"
	"sportello/web/auth"
)

type userCmd struct {
	Add      userAddCmd      `cmd:"" help:"Add a member of the staff; the password is made and printed once."`
	Password userPasswordCmd `cmd:"" help:"Give a user a new password, printed once."`
}

type userAddCmd struct {
	Login string   `arg:"" help:"The name to sign in with."`
	Name  string   `required:"" help:"The name that students and colleagues see."`
	Role  []string `required:"" enum:"operator,editor,reviewer,supervisor,administrator" help:"A role: operator, editor, reviewer, supervisor or administrator. May be given several times."`
}

// Run implements the command.
func (cmd *userAddCmd) Run(ctx context.Context, c *Common) (err error) {
	l, err := c.openLibrary(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.close()) }()
	var roles []auth.Role
	for _, r := range cmd.Role {
		roles = append(roles, auth.Role(r))
	}
	password := auth.RandomPassword()
	u, err := auth.New(l.db).Create(ctx, auth.NewUser{Login: cmd.Login, Name: cmd.Name, Roles: roles, Password: password})
	if err != nil {
		return err
	}
	if u.Has(auth.Operator) {
		b, err := bus.Open(ctx, l.db)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, b.Close()) }()
		if err := web.SetOperator(ctx, handoff.NewDesk(l.db, b), u, nil); err != nil {
			return err
		}
	}
	fmt.Printf("%s  %s\n", u.Login, password)
	return nil
}

type userPasswordCmd struct {
	Login string `arg:"" help:"Whose."`
}

// Run implements the command.
func (cmd *userPasswordCmd) Run(ctx context.Context, c *Common) (err error) {
	l, err := c.openLibrary(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.close()) }()
	users := auth.New(l.db)
	u, err := users.ByLogin(ctx, cmd.Login)
	if err != nil {
		return fmt.Errorf("%s: %w", cmd.Login, err)
	}
	password := auth.RandomPassword()
	if _, err := users.Update(ctx, u.ID, auth.Change{Password: &password}); err != nil {
		return err
	}
	fmt.Printf("%s  %s\n", u.Login, password)
	return nil
}

type tokenCmd struct {
	User   string `arg:"" help:"The user's login."`
	Revoke bool   `help:"End all tokens of the user instead."`
}

// Run implements the command.
func (cmd *tokenCmd) Run(ctx context.Context, c *Common) (err error) {
	l, err := c.openLibrary(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.close()) }()
	users := auth.New(l.db)
	u, err := users.ByLogin(ctx, cmd.User)
	if err != nil {
		return fmt.Errorf("%s: %w", cmd.User, err)
	}
	if cmd.Revoke {
		return users.RevokeAPITokens(ctx, u.ID)
	}
	token, err := users.NewAPIToken(ctx, u.ID)
	if err == nil {
		fmt.Println(token)
	}
	return err
}

type versionCmd struct{}

// Run implements the command.
func (*versionCmd) Run() error {
	fmt.Println("sportello", version)
	return nil
}
