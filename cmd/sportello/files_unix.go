//go:build unix

package main

import "syscall"

// openFiles is how many files and connections the system lets this process have; 0 when
// it does not say.
func openFiles() int {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		return 0
	}
	return int(min(limit.Cur, 1<<20)) // the type differs between systems
}
