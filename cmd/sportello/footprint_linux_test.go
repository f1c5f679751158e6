package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// fileRSS is how much of files the process has in memory, in kB.
func fileRSS(t *testing.T) (kB int) {
	t.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(status), "RssFile:")
	if _, err := fmt.Sscan(rest, &kB); err != nil {
		t.Fatal(err)
	}
	return kB
}

func TestWhatTheStartReadIsGivenBack(t *testing.T) {
	before := fileRSS(t)
	freeProgram()
	if after := fileRSS(t); after >= before {
		t.Errorf("%d kB of files in memory, before it %d", after, before)
	}
}

// Only what no process may write is given back.
func TestReadOnlyMappings(t *testing.T) {
	for line, want := range map[string]uintptr{
		"00400000-01dc0000 r-xp 00000000 fe:01 1201 /usr/bin/sportello": 0x19c0000,
		"01dc0000-03c28000 r--p 019c0000 fe:01 1201 /usr/bin/sportello": 0x1e68000,
		"03c28000-043b6000 rw-p 03828000 fe:01 1201 /usr/bin/sportello": 0,
		"7f000000-7f001000 r--s 00000000 fe:01 1201 /usr/bin/sportello": 0,
		"nothing": 0,
	} {
		if from, to := readOnly(line); to-from != want {
			t.Errorf("%s: %x", line, to-from)
		}
	}
}
