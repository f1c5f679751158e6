//go:build !race

package seedtest

// usualSeeds take about a minute and a half on one processor.
const usualSeeds = 700
