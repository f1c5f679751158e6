package faq

import (
	"context"
	"errors"
	"sync"
	"time"

	"sportello/faq/match"
)

// lookAgain is how often a node looks whether the library has changed though nobody told
// it to: after a command of another process, at midnight, or when a notice was lost. Even
// then an edit is live within the two seconds that are promised.
const lookAgain = time.Second

// Run renews what is published whenever it changes, on any node, and at midnight, when
// entries begin and cease to be valid: first what is shown, then what questions find;
// after each time it calls renewed. notices wakes it after a change; without one it looks
// now and then. It returns when ctx is done; failed is told of errors, after which what
// was there stays.
func (l *Live) Run(ctx context.Context, notices <-chan struct{}, renewed func(context.Context) error, failed func(error)) {
	tick := time.NewTicker(l.look)
	defer tick.Stop()
	behind := make(chan struct{}, 1) // many looks become one matcher
	var loop sync.WaitGroup
	loop.Go(func() { l.keepUp(ctx, behind, renewed, failed) })
	defer loop.Wait()
	for {
		select {
		case <-ctx.Done():
			return
		case <-notices:
		case <-tick.C:
		}
		if err := l.show(ctx); err != nil && ctx.Err() == nil {
			failed(err)
		}
		select {
		case behind <- struct{}{}:
		default:
		}
	}
}

// mostRest bounds the pause after a matcher was made.
const mostRest = 500 * time.Millisecond

// keepUp makes the matchers of what is shown. After each it rests for as long as that took:
// while a thousand entries are imported, half of the processors is left to questions.
func (l *Live) keepUp(ctx context.Context, behind <-chan struct{}, renewed func(context.Context) error, failed func(error)) {
	var background sync.WaitGroup
	defer background.Wait()
	told := l.Base()
	whole := &drift{now: time.Now}
	for {
		select {
		case <-ctx.Done():
			return
		case <-behind:
		}
		began, now := time.Now(), l.Base()
		err := l.reindex(ctx)
		took := time.Since(began)
		if err == nil && now != told { // an editor's request may have renewed it
			whole.edited()
			if err = renewed(ctx); err == nil {
				told = now
			}
		}
		if err != nil && ctx.Err() == nil {
			failed(err)
		}
		if from := l.current(); whole.due(from.Drifted()) {
			l.refine(ctx, from, &background, failed)
		}
		select {
		case <-ctx.Done():
		case <-time.After(min(took, mostRest)):
		}
	}
}

// What learning the library as a whole waits for: it takes the processors for seconds, so
// it is for when the editors have come to rest, or have not for long enough.
const (
	atRest  = 30 * time.Second // since the last edit
	atLeast = 10 * time.Minute // it is done so often, even if they never rest
)

// drift says when the library, changed bit by bit, is learned as a whole.
type drift struct {
	now   func() time.Time
	last  time.Time // edit
	since time.Time // there is something to be learned; zero: there is not
}

func (d *drift) edited() { d.last = d.now() }

// due is told whether the matcher has drifted.
func (d *drift) due(drifted bool) bool {
	if !drifted {
		d.since = time.Time{}
		return false
	}
	now := d.now()
	if d.since.IsZero() {
		d.since = now
	}
	return now.Sub(d.last) >= atRest || now.Sub(d.since) >= atLeast
}

// refine learns the library as a whole, beside questions and edits; if there was an edit
// meanwhile, the next time does it again.
func (l *Live) refine(ctx context.Context, from *match.Matcher, background *sync.WaitGroup, failed func(error)) {
	if !l.refining.CompareAndSwap(false, true) {
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

// replace puts a matcher in the place of another of the same items, if that is still
// there.
func (l *Live) replace(from, to *match.Matcher) error {
	l.indexing.Lock()
	defer l.indexing.Unlock()
	if l.matcher != from {
		return to.Close()
	}
	return l.swap(l.indexed, to, l.day)
}
