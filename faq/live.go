package faq

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"sportello/faq/match"
)

// refreshEvery is how often a node looks whether the library has changed. With the
// time an index takes it keeps the promise that an edit is live within two seconds.
const refreshEvery = 500 * time.Millisecond

// Live is what is published, in memory, with its index on disk.
type Live struct {
	store   *Store
	dir     string // of this node's indexes
	options match.Options
	built   func(done, total int) // told of the items a new index has, if not nil
	now     func() time.Time
	cores   chan struct{} // one for each match at the same time

	refreshing sync.Mutex // one at a time; what it guards changes only under both
	refining   atomic.Bool

	mu      sync.RWMutex // held for reading while the matcher is used
	base    *Base
	matcher *match.Matcher
	asked   *asked // of the matcher
	replays *replays
	day     string // the day for which entries were valid when indexed

	experience match.Experience // what the matcher and those after it are told
}

// NewLive reads what is published and makes its index in dir, or opens the one there.
// Of a new index, progress is told as it grows, if not nil.
func NewLive(ctx context.Context, s *Store, dir string, options match.Options, progress func(done, total int)) (*Live, error) {
	l := &Live{store: s, dir: dir, options: options, built: progress, now: s.db.Now,
		cores: make(chan struct{}, matchAtOnce())}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of the index: %w", err)
	}
	err := l.load(ctx)
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
	result, err := l.matcher.Match(ctx, q)
	if err == nil {
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

// Run renews what is published whenever it changes, on any node, and at midnight, when
// entries begin and cease to be valid; after each time it calls renewed. It returns when
// ctx is done; failed is told of errors, after which what was there stays.
func (l *Live) Run(ctx context.Context, renewed func(context.Context) error, failed func(error)) {
	tick := time.NewTicker(refreshEvery)
	defer tick.Stop()
	var background sync.WaitGroup
	defer background.Wait()
	for told := l.Base(); ; {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		l.refine(ctx, &background, failed)
		err := l.Refresh(ctx)
		if now := l.Base(); err == nil && now != told { // an editor's request may have renewed it too
			if err = renewed(ctx); err == nil {
				told = now
			}
		}
		if err != nil && ctx.Err() == nil {
			failed(err)
		}
	}
}

// Refresh renews what is published if it has changed.
func (l *Live) Refresh(ctx context.Context) error {
	l.refreshing.Lock()
	defer l.refreshing.Unlock()
	version, err := l.store.Version(ctx)
	if err != nil {
		return err
	}
	if version == l.base.Version && l.day == today(l.now()) {
		return nil
	}
	return l.load(ctx)
}

func today(t time.Time) string { return t.Format(time.DateOnly) }

func (l *Live) load(ctx context.Context) error {
	base, err := l.store.Load(ctx)
	if err != nil {
		return err
	}
	now := l.now()
	l.options.Synonyms = MatchSynonyms(plainSynonyms(base.Synonyms))
	matcher, err := l.open(ctx, base.items(now))
	if err != nil {
		return fmt.Errorf("index the library: %w", err)
	}
	return l.swap(base, matcher, today(now))
}

// swap publishes a base with its matcher.
func (l *Live) swap(base *Base, matcher *match.Matcher, day string) (err error) {
	l.mu.Lock()
	old := l.matcher
	l.base, l.matcher, l.asked, l.replays, l.day = base, matcher, newAsked(), newReplays(), day
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

// refine learns the library as a whole when much of it has changed bit by bit. That
// takes seconds, so it is done beside questions and edits; if there was an edit
// meanwhile, the next time does it again.
func (l *Live) refine(ctx context.Context, background *sync.WaitGroup, failed func(error)) {
	l.mu.RLock()
	from := l.matcher
	l.mu.RUnlock()
	if !from.Drifted() || !l.refining.CompareAndSwap(false, true) {
		return
	}
	background.Go(func() {
		defer l.refining.Store(false)
		refined, err := from.Refine(ctx)
		if err == nil {
			err = l.replace(from, refined)
		}
		if err != nil && ctx.Err() == nil && !errors.Is(err, match.ErrClosed) {
			failed(err)
		}
	})
}

// replace puts a matcher in the place of another, if that is still there.
func (l *Live) replace(from, to *match.Matcher) error {
	l.refreshing.Lock()
	defer l.refreshing.Unlock()
	if l.matcher != from {
		return to.Close()
	}
	return l.swap(l.base, to, l.day)
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
