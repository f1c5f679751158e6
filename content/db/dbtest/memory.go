package dbtest

import (
	"os"
	"runtime"
	"syscall"
	"testing"
)

// leastMemory is how much room there must be in memory: several packages are tested at
// once, and each has a cluster of some hundred megabytes.
const leastMemory = 2 << 30

// inMemory is a folder that is kept in memory, or "", the usual one for temporary files,
// where there is none or it is small, as in most containers.
func inMemory() string {
	const shared = "/dev/shm"
	var room syscall.Statfs_t
	if runtime.GOOS != "linux" || syscall.Statfs(shared, &room) != nil || room.Bavail*uint64(room.Bsize) < leastMemory {
		return ""
	}
	return shared
}

// tempDir is a folder that goes when the test ends: in memory, but for measurements, which
// are of what waits for the disk.
func tempDir(t testing.TB) string {
	t.Helper()
	if _, measured := t.(*testing.B); measured {
		return t.TempDir()
	}
	dir, err := os.MkdirTemp(inMemory(), "sportello-sqlite-") //nolint:usetesting // that is on the disk
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}
