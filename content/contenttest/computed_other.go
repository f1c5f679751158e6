//go:build !unix

package contenttest

import "time"

var began = time.Now()

// computed is the time that has passed, where the system is not asked for more.
func computed() time.Duration { return time.Since(began) }
