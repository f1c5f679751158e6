package match

import (
	"maps"
	"math/bits"
	"slices"
)

// keys are the keys of a map in order, so that sums over them are the same
// from run to run.
func keys[V any](m map[uint32]V) []uint32 { return slices.Sorted(maps.Keys(m)) }

func onesCount(x uint64) int { return bits.OnesCount64(x) }

func abs(x int) int { return max(x, -x) }
