//go:build unix

package contenttest

import (
	"syscall"
	"time"
)

// computed is the processor time that this process has used itself.
func computed() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		panic(err) // only for a bad argument
	}
	return time.Duration(used.Utime.Nano())
}
