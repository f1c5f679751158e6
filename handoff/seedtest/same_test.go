//go:build !race

package seedtest

import (
	"fmt"
	"testing"

	"sportello/content/db"
)

// TestSameSeedSameTrace: what a seed did once it does again, on either engine.
func TestSameSeedSameTrace(t *testing.T) {
	lite, postgres := sqlitePlace(t), postgresPlace(t)
	for seed := range uint64(5) {
		first, err := playOne(lite, seed+1, bugs{})
		if err != nil {
			t.Fatal(err)
		}
		for _, databases := range [][]*db.DB{lite, postgres} {
			again, err := playOne(databases, seed+1, bugs{})
			if err != nil {
				t.Fatal(err)
			}
			if first.trace.hash.Sum64() != again.trace.hash.Sum64() {
				t.Fatalf("seed %d on %s: %s", seed+1, databases[0].Engine, difference(first.trace.lines, again.trace.lines))
			}
		}
	}
}

func difference(a, b []string) string {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("line %d:\n%s%s", i+1, a[i], b[i])
		}
	}
	return fmt.Sprintf("%d lines and %d", len(a), len(b))
}
