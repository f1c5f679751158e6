//go:build linux && !race

package pdf

import (
	"context"
	"errors"
	"testing"
	"time"
)

// The kernel stops a child that outgrows Limits.MemoryMB. Not under the race
// detector, whose own memory is larger than any limit.
func TestSwellingChildIsStopped(t *testing.T) {
	t.Parallel()
	r := faultyReader(t, workerSwells, Limits{MemoryMB: 512, Page: 20 * time.Second})
	doc, err := r.Read(context.Background(), write(t, plain(3)))
	if !errors.Is(err, ErrMemory) || len(doc.Pages) != 3 || len(doc.Pages[2].Lines) != 1 {
		t.Errorf("%v, %+v", err, doc.Pages)
	}
}
