package db_test

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"sportello/content/db"
	"sportello/content/db/dbtest"
)

// Jobs of one batch are run again when one of them fails after it has written. Whatever
// became of the others, numbers stay unique, and what is stored is what was said.
func TestNumbersAndFailuresInOneBatch(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		const jobs = 120
		var mu sync.Mutex
		said := map[int64]int{}
		wrong := errors.New("wrong")
		var all sync.WaitGroup
		for i := range jobs {
			all.Go(func() {
				var n int64
				err := d.Ordered(ctx, func(tx *db.Tx) (err error) {
					if n, err = tx.Next("event"); err != nil {
						return err
					}
					if i%5 == 1 {
						return wrong // nothing is written yet
					}
					if err := put(fmt.Sprint("n", n))(tx); err != nil {
						return err
					}
					if i%7 == 1 {
						return wrong
					}
					return nil
				})
				if want := i%5 == 1 || i%7 == 1; errors.Is(err, wrong) != want {
					t.Errorf("job %d: %v", i, err)
				}
				if err == nil {
					mu.Lock()
					said[n]++
					mu.Unlock()
				}
			})
		}
		all.Wait()
		top, err := d.Counter(ctx, "event")
		if err != nil {
			t.Fatal(err)
		}
		for n, times := range said {
			if times != 1 || n > top {
				t.Errorf("number %d was given %d times, the counter is at %d", n, times, top)
			}
		}
		if n := count(t, d); n != len(said) {
			t.Errorf("%d rows, %d acknowledged", n, len(said))
		}
	})
}

// Inserts that go together, with some that fail and some that write nothing, each come to
// their own end.
func TestInserts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		const insert = `INSERT INTO events (seq, created_at, conversation_id, chat_id, kind, author, operator_id, client_id, text, data)
			VALUES ($1, $2, 'c', '', 'message', 'student', '', $3, '', '{}')`
		const once = ` ON CONFLICT (conversation_id, author, client_id) WHERE client_id <> '' DO NOTHING`
		var mu sync.Mutex
		numbers := map[int64]string{}
		var all sync.WaitGroup
		for i := range 120 {
			all.Go(func() {
				id, query := fmt.Sprint(i), insert+once
				switch {
				case i%4 == 1:
					id = "same" // one of them is stored
				case i%10 == 2:
					id, query = "same", strings.Replace(insert, "'c'", "NULL", 1) // fails
				}
				var back string
				n, err := d.Insert(ctx, &db.Insert{Counter: "event", Query: query + " RETURNING client_id", Args: []any{id}, Into: []any{&back}})
				if want := i%10 == 2 && i%4 != 1; (err != nil) != want {
					t.Errorf("insert %d: %v", i, err)
				}
				if n == 0 {
					return
				}
				mu.Lock()
				defer mu.Unlock()
				if numbers[n] != "" || back != id {
					t.Errorf("number %d for %q and %q, stored as %q", n, numbers[n], id, back)
				}
				numbers[n] = id
			})
		}
		all.Wait()
		found := 0
		err := d.Each(ctx, func(rows *sql.Rows) error {
			var n int64
			var id string
			if err := rows.Scan(&n, &id); err != nil {
				return err
			}
			if found++; numbers[n] != id {
				t.Errorf("number %d is of %q, said %q", n, id, numbers[n])
			}
			return nil
		}, `SELECT seq, client_id FROM events`)
		if err != nil || found != len(numbers) || found != 120-30-12+1 {
			t.Errorf("%d rows, %d acknowledged, %v", found, len(numbers), err)
		}
	})
}

// PostgreSQL undoes a transaction whose statement failed, even where the job goes on as
// if nothing had happened: nothing that is lost may be acknowledged.
func TestAStatementsFailureThatIsIgnored(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		if err := d.Ordered(ctx, put("there")); err != nil {
			t.Fatal(err)
		}
		var kept atomic.Int64
		var all sync.WaitGroup
		for i := range 30 {
			all.Go(func() {
				err := d.Ordered(ctx, func(tx *db.Tx) error {
					if err := put(fmt.Sprint(i))(tx); err != nil {
						return err
					}
					if i%3 == 0 {
						_ = put("there")(tx) // a unique key: fails
					}
					return nil
				})
				if err == nil {
					kept.Add(1)
				} else if i%3 != 0 {
					t.Errorf("job %d: %v", i, err)
				}
			})
		}
		all.Wait()
		if n := count(t, d) - 1; int64(n) != kept.Load() {
			t.Errorf("%d rows, %d acknowledged", n, kept.Load())
		}
	})
}

func TestAFullDiskIsSaidAndPasses(t *testing.T) {
	d := dbtest.Open(t, dbtest.SQLiteURL(t))
	dbtest.Room(t, d, 40)
	var kept, full atomic.Int64
	var all sync.WaitGroup
	for i := range 200 {
		all.Go(func() {
			switch err := d.Ordered(ctx, put(fmt.Sprint(i, strings.Repeat("x", 3000)))); {
			case err == nil:
				kept.Add(1)
			case errors.Is(err, db.ErrFull):
				full.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := int64(count(t, d)); n != kept.Load() || full.Load() == 0 {
		t.Fatalf("%d rows, %d acknowledged, %d refused", n, kept.Load(), full.Load())
	}
	dbtest.Room(t, d, 4000)
	if err := d.Ordered(ctx, put("again")); err != nil {
		t.Errorf("with room again: %v", err)
	}
}
