// Package blob keeps the bytes of files: in the database, or in a store that speaks the
// protocol of Amazon's S3. Which one is a setting; nothing else in the program knows.
//
// What is put under a key is never changed, and a Get sees all of it or nothing. Stores
// are safe for concurrent use.
package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"sportello/content/db"
)

// The errors.
var (
	// ErrNotFound: there is nothing under the key.
	ErrNotFound = errors.New("no such blob")
	// ErrSettings: the address of the store cannot be read, or a key to it is missing.
	ErrSettings = errors.New(`the store of files must be "db" or s3://BUCKET, with its keys`)
)

// Store keeps bytes by key. A key is an id of our own making: letters, digits and - (with a / some servers take "a" for a folder once there is "a/b").
type Store interface {
	// Put keeps the size bytes of the body, which are of the media type, under a key that
	// is new. A Put that failed, or was cut off, may be done again.
	Put(ctx context.Context, key, mediaType string, size int64, body io.Reader) error
	// Get reads what is under the key from its beginning. ErrNotFound.
	Get(ctx context.Context, key string) (io.ReadCloser, error)
	// Delete forgets the key. That there is nothing is no error.
	Delete(ctx context.Context, key string) error
}

// Settings say where files are kept.
type Settings struct {
	Address   string // "db", or s3://BUCKET/PREFIX?endpoint=https://HOST&region=REGION
	AccessKey string // of S3
	SecretKey string // of S3
}

// Open returns the store. It does not look whether the bucket is there: an S3 that is
// away must not keep the program from starting.
func Open(s Settings, d *db.DB) (Store, error) {
	switch {
	case s.Address == "db":
		return NewDB(d), nil
	case strings.HasPrefix(s.Address, "s3://"):
		return newS3(s)
	}
	return nil, fmt.Errorf("%w, not %q", ErrSettings, s.Address)
}
