//go:build !race

package seedtest

// usualSeeds take about a minute on one processor.
const usualSeeds = 400
