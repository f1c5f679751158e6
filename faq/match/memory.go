package match

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// What was learned from the items is kept beside the index, so that a second
// start needs not learn it again. The fingerprint vouches for both.
func learnedPath(dir string) string { return filepath.Join(dir, "learned") }

// learn learns from the items and keeps the result in dir.
func (m *Matcher) learn(ctx context.Context, dir string) (err error) {
	if err := m.train(ctx); err != nil {
		return err
	}
	if err := m.calibrate(ctx); err != nil {
		return err
	}
	f, err := os.OpenFile(learnedPath(dir), os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("match: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriter(f)
	if err := m.eachLearned(func(data any) error { return binary.Write(w, binary.LittleEndian, data) }); err != nil {
		return fmt.Errorf("match: write what was learned: %w", err)
	}
	return w.Flush()
}

// train trains the rankers.
func (m *Matcher) train(ctx context.Context) error {
	for _, l := range m.learned {
		if l != nil {
			if err := l.train(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// recollect reads what learn kept.
func (m *Matcher) recollect(dir string) error {
	f, err := os.Open(learnedPath(dir))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrStale, err)
	}
	defer f.Close() //nolint:errcheck // only read
	r := bufio.NewReader(f)
	err = m.eachLearned(func(data any) error { return binary.Read(r, binary.LittleEndian, data) })
	if err != nil {
		return fmt.Errorf("%w: what was learned is cut short: %w", ErrStale, err)
	}
	if _, err := r.ReadByte(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: what was learned is too long", ErrStale)
	}
	return nil
}

// eachLearned calls f with all that is learned, piece by piece. Its sizes
// follow from the items.
func (m *Matcher) eachLearned(f func(data any) error) error {
	for _, l := range m.learned {
		if l == nil {
			continue
		}
		for _, data := range [...]any{l.bias, l.scale, l.weights} {
			if err := f(data); err != nil {
				return err
			}
		}
	}
	own := m.models[KindEntry]
	return errors.Join(f(own.Rank), f(own.Confidence), f(&m.thresholds))
}
