package main

import "runtime"

// atOnce is how many goroutines may run at once for each processor. Go runs one until it
// waits, or for 10 ms, and a message of an engaged chat that comes from the network or back
// from the disk meanwhile waits behind it. Where more may run than there are processors the
// system divides these, and lets a thread that has slept go before those that work on: beside
// a flood on two processors that takes a third off the slowest messages, and answers more of
// the flood.
const atOnce = 2

// runMore lets so many run. What is sized by the number of processors is made before.
func runMore() { runtime.GOMAXPROCS(atOnce * runtime.GOMAXPROCS(0)) }

// filesBeside is how many files and connections the program needs besides the live ones:
// the database, the index, requests under way, and clients that poll.
const filesBeside = 1000

// maxLive is how many live connections fit into so many open files; 0, the usual number,
// where that is not known.
func maxLive(files int) int {
	if files == 0 {
		return 0
	}
	return max(files-filesBeside, files/2)
}
