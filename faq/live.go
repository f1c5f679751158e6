package faq

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"sportello/faq/match"
)

// Live is what is published, in memory, with its index on disk.
type Live struct {
	store   *Store
	dir     string // of this node's indexes
	options match.Options
	look    time.Duration         // see lookAgain
	built   func(done, total int) // told of the items a new index has, if not nil
	now     func() time.Time
	cores   chan struct{} // one for each match at the same time

	// One at a time reads the texts, and one makes a matcher of them. What they guard
	// changes only under mu besides.
	reading  sync.Mutex // base
	indexing sync.Mutex // matcher, indexed, day
	refining atomic.Bool

	mu      sync.RWMutex // held for reading while the matcher is used
	base    *Base        // what is shown
	matcher *match.Matcher
	indexed *Base    // what the matcher was made of: base, but for a moment after an edit
	hidden  []string // that the matcher finds and base has no more
	asked   *asked   // of the matcher and the base
	replays *replays // of the base
	day     string   // the day for which entries were valid when indexed

	experience match.Experience // what the matcher and those after it are told
}

// NewLive reads what is published and makes its index in dir, or opens the one there.
// Of a new index, progress is told as it grows, if not nil.
func NewLive(ctx context.Context, s *Store, dir string, options match.Options, progress func(done, total int)) (*Live, error) {
	l := &Live{store: s, dir: dir, options: options, look: lookAgain, built: progress, now: s.db.Now,
		cores: make(chan struct{}, matchAtOnce())}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of the index: %w", err)
	}
	base, err := s.Load(ctx)
	if err != nil {
		return nil, err
	}
	l.base, l.indexed = base, &Base{}
	err = l.reindex(ctx)
	l.built = nil // what is made later, is made beside the work
	return l, err
}

// Close releases the index.
func (l *Live) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.matcher.Close()
}

// Base is what is published now.
func (l *Live) Base() *Base {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.base
}

// matchAtOnce leaves a quarter of the processors, and one in any case where there are
// two, to what is more urgent than a search. More matches at once would not be faster.
func matchAtOnce() int { return max(1, runtime.GOMAXPROCS(0)*3/4) }

// Match finds what answers a question, with the base it was found in. It waits for its
// turn on the processors, or until ctx ends.
func (l *Live) Match(ctx context.Context, q match.Query) (match.Result, *Base, error) {
	if result, base, ok := l.known(&q); ok {
		return result, base, nil
	}
	select {
	case l.cores <- struct{}{}:
		defer func() { <-l.cores }()
	case <-ctx.Done():
		return match.Result{}, l.Base(), ctx.Err()
	}
	l.mu.RLock()
	defer l.mu.RUnlock()
	found := q
	found.Exclude = slices.Concat(q.Exclude, l.hidden)
	result, err := l.matcher.Match(ctx, found)
	if err == nil {
		result = l.base.led(result)
		l.asked.put(&q, result)
	}
	return result, l.base, err
}

// known is what was asked before, of this base.
func (l *Live) known(q *match.Query) (match.Result, *Base, bool) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	result, ok := l.asked.get(q)
	return result, l.base, ok
}

// Learn tells the matcher, and those that follow it, what students have taught.
func (l *Live) Learn(e match.Experience) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.experience = e
	l.matcher.Learn(e)
	l.asked, l.replays = newAsked(), newReplays()
}

// Experience is what the matcher was told last. It is never changed.
func (l *Live) Experience() match.Experience {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.experience
}

// Refresh renews what is published if it has changed, and returns when questions find it.
func (l *Live) Refresh(ctx context.Context) error {
	if err := l.show(ctx); err != nil {
		return err
	}
	return l.reindex(ctx)
}

// show renews the texts, if they have changed: what answers and pages show is then what
// was published, while the matcher, which takes longer, still finds it as it was before.
func (l *Live) show(ctx context.Context) error {
	l.reading.Lock()
	defer l.reading.Unlock()
	version, err := l.store.Version(ctx)
	if err != nil || version == l.base.Version {
		return err
	}
	base, err := l.store.Load(ctx)
	if err != nil {
		return err
	}
	now := l.now()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.base, l.hidden = base, l.indexed.gone(base, now)
	l.asked, l.replays = newAsked(), newReplays()
	return nil
}

// gone lists, of what the matcher of b finds, what next must not be answered with: entries
// that were taken out and lead nowhere, and the passages of guides whose pages are others now.
func (b *Base) gone(next *Base, now time.Time) (ids []string) {
	for _, e := range b.Entries {
		if n, ok := next.Follow(e.ID); !ok || !n.ValidOn(now) {
			ids = append(ids, e.ID)
		}
	}
	for _, g := range b.Guides {
		if next.guides[g.ID] == g {
			continue
		}
		for i := range g.Passages {
			ids = append(ids, passageID(g.ID, i+1))
		}
	}
	return ids
}

func today(t time.Time) string { return t.Format(time.DateOnly) }

// reindex makes the matcher of what is shown, if it is of something else. Who comes while
// it is made waits, and finds it done: so many edits at once make one or two matchers.
func (l *Live) reindex(ctx context.Context) error {
	l.indexing.Lock()
	defer l.indexing.Unlock()
	base, now := l.Base(), l.now()
	if base == l.indexed && l.day == today(now) {
		return nil
	}
	l.options.Synonyms = MatchSynonyms(plainSynonyms(base.Synonyms))
	matcher, err := l.open(ctx, base.items(now))
	if err != nil {
		return fmt.Errorf("index the library: %w", err)
	}
	return l.swap(base, matcher, today(now))
}

// swap puts the matcher of a base in the place of the one before. What is shown may be
// newer by now.
func (l *Live) swap(indexed *Base, matcher *match.Matcher, day string) (err error) {
	l.mu.Lock()
	old := l.matcher
	l.indexed, l.matcher, l.day, l.hidden = indexed, matcher, day, indexed.gone(l.base, l.now())
	l.asked, l.replays = newAsked(), newReplays()
	matcher.Learn(l.experience)
	l.mu.Unlock()
	if old != nil {
		err = old.Close()
	}
	return errors.Join(err, l.clean(matcher.Dir()))
}

// open changes the index there is, or that of an earlier start, to items. Where that
// would not do it makes a new one, beside those in use.
func (l *Live) open(ctx context.Context, items []match.Item) (*match.Matcher, error) {
	if l.matcher != nil {
		if m, err := l.matcher.Update(ctx, items, l.options); !errors.Is(err, match.ErrStale) {
			return m, err
		}
	}
	dirs, err := filepath.Glob(filepath.Join(l.dir, "index-*"))
	if err != nil {
		return nil, err
	}
	if l.matcher == nil {
		for _, dir := range dirs {
			if m, err := match.Open(ctx, dir, items, l.options); err == nil {
				return m, nil
			}
		}
	}
	dir, err := os.MkdirTemp(l.dir, "index-")
	if err != nil {
		return nil, err
	}
	return match.Build(ctx, dir, items, l.options, l.built)
}

// clean removes the indexes of other versions.
func (l *Live) clean(keep string) error {
	dirs, err := filepath.Glob(filepath.Join(l.dir, "index-*"))
	for _, dir := range dirs {
		if dir != keep {
			err = errors.Join(err, os.RemoveAll(dir))
		}
	}
	return err
}
