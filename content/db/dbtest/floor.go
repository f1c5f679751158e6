package dbtest

import (
	"context"
	"database/sql"
	"path/filepath"
	"sync"
	"testing"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// How long is measured, with so many writers, of whom each waits for its insert to be safe.
const (
	writing = 3 * time.Second
	writers = 16
	longest = 256 // inserts in a transaction
)

// InsertFloor is how many durable inserts a second a bare SQLite takes of 16 writers that
// share transactions: all that wait go into the next. Benchmarks print it beside their own.
func InsertFloor(tb testing.TB) float64 {
	tb.Helper()
	ctx := tb.Context()
	d, err := sql.Open("sqlite", "file:"+filepath.Join(tb.TempDir(), "floor.db")+"?_pragma=journal_mode(wal)&_pragma=synchronous(full)")
	if err != nil {
		tb.Fatal(err)
	}
	defer d.Close() //nolint:errcheck // thrown away
	d.SetMaxOpenConns(1)
	if _, err := d.ExecContext(ctx, `CREATE TABLE said (n INTEGER PRIMARY KEY, chat BIGINT, at BIGINT, text TEXT)`); err != nil {
		tb.Fatal(err)
	}
	in := make(chan chan error, writers)
	enough, cancel := context.WithTimeout(ctx, writing)
	defer cancel()
	var all sync.WaitGroup
	var mu sync.Mutex
	var count int
	var failed error
	for range writers {
		all.Go(func() {
			done := make(chan error)
			for enough.Err() == nil {
				in <- done
				err := <-done
				mu.Lock()
				if count++; err != nil {
					failed = err
				}
				mu.Unlock()
			}
		})
	}
	go func() {
		all.Wait()
		close(in)
	}()
	began := time.Now()
	for first := range in {
		commit(ctx, d, gather(in, first))
	}
	if failed != nil {
		tb.Fatal(failed)
	}
	return float64(count) / time.Since(began).Seconds()
}

// gather takes who waits at the moment, after the first.
func gather(in <-chan chan error, first chan error) []chan error {
	waiting := []chan error{first}
	for len(waiting) < longest {
		select {
		case next, ok := <-in:
			if !ok {
				return waiting
			}
			waiting = append(waiting, next)
		default:
			return waiting
		}
	}
	return waiting
}

// commit inserts a row for each in one transaction, and tells them.
func commit(ctx context.Context, d *sql.DB, waiting []chan error) {
	err := func() error {
		tx, err := d.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to take back
		for i := range waiting {
			if _, err := tx.ExecContext(ctx, `INSERT INTO said (chat, at, text) VALUES ($1, $2, 'Quando scade la seconda rata?')`, i, time.Now().UnixMilli()); err != nil {
				return err
			}
		}
		return tx.Commit()
	}()
	for _, done := range waiting {
		done <- err
	}
}
