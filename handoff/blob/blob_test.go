package blob_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/handoff/blob"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

var ctx = context.Background()

// each runs a test on every kind of store: in the database of each engine, and behind a
// real server of the S3 protocol.
func each(t *testing.T, test func(t *testing.T, s blob.Store)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) { test(t, blob.NewDB(d)) })
	t.Run("s3", func(t *testing.T) { test(t, s3Store(t)) })
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func some(size int) []byte {
	body := make([]byte, size)
	for i := range body {
		body[i] = byte(i % 251)
	}
	return body
}

func put(t *testing.T, s blob.Store, key string, body []byte) {
	t.Helper()
	ok(t, s.Put(ctx, key, "application/pdf", int64(len(body)), bytes.NewReader(body)))
}

func get(t *testing.T, s blob.Store, key string) []byte {
	t.Helper()
	r, err := s.Get(ctx, key)
	ok(t, err)
	body, err := io.ReadAll(r)
	ok(t, err)
	ok(t, r.Close())
	return body
}

func missing(t *testing.T, s blob.Store, key string) {
	t.Helper()
	if _, err := s.Get(ctx, key); !errors.Is(err, blob.ErrNotFound) {
		t.Errorf("%s: %v, want ErrNotFound", key, err)
	}
}

func TestPutGetDelete(t *testing.T) {
	each(t, func(t *testing.T, s blob.Store) {
		for _, size := range []int{0, 1, 256 << 10, 256<<10 + 1, 10 << 20} {
			key := fmt.Sprint("01-", size)
			missing(t, s, key)
			put(t, s, key, some(size))
			put(t, s, key+"-preview", []byte("x"))
			if !bytes.Equal(get(t, s, key), some(size)) {
				t.Errorf("%d bytes come back changed", size)
			}
			ok(t, s.Delete(ctx, key))
			ok(t, s.Delete(ctx, key))
			missing(t, s, key)
			if string(get(t, s, key+"-preview")) != "x" {
				t.Error("what lies beside it went too")
			}
		}
	})
}

// A body that breaks off leaves nothing to be seen, and may be put again.
func TestABrokenPutIsNotSeen(t *testing.T) {
	each(t, func(t *testing.T, s blob.Store) {
		body := some(600 << 10)
		broken := io.MultiReader(bytes.NewReader(body[:400<<10]), failing{})
		if err := s.Put(ctx, "k", "application/pdf", int64(len(body)), broken); err == nil {
			t.Error("a body that failed was put")
		}
		missing(t, s, "k")
		put(t, s, "k", body)
		if !bytes.Equal(get(t, s, "k"), body) {
			t.Error("changed")
		}
	})
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("the line broke") }

func TestManyAtOnce(t *testing.T) {
	each(t, func(t *testing.T, s blob.Store) {
		var all sync.WaitGroup
		for n := range 8 {
			all.Go(func() {
				key, body := fmt.Sprint("k", n), some(300<<10+n)
				if err := s.Put(ctx, key, "image/png", int64(len(body)), bytes.NewReader(body)); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		for n := range 8 {
			if !bytes.Equal(get(t, s, fmt.Sprint("k", n)), some(300<<10+n)) {
				t.Errorf("blob %d is not what was put", n)
			}
		}
	})
}

func TestSettings(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, dbtest.SQLiteURL(t))
	for _, try := range []struct {
		address, key string
		good         bool
	}{
		{"db", "", true}, {"s3://files/sportello?endpoint=http://127.0.0.1:1&region=eu-south-1", "k", true}, {"s3://files", "k", true},
		{"s3://files", "", false}, {"s3://", "k", false}, {"s3://key:secret@files", "k", false}, {"s3://files?endpoint=host", "k", false},
		{"", "", false}, {"files", "", false},
	} {
		_, err := blob.Open(blob.Settings{Address: try.address, AccessKey: try.key, SecretKey: try.key}, d)
		if (err == nil) != try.good || err != nil && !errors.Is(err, blob.ErrSettings) {
			t.Errorf("%q: %v", try.address, err)
		}
		if err != nil && strings.Contains(err.Error(), "secret@") {
			t.Error("the error tells a secret")
		}
	}
}
