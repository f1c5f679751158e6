//go:build race

package seedtest

// usualSeeds are a few: the race detector makes the SQL fourteen times as slow, keeps
// 60 MB for each seed, and has little to find where one goroutine does everything. So
// planted bugs and repeated seeds are left to the tests without it.
const usualSeeds = 5
