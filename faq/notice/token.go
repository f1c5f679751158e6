package notice

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"

	"sportello/content/db"
)

// purpose is what a link may be used for, so that one is no good for another.
type purpose string

const (
	toConfirm purpose = "confirm"
	toLeave   purpose = "leave"
	toProve   purpose = "prove" // that a number is one's own, by a code
)

// sign makes the token of a link. Nothing of it is kept: it holds for whoever is named by
// the same words.
func (s *Notices) sign(ctx context.Context, p purpose, words ...any) (string, error) {
	key, err := s.linkKey(ctx)
	if err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(sum(key, p, words...)), nil
}

func sum(key []byte, p purpose, words ...any) []byte {
	mac := hmac.New(sha256.New, key)
	_, _ = fmt.Fprintln(mac, append([]any{p}, words...)...) // a hash does not fail
	return mac.Sum(nil)
}

func (s *Notices) signed(ctx context.Context, token string, p purpose, words ...any) (bool, error) {
	want, err := s.sign(ctx, p, words...)
	return err == nil && hmac.Equal([]byte(token), []byte(want)), err
}

// linkKey is the key that signs, made by whichever node needs it first.
func (s *Notices) linkKey(ctx context.Context) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.key != nil {
		return s.key, nil
	}
	key, err := s.firstKey(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the key of the links: %w", err)
	}
	s.key = key
	return key, nil
}

func (s *Notices) firstKey(ctx context.Context) ([]byte, error) {
	made := make([]byte, sha256.Size)
	_, _ = rand.Read(made) // never fails
	var kept string
	err := s.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO notice_keys (name, key) VALUES ('links', $1) ON CONFLICT (name) DO NOTHING`, hex.EncodeToString(made))
		if err != nil {
			return err
		}
		return tx.QueryRow(`SELECT key FROM notice_keys WHERE name = 'links'`).Scan(&kept)
	})
	if err != nil {
		return nil, err
	}
	return hex.DecodeString(kept)
}
