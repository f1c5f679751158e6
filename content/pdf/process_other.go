//go:build !linux

package pdf

import "os/exec"

// Elsewhere the child is killed alone and only GOMEMLIMIT and the engine's own
// limit bound its memory.
func isolate(*exec.Cmd)       {}
func yieldPriority(*exec.Cmd) {}
func confine(Limits)          {}
