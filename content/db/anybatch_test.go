package db_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"sportello/content/db"
	"sportello/content/db/dbtest"
)

var errUnwanted = errors.New("unwanted")

// work is a job of a batch: what it does, in letters that run one after the other, and
// what became of it.
//
//	n takes a number  w writes a row with it  r reads  f fails  p panics
//	u breaks a unique index, and says so      c was cancelled before its turn
type work struct {
	id, does string
	later    bool
	number   int64
	err      error
	panicked any
}

var kinds = []string{"nw", "nw", "nw", "r", "f", "nf", "nwf", "nwp", "p", "rnwr", "nwu", "u", "c", "nwnw"}

func (w *work) kept() bool {
	for _, step := range w.does {
		if step == 'f' || step == 'p' || step == 'u' || step == 'c' {
			return false
		}
	}
	return true
}

func (w *work) run(tx *db.Tx) error {
	rows := 0
	for _, step := range w.does {
		var err error
		switch step {
		case 'n':
			w.number, err = tx.Next("event")
		case 'w':
			rows++
			err = put(fmt.Sprintf("%s-%d %d", w.id, rows, w.number))(tx)
		case 'r':
			err = tx.QueryRow(`SELECT COUNT(*) FROM library_files`).Scan(new(int))
		case 'u':
			err = put("taken")(tx)
		case 'f':
			return errUnwanted
		case 'p':
			panic(errUnwanted)
		default:
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// TestAnyBatch has random jobs share a batch: each that fails undoes itself alone, the
// others are kept, and numbers grow in the order of the jobs, from batch to batch.
func TestAnyBatch(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		if err := d.Tx(ctx, put("taken")); err != nil {
			t.Fatal(err)
		}
		round, last := 0, int64(0)
		rapid.Check(t, func(t *rapid.T) {
			round++
			batch := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) *work {
				return &work{does: rapid.SampledFrom(kinds).Draw(t, "does"), later: rapid.Bool().Draw(t, "later")}
			}), 1, 8).Draw(t, "batch")
			runTogether(t, d, round, batch)
			last = checkBatch(t, d, batch, last)
		})
	})
}

// runTogether holds the writer until all jobs wait.
func runTogether(t *rapid.T, d *db.DB, round int, batch []*work) {
	var all sync.WaitGroup
	held, release := make(chan bool), make(chan bool)
	all.Go(func() {
		_ = d.Ordered(ctx, func(*db.Tx) error { close(held); <-release; return nil })
	})
	<-held
	for i, w := range batch {
		w.id = fmt.Sprintf("%d/%d", round, i)
		c, cancel := context.WithCancel(ctx)
		all.Go(func() { defer func() { w.panicked = recover() }(); w.err = ask(c, d, w) })
		for d.Waiting() <= i {
			runtime.Gosched()
		}
		if w.does == "c" {
			cancel()
		} else {
			defer cancel()
		}
	}
	close(release)
	all.Wait()
	for _, w := range batch {
		if w.kept() && (w.err != nil || w.panicked != nil) {
			t.Fatalf("job %s %q: %v, %v", w.id, w.does, w.err, w.panicked)
		}
		if !w.kept() && w.err == nil && w.panicked == nil {
			t.Fatalf("job %s %q did not fail", w.id, w.does)
		}
	}
}

func ask(ctx context.Context, d *db.DB, w *work) error {
	if w.later {
		return d.OrderedLater(ctx, w.run)
	}
	return d.Ordered(ctx, w.run)
}

// checkBatch returns the last number that was given out.
func checkBatch(t *rapid.T, d *db.DB, batch []*work, last int64) int64 {
	for _, later := range []bool{false, true} {
		for _, w := range batch {
			if w.later != later {
				continue
			}
			var stored int
			err := d.QueryRow(ctx, `SELECT COUNT(*) FROM library_files WHERE path LIKE $1`, w.id+"-%").Scan(&stored)
			if err != nil {
				t.Fatal(err)
			}
			if want := writes(w); stored != want {
				t.Fatalf("job %s %q: %d rows, want %d", w.id, w.does, stored, want)
			}
			if writes(w) == 0 {
				continue
			}
			if w.number <= last {
				t.Fatalf("job %s %q has number %d after %d", w.id, w.does, w.number, last)
			}
			last = w.number
		}
	}
	if n, err := d.Counter(ctx, "event"); err != nil || n < last {
		t.Fatalf("the counter is %d after %d, %v", n, last, err)
	}
	return last
}

func writes(w *work) int {
	n := 0
	for _, step := range w.does {
		if step == 'w' && w.kept() {
			n++
		}
	}
	return n
}
