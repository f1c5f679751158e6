package bus_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/content/db/dbtest"
	"sportello/handoff/bus"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// patience is how long something that must come may take on a busy machine.
const patience = 10 * time.Second

// each runs test on every bus, with what two nodes have of it: for the one within the
// process both are the same.
func each(t *testing.T, test func(t *testing.T, here, there bus.Bus)) {
	t.Run("local", func(t *testing.T) {
		b := bus.NewLocal()
		test(t, b, b)
	})
	t.Run("postgres", func(t *testing.T) {
		u := dbtest.PostgresURL(t)
		test(t, node(t, u), node(t, u))
	})
}

func node(t *testing.T, databaseURL string) bus.Bus {
	t.Helper()
	b, err := bus.NewPostgres(t.Context(), databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return b
}

func woken(t *testing.T, s *bus.Sub, want ...string) {
	t.Helper()
	select {
	case <-s.C:
	case <-time.After(patience):
		t.Fatalf("not woken for %v", want)
	}
	if topics := s.Take(); !slices.Equal(topics, want) {
		t.Fatalf("woken for %v, want %v", topics, want)
	}
}

// settle makes sure that all published before on the bus has arrived: notices of one
// node keep their order.
func settle(t *testing.T, from, to bus.Bus) {
	t.Helper()
	s := to.Subscribe("settled")
	defer s.Close()
	from.Publish("settled", "")
	woken(t, s, "settled")
}

func TestWakes(t *testing.T) {
	each(t, func(t *testing.T, here, there bus.Bus) {
		near, far := here.Subscribe("a", "b"), there.Subscribe("b", "c")
		defer near.Close()
		defer far.Close()
		here.Publish("a", "")
		woken(t, near, "a")
		here.Publish("b", "")
		woken(t, near, "b")
		woken(t, far, "b")
		there.Publish("c", "")
		woken(t, far, "c")
		settle(t, there, here)
		if topics := near.Take(); len(topics) != 0 || len(near.C) != 0 {
			t.Errorf("woken for %v, which it did not ask for", topics)
		}
	})
}

func TestManyNoticesBecomeOne(t *testing.T) {
	each(t, func(t *testing.T, here, there bus.Bus) {
		s := there.Subscribe("a", "b")
		defer s.Close()
		for range 500 { // nobody reads: it must not block
			here.Publish("a", "")
			here.Publish("b", "")
		}
		settle(t, here, there)
		woken(t, s, "a", "b")
		if len(s.C) != 0 {
			t.Error("woken twice")
		}
		here.Publish("b", "")
		woken(t, s, "b")
	})
}

func TestFramesCarryAPayloadAndAreLostBeforeTheyBlock(t *testing.T) {
	each(t, func(t *testing.T, here, there bus.Bus) {
		s := there.Subscribe("a")
		defer s.Close()
		payload := "{\"kind\":\"typing\"}\nà"
		here.Publish("a", payload)
		select {
		case f := <-s.Frames:
			if f != (bus.Frame{Topic: "a", Payload: payload}) {
				t.Errorf("frame %q", f)
			}
		case <-time.After(patience):
			t.Fatal("no frame")
		}
		for i := range 1000 {
			here.Publish("a", fmt.Sprint("frame ", i))
		}
		here.Publish("a", strings.Repeat("x", bus.MaxPayload+1))
		here.Publish("a", "") // a notice is not lost among frames
		woken(t, s, "a")
		settle(t, here, there)
		for len(s.Frames) > 0 {
			if f := <-s.Frames; len(f.Payload) > bus.MaxPayload {
				t.Error("a frame that is too long")
			}
		}
	})
}

func TestClosedSubscriptionsHearNothing(t *testing.T) {
	each(t, func(t *testing.T, here, there bus.Bus) {
		s, other := there.Subscribe("a"), there.Subscribe("a")
		s.Close()
		s.Close()
		here.Publish("a", "")
		woken(t, other, "a")
		if len(s.C) != 0 {
			t.Error("woken after Close")
		}
	})
}

// told is a listener that counts what it is told.
type told struct {
	mu     sync.Mutex
	topics map[string]int
	frames int
}

func (l *told) Wake(topic string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.topics[topic]++
}

func (l *told) Frame(bus.Frame) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.frames++
}

func (l *told) is(t *testing.T, frames, a, b int) {
	t.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.frames != frames || l.topics["a"] != a || l.topics["b"] != b {
		t.Errorf("told of %d frames and %v, want %d, %d of a, %d of b", l.frames, l.topics, frames, a, b)
	}
}

func TestListenersAreToldUntilTheyLeave(t *testing.T) {
	each(t, func(t *testing.T, here, there bus.Bus) {
		l := &told{topics: map[string]int{}}
		there.Listen(l, "a", "b")
		there.Listen(l, "a") // listening twice is listening once
		here.Publish("a", "")
		settle(t, here, there)
		here.Publish("b", "{}")
		for range 2 { // frames come behind the notices of one round trip
			settle(t, here, there)
		}
		l.is(t, 1, 1, 0)
		there.Unlisten(l, "a")
		here.Publish("a", "")
		settle(t, here, there)
		l.is(t, 1, 1, 0)
	})
}

func TestWakeStaysOnTheNode(t *testing.T) {
	u := dbtest.PostgresURL(t)
	here, there := node(t, u), node(t, u)
	near, far := here.Subscribe("a"), there.Subscribe("a")
	defer near.Close()
	defer far.Close()
	here.Wake("a")
	woken(t, near, "a")
	settle(t, here, there)
	if topics := far.Take(); len(topics) > 0 {
		t.Errorf("another node was woken for %v", topics)
	}
}

// Whoever is woken and then reads finds what was written before the notice.
func TestTheLastNoticeIsNeverLost(t *testing.T) {
	each(t, func(t *testing.T, here, there bus.Bus) {
		const writers, writes = 8, 200
		var mu sync.Mutex
		written := 0
		s := there.Subscribe("n")
		defer s.Close()
		var all sync.WaitGroup
		for range writers {
			all.Go(func() {
				for range writes {
					mu.Lock()
					written++
					mu.Unlock()
					here.Publish("n", "")
					churn := there.Subscribe("n", "other")
					churn.Close()
				}
			})
		}
		deadline := time.After(patience)
		for read := 0; read < writers*writes; {
			select {
			case <-s.C:
				mu.Lock()
				read = written
				mu.Unlock()
			case <-deadline:
				t.Fatalf("asleep after %d of %d", read, writers*writes)
			}
		}
		all.Wait()
	})
}

func TestPostgresComesBack(t *testing.T) {
	u := dbtest.PostgresURL(t)
	here, there := node(t, u), node(t, u)
	s := there.Subscribe("a", "b")
	defer s.Close()
	here.Publish("a", "")
	woken(t, s, "a")

	cut(t, u)
	wokenInAll(t, s, "a", "b") // notices may have been missed
	settle(t, here, there)
	for range 20 { // the sender finds its connection broken: then everybody is woken
		here.Publish("b", "")
	}
	wokenInAll(t, s, "b")
}

// wokenInAll waits until it was woken for each of the topics, however often.
func wokenInAll(t *testing.T, s *bus.Sub, want ...string) {
	t.Helper()
	late := time.After(patience)
	for len(want) > 0 {
		select {
		case <-s.C:
			woken := s.Take()
			want = slices.DeleteFunc(want, func(topic string) bool { return slices.Contains(woken, topic) })
		case <-late:
			t.Fatalf("not woken for %v", want)
		}
	}
}

// cut ends every connection to the database but its own.
func cut(t *testing.T, databaseURL string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background()) //nolint:errcheck // nothing is pending on it
	_, err = conn.Exec(t.Context(), `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
		WHERE datname = current_database() AND pid <> pg_backend_pid()`)
	if err != nil {
		t.Fatal(err)
	}
}

// What PostgreSQL refuses must not keep what comes after it.
func TestANoticeThatIsRefusedHoldsNothingUp(t *testing.T) {
	each(t, func(t *testing.T, here, there bus.Bus) {
		s := there.Subscribe("a")
		defer s.Close()
		here.Publish("bad \x00 topic \xff", "")
		here.Publish("a", "")
		select {
		case <-s.C:
		case <-time.After(patience):
			t.Fatal("asleep")
		}
	})
}

func TestOpenChoosesByEngine(t *testing.T) {
	for u, want := range map[string]string{dbtest.SQLiteURL(t): "*bus.Local", dbtest.PostgresURL(t): "*bus.Postgres"} {
		b, err := bus.Open(t.Context(), dbtest.Open(t, u))
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%T", b); got != want {
			t.Errorf("Open gives %s, want %s", got, want)
		}
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	}
	if _, err := bus.NewPostgres(t.Context(), "postgres://nobody@127.0.0.1:1/none?connect_timeout=1"); err == nil {
		t.Error("connected to nothing")
	}
}
