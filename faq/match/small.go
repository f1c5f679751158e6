package match

import (
	"maps"
	"math/bits"
	"slices"
)

// mark puts ids into a set.
func mark(set map[uint32]bool, ids []uint32) {
	for _, id := range ids {
		set[id] = true
	}
}

// count adds one for each id of a set.
func count(df []uint32, set map[uint32]bool) {
	for id := range set {
		df[id]++
	}
}

// keys are the keys of a map in order, so that sums over them are the same
// from run to run.
func keys[V any](m map[uint32]V) []uint32 { return slices.Sorted(maps.Keys(m)) }

func onesCount(x uint64) int { return bits.OnesCount64(x) }

func abs(x int) int { return max(x, -x) }
