package auth

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"sportello/content/db"
)

// apiPrefix lets people, and scanners for leaked secrets, know a token when they see it.
const apiPrefix = "spt_"

// NewAPIToken makes a token by which programs act as the user, until it is revoked. It
// is shown this once: only its hash is kept. It returns [ErrNotFound].
func (u *Users) NewAPIToken(ctx context.Context, userID string) (string, error) {
	token := apiPrefix + newToken()
	err := u.db.Tx(ctx, func(tx *db.Tx) error {
		n, err := tx.Exec(`INSERT INTO api_tokens (token_hash, user_id, created_at)
			SELECT CAST($1 AS TEXT), id, CAST($2 AS BIGINT) FROM users WHERE id = $3`,
			tokenHash(token), db.Millis(tx.Now), userID)
		if err == nil && n == 0 {
			err = ErrNotFound
		}
		return err
	})
	if err != nil {
		return "", fmt.Errorf("make an API token: %w", err)
	}
	return token, nil
}

// APIToken returns the user the token stands for, or [ErrSignedOut].
func (u *Users) APIToken(ctx context.Context, token string) (User, error) {
	if !strings.HasPrefix(token, apiPrefix) || len(token) != len(apiPrefix)+tokenLength {
		return User{}, ErrSignedOut
	}
	hash := tokenHash(token)
	user, err := u.cache.get("token "+hash, u.db.Now(), func() (User, error) { return u.apiToken(ctx, hash) })
	if err != nil {
		return User{}, fmt.Errorf("read the API token: %w", err)
	}
	return user, nil
}

func (u *Users) apiToken(ctx context.Context, hash string) (User, error) {
	r, err := scanRow(u.db.QueryRow(ctx, `SELECT `+userColumns+`
		FROM api_tokens t JOIN users u ON u.id = t.user_id
		WHERE t.token_hash = $1 AND NOT u.disabled`, hash))
	if errors.Is(err, ErrNotFound) {
		err = ErrSignedOut
	}
	return r.User, err
}

// RevokeAPITokens ends all API tokens of the user.
func (u *Users) RevokeAPITokens(ctx context.Context, userID string) error {
	err := u.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`DELETE FROM api_tokens WHERE user_id = $1`, userID)
		return err
	})
	if err != nil {
		return fmt.Errorf("revoke the API tokens: %w", err)
	}
	u.cache.purge()
	return nil
}
