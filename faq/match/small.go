package match

import "math/bits"

func onesCount(x uint64) int { return bits.OnesCount64(x) }
