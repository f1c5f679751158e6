package contenttest

import (
	"testing"
	"time"
)

// bound is far above what any text takes.
const bound = 5 * time.Second

// Bounded fails the test when the process has computed for more than 5 s until the
// function that it returns is called. What others do on the machine meanwhile does not
// count.
func Bounded(t testing.TB) (end func()) {
	t.Helper()
	start := computed()
	return func() {
		t.Helper()
		if took := computed() - start; took > bound {
			t.Errorf("computed for %v", took)
		}
	}
}
