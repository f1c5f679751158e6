package web

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"sportello/handoff"
	"sportello/web/auth"
)

const (
	sessionCookie = "sportello_session"
	csrfHeader    = "X-CSRF-Token"
)

// signedIn is who makes a request of the staff.
type signedIn struct {
	auth.User
	session string // the session's token; empty for a program with an API token
	token   string // the API token; empty for a session
	csrf    string
}

type staffHandler func(*gin.Context, signedIn) error

// staff lets in who is signed in and has one of the roles, if any are named. A
// browser's session must come with the CSRF token to write, and from our own pages;
// a program shows its API token instead.
func (s *Server) staff(h staffHandler, roles ...auth.Role) func(*gin.Context) error {
	return func(c *gin.Context) error {
		if origin := c.GetHeader("Origin"); origin != "" && !sameOrigin(c.Request, origin) {
			return errOrigin
		}
		who, err := s.identify(c)
		if err != nil {
			return err
		}
		if len(roles) > 0 && !who.Has(roles...) {
			return errForbidden
		}
		return h(c, who)
	}
}

func (s *Server) identify(c *gin.Context) (who signedIn, err error) {
	if who.token = bearer(c); who.token != "" {
		who.User, err = s.Users.APIToken(c.Request.Context(), who.token)
	} else if who.session, err = c.Cookie(sessionCookie); err == nil {
		who.User, who.csrf, err = s.Users.Session(c.Request.Context(), who.session)
		if err == nil && c.Request.Method != http.MethodGet && !auth.CheckCSRF(who.session, c.GetHeader(csrfHeader)) {
			return who, errCSRF
		}
	} else {
		err = errSignedOut // no cookie
	}
	return who, err
}

// renew asks again who it is. auth.ErrSignedOut when they have signed out, or their token
// was revoked, or they may no longer sign in.
func (s *Server) renew(ctx context.Context, who signedIn) (user auth.User, err error) {
	if who.token != "" {
		return s.Users.APIToken(ctx, who.token)
	}
	user, _, err = s.Users.Session(ctx, who.session)
	return user, err
}

func (s *Server) signIn(c *gin.Context) error {
	if origin := c.GetHeader("Origin"); origin != "" && !sameOrigin(c.Request, origin) {
		return errOrigin
	}
	var in struct {
		Login    string `json:"login"`
		Password string `json:"password"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	token, user, err := s.Users.SignIn(c.Request.Context(), in.Login, in.Password, c.ClientIP())
	if err != nil {
		return err
	}
	s.setCookie(c, token, int(auth.SessionFor.Seconds()))
	s.Log.Info("signed in", "user", user.ID)
	c.JSON(http.StatusOK, meJSON(signedIn{User: user, session: token, csrf: auth.CSRF(token)}))
	return nil
}

// setCookie keeps the session where no script can read it. Secure wherever students
// reach us by HTTPS, ended by us or by a proxy.
func (s *Server) setCookie(c *gin.Context, token string, maxAge int) {
	http.SetCookie(c.Writer, &http.Cookie{Name: sessionCookie, Value: token, Path: "/", MaxAge: maxAge, HttpOnly: true,
		SameSite: http.SameSiteStrictMode, Secure: c.Request.TLS != nil || strings.HasPrefix(s.PublicURL, "https://")})
}

func (s *Server) signOut(c *gin.Context, who signedIn) error {
	if err := s.Users.SignOut(c.Request.Context(), who.session); err != nil {
		return err
	}
	if who.Has(auth.Operator) {
		if err := s.Desk.SetState(c.Request.Context(), who.ID, handoff.Away); err != nil {
			return err
		}
	}
	s.setCookie(c, "", -1)
	c.Status(http.StatusNoContent)
	return nil
}

func (s *Server) me(c *gin.Context, who signedIn) error {
	c.JSON(http.StatusOK, meJSON(who))
	return nil
}

func meJSON(who signedIn) gin.H {
	return gin.H{"id": who.ID, "login": who.Login, "name": who.Name, "roles": who.Roles, "lang": who.Lang, "csrf": who.csrf}
}

// atDesk notes that the operator is there. It makes nobody available: that is declared,
// by the desk page when it opens, and has chats given to them.
func (s *Server) atDesk(h staffHandler) staffHandler {
	return func(c *gin.Context, who signedIn) error {
		if who.Has(auth.Operator) && s.presence.due(who.ID, time.Now()) {
			if err := s.Desk.Touch(c.Request.Context(), who.ID); err != nil {
				return err
			}
		}
		return h(c, who)
	}
}
