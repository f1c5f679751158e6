package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"sportello/handoff"
	"sportello/web/auth"
)

type userJSON struct {
	ID       string        `json:"id"`
	Login    string        `json:"login"`
	Name     string        `json:"name"`
	Roles    []auth.Role   `json:"roles"`
	Lang     string        `json:"lang"`
	Disabled bool          `json:"disabled"`
	Operator *operatorJSON `json:"operator,omitempty"`
}

type operatorJSON struct {
	Level    int      `json:"level"`
	Capacity int      `json:"capacity"`
	Queues   []string `json:"queues"`
	Langs    []string `json:"languages"` // none: all
}

func (s *Server) user(ctx context.Context, u auth.User) (userJSON, error) {
	out := userJSON{ID: u.ID, Login: u.Login, Name: u.Name, Roles: u.Roles, Lang: u.Lang, Disabled: u.Disabled}
	o, err := s.Desk.Operator(ctx, u.ID)
	if errors.Is(err, handoff.ErrNotFound) {
		return out, nil
	}
	out.Operator = &operatorJSON{Level: o.Level, Capacity: o.Capacity, Queues: append([]string{}, o.Queues...), Langs: append([]string{}, o.Langs...)}
	return out, err
}

func (s *Server) listUsers(c *gin.Context, _ signedIn) error {
	users, err := s.Users.List(c.Request.Context())
	if err != nil {
		return err
	}
	out := make([]userJSON, 0, len(users))
	for _, u := range users {
		j, err := s.user(c.Request.Context(), u)
		if err != nil {
			return err
		}
		out = append(out, j)
	}
	c.JSON(http.StatusOK, out)
	return nil
}

func (s *Server) createUser(c *gin.Context, _ signedIn) error {
	var in struct {
		Login    string        `json:"login"`
		Name     string        `json:"name"`
		Password string        `json:"password"`
		Roles    []auth.Role   `json:"roles"`
		Lang     string        `json:"lang"`
		Operator *operatorJSON `json:"operator"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	if err := s.checkPlace(in.Operator); err != nil {
		return err
	}
	u, err := s.Users.Create(c.Request.Context(), auth.NewUser{Login: in.Login, Name: in.Name, Password: in.Password, Roles: in.Roles, Lang: in.Lang})
	if err != nil {
		return err
	}
	return s.sendUser(c, http.StatusCreated, u, in.Operator)
}

func (s *Server) updateUser(c *gin.Context, _ signedIn) error {
	var in struct {
		Name     *string       `json:"name"`
		Password *string       `json:"password"`
		Roles    []auth.Role   `json:"roles"`
		Lang     *string       `json:"lang"`
		Disabled *bool         `json:"disabled"`
		Operator *operatorJSON `json:"operator"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	if err := s.checkPlace(in.Operator); err != nil {
		return err
	}
	u, err := s.Users.Update(c.Request.Context(), c.Param("id"), auth.Change{Name: in.Name, Roles: in.Roles, Lang: in.Lang, Disabled: in.Disabled, Password: in.Password})
	if err != nil {
		return err
	}
	return s.sendUser(c, http.StatusOK, u, in.Operator)
}

// createToken makes an API token by which a program acts as the user. It is shown this
// once.
func (s *Server) createToken(c *gin.Context, who signedIn) error {
	token, err := s.Users.NewAPIToken(c.Request.Context(), c.Param("id"))
	if err != nil {
		return err
	}
	s.Log.Info("API token made", "user", c.Param("id"), "by", who.ID)
	c.JSON(http.StatusCreated, gin.H{"token": token})
	return nil
}

// checkPlace refuses what the desk would refuse, before the user is changed.
func (s *Server) checkPlace(o *operatorJSON) error {
	if o == nil {
		return nil
	}
	if o.Level < 1 || o.Level > 2 || o.Capacity < 1 || o.Capacity > handoff.MaxCapacity {
		return fmt.Errorf("%w: level is 1 or 2, capacity 1 to %d", handoff.ErrInvalid, handoff.MaxCapacity)
	}
	for _, lang := range o.Langs {
		if lang != "it" && lang != "en" {
			return fmt.Errorf("%w: students write in it or en, not %q", handoff.ErrInvalid, lang)
		}
	}
	for _, id := range o.Queues {
		if _, ok := s.Live.Base().Topic(id); !ok {
			return fmt.Errorf("%w: there is no queue %q", handoff.ErrInvalid, id)
		}
	}
	return nil
}

// sendUser gives an operator their place at the desk, and answers.
func (s *Server) sendUser(c *gin.Context, status int, u auth.User, o *operatorJSON) error {
	if u.Has(auth.Operator) {
		if err := SetOperator(c.Request.Context(), s.Desk, u, o); err != nil {
			return err
		}
	}
	out, err := s.user(c.Request.Context(), u)
	if err == nil {
		c.JSON(status, out)
	}
	return err
}

// The place of an operator of whom nothing is said.
const (
	defaultLevel    = 1
	defaultCapacity = 3
)

// SetOperator gives a user with the role their place at the desk: what o says, else
// what there is, else first level, three chats, all queues.
func SetOperator(ctx context.Context, desk *handoff.Desk, u auth.User, o *operatorJSON) error {
	place := handoff.Operator{ID: u.ID, Name: u.Name, Level: defaultLevel, Capacity: defaultCapacity}
	known, err := desk.Operator(ctx, u.ID)
	switch {
	case err == nil:
		place.Level, place.Capacity, place.Queues, place.Langs = known.Level, known.Capacity, known.Queues, known.Langs
	case !errors.Is(err, handoff.ErrNotFound):
		return err
	case o == nil:
		queues, err := desk.Queues(ctx)
		if err != nil {
			return err
		}
		for _, q := range queues {
			place.Queues = append(place.Queues, q.ID)
		}
	}
	if o != nil {
		place.Level, place.Capacity, place.Queues, place.Langs = o.Level, o.Capacity, o.Queues, o.Langs
	}
	return desk.SetOperator(ctx, place)
}
