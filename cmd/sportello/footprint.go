package main

import (
	"runtime/debug"
	"time"
)

// settleAfter is when the first round of the background's work is over.
const settleAfter = time.Minute

// freeStart gives back to the system what only the start needed, which is far more than
// what follows does.
func freeStart() {
	debug.FreeOSMemory()
	freeProgram()
}
