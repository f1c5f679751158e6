package auth

import (
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"

	"golang.org/x/crypto/argon2"
)

// cost is what one argon2id hash takes.
type cost struct {
	memory  uint32 // KiB
	passes  uint32
	threads uint8
}

// phc is a password hash in the PHC string format:
//
//	$argon2id$v=19$m=19456,t=2,p=1$<salt>$<tag>
//
// with salt and tag in base64 without padding
// (github.com/P-H-C/phc-string-format/blob/master/phc-sf-spec.md).
type phc struct {
	cost
	salt, tag []byte
}

var (
	errPHC    = errors.New("not an argon2id hash in the PHC format")
	phcBase64 = base64.RawStdEncoding.Strict()
)

// The bounds of what a stored hash may ask for, so that a bad row cannot take the
// program's memory. argon2 itself asks for 8 KiB a thread (RFC 9106, 3.1).
const (
	maxMemory  = 256 << 10 // KiB
	maxPasses  = 16
	maxThreads = 16
	minSalt    = 8
	minTag     = 16
	maxBytes   = 64 // of salt and of tag
)

// parsePHC takes only what [phc.String] writes: one text for each hash.
func parsePHC(s string) (phc, error) {
	var h phc
	var salt, tag string
	if len(s) > 300 { // twice the longest
		return phc{}, errPHC
	}
	n, err := fmt.Sscanf(s, "$argon2id$v=19$m=%d,t=%d,p=%d$%s", &h.memory, &h.passes, &h.threads, &salt)
	if err != nil || n != 4 {
		return phc{}, errPHC
	}
	for i := range salt {
		if salt[i] == '$' {
			salt, tag = salt[:i], salt[i+1:]
			break
		}
	}
	h.salt, err = phcBase64.DecodeString(salt)
	if err != nil {
		return phc{}, errPHC
	}
	if h.tag, err = phcBase64.DecodeString(tag); err != nil || !h.sane() || h.String() != s {
		return phc{}, errPHC
	}
	return h, nil
}

func (h phc) sane() bool {
	return h.passes >= 1 && h.passes <= maxPasses &&
		h.threads >= 1 && h.threads <= maxThreads &&
		h.memory >= 8*uint32(h.threads) && h.memory <= maxMemory &&
		len(h.salt) >= minSalt && len(h.salt) <= maxBytes &&
		len(h.tag) >= minTag && len(h.tag) <= maxBytes
}

func (h phc) String() string {
	return fmt.Sprintf("$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s", h.memory, h.passes, h.threads,
		phcBase64.EncodeToString(h.salt), phcBase64.EncodeToString(h.tag))
}

// hash computes the tag, of length bytes, for the password.
func (c cost) hash(password string, salt []byte, length int) []byte {
	return argon2.IDKey([]byte(password), salt, c.passes, c.memory, c.threads, uint32(length))
}

// matches compares in constant time.
func (h phc) matches(password string) bool {
	return subtle.ConstantTimeCompare(h.hash(password, h.salt, len(h.tag)), h.tag) == 1
}
