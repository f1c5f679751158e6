//go:build race

package pdf

// raceDetector: its shadow memory is larger than any limit worth setting.
const raceDetector = true

// childEnv has the detector end a child at once: it would sleep a second, in which the
// one goroutine that reads has nothing left to do.
var childEnv = []string{"GORACE=atexit_sleep_ms=0"}
