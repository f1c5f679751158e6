package auth

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"sportello/content/db"
)

// How long a session lasts. A working day without use ends it, so a forgotten screen
// is signed out by the morning; a week ends it in any case, so a stolen token does not
// serve for ever (OWASP Session Management Cheat Sheet: idle and absolute timeout).
const (
	IdleFor    = 12 * time.Hour
	SessionFor = 7 * 24 * time.Hour
	touchEvery = 5 * time.Minute // how exact IdleFor is, and how often use is written
)

// expiry is min(now + IdleFor, created + SessionFor).
func expiry(created, now time.Time) time.Time {
	idle, end := now.Add(IdleFor), created.Add(SessionFor)
	if end.Before(idle) {
		return end
	}
	return idle
}

// SignIn opens a session and returns its token, which is kept nowhere else. source is
// the address it comes from. An unknown login, a disabled user, a user without a
// password and a wrong password are all [ErrWrongPassword], after the same time; too
// many of them are [ErrTooManyTries].
func (u *Users) SignIn(ctx context.Context, login, password, source string) (string, User, error) {
	login = lowerLogin(login)
	if wait := u.tries.take(login, source, u.db.Now()); wait > 0 {
		return "", User{}, fmt.Errorf("sign in: %w", &TooManyTriesError{wait})
	}
	token, user, err := u.signIn(ctx, login, password)
	switch {
	case err == nil:
		u.tries.right(login, source)
	case !errors.Is(err, ErrWrongPassword):
		u.tries.giveBack(login, source)
	}
	if err != nil {
		return "", User{}, fmt.Errorf("sign in: %w", err)
	}
	return token, user, nil
}

func (u *Users) signIn(ctx context.Context, login, password string) (string, User, error) {
	r, err := u.byLogin(ctx, login)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return "", User{}, err
	}
	right, err := u.hashing.verify(ctx, r.password, password)
	if err != nil {
		return "", User{}, fmt.Errorf("verify the password: %w", err)
	}
	if !right || r.Disabled {
		return "", User{}, ErrWrongPassword
	}
	stored := r.password
	if u.hashing.outdated(stored) {
		if stored, err = u.hashing.hash(ctx, password); err != nil {
			return "", User{}, fmt.Errorf("renew the password's hash: %w", err)
		}
	}
	token := newToken()
	return token, r.User, u.open(ctx, token, r, stored)
}

// open stores the session, and the renewed hash, if the user is still enabled and the
// password is still the one that was verified. The UPDATE, even to the same hash, locks
// the user's row: a change under way on another node either is seen here, or comes
// after and ends this session.
func (u *Users) open(ctx context.Context, token string, r row, hash string) error {
	return u.db.Tx(ctx, func(tx *db.Tx) error {
		n, err := tx.Exec(`UPDATE users SET password = $1 WHERE id = $2 AND password = $3 AND NOT disabled`,
			hash, r.ID, r.password)
		if err == nil && n == 0 {
			err = ErrWrongPassword
		}
		if err != nil {
			return err
		}
		_, err = tx.Exec(`INSERT INTO sessions (token_hash, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4)`,
			tokenHash(token), r.ID, db.Millis(tx.Now), db.Millis(expiry(tx.Now, tx.Now)))
		return err
	})
}

// Session returns who the token signs in and the token against forged requests that
// goes with it, or [ErrSignedOut]. It prolongs the session; see [IdleFor].
func (u *Users) Session(ctx context.Context, token string) (User, string, error) {
	if len(token) != tokenLength {
		return User{}, "", ErrSignedOut
	}
	hash := tokenHash(token)
	user, err := u.cache.get("session "+hash, u.db.Now(), func() (User, error) { return u.session(ctx, hash) })
	if err != nil {
		return User{}, "", fmt.Errorf("read the session: %w", err)
	}
	return user, CSRF(token), nil
}

func (u *Users) session(ctx context.Context, hash string) (User, error) {
	now := u.db.Now()
	var created, expires int64
	r, err := scanRow(u.db.QueryRow(ctx, `SELECT `+userColumns+`, s.created_at, s.expires_at
		FROM sessions s JOIN users u ON u.id = s.user_id
		WHERE s.token_hash = $1 AND s.expires_at > $2 AND NOT u.disabled`, hash, db.Millis(now)), &created, &expires)
	if errors.Is(err, ErrNotFound) {
		err = ErrSignedOut
	}
	if err != nil {
		return User{}, err
	}
	later := expiry(db.Time(created), now)
	if later.Sub(db.Time(expires)) < touchEvery {
		return r.User, nil
	}
	return r.User, u.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE sessions SET expires_at = $1 WHERE token_hash = $2 AND expires_at < $1`,
			db.Millis(later), hash)
		return err
	})
}

// SignOut ends the session; one that has ended already is no error.
func (u *Users) SignOut(ctx context.Context, token string) error {
	err := u.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`DELETE FROM sessions WHERE token_hash = $1`, tokenHash(token))
		return err
	})
	if err != nil {
		return fmt.Errorf("sign out: %w", err)
	}
	u.cache.purge()
	return nil
}

// Clean removes the sessions whose time is over. They are refused without it; call it
// now and then so that they do not pile up.
func (u *Users) Clean(ctx context.Context) error {
	err := u.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`DELETE FROM sessions WHERE expires_at <= $1`, db.Millis(tx.Now))
		return err
	})
	if err != nil {
		return fmt.Errorf("clean the sessions: %w", err)
	}
	return nil
}

// CSRF is the token that a browser's writes must carry beside the session's cookie:
//
//	base64url(HMAC-SHA256(key: session token, "sportello csrf"))
//
// The session token is secret and random, so it serves as the key: another site can
// compute nothing, every node computes the same, and no key needs to be kept (OWASP
// Cross-Site Request Forgery Prevention Cheat Sheet: HMAC-based tokens).
func CSRF(sessionToken string) string {
	mac := hmac.New(sha256.New, []byte(sessionToken))
	mac.Write([]byte("sportello csrf"))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// CheckCSRF reports, in constant time, whether header is the [CSRF] of the session.
func CheckCSRF(sessionToken, header string) bool {
	return sessionToken != "" && hmac.Equal([]byte(CSRF(sessionToken)), []byte(header))
}
