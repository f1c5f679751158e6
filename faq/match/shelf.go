package match

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2"
)

// fields are those of the index, in the order in which they are asked.
var fields = [...]struct {
	prefix string
	boost  float64
}{{fieldQuestion, boostQuestion}, {fieldText, boostText}}

// posting says how well a document is described by a term: the square root of
// how often it has it over that of how long it is.
type posting struct {
	doc    uint32
	weight float32
}

func newPosting(doc int, times, norm float64) posting {
	return posting{uint32(doc), float32(math.Sqrt(times) * norm)}
}

// shelf is an index on disk, which is never changed, with the lists read from
// it so far. The matchers made one from the other share it; the last one that
// is closed closes it.
type shelf struct {
	index bleve.Index
	docs  []int32 // bleve's number of a document -> its place when built, -1 for the placeholder

	lists [langs][len(fields)][]atomic.Pointer[[]posting] // by term; nil until asked for

	mu    sync.Mutex
	users int
}

// newShelf opens the index in dir; terms are numbered as in s.
func newShelf(dir string, s *stats) (*shelf, error) {
	idx, err := openIndex(dir)
	if err != nil {
		return nil, err
	}
	x := &shelf{index: idx, users: 1}
	for lang := range x.lists {
		for f := range x.lists[lang] {
			x.lists[lang][f] = make([]atomic.Pointer[[]posting], len(s.lex[lang].dfQ))
		}
	}
	if err := x.number(); err != nil {
		_ = idx.Close() // the first error says more
		return nil, fmt.Errorf("match: read the index: %w", err)
	}
	return x, nil
}

// number reads which document is which.
func (x *shelf) number() error {
	low, err := x.index.Advanced()
	if err != nil {
		return err
	}
	r, err := low.Reader()
	if err != nil {
		return err
	}
	defer r.Close() //nolint:errcheck // only read
	all, err := r.DocIDReaderAll()
	if err != nil {
		return err
	}
	defer all.Close() //nolint:errcheck // only read
	for {
		id, err := all.Next()
		if err != nil || id == nil {
			return err
		}
		name, err := r.ExternalID(id)
		if err != nil {
			return err
		}
		place, err := strconv.ParseInt(name, 10, 32)
		if err != nil {
			place = -1
		}
		x.docs = append(x.docs, int32(place))
	}
}

// list returns the postings of a term in a field.
func (x *shelf) list(ctx context.Context, lang, field int, v *variant) ([]posting, error) {
	if int(v.id) >= len(x.lists[lang][field]) {
		return nil, nil // the term came later
	}
	kept := &x.lists[lang][field][v.id]
	if p := kept.Load(); p != nil {
		return *p, nil
	}
	list, err := x.read(ctx, fields[field].prefix+langName[lang], v.stem)
	if err != nil {
		return nil, fmt.Errorf("match: read the index: %w", err)
	}
	kept.Store(&list)
	return list, nil
}

// read reads a list from the index.
func (x *shelf) read(ctx context.Context, field, stem string) ([]posting, error) {
	low, err := x.index.Advanced()
	if err != nil {
		return nil, err
	}
	r, err := low.Reader()
	if err != nil {
		return nil, err
	}
	defer r.Close() //nolint:errcheck // only read
	terms, err := r.TermFieldReader(ctx, []byte(stem), field, true, true, false)
	if err != nil {
		return nil, err
	}
	defer terms.Close() //nolint:errcheck // only read
	list := make([]posting, 0, terms.Count())
	d, err := terms.Next(nil)
	for ; err == nil && d != nil; d, err = terms.Next(d) {
		list = append(list, newPosting(int(x.docs[d.ID.Value()]), float64(d.Freq), d.Norm))
	}
	if err != nil {
		return nil, err
	}
	slices.SortFunc(list, func(a, b posting) int { return cmp.Compare(a.doc, b.doc) })
	return list, nil
}

// share counts one more user.
func (x *shelf) share() *shelf {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.users++
	return x
}

// close counts one user less.
func (x *shelf) close() error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.users--; x.users > 0 {
		return nil
	}
	return x.index.Close()
}
