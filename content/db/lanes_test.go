package db

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"sync"
	"testing"
)

// held is a database whose committer is busy with one job until free is closed.
func held(t *testing.T) (d *DB, free chan struct{}) {
	t.Helper()
	d, err := Open(t.Context(), "sqlite://"+filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	free = make(chan struct{})
	begun := make(chan struct{})
	go func() {
		_ = d.Ordered(context.Background(), func(*Tx) error {
			close(begun)
			<-free
			return nil
		})
	}()
	<-begun
	return d, free
}

// hand gives the committer a job that notes its name when it runs.
func hand(t *testing.T, d *DB, first bool, note func()) *job {
	t.Helper()
	j := &job{ctx: context.Background(), fn: func(*Tx) error { note(); return nil }, done: make(chan struct{})}
	if err := d.ordered.hand(j, first); err != nil {
		t.Fatal(err)
	}
	return j
}

func TestEngagedGoBeforeNewcomers(t *testing.T) {
	d, free := held(t)
	var mu sync.Mutex
	var order []string
	note := func(name string) func() {
		return func() {
			mu.Lock()
			order = append(order, name)
			mu.Unlock()
		}
	}
	jobs := []*job{}
	for range maxLater + 8 {
		jobs = append(jobs, hand(t, d, false, note("newcomer")))
	}
	for range 5 {
		jobs = append(jobs, hand(t, d, true, note("engaged")))
	}
	close(free)
	for _, j := range jobs {
		<-j.done
	}
	// A newcomer may have been taken before the committer looked who else is there, but
	// it runs after those who are engaged all the same.
	if want := slices.Repeat([]string{"engaged"}, 5); !slices.Equal(order[:5], want) || len(order) != len(jobs) {
		t.Errorf("%d ran, first %v", len(order), order[:5])
	}
}

func TestTooManyNewcomersAreRefusedAndEngagedAreNot(t *testing.T) {
	d, free := held(t)
	nothing := func() {}
	jobs := []*job{}
	for range laterLane {
		jobs = append(jobs, hand(t, d, false, nothing))
	}
	for _, write := range []func(context.Context, func(*Tx) error) error{d.OrderedLater, d.Tx} {
		if err := write(t.Context(), func(*Tx) error { return nil }); !errors.Is(err, ErrBusy) {
			t.Errorf("a newcomer too many: %v", err)
		}
	}
	jobs = append(jobs, hand(t, d, true, nothing))
	engaged := make(chan error, 1)
	go func() { engaged <- d.Tx(Engaged(context.Background()), func(*Tx) error { return nil }) }()
	close(free)
	for _, j := range jobs {
		<-j.done
	}
	if err := <-engaged; err != nil {
		t.Errorf("an engaged chat is refused: %v", err)
	}
}

// A batch is bounded in each lane, so that whoever comes next does not wait for more.
func TestBatchesAreBounded(t *testing.T) {
	d := &DB{}
	c := &committer{db: d, first: make(chan *job, 2*maxFirst), later: make(chan *job, laterLane)}
	for range 2 * maxFirst {
		c.first <- &job{}
	}
	for range laterLane {
		c.later <- &job{}
	}
	if n := len(c.gather(nil, nil)); n != maxFirst+maxLater {
		t.Errorf("a batch of %d", n)
	}
}

// What others read, however much, leaves connections to those who are engaged.
func TestEngagedHaveConnectionsOfTheirOwn(t *testing.T) {
	d, free := held(t)
	close(free)
	for range otherConns {
		rows, err := d.Query(t.Context(), `SELECT name FROM sqlite_schema`)
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			if err := errors.Join(rows.Close(), rows.Err()); err != nil {
				t.Error(err)
			}
		}()
	}
	var n int
	if err := d.QueryRow(Engaged(t.Context()), `SELECT COUNT(*) FROM counters`).Scan(&n); err != nil {
		t.Errorf("an engaged chat: %v", err)
	}
	if s := d.others.Stats(); s.InUse != otherConns || s.MaxOpenConnections != otherConns {
		t.Errorf("%d of %d connections of the others are in use", s.InUse, s.MaxOpenConnections)
	}
}
