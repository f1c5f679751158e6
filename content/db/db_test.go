package db_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"sportello/content/db"
	"sportello/content/db/dbtest"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

var ctx = context.Background()

func put(key string) func(*db.Tx) error {
	return func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO library_files (path, body) VALUES ($1, $2)`, key, []byte(key))
		return err
	}
}

func count(t *testing.T, d *db.DB) int {
	t.Helper()
	var n int
	if err := d.QueryRow(ctx, `SELECT COUNT(*) FROM library_files`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestUnknownURL(t *testing.T) {
	for _, u := range []string{"", "mysql://x", "data/sportello.db", "sqlite://"} {
		if _, err := db.Open(ctx, u); !errors.Is(err, db.ErrURL) {
			t.Errorf("Open(%q) = %v, want ErrURL", u, err)
		}
	}
}

func TestOrderedKeepsCommitOrder(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		const writers, each = 8, 25
		stop := make(chan struct{})
		var reader, all sync.WaitGroup
		// A reader that has seen n must never find a smaller number later.
		reader.Go(func() { watchOrder(t, d, stop) })
		for w := range writers {
			all.Go(func() {
				for i := range each {
					err := d.Ordered(ctx, func(tx *db.Tx) error {
						n, err := tx.Next("event")
						if err != nil {
							return err
						}
						return put(fmt.Sprintf("%08d-%d-%d", n, w, i))(tx)
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		close(stop)
		reader.Wait()
		if n := count(t, d); n != writers*each {
			t.Errorf("%d rows, want %d", n, writers*each)
		}
	})
}

func watchOrder(t *testing.T, d *db.DB, stop chan struct{}) {
	seen, last := 0, ""
	for {
		var n int
		var top string
		// All up to the last seen are there, or the one that is missing came late.
		err := d.QueryRow(ctx, `SELECT COUNT(*), COALESCE(MAX(path), '') FROM library_files`).Scan(&n, &top)
		if err != nil {
			t.Error(err)
			return
		}
		if n < seen || top < last {
			t.Errorf("order broken: %d rows up to %q after %d up to %q", n, top, seen, last)
		}
		var number int
		if _, err := fmt.Sscanf(top, "%08d", &number); top != "" && (err != nil || number != n) {
			t.Errorf("%d rows up to number %d: one below is still to come", n, number)
		}
		seen, last = n, top
		select {
		case <-stop:
			return
		default:
		}
	}
}

func TestFailureUndoesItselfAlone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		wrong := errors.New("wrong")
		var all sync.WaitGroup
		for i := range 40 {
			all.Go(func() {
				err := d.Ordered(ctx, func(tx *db.Tx) error {
					if err := put(fmt.Sprint(i))(tx); err != nil {
						return err
					}
					if i%2 == 1 {
						return wrong
					}
					return nil
				})
				if want := i%2 == 1; errors.Is(err, wrong) != want {
					t.Errorf("job %d: %v", i, err)
				}
			})
		}
		all.Wait()
		if n := count(t, d); n != 20 {
			t.Errorf("%d rows, want the 20 of those that did not fail", n)
		}
	})
}

func TestPanicReachesItsCaller(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			_ = d.Ordered(ctx, func(tx *db.Tx) error {
				if err := put("lost")(tx); err != nil {
					return err
				}
				panic("oops")
			})
		}()
		if err := d.Ordered(ctx, put("kept")); err != nil {
			t.Fatal(err)
		}
		if n := count(t, d); n != 1 {
			t.Errorf("%d rows, want 1", n)
		}
	})
}

func TestUniqueIsRecognised(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		if err := d.Tx(ctx, put("a")); err != nil {
			t.Fatal(err)
		}
		if err := d.Tx(ctx, put("a")); !db.IsUnique(err) {
			t.Errorf("IsUnique(%v) = false", err)
		}
		if db.IsUnique(errors.New("other")) {
			t.Error("IsUnique of another error")
		}
	})
}

func TestCancelledCallerAndClose(t *testing.T) {
	dbtest.EachURL(t, func(t *testing.T, u string) {
		d, err := db.Open(ctx, u)
		if err != nil {
			t.Fatal(err)
		}
		gone, cancel := context.WithCancel(ctx)
		cancel()
		if err := d.Ordered(gone, put("never")); !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled caller: %v", err)
		}
		if n := count(t, d); n != 0 {
			t.Errorf("%d rows after a cancelled call", n)
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		if err := d.Ordered(ctx, put("late")); !errors.Is(err, db.ErrClosed) {
			t.Errorf("after Close: %v", err)
		}
	})
}

func BenchmarkOrdered(b *testing.B) {
	d := dbtest.Open(b, dbtest.SQLiteURL(b))
	b.SetParallelism(8)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			err := d.Ordered(ctx, func(tx *db.Tx) error {
				n, err := tx.Next("event")
				if err != nil {
					return err
				}
				return put(fmt.Sprint(n))(tx)
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}

// A text that comes again is the same statement; it must know nothing of the time before.
func TestStatementsComeAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for i := range 5 {
			if err := d.Tx(ctx, put(fmt.Sprint(i))); err != nil {
				t.Fatal(err)
			}
			if err := d.Tx(ctx, put("0")); !db.IsUnique(err) {
				t.Fatalf("IsUnique(%v) = false", err)
			}
			cancelled, cancel := context.WithCancel(ctx)
			cancel()
			if err := d.QueryRow(cancelled, `SELECT COUNT(*) FROM library_files`).Scan(new(int)); err == nil {
				t.Fatal("a cancelled query has a result")
			}
			if n := count(t, d); n != i+1 {
				t.Fatalf("%d rows, want %d", n, i+1)
			}
			first := ""
			if err := d.QueryRow(ctx, `SELECT path FROM library_files WHERE path <= $1 ORDER BY path`, fmt.Sprint(i)).Scan(&first); err != nil || first != "0" {
				t.Fatalf("%q, %v", first, err) // the rest of the rows are not read
			}
			err := d.Tx(ctx, func(tx *db.Tx) error {
				_, err := tx.Exec(fmt.Sprintf(`ALTER TABLE library_files ADD COLUMN c%d BIGINT`, i))
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestLapseFollowsTheRate(t *testing.T) {
	d := dbtest.Open(t, dbtest.SQLiteURL(t))
	if got := d.Lapse(time.Minute); got != time.Minute {
		t.Errorf("by the ordinary clock: %v", got)
	}
	d.Rate = 60
	if got := d.Lapse(time.Minute); got != time.Hour {
		t.Errorf("at 60 times the speed: %v", got)
	}
}
