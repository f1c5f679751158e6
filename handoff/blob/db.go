package blob

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"

	"sportello/content/db"
)

// piece is how many bytes one transaction writes. On SQLite there is one writer: a
// message waits behind one piece at most, never behind a whole file.
const piece = 256 << 10

// deleteAtOnce is how many pieces one transaction removes.
const deleteAtOnce = 16

// DB is the store within the database: nothing else to run or to back up.
type DB struct{ db *db.DB }

var _ Store = (*DB)(nil)

// NewDB returns the store within d.
func NewDB(d *db.DB) *DB { return &DB{d} }

// Put implements [Store]. The pieces come first, each in a transaction of its own, and
// the row that makes them a blob last: what breaks off before it is never seen.
func (s *DB) Put(ctx context.Context, key, _ string, size int64, body io.Reader) error {
	if err := s.put(ctx, key, size, body); err != nil {
		return fmt.Errorf("put blob %s: %w", key, err)
	}
	return nil
}

func (s *DB) put(ctx context.Context, key string, size int64, body io.Reader) error {
	if err := s.Delete(ctx, key); err != nil { // what an earlier try left
		return err
	}
	buffer := make([]byte, min(size, piece))
	for n, left := 0, size; left > 0; n++ {
		part := buffer[:min(left, piece)]
		if _, err := io.ReadFull(body, part); err != nil {
			return err
		}
		err := s.db.Tx(ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(`INSERT INTO blob_pieces (key, n, body) VALUES ($1, $2, $3)`, key, n, part)
			return err
		})
		if err != nil {
			return err
		}
		left -= int64(len(part))
	}
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO blobs (key, size) VALUES ($1, $2)`, key, size)
		return err
	})
}

// Get implements [Store]. Pieces are read as they are asked for.
func (s *DB) Get(ctx context.Context, key string) (io.ReadCloser, error) {
	var size int64
	err := s.db.QueryRow(ctx, `SELECT size FROM blobs WHERE key = $1`, key).Scan(&size)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("get blob %s: %w", key, err)
	}
	return &reader{ctx: ctx, db: s.db, key: key, left: size}, nil
}

// Delete implements [Store]. The row goes first: what is half gone is gone.
func (s *DB) Delete(ctx context.Context, key string) error {
	err := s.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`DELETE FROM blobs WHERE key = $1`, key)
		return err
	})
	for n := int64(1); err == nil && n > 0; {
		err = s.db.Tx(ctx, func(tx *db.Tx) error {
			n, err = tx.Exec(`DELETE FROM blob_pieces WHERE key = $1 AND n IN
				(SELECT n FROM blob_pieces WHERE key = $1 ORDER BY n LIMIT $2)`, key, deleteAtOnce)
			return err
		})
	}
	if err != nil {
		return fmt.Errorf("delete blob %s: %w", key, err)
	}
	return nil
}

// reader reads a blob piece by piece.
type reader struct {
	ctx  context.Context
	db   *db.DB
	key  string
	n    int   // of the next piece
	left int64 // bytes that no piece has brought yet
	part []byte
}

func (r *reader) Read(p []byte) (int, error) {
	if len(r.part) == 0 {
		if r.left <= 0 {
			return 0, io.EOF
		}
		err := r.db.QueryRow(r.ctx, `SELECT body FROM blob_pieces WHERE key = $1 AND n = $2`, r.key, r.n).Scan(&r.part)
		if errors.Is(err, sql.ErrNoRows) {
			err = io.ErrUnexpectedEOF // deleted meanwhile
		}
		if err != nil {
			return 0, fmt.Errorf("read blob %s: %w", r.key, err)
		}
		r.n++
		r.left -= int64(len(r.part))
	}
	n := copy(p, r.part)
	r.part = r.part[n:]
	return n, nil
}

func (r *reader) Close() error { return nil }
