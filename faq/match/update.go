package match

import (
	"context"
	"errors"
)

// The bounds of what is made up for in memory: beyond them the index is better
// built anew. Which is worth it for a share of the items, but not for a few.
const (
	freshFew  = 500
	freshPart = 4 // one in so many items
)

func tooMany(fresh, items int) bool { return fresh > max(freshFew, items/freshPart) }

// Update returns a matcher of other items, much faster than Build where most of
// them are the old ones; it finds what a matcher built from the items would.
// Their index is shared and stays as it is, so the old matcher works on until
// it is closed, and an Update cut short leaves nothing behind. The error is
// ErrStale if too much has changed, which only Build can make up for.
//
// Where learning everything would take more than half a second, only what is
// near to the change is learned, and the calibration stays: see Drifted.
func (m *Matcher) Update(ctx context.Context, items []Item, o Options) (*Matcher, error) {
	return m.update(ctx, newMatcher(m.dir, items, o), items)
}

// Try is Update to see what would become of questions: it leaves nothing for the next
// start, which is to find what students were answered by.
func (m *Matcher) Try(ctx context.Context, items []Item) (*Matcher, error) {
	n := newMatcher(m.dir, items, m.options)
	n.trial = true
	return m.update(ctx, n, items)
}

func (m *Matcher) update(ctx context.Context, n *Matcher, items []Item) (*Matcher, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if m.closed {
		return nil, ErrClosed
	}
	from := n.follow(m, items)
	fresh := n.fresh()
	if tooMany(len(fresh), len(items)) {
		return nil, ErrStale
	}
	n.take(items, m.stats.update(m.items, items, from, n.options.Synonyms))
	n.newcomers = newNewcomers(n.stats, fresh, len(n.places))
	n.shelf = m.shelf.share()
	if err := n.relearn(ctx, m, from); err != nil {
		return nil, errors.Join(err, n.Close())
	}
	return n, nil
}

// follow finds the old matcher's items among new ones, and sets what is the
// same of them. It returns where each of the new ones was, -1 if it was not.
func (m *Matcher) follow(old *Matcher, items []Item) (from []int) {
	from = make([]int, len(items))
	to := make([]int32, len(old.items))
	for i := range to {
		to[i] = -1
	}
	for i := range items {
		at, ok := old.byID[items[i].ID]
		if !ok || !sameItem(&old.items[at], &items[i]) {
			from[i], m.digests[i] = -1, digestOf(&items[i])
			continue
		}
		from[i], to[at], m.digests[i] = at, int32(i), old.digests[at]
	}
	m.places = make([]int32, len(old.places))
	for doc, at := range old.places {
		if m.places[doc] = at; at >= 0 {
			m.places[doc] = to[at]
		}
	}
	return from
}

// fresh are the positions of items that the index does not have.
func (m *Matcher) fresh() (out []int32) {
	known := make([]bool, len(m.digests))
	for _, i := range m.places {
		if i >= 0 {
			known[i] = true
		}
	}
	for i, k := range known {
		if !k {
			out = append(out, int32(i))
		}
	}
	return out
}
