package db

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"
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

// An engaged chat that comes while newcomers write waits for one of them, and not for all.
func TestAnEngagedChatCutsTheNewcomersBatchShort(t *testing.T) {
	d, free := held(t)
	var order []string // of the writing goroutine
	begun, release := make(chan struct{}), make(chan struct{})
	jobs := []*job{hand(t, d, false, func() { close(begun); <-release; order = append(order, "first newcomer") })}
	for range 5 {
		jobs = append(jobs, hand(t, d, false, func() { order = append(order, "newcomer") }))
	}
	close(free)
	<-begun
	jobs = append(jobs, hand(t, d, true, func() { order = append(order, "engaged") }))
	close(release)
	for _, j := range jobs {
		<-j.done
	}
	if want := []string{"first newcomer", "engaged", "newcomer", "newcomer", "newcomer", "newcomer", "newcomer"}; !slices.Equal(order, want) {
		t.Errorf("%v, want %v", order, want)
	}
}

// Even where an engaged chat waits whenever one has written, newcomers get their turn.
func TestNewcomersGetTheirTurn(t *testing.T) {
	d, free := held(t)
	const newcomers = 20
	var wrote atomic.Int32
	jobs := []*job{}
	for range newcomers {
		jobs = append(jobs, hand(t, d, false, func() { wrote.Add(1) }))
	}
	var last *job // of the writing goroutine, until all newcomers have written
	var another func()
	another = func() {
		if wrote.Load() < newcomers {
			last = hand(t, d, true, another)
		}
	}
	jobs = append(jobs, hand(t, d, true, another))
	close(free)
	for _, j := range jobs {
		<-j.done
	}
	<-last.done
}

// While no engaged chat waits for them, newcomers write without a pause.
func TestNewcomersRestOnlyForEngagedChats(t *testing.T) {
	d, free := held(t)
	close(free)
	c := &committer{db: d, first: make(chan *job, 1)}
	batch := func() (b []*job) {
		for range 3 {
			b = append(b, &job{ctx: t.Context(), fn: func(*Tx) error { return nil }, done: make(chan struct{})})
		}
		return b
	}
	c.commitLater(batch())
	if len(c.held) > 0 || !c.rests.IsZero() {
		t.Errorf("with nobody engaged %d were held, and the next may write at %v", len(c.held), c.rests)
	}
	c.first <- &job{}
	c.commitLater(batch())
	if rest := time.Until(c.rests); len(c.held) != 2 || c.rests.IsZero() || rest > maxRest {
		t.Errorf("with somebody engaged %d were held, for %v", len(c.held), rest)
	}
	<-c.first
	c.minded, c.rests = time.Now(), time.Time{} // long after
	c.commitLater(c.held)
	if len(c.held) > 0 || !c.rests.IsZero() {
		t.Errorf("long after %d were held, and the next may write at %v", len(c.held), c.rests)
	}
}

// A batch is bounded in each lane, so that whoever comes next does not wait for more.
func TestBatchesAreBounded(t *testing.T) {
	lane := make(chan *job, laterLane)
	for range laterLane {
		lane <- &job{}
	}
	held := []*job{{}, {}}
	if n := len(take(lane, held, maxLater)); n != maxLater || len(lane) != laterLane-maxLater+2 {
		t.Errorf("a batch of %d, which leaves %d", n, len(lane))
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
