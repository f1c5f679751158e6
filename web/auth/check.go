package auth

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The bounds of a user's fields, in characters.
const (
	maxLogin    = 60
	maxName     = 120
	minPassword = 12
	maxPassword = 256             // room for any phrase
	maxTyped    = 8 * maxPassword // bytes of a password as it is typed; bounds what is hashed
)

var loginForm = regexp.MustCompile(`^[a-z0-9._@-]{3,60}$`)

// lowerLogin is the login as it is stored, however it was typed.
func lowerLogin(login string) string { return strings.ToLower(strings.TrimSpace(login)) }

func checkLogin(login string) (string, error) {
	login = lowerLogin(login)
	if !loginForm.MatchString(login) {
		return "", &InvalidError{"login", "3 to 60 of a-z, 0-9, dot, underscore, @ and dash"}
	}
	return login, nil
}

func checkName(name string) (string, error) {
	name = strings.TrimSpace(name)
	n := utf8.RuneCountInString(name)
	if n < 1 || n > maxName || !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl) {
		return "", &InvalidError{"name", "1 to 120 printable characters"}
	}
	return name, nil
}

var allRoles = []Role{Operator, Editor, Reviewer, Supervisor, Administrator}

// checkRoles returns the roles in their one order, each once, so that equal sets of
// roles compare equal.
func checkRoles(roles []Role) ([]Role, error) {
	for _, r := range roles {
		if !slices.Contains(allRoles, r) {
			roles = nil
		}
	}
	if len(roles) == 0 {
		return nil, &InvalidError{"roles", "one or more of operator, editor, reviewer, supervisor and administrator"}
	}
	missing := func(r Role) bool { return !slices.Contains(roles, r) }
	return slices.DeleteFunc(slices.Clone(allRoles), missing), nil
}

func checkLang(lang string) (string, error) {
	switch lang {
	case "":
		return "it", nil
	case "it", "en":
		return lang, nil
	}
	return "", &InvalidError{"lang", "it or en"}
}

// checkPassword asks for length alone: rules of composition make passwords worse
// (NIST SP 800-63B, 3.1.1.2).
func checkPassword(password string) error {
	n := utf8.RuneCountInString(normal(password))
	if n < minPassword || n > maxPassword || len(password) > maxTyped || !utf8.ValidString(password) {
		return &InvalidError{"password", "12 to 256 characters, or none"}
	}
	return nil
}
