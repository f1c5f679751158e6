// Package auth holds the staff: users, their roles, their sessions and their API
// tokens. It knows nothing of HTTP; package web sets the cookie and the header.
//
// A [Users] is safe for concurrent use, by several nodes on one database too. What a
// change ends (a disabled user, a password or roles that changed, a sign-out) is out
// at once on the node that made it, and within [CacheFor] on the others.
//
// Secrets at rest: passwords are kept as argon2id, session and API tokens as SHA-256.
// A plain hash is enough for tokens: they are 256 random bits, so there is no list of
// likely ones to try.
package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"sportello/content/db"
)

// What can be wrong. Each comes wrapped; test with [errors.Is].
var (
	ErrInvalid           = errors.New("not valid")                                // an *InvalidError
	ErrTaken             = errors.New("the login is taken")                       // by another user
	ErrNotFound          = errors.New("no such user")                             //
	ErrLastAdministrator = errors.New("the last administrator must stay enabled") // and an administrator
	ErrWrongPassword     = errors.New("wrong login or password")                  // or unknown, or disabled: never told apart
	ErrTooManyTries      = errors.New("too many wrong passwords")                 // a *TooManyTriesError
	ErrSignedOut         = errors.New("signed out")                               // no such session or API token, or its time is over
)

// InvalidError says which field breaks a rule, and which rule. It is an [ErrInvalid].
type InvalidError struct {
	Field string // login, name, password, roles or lang
	Rule  string
}

func (e *InvalidError) Error() string { return e.Field + ": " + e.Rule }

// Is makes it an [ErrInvalid].
func (e *InvalidError) Is(target error) bool { return target == ErrInvalid }

// TooManyTriesError says how long to wait before the next try. It is an
// [ErrTooManyTries].
type TooManyTriesError struct{ Wait time.Duration }

func (e *TooManyTriesError) Error() string {
	return fmt.Sprintf("%v: wait %v", ErrTooManyTries, e.Wait)
}

// Is makes it an [ErrTooManyTries].
func (e *TooManyTriesError) Is(target error) bool { return target == ErrTooManyTries }

// Users is the staff of one database.
type Users struct {
	db      *db.DB
	hashing *hashing
	tries   *tries
	cache   *cache
}

// New returns the users kept in d.
func New(d *db.DB) *Users {
	return &Users{db: d, hashing: newHashing(), tries: newTries(), cache: newCache(d.Lapse)}
}

// newToken is 256 random bits in 43 characters that cookies and headers take.
func newToken() string {
	b := make([]byte, 32)
	rand.Read(b)
	return base64.RawURLEncoding.EncodeToString(b)
}

// tokenLength is that of newToken; anything else is not worth a query.
const tokenLength = 43

// tokenHash is how a token is stored.
func tokenHash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
