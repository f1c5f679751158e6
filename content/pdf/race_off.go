//go:build !race

package pdf

const raceDetector = false

// childEnv: nothing but what every child has.
var childEnv []string
