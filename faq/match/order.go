package match

import (
	"encoding/binary"
	"math"

	"github.com/blevesearch/bleve/v2/search"
)

// byScore sorts hits by their score without its last bits. Those depend on the
// order in which bleve summed it, which depends on how the index was built: with
// them, equal items would come and go from build to build.
type byScore struct{}

var _ search.SearchSort = byScore{}

// noise is how many bits of a score do not count, of 52.
const noise = 20

// Value is what hits are compared by, as bytes: positive numbers have the
// order of their bits.
func (byScore) Value(d *search.DocumentMatch) string {
	const unit = 1 << noise
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], (math.Float64bits(d.Score)+unit/2)&^(unit-1))
	return string(b[:])
}

// Descending puts the best first.
func (byScore) Descending() bool { return true }

// RequiresScoring is false lest bleve compares the scores themselves.
func (byScore) RequiresScoring() bool { return false }

// RequiresDocID implements search.SearchSort.
func (byScore) RequiresDocID() bool { return false }

// RequiresFields implements search.SearchSort.
func (byScore) RequiresFields() []string { return nil }

// UpdateVisitor implements search.SearchSort.
func (byScore) UpdateVisitor(string, []byte) {}

// DecodeValue implements search.SearchSort.
func (byScore) DecodeValue(value string) string { return value }

// Reverse implements search.SearchSort; nothing here pages backwards.
func (byScore) Reverse() {}

// Copy implements search.SearchSort.
func (s byScore) Copy() search.SearchSort { return s }
