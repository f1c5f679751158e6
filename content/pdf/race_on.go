//go:build race

package pdf

// raceDetector: its shadow memory is larger than any limit worth setting.
const raceDetector = true
