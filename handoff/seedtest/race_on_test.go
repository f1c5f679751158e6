//go:build race

package seedtest

// usualSeeds: the race detector makes the SQL fourteen times as slow and has little to
// find where one goroutine does everything.
const usualSeeds = 20
