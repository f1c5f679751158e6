package auth

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// owasp is the cost of a new hash: the second of the equal choices of the OWASP
// Password Storage Cheat Sheet for argon2id, 19 MiB, 2 passes, 1 thread. The larger
// memory of the first choice (46 MiB, 1 pass) would count at the peak of the morning.
var owasp = cost{memory: 19456, passes: 2, threads: 1}

// Salt and tag have the lengths of RFC 9106, section 4: 128 and 256 bits.
const (
	saltLength = 16
	tagLength  = 32
)

// maxHashing is how many hashes are computed at once: each takes its memory and all of
// a processor, and a flood of sign-ins must not slow the chats that go on.
const maxHashing = 2

// hashing computes password hashes, a few at a time.
type hashing struct {
	cost cost
	slot chan struct{}
}

func newHashing() *hashing {
	return &hashing{cost: owasp, slot: make(chan struct{}, maxHashing)}
}

// run waits for its turn, or until the caller has gone.
func (h *hashing) run(ctx context.Context, fn func()) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case h.slot <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-h.slot }()
	fn()
	return nil
}

// hash returns a new hash of the password in the PHC format.
func (h *hashing) hash(ctx context.Context, password string) (string, error) {
	p := phc{cost: h.cost, salt: make([]byte, saltLength)}
	rand.Read(p.salt)
	err := h.run(ctx, func() { p.tag = h.cost.hash(normal(password), p.salt, tagLength) })
	return p.String(), err
}

// verify reports whether the password matches the stored hash. Where there is none, a
// hash is computed as well, so that the time taken does not tell who has an account.
func (h *hashing) verify(ctx context.Context, stored, password string) (bool, error) {
	p := phc{cost: h.cost, salt: make([]byte, saltLength), tag: make([]byte, tagLength)}
	if stored != "" {
		var err error
		if p, err = parsePHC(stored); err != nil {
			return false, err
		}
	}
	right := false
	err := h.run(ctx, func() { right = p.matches(normal(password)) })
	return right && stored != "", err
}

// outdated reports whether the stored hash has another cost than new ones.
func (h *hashing) outdated(stored string) bool {
	p, err := parsePHC(stored)
	return err == nil && (p.cost != h.cost || len(p.salt) != saltLength || len(p.tag) != tagLength)
}

// normal makes passwords equal that look equal on the keyboard: "è" may be typed as one
// character or as two (RFC 8265, OpaqueString: normalization form C). It cuts what is
// longer than a password can be.
func normal(password string) string {
	return norm.NFC.String(password[:min(len(password), maxTyped)])
}

// newPassword checks and hashes the password of a user; none stays none.
func (u *Users) newPassword(ctx context.Context, password string) (string, error) {
	if password == "" {
		return "", nil
	}
	if err := checkPassword(password); err != nil {
		return "", err
	}
	hash, err := u.hashing.hash(ctx, password)
	if err != nil {
		return "", fmt.Errorf("hash the password: %w", err)
	}
	return hash, nil
}

// readable has no letter or digit that is taken for another: no 0 and o, no 1, l and i.
const readable = "abcdefghjkmnpqrstuvwxyz23456789"

// RandomPassword returns a password to read out or copy by hand, such as
// k7pm-x2qa-93tf-bwhe-d6rn: 20 characters of 31, so 20*log2(31) = 99 bits.
func RandomPassword() string {
	var b strings.Builder
	for n := 0; n < 20; {
		var one [1]byte
		rand.Read(one[:])
		i := int(one[0] & 31)
		if i >= len(readable) { // again, so that all are equally likely
			continue
		}
		if n > 0 && n%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(readable[i])
		n++
	}
	return b.String()
}
