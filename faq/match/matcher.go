package match

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
)

// Matcher finds items; see the package comment.
type Matcher struct {
	dir        string
	items      []Item
	digests    []digest // of the items
	byID       map[string]int
	twin       []int // position of the twin, -1 if none
	stats      *stats
	learned    [langs]*learner // nil where a language's entries do not suffice
	options    Options
	models     map[Kind]Model // the options', as calibrated on the items
	thresholds thresholds
	campuses   map[string]string // word -> Item.Campus
	drift      int32             // entries changed since that was calibrated
	mixed      bool              // there are entries and passages
	trial      bool              // of Try
	spare      bool              // it leaves half of the processors to others while it learns
	scratch    sync.Pool         // of *scratch
	stem       sync.Pool         // of *stemmer
	tallies    sync.Pool         // of *tally

	places    []int32 // of the index's documents: the positions of their items, -1 if gone
	newcomers *newcomers

	mu     sync.RWMutex // held for reading while the index is in use
	shelf  *shelf
	closed bool

	experience atomic.Pointer[experience] // nil until Learn
}

// Build makes the index of items in dir, a fresh folder of its own, and
// reports its progress if progress is not nil. The items are kept, not copied.
func Build(ctx context.Context, dir string, items []Item, o Options, progress func(done, total int)) (*Matcher, error) {
	done := func(int) {}
	if progress != nil {
		done = func(n int) { progress(n, len(items)) }
	}
	m := newMatcher(dir, items, o)
	var read sync.WaitGroup
	read.Go(func() { m.take(items, newStats(items, o.Synonyms)) })
	err := buildIndex(ctx, dir, items, done)
	if read.Wait(); err != nil {
		return nil, err
	}
	m.places = make([]int32, len(items))
	for i := range items {
		m.digests[i], m.places[i] = digestOf(&items[i]), int32(i)
	}
	if m.shelf, err = newShelf(dir, m.stats); err != nil {
		return nil, err
	}
	m.newcomers = newNewcomers(m.stats, nil, len(items))
	if err := errors.Join(m.learn(ctx), writeFingerprint(dir, m.digests)); err != nil {
		return nil, errors.Join(err, m.Close())
	}
	return m, nil
}

// Open reopens what Build left in dir, which may have been made of somewhat
// other items: what changed since is made up for. It returns ErrStale if too
// much has, or if another version of this package made it.
func Open(ctx context.Context, dir string, items []Item, o Options) (*Matcher, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	built, err := readFingerprint(dir)
	if err != nil {
		return nil, err
	}
	m := newMatcher(dir, items, o)
	at := make(map[digest]int32, len(items))
	for i := range items {
		m.digests[i] = digestOf(&items[i])
		at[m.digests[i]] = int32(i)
	}
	m.places = make([]int32, len(built))
	for doc, d := range built {
		m.places[doc] = -1
		if i, ok := at[d]; ok {
			m.places[doc] = i
		}
	}
	fresh := m.fresh()
	if tooMany(len(fresh), len(items)) {
		return nil, ErrStale
	}
	m.take(items, newStats(items, o.Synonyms))
	if m.shelf, err = newShelf(dir, m.stats); err != nil {
		return nil, err
	}
	m.newcomers = newNewcomers(m.stats, fresh, len(built))
	if err := m.recollect(); err != nil {
		err = m.learn(ctx)
		if err != nil {
			return nil, errors.Join(err, m.Close())
		}
	}
	return m, nil
}

func newMatcher(dir string, items []Item, o Options) *Matcher {
	m := &Matcher{dir: dir, options: o.filled(), digests: make([]digest, len(items))}
	m.models = ownModels(m.options.Models)
	m.thresholds = evenThresholds(&m.options)
	return m
}

// take makes the items the matcher's.
func (m *Matcher) take(items []Item, s *stats) {
	m.items, m.stats = items, s
	m.scratch.New = func() any { return newScratch(m.stats) }
	m.stem.New = func() any { return newStemmer() }
	m.tallies.New = func() any {
		n := len(m.places) + len(m.newcomers.items)
		return &tally{score: make([]float64, n), terms: make([]uint16, n)}
	}
	for lang := range m.learned {
		m.learned[lang] = newLearner(m.stats, lang)
	}
	m.linkTwins()
	var kinds [2]bool
	for i := range items {
		kinds[kindIndex(kindOf(&items[i]))] = true
	}
	m.mixed = kinds[0] && kinds[1]
	m.campuses = campusesOf(items)
}

// linkTwins finds the twins; it is enough if one of two names the other.
func (m *Matcher) linkTwins() {
	m.byID = make(map[string]int, len(m.items))
	m.twin = make([]int, len(m.items))
	for i := range m.items {
		m.byID[m.items[i].ID] = i
		m.twin[i] = -1
	}
	for i := range m.items {
		if m.items[i].Twin == "" {
			continue
		}
		if j, ok := m.byID[m.items[i].Twin]; ok && j != i {
			m.twin[i] = j
			if m.twin[j] < 0 {
				m.twin[j] = i
			}
		}
	}
}

// Dir is the folder of the index, which matchers made by Update share.
func (m *Matcher) Dir() string { return m.dir }

// Close releases the index once no question is using it. Closing twice is no
// error.
func (m *Matcher) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return nil
	}
	m.closed = true
	return m.shelf.close()
}
