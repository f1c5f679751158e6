package match

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2"
)

// Matcher finds items; see the package comment.
type Matcher struct {
	items      []Item
	byID       map[string]int
	twin       []int // position of the twin, -1 if none
	stats      *stats
	learned    [langs]*learner // nil where a language's entries do not suffice
	options    Options
	models     map[Kind]Model // the options', as calibrated on the items
	thresholds thresholds
	mixed      bool      // there are entries and passages
	scratch    sync.Pool // of *scratch
	stem       sync.Pool // of *stemmer

	experience atomic.Pointer[experience] // nil until Learn

	mu     sync.RWMutex // held for reading while the index is in use
	index  bleve.Index
	closed bool
}

// Build makes the index of items in dir, a fresh folder of its own, and
// reports its progress if progress is not nil. The items are kept, not copied.
func Build(ctx context.Context, dir string, items []Item, o Options, progress func(done, total int)) (*Matcher, error) {
	done := func(int) {}
	if progress != nil {
		done = func(n int) { progress(n, len(items)) }
	}
	if err := buildIndex(ctx, dir, items, done); err != nil {
		return nil, err
	}
	m, err := newMatcher(dir, items, o)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(m.learn(ctx, dir), writeFingerprint(dir, items, &m.options)); err != nil {
		return nil, errors.Join(err, m.Close())
	}
	return m, nil
}

// Open reopens what Build left in dir. It returns ErrStale if that was made
// from other items or synonyms, or by another version of this package.
func Open(ctx context.Context, dir string, items []Item, o Options) (*Matcher, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	o = o.filled()
	if err := checkFingerprint(dir, items, &o); err != nil {
		return nil, err
	}
	m, err := newMatcher(dir, items, o)
	if err != nil {
		return nil, err
	}
	if err := m.recollect(dir); err != nil {
		return nil, errors.Join(err, m.Close())
	}
	return m, nil
}

// newMatcher opens the index in dir and reads the items into memory; what is
// learned from them is yet to come.
func newMatcher(dir string, items []Item, o Options) (*Matcher, error) {
	idx, err := openIndex(dir)
	if err != nil {
		return nil, err
	}
	m := &Matcher{options: o.filled(), index: idx}
	m.models = ownModels(m.options.Models)
	m.thresholds = evenThresholds(&m.options)
	m.load(items)
	return m, nil
}

// load reads the items into memory.
func (m *Matcher) load(items []Item) {
	m.items, m.stats = items, newStats(items, m.options.Synonyms)
	m.scratch.New = func() any { return newScratch(m.stats) }
	m.stem.New = func() any { return newStemmer() }
	for lang := range m.learned {
		m.learned[lang] = newLearner(m.stats, lang)
	}
	m.linkTwins()
	var kinds [2]bool
	for i := range items {
		kinds[kindIndex(kindOf(&items[i]))] = true
	}
	m.mixed = kinds[0] && kinds[1]
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
		if j, ok := m.byID[m.items[i].Twin]; ok && j != i {
			m.twin[i] = j
			if m.twin[j] < 0 {
				m.twin[j] = i
			}
		}
	}
}

// Close releases the index once no question is using it. Closing twice is no
// error.
func (m *Matcher) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return nil
	}
	m.closed = true
	return m.index.Close()
}
