package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"syscall"
)

// freeProgram gives back the pages of the program's own file that the start has read: most
// of its code runs once. What is needed again is found in the system's cache of files, which
// keeps it. What cannot be told from the system stays as it is.
func freeProgram() {
	own, err := os.Executable()
	if err != nil {
		return
	}
	smaps, err := os.Open("/proc/self/smaps")
	if err != nil {
		return
	}
	defer smaps.Close() //nolint:errcheck // it was only read
	var from, to uintptr
	for lines := bufio.NewScanner(smaps); lines.Scan(); {
		line := lines.Text()
		if strings.Contains(line, "-") && strings.HasSuffix(line, " "+own) {
			from, to = readOnly(line)
		}
		// A page that was changed, as a linker's at the start may be, is the process's own,
		// and would be lost.
		if strings.HasPrefix(line, "Anonymous:") {
			if strings.Fields(line)[1] == "0" && from < to {
				_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, from, to-from, syscall.MADV_DONTNEED) // or it stays
			}
			from, to = 0, 0
		}
	}
}

// readOnly is the range of a mapping that is private and never written, by its line; empty
// for others.
func readOnly(line string) (from, to uintptr) {
	var mode string
	if _, err := fmt.Sscanf(line, "%x-%x %s", &from, &to, &mode); err != nil || mode[1] != '-' || mode[3] != 'p' {
		return 0, 0
	}
	return from, to
}
