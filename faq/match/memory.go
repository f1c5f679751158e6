package match

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
)

// What was learned from the items is kept beside the index, so that a second
// start needs not learn it again. It begins with the digest of what it was
// learned from, and is not believed of anything else.
func learnedPath(dir string) string { return filepath.Join(dir, "learned") }

// learn learns all there is to learn from the items, and keeps it.
func (m *Matcher) learn(ctx context.Context) error {
	if err := m.train(ctx); err != nil {
		return err
	}
	return m.conclude(ctx)
}

// conclude calibrates what was trained, and keeps it.
func (m *Matcher) conclude(ctx context.Context) error {
	m.drift = 0
	if err := m.calibrate(ctx); err != nil {
		return err
	}
	return m.remember()
}

// The bounds of how far a base may drift from what was learned of it as a
// whole. Of smaller ones all is learned on every edit, in no time.
const (
	driftWork = 1 << 18
	driftPart = 20 // one entry in so many
)

// relearn learns what the old matcher did not know already: of a large base,
// only what is near to what changed.
func (m *Matcher) relearn(ctx context.Context, old *Matcher, from []int) error {
	sameModels := m.options.Precision == old.options.Precision && m.options.ChoicesPrecision == old.options.ChoicesPrecision && maps.EqualFunc(m.options.Models, old.options.Models, func(a, b Model) bool {
		return slices.Equal(a.Rank, b.Rank) && slices.Equal(a.Confidence, b.Confidence)
	})
	if m.work() <= driftWork || old.work() <= driftWork || !sameModels {
		for lang, l := range m.learned {
			if same := old.learned[lang]; l != nil && same != nil && l.like(same) {
				l.weights, l.scale, l.bias = same.weights, same.scale, same.bias
			} else if l != nil {
				if err := l.train(ctx, m.workers()); err != nil {
					return err
				}
			}
		}
		return m.conclude(ctx)
	}
	for lang, l := range m.learned {
		var err error
		if before := old.learned[lang]; l != nil && before != nil {
			err = l.adopt(ctx, before, from, m.workers())
		} else if l != nil {
			err = l.train(ctx, m.workers())
		}
		if err != nil {
			return err
		}
	}
	m.models, m.thresholds, m.drift = old.models, old.thresholds, old.drift+m.changed(from)
	return m.remember()
}

// work is what learning everything costs.
func (m *Matcher) work() (sum int) {
	for _, l := range m.learned {
		if l != nil {
			sum += l.work
		}
	}
	return sum
}

// Drifted reports whether so much has been updated that it is time to Refine.
func (m *Matcher) Drifted() bool {
	return m.work() > driftWork && int(m.drift) > len(m.taught())/driftPart
}

// Refine returns a matcher of the same items for which everything was learned
// anew, as Build does; it takes seconds where Update did not, of half of the processors.
// The error is ErrClosed if the matcher was closed before.
func (m *Matcher) Refine(ctx context.Context) (*Matcher, error) {
	m.mu.RLock()
	if m.closed {
		m.mu.RUnlock()
		return nil, ErrClosed
	}
	n := newMatcher(m.dir, m.items, m.options)
	n.spare = true
	n.digests, n.places, n.newcomers, n.shelf = m.digests, m.places, m.newcomers, m.shelf.share()
	m.mu.RUnlock()
	n.take(m.items, m.stats)
	err := n.train(ctx)
	if err == nil {
		err = n.conclude(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, n.Close())
	}
	return n, nil
}

// changed counts the entries that are new.
func (m *Matcher) changed(from []int) (n int32) {
	for i, at := range from {
		if at < 0 && m.stats.items[i].kind == KindEntry {
			n++
		}
	}
	return n
}

// workers is how many processors learning takes.
func (m *Matcher) workers() int {
	n := runtime.GOMAXPROCS(0)
	if m.spare {
		n = max(1, n/2)
	}
	return n
}

// train trains the rankers.
func (m *Matcher) train(ctx context.Context) error {
	for _, l := range m.learned {
		if l != nil {
			if err := l.train(ctx, m.workers()); err != nil {
				return err
			}
		}
	}
	return nil
}

// remember keeps what was learned.
func (m *Matcher) remember() error {
	if m.trial {
		return nil
	}
	sum, err := digestAll(m.digests, &m.options)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	b.Write(sum[:])
	if err := m.eachLearned(func(data any) error { return binary.Write(&b, binary.LittleEndian, data) }); err != nil {
		return fmt.Errorf("match: write what was learned: %w", err)
	}
	return writeFile(learnedPath(m.dir), b.Bytes())
}

// recollect reads what was kept, if that was learned from the same items.
func (m *Matcher) recollect() error {
	body, err := os.ReadFile(learnedPath(m.dir))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrStale, err)
	}
	sum, err := digestAll(m.digests, &m.options)
	if err != nil {
		return err
	}
	if !bytes.HasPrefix(body, sum[:]) {
		return ErrStale
	}
	r := bytes.NewReader(body[len(sum):])
	err = m.eachLearned(func(data any) error { return binary.Read(r, binary.LittleEndian, data) })
	for _, l := range m.learned {
		if err == nil && l != nil && !l.weights.fits(l.classes) {
			err = errMangled
		}
	}
	if err != nil {
		return fmt.Errorf("%w: what was learned is cut short: %w", ErrStale, err)
	}
	if _, err := r.ReadByte(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: what was learned is too long", ErrStale)
	}
	return nil
}

// errMangled says that what was kept can't be what was learned.
var errMangled = errors.New("the weights are of something else")

// eachLearned calls f with all that is learned, piece by piece. Its sizes
// follow from the items, or from a piece before.
func (m *Matcher) eachLearned(f func(data any) error) error {
	for _, l := range m.learned {
		if l == nil {
			continue
		}
		w := &l.weights
		if err := errors.Join(f(l.bias), f(l.scale), f(w.start), f(w.row)); err != nil {
			return err
		}
		if int(w.start[l.features]) > l.features*l.classes || w.full() > l.features {
			return errMangled
		}
		w.size(l.classes)
		if err := errors.Join(f(w.class), f(w.value), f(w.rows)); err != nil {
			return err
		}
	}
	own := m.models[KindEntry]
	return errors.Join(f(own.Rank), f(own.Confidence), f(&m.thresholds), f(&m.drift))
}
