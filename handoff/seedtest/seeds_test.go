package seedtest

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"sportello/content/db"
	"sportello/content/db/dbtest"
)

var (
	flagSeed  = flag.Uint64("seed", 0, "play this seed alone; with -v print what happens")
	flagSeeds = flag.Uint64("seeds", usualSeeds, "how many seeds to play on SQLite; a twentieth of it on PostgreSQL")
	flagFrom  = flag.Uint64("from", 1, "the first seed")
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// nodesAtMost is how many databases a place has: one connection pool and clock for each
// node.
const nodesAtMost = 3

// TestSeeds plays the seeds.
func TestSeeds(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { playAll(t, *flagSeeds, sqlitePlace) })
	t.Run("postgres", func(t *testing.T) { playAll(t, max(*flagSeeds/20, 1), postgresPlace) })
}

// playAll plays so many seeds on places that it makes, one for each processor, until
// one fails.
func playAll(t *testing.T, seeds uint64, place func(testing.TB) []*db.DB) {
	from := *flagFrom
	if *flagSeed != 0 {
		from, seeds = *flagSeed, 1
	}
	var next, steps atomic.Uint64
	var failed atomic.Bool
	var all sync.WaitGroup
	for range min(uint64(runtime.GOMAXPROCS(0)), seeds) {
		databases := place(t)
		all.Go(func() {
			for i := next.Add(1); i <= seeds && !failed.Load(); i = next.Add(1) {
				s, err := playOne(databases, from+i-1, bugs{})
				steps.Add(uint64(s.steps))
				if err != nil {
					failed.Store(true)
					t.Errorf("%s\n%v\nplay it again: go test ./handoff/seedtest -run Seeds -seed %d -v", s.tail(), err, s.seed)
				} else if *flagSeed != 0 {
					t.Log(strings.Join(s.trace.lines, ""))
				}
			}
		})
	}
	all.Wait()
	t.Logf("%d seeds, %d steps each", seeds, steps.Load()/seeds)
}

// tail is the end of the trace, or all of it with -v and one seed.
func (s *sim) tail() string {
	lines := s.trace.lines
	if *flagSeed == 0 || !testing.Verbose() {
		lines = lines[max(0, len(lines)-40):]
	}
	return "\n" + strings.Join(lines, "")
}

// tables are what an office leaves behind, those that refer to others first.
var tables = []string{"events", "chats", "operator_queues", "operator_languages", "operators", "queue_overflows", "exceptions", "queues", "counters"}

// playOne plays one seed on an empty office.
func playOne(databases []*db.DB, seed uint64, b bugs) (*sim, error) {
	s := newSim(seed, b)
	err := databases[0].Tx(ctx, func(tx *db.Tx) error {
		for _, table := range tables {
			if _, err := tx.Exec("DELETE FROM " + table); err != nil {
				return fmt.Errorf("empty %s: %w", table, err)
			}
		}
		return nil
	})
	if err != nil {
		return s, err
	}
	return s, s.play(databases)
}

// sqlitePlace is one file, in memory where the machine offers that: what is proven here
// is SQL, not the disk.
func sqlitePlace(t testing.TB) []*db.DB {
	dir, err := os.MkdirTemp("/dev/shm", "sportello-seeds-") //nolint:usetesting // t.TempDir is on the disk
	if err != nil {
		dir = t.TempDir()
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return openAll(t, "sqlite://"+filepath.Join(dir, "office.db"))
}

func postgresPlace(t testing.TB) []*db.DB { return openAll(t, dbtest.PostgresURL(t)) }

func openAll(t testing.TB, url string) []*db.DB {
	databases := make([]*db.DB, nodesAtMost)
	for i := range databases {
		databases[i] = dbtest.Open(t, url)
	}
	return databases
}
